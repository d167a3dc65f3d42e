"""The library over the sandbox: filled by what is fetched, and emptied for good."""

from __future__ import annotations

import json
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.explorer.kind_names import KindName
from lix_tui.explorer.kinds import KINDS
from lix_tui.explorer.library.cutting import without
from lix_tui.explorer.library.language import (
    QueryProblem,
    read_query,
    seconds_of,
    sorted_text,
)
from lix_tui.explorer.lookups import Manner
from lix_tui.explorer.query import query_from_keywords
from lix_tui.explorer.services import Explorer
from lix_tui.store.matching import words_of
from lix_tui.store.rows import LibraryQuery
from tests.conftest import Served

MANNER = Manner("test")
OLIVIA = "https://www.linkedin.com/in/olivia-shaw"


async def search(explorer: Explorer, kind: KindName, words: str) -> int:
    query = query_from_keywords(kind, words)
    session = await explorer.searches.open(KINDS[kind], query)
    await session.load_next(place="test")
    return len(session.elements)


async def names(explorer: Explorer, text: str = "") -> list[str]:
    return [e.name for e in await explorer.library.search(read_query(text, 0.0), limit=100)]


async def test_whatever_is_fetched_is_found_again(explorer: Explorer) -> None:
    count = await search(explorer, "people", "engineer")
    assert len(await names(explorer)) == count
    assert "Olivia Shaw" in await names(explorer, "oliv")
    words: dict[KindName, str] = {
        "jobs": "job",
        "posts": "post",
        "orgs": "organisation",
        "sales": "person",
    }
    for kind, what in words.items():
        found = await search(explorer, kind, "engineer" if kind != "orgs" else "data")
        assert len(await names(explorer, f"kind:{what}")) >= found
    await explorer.lookups.get("person", OLIVIA, MANNER)
    (entry,) = await explorer.library.search(
        read_query('name:"olivia shaw" kind:person', 0.0), limit=9
    )
    assert entry.opened
    detail = await explorer.library.detail(entry.id)
    assert detail is not None
    assert detail.endpoint == "person"
    assert "engineer" in detail.searches
    await explorer.lookups.get("email", OLIVIA, MANNER)
    assert len(await names(explorer, "kind:email")) == 1
    await explorer.lookups.get("person_ids", OLIVIA, MANNER)
    assert len(await names(explorer, "kind:ids")) == 1


async def test_what_was_fetched_before_there_was_a_library_is_listed(explorer: Explorer) -> None:
    count = await search(explorer, "people", "engineer")
    await explorer.lookups.get("person", OLIVIA, MANNER)
    await explorer.store.run(
        lambda store: store._connection.executescript(
            "DELETE FROM entries; UPDATE answers SET listed = 0"
        )
    )
    assert await names(explorer) == []
    await explorer.library.catch_up()
    assert len(await names(explorer)) == count
    (entry,) = await explorer.library.search(read_query("olivia", 0.0), limit=9)
    assert entry.opened
    assert await explorer.store.run(lambda store: store.unlisted(9)) == []


async def test_who_is_forgotten_leaves_no_trace(
    explorer: Explorer, sandbox: Served, tmp_path: Path
) -> None:
    count = await search(explorer, "people", "engineer")
    await search(explorer, "sales", "engineer")
    await explorer.lookups.get("person", OLIVIA, MANNER)
    await explorer.lookups.get("email", OLIVIA, MANNER)
    (entry,) = await explorer.library.search(read_query("olivia kind:person", 0.0), limit=9)
    await explorer.library.note(entry.id, "Olivia likes tea")
    ids = [e.id for e in await explorer.library.search(read_query("olivia", 0.0), limit=9)]
    assert len(ids) == 2, "the person and the address"
    path = explorer.settings.paths.database(demo=False)
    path.with_name("lix.db.backup-v1").write_bytes(b"Olivia")
    assert await explorer.library.forget(ids) == 2
    assert await names(explorer, "olivia") == []
    # the search goes on where it was, without her
    explorer.searches._open.clear()
    session = await explorer.searches.open(
        KINDS["people"], query_from_keywords("people", "engineer")
    )
    assert len(session.elements) == count - 1
    assert session.state.loaded == count
    await session.load_next(place="test")
    assert len({e.key for e in session.elements}) == len(session.elements) == 2 * count - 1
    await explorer.close()
    for file in path.parent.iterdir():
        content = file.read_bytes()
        for trace in (b"livia", b"LIVIA"):
            assert trace not in content, file
    import sqlite3

    with closing(sqlite3.connect(path)) as connection:
        for body, packed in connection.execute("SELECT body, packed FROM answers"):
            assert b"olivia" not in (zlib.decompress(body) if packed else body).lower()


