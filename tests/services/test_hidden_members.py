"""LinkedIn's words for a hidden member, which are no name anywhere."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lix_tui.services.records.index_entries import stored_listings
from lix_tui.services.records.merged_record import merged_record
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.unplaced_fields import unplaced_lines
from lix_tui.store.listing import list_entries
from lix_tui.store.migration import migrate, migrations
from lix_tui.store.rows import Entry, LibraryQuery
from lix_tui.store.store import Store
from tests.support.store_samples import old_store

TOKEN = "ACoAAAAAAAEBaaaaaaaaaaaaaaaaaaaaaaaaaaa"
LINK = f"https://www.linkedin.com/in/{TOKEN}"
HIDDEN = {"name": "LinkedIn Member", "link": LINK, "headline": "VP"}
SHOWN = {"name": "Ada Example", "link": LINK}
EMAIL = {"email": "ada@x.org", "status": "VALID"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def put(store: Store, endpoint: str, answer: object, at: float, link: str = LINK) -> None:
    body = json.dumps(answer).encode()
    with store.connection.write() as connection:
        cursor = connection.execute(
            "INSERT INTO answers (endpoint, body, packed, fetched_at) VALUES (?, ?, 0, ?)",
            (endpoint, body, at),
        )
        found = stored_listings(endpoint, body, link)
        list_entries(connection, 0, int(cursor.lastrowid or 0), endpoint, found, at)


def entry(store: Store, text: str = "") -> Entry | None:
    found = store.library.search(LibraryQuery(text=text), limit=9)
    assert len(found) <= 1
    return found[0] if found else None


def name(store: Store) -> str:
    found = entry(store)
    assert found is not None
    return found.name


@pytest.mark.parametrize("words", ["LinkedIn Member", "Linkedin member", " LINKEDIN  MEMBER "])
def test_a_hidden_member_is_listed_by_the_address_or_the_link(store: Store, words: str) -> None:
    put(store, "person", HIDDEN | {"name": words}, 1.0)
    assert name(store) == TOKEN
    assert entry(store, "linkedin member") is None, "the words find nothing"
    (row,) = store.merged.of_entries([1]).values()
    assert "name" not in row.fields
    person = merged_record(row).record
    fields = {one.id: one for one in RECORD_TYPES["person"].fields}
    assert fields["name"].read(person, {}) is None, "an export has no name"
    assert fields["name"].text(person, {}) == TOKEN
    assert RECORD_TYPES["person"].title(person) == TOKEN
    assert unplaced_lines(person, {"name": words}) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (0, 2, 1)])
def test_a_name_counts_whenever_it_arrives(store: Store, order: tuple[int, int, int]) -> None:
    answers = [("email", EMAIL, 2.0), ("person", HIDDEN, 3.0), ("person", SHOWN, 1.0)]
    for place in order:
        put(store, *answers[place])
    assert name(store) == "Ada Example"


def test_a_person_known_by_an_address_only_has_it_for_a_name(store: Store) -> None:
    put(store, "email", EMAIL, 1.0)
    (row,) = store.merged.of_entries([1]).values()
    person = merged_record(row).record
    assert (name(store), RECORD_TYPES["person"].title(person)) == ("ada@x.org", "ada@x.org")


def test_the_hidden_author_of_a_post_has_no_name(store: Store) -> None:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7513655320195898807/"
    post = {"urn": "urn:li:activity:7513655320195898807", "person": {"name": "LinkedIn Member"}}
    put(store, "post", post, 1.0, link)
    assert name(store) == "An author without a name"


def test_hidden_members_of_an_older_store_lose_the_words(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old_store(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, migrations()[:9])
        connection.execute("UPDATE entries SET name = 'LinkedIn Member'")
    store = Store.open(path)
    assert [
        found.name for found in store.library.search(LibraryQuery(all_owners=True), limit=9)
    ] == ["A"]
    assert store.library.search(LibraryQuery(text="linkedin", all_owners=True), limit=9) == []
    store.close()
