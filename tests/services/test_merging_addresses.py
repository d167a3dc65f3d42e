"""Addresses that a former version merged by another rule: merged again, and nothing else changed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from lix_tui.linkedin.links import person_keys
from lix_tui.services.library.query_language import read_query
from lix_tui.services.records.index_entries import stored_listings
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.store.record_merge import ADDRESS, EMAIL, read_merged, write_merged
from lix_tui.store.rows import Source, Sourced
from lix_tui.store.store import Store

ADA = "https://www.linkedin.com/in/ada-example"
TOKEN = "https://www.linkedin.com/in/ACoAAAAAAAIBbbbbbbbbbbbbbbbbbbbbbbbbbbb"
"""Another person, who may get the name of Ada's profile."""
PROFILE = {"name": "Ada Example", "link": ADA, "email": "own@x.org"}
OTHERS = ["old@x.org", "own@x.org", "alt@x.org"]
FORMER_RULE = """
UPDATE entries SET email = 'own@x.org', email_status = '',
    words = substr(words, 1, instr(words, char(31)) - 1) || char(31) || 'own@x.org'
    WHERE id = {entry};
DROP TRIGGER entries_removed;
DROP TABLE entry_numbers;
PRAGMA user_version = 8;
DROP TABLE unmerged_addresses;
"""
"""SQL that turns the store into one of the version whose rule let a newer contact address win."""


def store_answer(store: Store, endpoint: str, asked: str, at: float, **answer: object) -> None:
    """Store an answer to a lookup by a link at a time."""
    body = json.dumps(answer).encode()
    store.records.add(
        kind=endpoint, keys=person_keys(asked), endpoint=endpoint, body=body, at=at,
        listings=stored_listings(endpoint, body, asked),
    )  # fmt: skip


def use_former_rule(store: Store, entry_id: int) -> None:
    """Leave of the addresses of an entry what the former rule did, and say so in the file."""
    connection = store.connection.sqlite
    merged = {
        name: found
        for name, found in read_merged(connection, entry_id).items()
        if name not in EMAIL and not name.startswith(ADDRESS)
    }
    merged["email"] = Sourced("own@x.org", Source("person", "", 3.0))
    write_merged(connection, entry_id, merged)
    connection.executescript(FORMER_RULE.format(entry=entry_id))


def fill(store: Store) -> int:
    """Store answers about Ada, with a note and tags; return her entry's id."""
    found = {"email": "found@x.org", "status": "PROBABLE", "alternatives": []}
    store_answer(
        store, "email", ADA, 1.0, email="old@x.org", status="RISKY", alternatives=["alt@x.org"]
    )
    store_answer(store, "email", ADA, 2.0, **found)
    store_answer(store, "person", ADA, 2.5, **PROFILE, headline="Engineer")
    store_answer(store, "person", ADA, 3.0, **PROFILE, headline="CTO")
    entry = store.library.entry_with("person", person_keys(ADA))
    assert entry is not None
    store.annotations.write([entry.id], lambda before: replace(before, note="call", tags="vip"))
    return entry.id


def contents(store: Store) -> dict[str, object]:
    """Return all rows of the library but the merged records and the words of entries."""
    read = store.connection.sqlite.execute
    tables = ("entry_keys", "entry_answers", "entry_fields", "entry_changes", "entries_apart")
    found: dict[str, object] = {
        table: read(f"SELECT * FROM {table}").fetchall() for table in tables
    }
    columns = "id, name, title, company, place, link, note, tags, first_at, fetched_at, changed_at"
    found["entries"] = read(f"SELECT {columns} FROM entries").fetchall()
    return found


@pytest.fixture
async def entry_id(services: Services) -> int:
    """Return the entry of Ada, whose answers are stored."""
    return await services.store.run(fill)


async def reopened(services: Services, entry_id: int) -> Services:
    """Return another program's services after the store was left by the former version."""
    await services.store.run(lambda store: use_former_rule(store, entry_id))
    return await Services.open(services.settings, FoundKey(Key("any"), "session"))


