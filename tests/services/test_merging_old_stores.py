"""The merge of an older store's answers: the same records, resumable, with room on the disk."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections import namedtuple

import pytest

from lix_tui.linkedin.links import person_keys
from lix_tui.services.kinds import KINDS
from lix_tui.services.library.query_language import read_query
from lix_tui.services.queries.query import query_from_keywords
from lix_tui.services.records.index_entries import stored_facts
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.services import Services
from lix_tui.store.errors import StoreError
from lix_tui.store.rows import LibraryQuery
from lix_tui.store.store import Store

OLIVIA = "https://www.linkedin.com/in/olivia-shaw"
FOXBANK = "https://www.linkedin.com/company/foxbank"
OPTIONS = LookupOptions("test")
AGE = """
DELETE FROM merged_records;
UPDATE answers SET merged = 0;
UPDATE entries SET email = '', email_status = '', endpoints = '';
UPDATE entry_keys SET seen_at = 0;
UPDATE entry_answers SET keys = '';
DELETE FROM entry_answers WHERE answer_id IN (SELECT id FROM answers WHERE endpoint = 'email');
INSERT INTO entries (id, scope_id, kind, name, title, words, link, note, tags, first_at, fetched_at)
    SELECT 9001, scope_id, 'email', 'o@x.org', 'VALID', 'kind0email', 'LINK', 'call', 'vip',
        fetched_at, fetched_at FROM answers WHERE endpoint = 'email';
INSERT INTO entry_keys (scope_id, kind, key, entry_id)
    SELECT scope_id, 'email', 'email o@x.org', 9001 FROM entries WHERE id = 9001;
INSERT INTO entry_answers (entry_id, answer_id, key)
    SELECT 9001, id, 'email o@x.org' FROM answers WHERE endpoint = 'email';
""".replace("LINK", OLIVIA)
"""SQL that turns the store into one of the version before: nothing merged."""


def merged(store: Store) -> dict[tuple[str, str], dict[str, object]]:
    """Return the values and sources of all merged records by kind and name."""
    entries = store.library.search(LibraryQuery(), limit=999)
    rows = store.merged.of_entries([entry.id for entry in entries])
    return {
        (entry.kind, entry.name): dict(rows[entry.id].fields)
        for entry in entries
        if entry.id in rows
    }


@pytest.fixture
async def old(services: Services) -> Services:
    """Return services over a store of the version before, with the records as they should be."""
    session = await services.searches.open(
        KINDS["people"], query_from_keywords("people", "engineer")
    )
    await session.load_next(place="test")
    for endpoint in ("person", "email", "person_ids"):
        await services.lookups.get(endpoint, OLIVIA, OPTIONS)
    for endpoint in ("organisation", "organisation_ids"):
        await services.lookups.get(endpoint, FOXBANK, OPTIONS)
    return services


async def test_records_of_an_older_store_are_those_of_a_new_one(old: Services) -> None:
    wanted = await old.store.run(merged)
    await old.store.run(lambda store: store.connection.sqlite.executescript(AGE))
    assert await old.store.run(merged) == {}
    steps: list[tuple[int, int]] = []
    assert await old.library.catch_up(lambda done, count: steps.append((done, count))) == ""
    assert await old.store.run(merged) == wanted
    assert steps[-1] == (6, 6)
    (entry,) = await old.library.search(read_query("kind:email", 0.0), limit=9)
    assert (entry.kind, entry.name) == ("person", "Olivia Shaw")
    assert (entry.note, entry.tags) == ("call", "vip"), "what was written on the address"
    assert entry.email
    assert entry.email_status
    assert len(await old.library.search(read_query("kind:ids", 0.0), limit=9)) == 2
    assert await old.library.search(read_query(entry.email, 0.0), limit=9) == [entry]


async def test_a_merge_that_was_stopped_goes_on_at_the_next_start(
    old: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.services.library.library.BATCH", 4)
    wanted = await old.store.run(merged)
    await old.store.run(lambda store: store.connection.sqlite.executescript(AGE))

    class Stopped(Exception):
        pass

    def stop(_done: int, _count: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        await old.library.catch_up(stop)
    assert 0 < await old.store.run(lambda store: store.backlog.count()) < 6
    await old.library.catch_up()
    assert await old.store.run(merged) == wanted


async def test_nothing_is_merged_without_room_on_the_disk(
    old: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    await old.store.run(lambda store: store.connection.sqlite.executescript(AGE))
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(9, 9, 2 << 20))
    problem = await old.library.catch_up()
    assert "needs 32 MB" in problem
    assert "2 MB are free" in problem
    assert await old.store.run(merged) == {}
    monkeypatch.undo()
    assert await old.library.catch_up() == ""


async def test_who_is_forgotten_before_the_merge_is_forgotten_whole(old: Services) -> None:
    await old.store.run(lambda store: store.connection.sqlite.executescript(AGE))
    (entry,) = await old.library.search(read_query("olivia kind:person", 0.0), limit=9)
    assert await old.library.forget([entry.id]) == 1
    left = await old.store.run(
        lambda store: store.connection.sqlite.execute("SELECT endpoint FROM answers").fetchall()
    )
    assert not {row[0] for row in left} & {"person", "email", "person_ids"}
    assert await old.merged_records.find("person", person_keys(OLIVIA)) is None


async def test_an_address_without_a_known_person_stays_an_entry(services: Services) -> None:
    await services.store.run(
        lambda store: store.connection.sqlite.executescript(
            """
            INSERT INTO answers (id, endpoint, body, packed, fetched_at)
                VALUES (1, 'email', '{"email": "o@x.org", "status": "VALID"}', 0, 1.0);
            INSERT INTO entries (id, kind, name, first_at, fetched_at)
                VALUES (1, 'email', 'o@x.org', 1.0, 1.0);
            INSERT INTO entry_answers (entry_id, answer_id, key) VALUES (1, 1, 'email o@x.org');
            """.replace("'{", "CAST('{").replace("}'", "}' AS BLOB)")
        )
    )
    await services.library.catch_up()
    query = read_query("kind:email account:all", 0.0)
    assert [entry.name for entry in await services.library.search(query, limit=9)] == ["o@x.org"]


async def test_a_process_of_an_older_version_is_told_to_restart(services: Services) -> None:
    await services.store.run(
        lambda store: store.connection.sqlite.execute("PRAGMA user_version = 99")
    )
    with pytest.raises(StoreError, match="start it again"):
        await services.lookups.get("person", OLIVIA, OPTIONS)
    lines = await services.store.run(lambda store: store.ledger.lines(9))
    assert lines == []


async def test_whoever_waits_for_the_store_waits_for_one_answer_alone(
    old: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    await old.store.run(lambda store: store.connection.sqlite.executescript(AGE))
    monkeypatch.setattr("lix_tui.services.library.library.BATCH_TIME", float("inf"))
    begun, queued = threading.Event(), threading.Event()

    def facts(endpoint: str, body: bytes) -> str:
        begun.set()
        assert queued.wait(60)
        return stored_facts(endpoint, body)

    monkeypatch.setattr("lix_tui.services.library.library.stored_facts", facts)
    merging = asyncio.create_task(old.library.catch_up())
    assert await asyncio.to_thread(begun.wait, 60)
    waiting = asyncio.create_task(old.store.run(lambda store: store.backlog.count()))
    await asyncio.sleep(0)
    queued.set()
    assert await waiting == 5, "one of the six is merged"
    await merging
    assert await old.store.run(lambda store: store.backlog.count()) == 0
