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

from lix_tui.services.kinds import KINDS, KindName
from lix_tui.services.library.annotations import NoteChange
from lix_tui.services.library.entry_view import forms_of_entry, related_of
from lix_tui.services.library.query_language import (
    ORDERS,
    QueryProblem,
    read_query,
    seconds_of,
    sorted_text,
    text_by_column,
    text_in_next_order,
    text_in_reverse,
    text_of_next_kind,
)
from lix_tui.services.library.redaction import without
from lix_tui.services.library.tags import read_change
from lix_tui.services.queries.query import query_from_keywords
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.services import Services
from lix_tui.store.library_sql import words_of
from lix_tui.store.rows import LibraryQuery, Listing
from lix_tui.store.store import Store
from tests.conftest import Served
from tests.support.store_samples import put

OPTIONS = LookupOptions("test")
OLIVIA = "https://www.linkedin.com/in/olivia-shaw"


async def search(services: Services, kind: KindName, words: str) -> int:
    query = query_from_keywords(kind, words)
    session = await services.searches.open(KINDS[kind], query)
    await session.load_next(place="test")
    return len(session.elements)


async def names(services: Services, text: str = "") -> list[str]:
    return [e.name for e in await services.library.search(read_query(text, 0.0), limit=100)]


async def test_whatever_is_fetched_is_found_again(services: Services) -> None:
    count = await search(services, "people", "engineer")
    assert len(await names(services)) == count
    assert "Olivia Shaw" in await names(services, "oliv")
    words: dict[KindName, str] = {
        "jobs": "job",
        "posts": "post",
        "orgs": "organisation",
        "sales": "person",
        "accounts": "organisation",
    }
    for kind, what in words.items():
        found = await search(services, kind, "engineer" if kind != "orgs" else "data")
        assert len(await names(services, f"kind:{what}")) >= found
    await services.lookups.get("person", OLIVIA, OPTIONS)
    (entry,) = await services.library.search(
        read_query('name:"olivia shaw" kind:person', 0.0), limit=9
    )
    assert entry.opened
    detail = await services.library.detail(entry.id)
    assert detail is not None
    assert detail.endpoint == "person"
    assert "engineer" in detail.searches
    await services.lookups.get("email", OLIVIA, OPTIONS)
    assert len(await names(services, "kind:email")) == 1
    await services.lookups.get("person_ids", OLIVIA, OPTIONS)
    assert len(await names(services, "kind:ids")) == 1


@pytest.mark.parametrize(
    ("endpoint", "value"),
    [
        ("person_by_email", "sanjay.nair@foxbank.example"),
        ("hirers", "https://www.linkedin.com/jobs/view/3900037531/"),
        ("email", OLIVIA),
        ("person_ids", OLIVIA),
        ("organisations_by_website", "foxbank.example"),
        ("person_extended", OLIVIA),
        ("person_employment", OLIVIA),
    ],
)
async def test_an_entry_of_an_answer_about_something_else_can_be_opened_and_copied(
    services: Services, endpoint: str, value: str
) -> None:
    await services.lookups.get(endpoint, value, OPTIONS)
    entries = await services.library.search(read_query("", 0.0), limit=9)
    assert entries
    for entry in entries:
        detail = await services.library.detail(entry.id)
        assert detail is not None
        assert detail.endpoint == endpoint
        assert related_of(detail)
        assert forms_of_entry(entry, detail)


async def test_what_was_fetched_before_there_was_a_library_is_listed(services: Services) -> None:
    count = await search(services, "people", "engineer")
    await services.lookups.get("person", OLIVIA, OPTIONS)
    await services.store.run(
        lambda store: store.connection.sqlite.executescript(
            "DELETE FROM entries; UPDATE answers SET merged = 0"
        )
    )
    assert await names(services) == []
    await services.library.catch_up()
    assert len(await names(services)) == count
    (entry,) = await services.library.search(read_query("olivia", 0.0), limit=9)
    assert entry.opened
    assert await services.store.run(lambda store: list(store.backlog.next(9))) == []


