"""Values of filters: closed sets for nothing, the rest asked once."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from lix_tui.services.facets.skills import SkillChoice, SkillError, read_skills
from lix_tui.services.facets.typeahead import SKILL, FacetError, facet_named
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served, parameters


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
    with pytest.raises(FacetError, match=r"'colour' isn't a facet\. Use BING_GEO"):
        facet_named("colour")
    with pytest.raises(FacetError, match=r"or a Sales Navigator filter: .*CURRENT_COMPANY.*REGION"):
        facet_named("foo")


async def test_closed_sets_send_nothing_and_open_ones_ask_once(
    services: Services, sandbox: Served
) -> None:
    closed = await services.facets.values("SENIORITY_V2", "vice", place="test")
    assert [value.id for value in closed.values] == ["300"]
    assert closed.source == "here"
    assert sandbox.requests() == []
    live = await services.facets.values("TITLE", "Engineer", place="test")
    kept = await services.facets.values("TITLE", " engineer ", place="test")
    assert (live.source, kept.source) == ("live", "kept")
    assert live.values == kept.values
    assert live.values
    asked = [entry for entry in sandbox.requests() if entry["status"] == 200]
    assert len(asked) == 1
    with pytest.raises(FacetError):
        await services.facets.values("TITLE", "  ", place="test")


async def test_skills_are_found_by_name_and_the_rest_is_said(services: Services) -> None:
    wanted = read_skills("+Python, -urn:li:ts_skill:9=Nine")
    found = await services.facets.skills(wanted, place="test")
    assert found[0].text == "Python"
    assert found[0].entity.startswith("urn:li:ts_skill:")
    assert found[0].required
    assert found[1] == SkillChoice("Nine", "urn:li:ts_skill:9", negated=True)
    with pytest.raises(SkillError, match="'zzz' isn't a skill"):
        await services.facets.skills(read_skills("zzz"), place="test")
    with pytest.raises(SkillError, match="Choose one of"):
        await services.facets.skills(read_skills("a"), place="test")


async def test_a_complete_answer_answers_all_longer_texts(
    services: Services, sandbox: Served
) -> None:
    first = await services.facets.values("BING_GEO", "germ", place="test")
    longer = await services.facets.values("BING_GEO", "GERMANY", place="test")
    assert longer.source == "kept"
    assert set(longer.values) <= set(first.values)
    assert longer.values
    known = await services.facets.known("BING_GEO")
    assert known.is_settled("germany, b")
    assert not known.is_settled("ger")
    assert not known.is_settled("austria")
    assert len([entry for entry in sandbox.requests() if entry["status"] == 200]) == 1


async def test_what_was_ever_seen_is_known_in_the_next_run(
    services: Services, sandbox: Served, paths: Paths
) -> None:
    await services.facets.values("COMPANY_WITH_LIST", "fox", place="test")
    settings = Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL)
    another = await Services.open(settings, FoundKey(Key("any"), "session"))
    known = await another.facets.known("COMPANY_WITH_LIST")
    found, count = known.suggest("foxb")
    assert count == 1
    assert (found[0].value.text, found[0].value.source) == ("Foxbank", "seen")
    assert found[0].value.hint
    assert found[0].spans == ((0, 4),)
    await another.close()


def starts(sandbox: Served) -> list[str]:
    """Return the first value of each page that was asked for."""
    entries = [entry for entry in sandbox.requests() if entry["status"] == 200]
    return [parameters(entry)["start"] for entry in entries]


async def test_values_after_the_hundredth_are_asked_for_on_request(
    services: Services, sandbox: Served
) -> None:
    first = await services.facets.values("TITLE", "pr", place="test")
    assert (len(first.values), first.is_whole) == (100, False)
    known = await services.facets.known("TITLE")
    assert known.has_more("pr")
    assert not known.is_settled("pro"), "a full page answers no longer text"
    assert starts(sandbox) == ["0"], "nothing is asked for unasked"
    everything = await services.facets.values("TITLE", "pr", place="test", limit=None)
    assert starts(sandbox) == ["0", "100"], "the first page is not asked for again"
    assert everything.is_whole
    assert everything.values[:100] == first.values
    assert len({value.id for value in everything.values}) == len(everything.values) == 123
    assert not known.has_more("pr")
    longer = await services.facets.values("TITLE", "Product", place="test")
    assert (longer.source, longer.is_whole) == ("kept", True), "all pages answer a longer text"
    by_id = {value.id for value in everything.values if "product" in value.text.lower()}
    assert {value.id for value in longer.values} >= by_id
    assert len(starts(sandbox)) == 2


@pytest.mark.parametrize("limit", [101, 120, 123, 500])
async def test_a_limit_asks_for_as_many_pages_as_it_needs(
    services: Services, sandbox: Served, limit: int
) -> None:
    found = await services.facets.values("TITLE", "pr", place="test", limit=limit)
    assert len(found.values) == 123
    assert starts(sandbox) == ["0", "100"]
    again = await services.facets.values("TITLE", "pr", place="test", limit=limit, refresh=True)
    assert again.values == found.values
    assert starts(sandbox) == ["0", "100"] * 2


async def test_pages_of_values_are_known_in_the_next_run(
    services: Services, sandbox: Served, paths: Paths
) -> None:
    settings = Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL)
    await services.facets.values("TITLE", "pr", place="test")
    another = await Services.open(settings, FoundKey(Key("any"), "session"))
    known = await another.facets.known("TITLE")
    assert known.has_more("pr")
    await another.facets.load_next_page(known, "pr", place="test")
    assert (known.has_more("pr"), known.suggest("pr", 500)[1]) == (False, 124)
    await another.facets.load_next_page(known, "pr", place="test")
    await another.close()
    third = await Services.open(settings, FoundKey(Key("any"), "session"))
    found = await third.facets.values("TITLE", "pr", place="test", limit=None)
    assert (found.source, len(found.values), found.is_whole) == ("kept", 123, True)
    assert (await third.facets.known("TITLE")).is_settled("production")
    await third.close()
    assert starts(sandbox) == ["0", "100"]


async def test_a_server_that_ignores_the_start_ends_the_pages(paths: Paths) -> None:
    values = [{"id": str(n), "displayValue": f"Price {n}"} for n in range(100)]
    body = json.dumps({"data": {"elements": values}}).encode()
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its own name
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        settings = Settings(paths=paths, rate_interval=0.0, api_url=url)
        services = await Services.open(settings, FoundKey(Key("any"), "session"))
        try:
            found = await services.facets.values("TITLE", "pr", place="test", limit=None)
            assert (len(found.values), found.is_whole, len(asked)) == (100, True, 2)
            again = await services.facets.values("TITLE", "pr", place="test", limit=None)
            assert (len(again.values), again.source, len(asked)) == (100, "kept", 2)
        finally:
            await services.close()
            server.shutdown()