async def test_notes_and_tags_are_cleaned(explorer: Explorer) -> None:
    await search(explorer, "people", "engineer")
    (entry, *_) = await explorer.library.search(LibraryQuery(), limit=1)
    await explorer.library.note(entry.id, "a\x1b[31mb\nc\u202ed")
    assert await explorer.library.tag(entry.id, "VIP, follow-up vip") == "vip follow-up"
    detail = await explorer.library.detail(entry.id)
    assert detail is not None
    assert "\x1b" not in detail.entry.note
    assert await names(explorer, "tag:follow-up") == [entry.name]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("staff berlin", LibraryQuery(text="staff berlin")),
        ("kind:peop anna", LibraryQuery(text="anna", kind="person")),
        ('company:"blue harbor" x', LibraryQuery(text="x", company=" blue harbor")),
        ("newer:7d", LibraryQuery(since=1000.0 - 7 * 86400)),
        ("older:2w tag:vip changed:yes", LibraryQuery(until=1000.0 - 14 * 86400, tag=" vip", changed=True)),
        ("http://x.y foo:bar", LibraryQuery(text="http://x.y foo:bar")),
        ("http: foo:", LibraryQuery(text="http: foo:")),
        ("changed:y noted:n account:al", LibraryQuery(changed=True, everybody=True)),
        ('search:"my query"', LibraryQuery(source="my query")),
        ("anna sort:-comp", LibraryQuery(text="anna", order="company", descending=True)),
    ],
)  # fmt: skip
def test_the_language(text: str, wanted: LibraryQuery) -> None:
    assert read_query(text, 1000.0) == wanted


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kind:candidate", "kind:candidate isn't a kind. Use person, organisation, job, post, email or ids."),
        ("anna kind:zebra sort:foo", "kind:zebra isn't a kind. Use person, organisation, job, post, email or ids."),
        ("newer:lastweek", "newer:lastweek isn't an age. Use a number and a letter, as in 12h, 7d, 2w, 3m or 1y."),
        ("older:7", "older:7 isn't an age. Use a number and a letter, as in 12h, 7d, 2w, 3m or 1y."),
        ("sort:foo", "sort:foo isn't an order. Use name, title, company, place, kind, tags or fetched, or - and one."),
        ("changed:maybe", "changed:maybe isn't yes or no. Use changed:yes or changed:no."),
        ("noted:often", "noted:often isn't yes or no. Use noted:yes or noted:no."),
        ("account:foo", "account:foo isn't a choice. Use account:all."),
        ('KIND:"a\x1bb"', "kind:ab isn't a kind. Use person, organisation, job, post, email or ids."),
    ],
)  # fmt: skip
def test_a_value_that_is_not_known_is_a_problem(text: str, problem: str) -> None:
    assert read_query(text, 1000.0).problem == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('"', "There are no words between the quotes. Write some or delete the quotes."),
        ('""', "There are no words between the quotes. Write some or delete the quotes."),
        ('anna "  "', "There are no words between the quotes. Write some or delete the quotes."),
        ("\ufe0f", "There are no words between the quotes. Write some or delete the quotes."),
        ("tag:", "tag: needs a value. Write it right after the colon, as in tag:word."),
        ("TITLE:", "title: needs a value. Write it right after the colon, as in title:word."),
        ('title:""', "title: needs a value. Write it right after the colon, as in title:word."),
        ('search:" ', "search: needs a value. Write it right after the colon, as in search:word."),
        ("company: acme", "company: needs a value. Write it right after the colon, as in company:word."),
        ("kind: kind:", "kind: needs a kind. Use person, organisation, job, post, email or ids."),
        ("anna newer:", "newer: needs an age. Use a number and a letter, as in 12h, 7d, 2w, 3m or 1y."),
        ("sort:", "sort: needs an order. Use name, title, company, place, kind, tags or fetched, or - and one."),
        ("sort:-", "sort:- needs an order. Use name, title, company, place, kind, tags or fetched, or - and one."),
        ("account:", "account: needs a choice. Use account:all."),
    ],
)  # fmt: skip
def test_a_value_that_is_missing_is_a_problem(text: str, problem: str) -> None:
    query = read_query(text, 1000.0)
    assert query.problem == problem


