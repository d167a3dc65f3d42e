"""Values of filters: closed sets for nothing, the rest asked once."""

from __future__ import annotations

import pytest

from lix_tui.credentials import FoundKey, Key
from lix_tui.explorer.facets import SKILL, FacetError, facet_named
from lix_tui.explorer.services import Explorer
from lix_tui.explorer.skills import Skill, SkillError, read_skills
from lix_tui.settings import Paths, Settings
from tests.conftest import INTERVAL, Served


@pytest.mark.parametrize(
    ("name", "facet"),
    [
        ("title", "TITLE"),
        ("SENIORITY", "SENIORITY_V2"),
        ("current_company", "COMPANY_WITH_LIST"),
        ("region", "BING_GEO"),
        ("Skill", SKILL),
        ("COMPANY_TITLE", "COMPANY_WITH_LIST"),
        ("company", "COMPANY_WITH_LIST"),
    ],
)
def test_a_facet_is_found_by_any_of_its_names(name: str, facet: str) -> None:
    assert facet_named(name) == facet


def test_what_is_no_facet_is_said() -> None:
    with pytest.raises(FacetError, match="no facet 'colour'; there are BING_GEO"):
        facet_named("colour")
    with pytest.raises(FacetError, match=r"the Sales Navigator filters .*CURRENT_COMPANY.*REGION"):
        facet_named("foo")


async def test_closed_sets_send_nothing_and_open_ones_ask_once(
    explorer: Explorer, sandbox: Served
) -> None:
    closed = await explorer.facets.values("SENIORITY_V2", "vice", place="test")
    assert [value.id for value in closed.values] == ["300"]
    assert closed.source == "here"
    assert sandbox.requests() == []
    live = await explorer.facets.values("TITLE", "Engineer", place="test")
    kept = await explorer.facets.values("TITLE", " engineer ", place="test")
    assert (live.source, kept.source) == ("live", "kept")
    assert live.values == kept.values
    assert live.values
    asked = [entry for entry in sandbox.requests() if entry["status"] == 200]
    assert len(asked) == 1
    with pytest.raises(FacetError):
        await explorer.facets.values("TITLE", "  ", place="test")


async def test_skills_are_found_by_name_and_the_rest_is_said(explorer: Explorer) -> None:
    wanted = read_skills("+Python, -urn:li:ts_skill:9=Nine")
    found = await explorer.facets.skills(wanted, place="test")
    assert found[0].text == "Python"
    assert found[0].entity.startswith("urn:li:ts_skill:")
    assert found[0].required
    assert found[1] == Skill("Nine", "urn:li:ts_skill:9", negated=True)
    with pytest.raises(SkillError, match="knows no skill 'zzz'"):
        await explorer.facets.skills(read_skills("zzz"), place="test")
    with pytest.raises(SkillError, match="write one of them"):
        await explorer.facets.skills(read_skills("a"), place="test")


async def test_a_complete_answer_answers_all_longer_texts(
    explorer: Explorer, sandbox: Served
) -> None:
    first = await explorer.facets.values("BING_GEO", "germ", place="test")
    longer = await explorer.facets.values("BING_GEO", "GERMANY", place="test")
    assert longer.source == "kept"
    assert set(longer.values) <= set(first.values)
    assert longer.values
    known = await explorer.facets.known("BING_GEO")
    assert known.settled("germany, b")
    assert not known.settled("ger")
    assert not known.settled("austria")
    assert len([entry for entry in sandbox.requests() if entry["status"] == 200]) == 1


async def test_what_was_ever_seen_is_known_in_the_next_run(
    explorer: Explorer, sandbox: Served, paths: Paths
) -> None:
    await explorer.facets.values("COMPANY_WITH_LIST", "fox", place="test")
    settings = Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL)
    another = await Explorer.open(settings, FoundKey(Key("any"), "session"))
    known = await another.facets.known("COMPANY_WITH_LIST")
    found, count = known.suggest("foxb")
    assert count == 1
    assert (found[0].value.text, found[0].value.source) == ("Foxbank", "seen")
    assert found[0].value.hint
    assert found[0].spans == ((0, 4),)
    await another.close()