async def test_who_is_forgotten_leaves_no_trace(
    services: Services, sandbox: Served, tmp_path: Path
) -> None:
    count = await search(services, "people", "engineer")
    await search(services, "sales", "engineer")
    await services.lookups.get("person", OLIVIA, OPTIONS)
    await services.lookups.get("email", OLIVIA, OPTIONS)
    (entry,) = await services.library.search(read_query("olivia kind:person", 0.0), limit=9)
    await services.annotations.write_note([entry.id], NoteChange("Olivia likes tea"))
    ids = [e.id for e in await services.library.search(read_query("olivia", 0.0), limit=9)]
    assert len(ids) == 1, "the address is the person's"
    path = services.settings.paths.database(demo=False)
    path.with_name("lix.db.backup-v1").write_bytes(b"Olivia")
    assert await services.library.forget(ids) == 1
    assert await names(services, "olivia") == []
    # the search continues at the same page, without the deleted person
    services.searches._open.clear()
    session = await services.searches.open(
        KINDS["people"], query_from_keywords("people", "engineer")
    )
    assert len(session.elements) == count - 1
    assert session.state.loaded == count
    await session.load_next(place="test")
    assert len({e.key for e in session.elements}) == len(session.elements) == 2 * count - 1
    await services.close()
    for file in path.parent.iterdir():
        content = file.read_bytes()
        for trace in (b"livia", b"LIVIA"):
            assert trace not in content, file
    import sqlite3

    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%packed%'")
        packed_tables = [name for (name,) in tables.fetchall()]
        assert set(packed_tables) == {"answers", "merged_records"}
        for table in packed_tables:
            for body, packed in connection.execute(f"SELECT body, packed FROM {table}"):
                assert b"olivia" not in (zlib.decompress(body) if packed else body).lower()


@pytest.mark.parametrize("kind", ["person", "organisation"])
async def test_forgetting_a_person_keeps_the_lookup_of_a_company_with_the_same_slug(
    services: Services, kind: str
) -> None:
    forms = {"person": "in", "organisation": "company"}
    links = {one: f"https://www.linkedin.com/{form}/acme" for one, form in forms.items()}

    def prepare(store: Store) -> None:
        listing = Listing(kind, "slug:acme", ("slug:acme",), "Acme", value={"name": "Acme"})
        put(store, listing)
        with store.connection.write() as connection:
            connection.execute("UPDATE entries SET scope_id = ?", (store.connection.scopes.main,))
            connection.execute(
                "INSERT INTO runs (id, title, endpoint, query_key, status, begun_at, updated_at)"
                " VALUES (1, 't', 'person', 'q', 'done', 1.0, 1.0)"
            )
            connection.executemany(
                "INSERT INTO run_items (run_id, number, link) VALUES (1, ?, ?)",
                enumerate(links.values()),
            )

    await services.store.run(prepare)
    (entry,) = await services.library.search(read_query("acme", 0.0), limit=9)
    assert await services.library.forget([entry.id]) == 1
    left = await services.store.run(
        lambda store: store.connection.sqlite.execute("SELECT link FROM run_items").fetchall()
    )
    assert left == [(link,) for one, link in links.items() if one != kind]


LOOKUPS = {
    "person": (OLIVIA, ("email", "person_ids")),
    "organisation": ("https://www.linkedin.com/company/foxbank", ("organisation_ids",)),
}


@pytest.mark.parametrize("endpoint", LOOKUPS)
async def test_what_was_looked_up_about_a_forgotten_entry_is_deleted_too(
    services: Services, endpoint: str
) -> None:
    link, about = LOOKUPS[endpoint]
    for each in (endpoint, *about):
        await services.lookups.get(each, link, OPTIONS)
    query = read_query(f"kind:{endpoint}", 0.0)
    ids = [entry.id for entry in await services.library.search(query, limit=9)]
    assert await services.library.forget(ids) == 1
    left = await services.store.run(
        lambda store: store.connection.sqlite.execute("SELECT endpoint FROM answers").fetchall()
    )
    assert not {row[0] for row in left} & {endpoint, *about}