@given(st.text(st.sampled_from('":-, kindtag\ufe0f\x00x'), min_size=1, max_size=12))
def test_a_text_that_narrows_nothing_has_a_problem(text: str) -> None:
    query = read_query(text, 0.0)
    if text.strip() and not query.problem:
        assert replace(query, text="") != LibraryQuery() or words_of(query.text)


@pytest.mark.parametrize(
    "text", ["kind:person", "changed:yes", "noted:no", "account:all", "sort:-fetched", "kind:ids"]
)
def test_the_beginning_of_a_known_value_is_no_problem(text: str) -> None:
    value = text.index(":") + 1 + text.count(":-")
    for length in range(len(text) + 1):
        problem = read_query(text[:length], 0.0).problem
        assert bool(problem) == (text.index(":") < length <= value), text[:length]


async def test_nothing_is_exported_for_a_query_with_a_problem(explorer: Explorer) -> None:
    await search(explorer, "people", "engineer")
    query = read_query("engineer kind:candidate", 0.0)
    with pytest.raises(QueryProblem, match="isn't a kind"):
        await explorer.library.rows(query)
    assert await explorer.library.search(query, limit=9) == []
    assert await explorer.library.count(query) == 0


def test_the_order_is_a_part_of_the_text() -> None:
    text = sorted_text('anna company:"blue harbor"', "name")
    assert text == 'anna company:"blue harbor" sort:name'
    assert sorted_text(text, "fetched", descending=True).endswith('harbor" sort:-fetched')
    assert sorted_text(text, None) == 'anna company:"blue harbor"'
    assert sorted_text("anna sort: SORT:-", "name") == "anna sort:name"


@given(st.text(max_size=80))
def test_any_text_is_a_query(text: str) -> None:
    assert isinstance(read_query(text, 0.0), LibraryQuery)


def test_ages() -> None:
    assert seconds_of("90d") == 90 * 86400
    assert seconds_of(" 12h ") == 12 * 3600
    assert seconds_of("d") is seconds_of("5") is seconds_of("-5d") is None


def test_an_element_is_cut_out_of_every_envelope() -> None:
    ann: dict[str, object] = {"name": "Ann", "link": "https://www.linkedin.com/in/ann"}
    bob = {"name": "Bob", "link": "https://www.linkedin.com/in/bob"}
    from lix_tui.api.models.elements import KINDS as ELEMENTS
    from lix_tui.api.models.elements import read_element

    key = read_element(ELEMENTS["people_search"], ann).key
    for answer in (
        {"people": [ann, bob], "paging": {"total": 2}},
        {"searchResponse": {"people": [bob, ann]}},
        {"response": {"elements": [{"item": ann}, bob]}},
    ):
        left = json.loads(without("people_search", json.dumps(answer).encode(), {key}))
        assert "Bob" in json.dumps(left)
    assert without("people_search", b"not json", {key}) == b"not json"
