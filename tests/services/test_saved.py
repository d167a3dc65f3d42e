"""Saved queries: kept, shared as files, read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.facets.skills import SkillChoice
from lix_tui.services.queries.link_targets import destination_of
from lix_tui.services.queries.query import (
    Query,
    QueryError,
    query_from_link,
    query_from_skills,
    query_from_text,
)
from lix_tui.services.queries.saved_queries import (
    NamedQuery,
    SavedQueries,
    query_from_definition,
    query_of_saved,
    read_file,
    to_toml,
    write_file,
)
from lix_tui.store.worker import AsyncStore
from tests.support.query_files import read_toml_query

PEOPLE = query_from_text("people", "data engineer")
SKILLS = query_from_skills((SkillChoice('C++ "x"', "urn:li:ts_skill:1", required=True),))


async def test_names_are_ones_own(tmp_path: Path) -> None:
    store = await AsyncStore.open(tmp_path / "lix.db")
    saved = SavedQueries(store)
    assert await saved.save("  Leads \n one ", PEOPLE) == "Leads one"
    await saved.save("Skills", SKILLS)
    await saved.save("LEADS ONE", PEOPLE)
    rows = await saved.list_all()
    assert [row.name for row in rows] == ["LEADS ONE", "Skills"], "a name is there once"
    assert query_of_saved(rows[0]).query.key == PEOPLE.key
    assert query_of_saved(rows[1]).query == SKILLS
    assert await saved.duplicate(rows[1]) == "Skills 2"
    with pytest.raises(QueryError, match="is the name of another"):
        await saved.rename("Skills", "skills 2")
    assert await saved.rename("Skills", "Other") == "Other"
    await saved.delete("Other")
    assert {row.name for row in await saved.list_all()} == {"LEADS ONE", "Skills 2"}
    with pytest.raises(QueryError, match="a name"):
        await saved.save("   ", PEOPLE)
    await store.close()


@given(st.text(max_size=30), st.sampled_from([PEOPLE, SKILLS]))
def test_a_file_is_read_back(name: str, query: Query) -> None:
    found = read_toml_query(to_toml(NamedQuery(name, query)))
    assert found.query.key == query.key
    assert found.query.skills == query.skills


@given(st.text(max_size=60))
def test_no_file_breaks_it(text: str) -> None:
    said = ""
    try:
        read_toml_query(text)
    except QueryError as error:
        said = str(error)
    assert not said or said.endswith(".")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("= 3", "can't be read as a saved query"),
        ("", "doesn't have a kind"),
        ('kind = "colour"', "doesn't have a url"),
        ('kind = "colour"\nurl = "x"', "'colour' isn't a kind"),
        ('kind = "people"\nurl = "https://example.com"', "LinkedIn"),
        ('kind = "recruiter"', "doesn't have a skill"),
    ],
)
def test_a_wrong_file_gets_one_sentence(text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        read_toml_query(text)


def test_a_file_opens_like_anything_else(tmp_path: Path) -> None:
    path = write_file(NamedQuery("My leads: DACH", PEOPLE), tmp_path)
    assert path.name == "my-leads-dach.toml"
    assert path.stat().st_mode & 0o777 == 0o600
    assert write_file(NamedQuery("My leads: DACH", PEOPLE), tmp_path).name == "my-leads-dach-2.toml"
    destination = destination_of(str(path))
    assert destination.query is not None
    assert destination.query.key == PEOPLE.key
    assert destination.words == "A saved query: My leads: DACH"
    assert read_file("not a file") is None
    with pytest.raises(QueryError, match="can't be read"):
        read_file(str(tmp_path / "none.toml"))


def test_a_stored_search_without_a_filter_opens_though_its_link_is_refused() -> None:
    url = "https://www.linkedin.com/search/results/people/?foo=1"
    assert query_from_definition("people", url, None).url == url
    with pytest.raises(QueryError, match="foo"):
        query_from_link("people", url)