async def test_notes_and_tags_are_cleaned(services: Services) -> None:
    await search(services, "people", "engineer")
    (entry, *_) = await services.library.search(LibraryQuery(), limit=1)
    await services.annotations.write_note([entry.id], NoteChange("a\x1b[31mb\nc\u202ed"))
    await services.annotations.write_tags([entry.id], read_change("VIP, #follow-up vip"))
    detail = await services.library.detail(entry.id)
    assert detail is not None
    assert "\x1b" not in detail.entry.note
    assert await names(services, "tag:follow-up") == [entry.name]


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
        ("changed:y noted:n account:al", LibraryQuery(changed=True, all_owners=True)),
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
        ('"', "The quotes are empty. Write words between them or delete them."),
        ('""', "The quotes are empty. Write words between them or delete them."),
        ('anna "  "', "The quotes are empty. Write words between them or delete them."),
        ("\ufe0f", "The quotes are empty. Write words between them or delete them."),
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


async def test_nothing_is_exported_for_a_query_with_a_problem(services: Services) -> None:
    await search(services, "people", "engineer")
    query = read_query("engineer kind:candidate", 0.0)
    with pytest.raises(QueryProblem, match="isn't a kind"):
        await services.library.rows(query)
    assert await services.library.search(query, limit=9) == []
    assert await services.library.count(query) == 0


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


@pytest.mark.parametrize("way", ["forget", "purge", "keep_days"])
async def test_everything_derived_from_a_record_is_deleted_with_it(
    services: Services, way: str
) -> None:
    """Merged record, history, addresses, keys and printed facts; also after a split."""
    await search(services, "people", "engineer")
    for endpoint in ("person", "email", "person_ids"):
        await services.lookups.get(endpoint, OLIVIA, OPTIONS)
    record = await services.merged_records.find("person", ["slug:olivia-shaw"])
    assert record is not None
    await services.annotations.write_note([record.entry_id], NoteChange("Olivia likes tea"))
    await services.store.run(
        lambda store: store.connection.sqlite.execute(
            "INSERT INTO entry_changes (entry_id, at, field, before, after)"
            " VALUES (?, 1.0, 'name', 'Olivia Stone', 'Olivia Shaw')",
            (record.entry_id,),
        )
    )
    texts = {str(record.value["email"]), str(record.value["lixId"]), "Olivia Stone", "olivia-shaw"}
    if way == "forget":
        assert await services.library.forget([record.entry_id]) == 1
    else:
        await services.store.run(
            lambda store: store.connection.sqlite.executescript(
                "UPDATE answers SET fetched_at = 9.0; UPDATE entries SET fetched_at = 9.0"
            )
        )
        purge = services.library.purge_older_than
        gone = await (services.library.purge(60.0) if way == "purge" else purge(1))
        assert gone.entries > 0
    path = services.settings.paths.database(demo=False)
    await services.close()
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for text in texts:
        assert text.encode() not in content, text
    import sqlite3

    with closing(sqlite3.connect(path)) as connection:
        left = connection.execute("SELECT body, packed FROM merged_records").fetchall()
    for body, packed in left:
        merged = zlib.decompress(body) if packed else body
        assert not [text for text in texts if text.encode() in merged]


def test_the_sort_order_of_a_query_goes_round_and_back() -> None:
    text, orders = "anna sort:name", list[str]()
    for _ in range(8):
        text = text_in_next_order(text)
        orders.append(text.removeprefix("anna").strip())
    assert orders == [*(f"sort:{order}" for order in ORDERS[1:]), "", "sort:name"]
    assert text_in_reverse("anna") == "anna sort:-fetched"
    assert text_in_reverse("anna sort:-name") == "anna sort:name"
    assert text_by_column("anna", "age") == "anna sort:fetched"
    assert text_by_column("anna sort:fetched", "age") == "anna sort:-fetched"
    assert text_by_column("anna sort:-fetched", "age") == "anna"
    assert text_by_column("anna sort:name", "title") == "anna sort:title"
    assert text_by_column("anna sort:name", "unknown") == "anna"


def test_the_kind_of_a_query_goes_round() -> None:
    kinds = ("person", "job")
    assert text_of_next_kind("anna", kinds) == "kind:person anna"
    assert text_of_next_kind("kind:person anna", kinds) == "kind:job anna"
    assert text_of_next_kind("anna kind:job", kinds) == "anna"
    assert text_of_next_kind("kind:other anna", kinds) == "anna"