@pytest.fixture
async def former(services: Services, entry_id: int) -> AsyncIterator[Services]:
    """Yield services over the store of the former version."""
    opened = await reopened(services, entry_id)
    yield opened
    await opened.close()


async def test_addresses_that_a_former_rule_hid_are_shown(former: Services, entry_id: int) -> None:
    before = await former.store.run(contents)
    (entry,) = await former.library.search(read_query("own@x.org", 0.0), limit=9)
    assert (entry.email, entry.email_status) == ("own@x.org", ""), "not yet"
    steps: list[tuple[int, int]] = []
    assert await former.library.catch_up(lambda done, count: steps.append((done, count))) == ""
    assert steps[-1] == (4, 4)
    detail = await former.library.detail(entry_id)
    assert detail is not None
    assert (detail.entry.email, detail.entry.email_status) == ("found@x.org", "PROBABLE")
    assert detail.record["email"] == "found@x.org"
    assert detail.record["emailStatus"] == "PROBABLE"
    assert detail.record["emailAlternatives"] == OTHERS
    for address in ("found@x.org", *OTHERS):
        (found,) = await former.library.search(read_query(address, 0.0), limit=9)
        assert found.id == entry_id
    assert await former.store.run(contents) == before, "nothing else changed"
    assert await former.store.run(lambda store: store.backlog.count()) == 0
    await former.library.catch_up()
    assert await former.store.run(contents) == before


async def test_a_stopped_merge_of_addresses_goes_on(
    former: Services, entry_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.services.library.library.BATCH", 1)

    class Stopped(Exception):
        pass

    def stop(_done: int, _count: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        await former.library.catch_up(stop)
    assert await former.store.run(lambda store: store.backlog.count()) == 3
    await former.library.catch_up()
    detail = await former.library.detail(entry_id)
    assert detail is not None
    assert detail.record["emailAlternatives"] == OTHERS


async def test_addresses_stay_with_the_record_that_has_the_answer(
    services: Services, entry_id: int
) -> None:
    await services.store.run(
        lambda store: store_answer(
            store, "person", TOKEN, 9.0, name="Ben New", link=ADA, salesNavLink=TOKEN
        )
    )
    ids = person_keys(TOKEN)
    other = await services.store.run(lambda store: store.library.entry_with("person", ids))
    assert other is not None
    if other.id == entry_id:  # no number tells the two apart, but the user does
        moved = await services.library.split(entry_id, ids)
    else:
        moved = other.id
    assert moved != entry_id
    before = await services.store.run(contents)
    opened = await reopened(services, entry_id)
    try:
        await opened.library.catch_up()
        ada, ben = [await opened.library.detail(one) for one in (entry_id, moved)]
        assert ada is not None
        assert ben is not None
        assert ada.record["emailAlternatives"] == OTHERS
        assert "email" not in ben.record
        assert await opened.store.run(contents) == before
    finally:
        await opened.close()


async def test_records_without_an_address_are_left_alone(services: Services) -> None:
    await services.store.run(
        lambda store: store_answer(store, "person", TOKEN, 1.0, name="Ben", link=TOKEN)
    )
    script = FORMER_RULE.format(entry=0)
    await services.store.run(lambda store: store.connection.sqlite.executescript(script))
    opened = await Services.open(services.settings, FoundKey(Key("any"), "session"))
    try:
        assert await opened.store.run(lambda store: store.backlog.count()) == 0
    finally:
        await opened.close()


async def test_a_deleted_answer_is_not_merged_again(former: Services, entry_id: int) -> None:
    def delete(store: Store) -> None:
        store.deletion.delete_entries([entry_id], lambda _e, body, _k: body, lambda _: (), {})

    await former.store.run(delete)
    assert await former.store.run(lambda store: store.backlog.count()) == 0
