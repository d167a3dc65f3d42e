"""Sample rows for a store, and a store of an earlier version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from lix_tui.store.listing import list_entries
from lix_tui.store.migration import migrate, migrations
from lix_tui.store.rows import Listing
from lix_tui.store.searches import PageWrite
from lix_tui.store.store import Store

ANN = Listing("person", "in:ann", ("in:ann",), "Ann Lee", "VP Sales", "Acme", "Berlin", "growth")
BOB = Listing("person", "in:bob", ("in:bob",), "Bob Stein", "Engineer", "Umbra", "Zürich", "python")


def put(
    store: Store, *listings: Listing, at: float = 100.0, endpoint: str = "people_search"
) -> None:
    """Store an answer and add its people to the library."""
    with store.connection.write() as connection:
        cursor = connection.execute(
            "INSERT INTO answers (endpoint, body, packed, fetched_at) VALUES (?, x'7b7d', 0, ?)",
            (endpoint, at),
        )
        list_entries(connection, 0, int(cursor.lastrowid or 0), endpoint, listings, at)


def annotate(
    store: Store, entry_id: int, *, note: str | None = None, tags: str | None = None
) -> None:
    """Write the note or the tags of an entry, as the user's words."""
    store.annotations.write(
        [entry_id],
        lambda before: replace(
            before,
            note=before.note if note is None else note,
            tags=before.tags if tags is None else tags,
        ),
    )


def old_store(path: Path, *accounts: str) -> None:
    """Make a store of the version before scopes, with one of everything."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, migrations()[:3])
        connection.executescript(
            """
            INSERT INTO answers (id, endpoint, body, packed, fetched_at, listed) VALUES
                (1, 'people_search', x'7b7d', 0, 10.0, 1), (2, 'person', x'7b7d', 0, 11.0, 1),
                (3, 'person_by_email', x'7b7d', 0, 12.0, 1), (4, 'sales_facet', x'7b7d', 0, 13.0, 1);
            INSERT INTO searches VALUES
                (1, 'people', 'k', '', 0, 't', 'u', 's1', 9, 1, 1.0, 1.0),
                (2, 'people', 'k', '', 1, 't', 'u', 's2', 9, 1, 2.0, 2.0);
            INSERT INTO pages VALUES (2, 1, 0, 1, 1);
            INSERT INTO records VALUES (1, 'person', 2), (2, 'person_by_email', 3);
            INSERT INTO record_keys VALUES
                ('person', 'in:ann', 1), ('person', 'lead:A', 1), ('person_by_email', 'email:x', 2);
            INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, search_id, answer_id)
                VALUES (10.0, 'people_search', 'standard', 1, 'ok', 'test', 2, 1);
            INSERT INTO facet_values VALUES ('TITLE', '9', 'Engineer', '', 1.0);
            INSERT INTO facet_prefixes VALUES ('TITLE', 'eng', 1, 4);
            INSERT INTO entries (id, kind, name, note, first_at, fetched_at)
                VALUES (1, 'person', 'Ann', 'called', 10.0, 11.0);
            INSERT INTO entry_keys VALUES ('person', 'in:ann', 1), ('person', 'lead:A', 1);
            INSERT INTO entry_answers VALUES (1, 2, 'in:ann');
            INSERT INTO runs (id, title, endpoint, query_key, status, begun_at, updated_at)
                VALUES (1, 't', 'person', 'q', 'paused', 1.0, 1.0);
            INSERT INTO run_items (run_id, number, link) VALUES (1, 1, 'l');
            """
        )
        connection.executemany(
            "INSERT INTO slots VALUES (?, 0.0, 0.0)", [(account,) for account in accounts]
        )


BODY = b'{"people": []}' * 200


def begin(store: Store, search_id: int | None = None, at: float = 10.0) -> int:
    """Enter a request in the ledger."""
    return store.ledger.begin(
        endpoint="people_search",
        pool="standard",
        cost=1,
        origin="test",
        search_id=search_id,
        at=at,
    )


def search(store: Store, key: str = "k", state: str = "s0") -> int:
    """Open a search."""
    return store.searches.open(
        kind="people", query_key=key, viewer_id=None, title="t", url="u", state=state, at=1.0
    ).id


def page(search_id: int, ledger_id: int, number: int = 1, state: str | None = "s1") -> PageWrite:
    """Return a page to be saved."""
    return PageWrite(
        search_id=search_id,
        ledger_id=ledger_id,
        endpoint="people_search",
        body=BODY + str(number).encode(),
        number=number,
        start=0,
        at=20.0 + number,
        status=200,
        elapsed=0.1,
        state=state,
        total=5,
        loaded=number,
    )


def save_record(store: Store, keys: tuple[str, ...], body: bytes, at: float = 1.0) -> None:
    """Save a record under its keys."""
    store.records.save(
        kind="person",
        keys=keys,
        ledger_id=begin(store),
        endpoint="person",
        body=body,
        at=at,
        status=200,
        elapsed=0.1,
    )


def missing_keys(store: Store, kind: str, viewer: str = "") -> set[str]:
    """Return the keys of the records that Lix lacked for a viewer, in the scopes in use."""
    rows = store.connection.sqlite.execute(
        "SELECT key FROM missing_records WHERE scope_id = ? AND kind = ? AND viewer_id = ?",
        (store.connection.scopes.of(kind), kind, viewer),
    )
    return {str(row[0]) for row in rows}


def find_missing(
    store: Store, kind: str, keys: tuple[str, ...], viewer: str | None = None, subject: str = ""
) -> tuple[str, float] | None:
    """Return Lix's sentence about a record that it lacks, and its time."""
    return store.records.states(kind, (keys,), viewer, subject=subject)[0].missing
