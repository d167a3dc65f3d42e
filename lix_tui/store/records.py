"""Answers about records: stored with ledger line and library entries, found by a link's keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from time import time

from lix_tui.store import answers, ledger
from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.identity import NUMBERS, PASSING
from lix_tui.store.listing import list_entries
from lix_tui.store.rows import Listing, StoredRecord
from lix_tui.store.stored_lookups import (
    LookupScope,
    LookupState,
    answered_keys,
    lookup_states,
    newest_answers,
)

_ANSWER = "SELECT id, endpoint, body, packed, fetched_at, printed FROM answers WHERE id = ?"


def _save(
    connection: sqlite3.Connection,
    scope_id: int,
    viewer_id: str,
    kind: str,
    keys: Sequence[str],
    answer_id: int,
) -> int:
    """Tie an answer to the record with these keys; return the record's id.

    Records that turn out to be one, because they share a key, are joined, except those of different
    members, of whom one has the other's former slug.
    """
    marks, own = ", ".join("?" * len(keys)), {key for key in keys if key.startswith(NUMBERS)}
    rows = connection.execute(
        "SELECT record_id, (SELECT group_concat(key, ' ') FROM record_keys AS other"  # noqa: S608  # question marks of ours
        " WHERE other.record_id = one.record_id) FROM record_keys AS one"
        f" WHERE scope_id = ? AND kind = ? AND viewer_id = ? AND key IN ({marks})",
        (scope_id, kind, viewer_id, *keys),
    ).fetchall()
    known = dict[int, None]()
    for record_id, all_keys in rows:
        numbers = {key for key in str(all_keys).split() if key.startswith(NUMBERS)}
        if own and numbers and own.isdisjoint(numbers):
            _release_slugs(connection, int(record_id), keys)
        else:
            known[int(record_id)] = None
            own |= numbers
    if known:
        record_id = join(connection, [*known], answer_id)
    else:
        cursor = connection.execute(
            "INSERT INTO records (kind, answer_id, scope_id, viewer_id) VALUES (?, ?, ?, ?)",
            (kind, answer_id, scope_id, viewer_id),
        )
        record_id = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT OR IGNORE INTO record_keys (kind, key, record_id, scope_id, viewer_id)"
        " VALUES (?, ?, ?, ?, ?)",
        [(kind, key, record_id, scope_id, viewer_id) for key in keys],
    )
    connection.executemany(
        "DELETE FROM missing_records WHERE scope_id = ? AND kind = ? AND key = ? AND viewer_id = ?",
        [(scope_id, kind, key, viewer_id) for key in keys],
    )
    return record_id


def _release_slugs(connection: sqlite3.Connection, record_id: int, keys: Sequence[str]) -> None:
    """Free the slugs of a record that has passed them to another one."""
    connection.executemany(
        "DELETE FROM record_keys WHERE record_id = ? AND key = ?",
        [(record_id, key) for key in keys if key.startswith(PASSING)],
    )


def join(connection: sqlite3.Connection, ids: Sequence[int], answer_id: int | None = None) -> int:
    """Make several records one, the first, with the newest answer; return its id."""
    record_id, *others = ids
    # Answers may arrive in another order than they were asked for, so the newest counts. One
    # from the future was stored before the clock was set back.
    marks = ", ".join("?" * len(ids))
    connection.execute(
        "UPDATE records SET answer_id = (SELECT id FROM answers WHERE id = ?"  # noqa: S608  # question marks of ours
        f" OR id IN (SELECT answer_id FROM records WHERE id IN ({marks}))"
        " ORDER BY fetched_at > ?, fetched_at DESC, id DESC LIMIT 1) WHERE id = ?",
        (answer_id, *ids, time(), record_id),
    )
    for other in others:
        connection.execute(
            "UPDATE OR IGNORE record_keys SET record_id = ?,"
            " scope_id = (SELECT scope_id FROM records WHERE id = ?) WHERE record_id = ?",
            (record_id, record_id, other),
        )
        connection.execute("DELETE FROM records WHERE id = ?", (other,))
    return record_id


def _note_missing(
    connection: sqlite3.Connection,
    scope_id: int,
    viewer_id: str,
    kind: str,
    keys: Iterable[str],
    *,
    sentence: str,
    at: float,
) -> None:
    """Remember that the server has no such record; what is stored of it stays."""
    connection.executemany(
        "INSERT OR REPLACE INTO missing_records (scope_id, kind, key, viewer_id, sentence, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(scope_id, kind, key, viewer_id, sentence, at) for key in keys],
    )


class RecordStore:
    """Records of the account in use. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(
        self,
        *,
        kind: str,
        keys: Sequence[str],
        ledger_id: int,
        endpoint: str,
        body: bytes,
        at: float,
        status: int,
        elapsed: float,
        cost: int | None = None,
        listings: Sequence[Listing] = (),
        viewer_id: str | None = None,
        printed: str = "",
    ) -> None:
        """Store the answer about a record with its ledger line in one transaction.

        ``cost`` is the final cost, None for the expected one. Without ``keys`` the answer alone is
        stored, without a record. ``listings`` are its entries in the library, ``printed`` the facts
        that are printed beside it.
        """
        with self._connection.write_received() as connection:
            answer_id, entries = self._add_record(
                connection, kind, keys, endpoint, body, at, listings, viewer_id, printed
            )
            ledger.finish(
                connection,
                ledger_id,
                outcome=ledger.OK,
                status=status,
                elapsed=elapsed,
                cost=cost,
                answer_id=answer_id,
            )
        if self._connection.on_change is not None:
            self._connection.report_change(entries)

    def add(
        self,
        *,
        kind: str,
        keys: Sequence[str],
        endpoint: str,
        body: bytes,
        at: float,
        listings: Sequence[Listing] = (),
    ) -> None:
        """Store an answer about a record for which no request was sent."""
        with self._connection.write_received() as connection:
            _, entries = self._add_record(
                connection, kind, keys, endpoint, body, at, listings, None
            )
        if self._connection.on_change is not None:
            self._connection.report_change(entries)

    def _add_record(
        self,
        connection: sqlite3.Connection,
        kind: str,
        keys: Sequence[str],
        endpoint: str,
        body: bytes,
        at: float,
        listings: Sequence[Listing],
        viewer_id: str | None,
        printed: str = "",
    ) -> tuple[int, tuple[int, ...]]:
        """Store an answer with its record and entries; return their ids."""
        viewer, scope_id = viewer_id or "", self._connection.scopes.of(kind)
        answer_id = answers.add(
            connection, endpoint, body, at, scope_id=scope_id, viewer_id=viewer, printed=printed
        )
        library = self._connection.scopes.library_of(kind)
        entries = list_entries(connection, library, answer_id, endpoint, listings, at, viewer)
        if keys:
            _save(connection, scope_id, viewer, kind, keys, answer_id)
        return answer_id, entries

    def states(
        self,
        kind: str,
        links: Sequence[Sequence[str]],
        viewer_id: str | None = None,
        *,
        subject: str = "",
    ) -> list[LookupState]:
        """Return the stored outcome of lookups, each given by the keys of its link.

        ``kind`` is their endpoint, ``subject`` the kind of library entry that the links identify.
        Without a viewer any viewer's answer serves; with one, only that viewer's.
        """
        scopes = self._connection.scopes
        scope = LookupScope(kind, subject, scopes.of(kind), scopes.main, viewer_id)
        with self._connection.read() as connection:
            return lookup_states(connection, scope, links)

    def find_many(
        self,
        kind: str,
        links: Sequence[Sequence[str]],
        viewer_id: str | None = None,
        *,
        subject: str = "",
    ) -> list[StoredRecord | None]:
        """Return the answer of each lookup that is stored; see `states`."""
        scopes = self._connection.scopes
        scope = LookupScope(kind, subject, scopes.of(kind), scopes.main, viewer_id)
        with self._connection.read() as connection:
            ids = newest_answers(connection, scope, links)
            rows = [
                None if one is None else connection.execute(_ANSWER, (one,)).fetchone()
                for one in ids
            ]
        return [
            None
            if row is None
            else StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4], row[5])
            for row in rows
        ]

    def find(
        self, kind: str, keys: Sequence[str], viewer_id: str | None = None, *, subject: str = ""
    ) -> StoredRecord | None:
        """Return the answer of a lookup by a link with these keys if it is stored."""
        return self.find_many(kind, (keys,), viewer_id, subject=subject)[0]

    def known_keys(self, kind: str, viewer_id: str | None = None, *, subject: str = "") -> set[str]:
        """Return every key by which `find` returns an answer."""
        scopes = self._connection.scopes
        scope = LookupScope(kind, subject, scopes.of(kind), scopes.main, viewer_id)
        with self._connection.read() as connection:
            return answered_keys(connection, scope)

    def note_missing(
        self, kind: str, keys: Sequence[str], *, sentence: str, at: float, viewer_id: str | None
    ) -> None:
        """Remember that the server has no such record."""
        with self._connection.write_received() as connection:
            _note_missing(
                connection,
                self._connection.scopes.of(kind),
                viewer_id or "",
                kind,
                keys,
                sentence=sentence,
                at=at,
            )
