"""Records of a scope, each under all the keys it is known by and the viewer it was fetched as."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from time import time

from lix_tui.store import answers, ledger
from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.listing import list_entries
from lix_tui.store.rows import Listing, StoredRecord

ANY_VIEWER = "*"
"""Viewer of what was stored before viewers were recorded: serves every one of them."""


def _save(
    connection: sqlite3.Connection,
    scope_id: int,
    viewer_id: str,
    kind: str,
    keys: Sequence[str],
    answer_id: int,
) -> int:
    """Tie an answer to the record with these keys; return the record's id.

    Records that turn out to be one, because they share a key, are joined.
    """
    known = _same(connection, scope_id, viewer_id, kind, keys)
    if known:
        record_id = join(connection, known, answer_id)
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


def _find(
    connection: sqlite3.Connection,
    scope_id: int,
    kind: str,
    keys: Sequence[str],
    viewer_id: str | None,
) -> StoredRecord | None:
    """Return the newest answer about the record with any of these keys.

    Without a viewer any viewer's answer serves; with one, only that viewer's.
    """
    best: StoredRecord | None = None
    for record_id in _served(connection, scope_id, kind, keys, viewer_id):
        row = connection.execute(
            "SELECT records.id, endpoint, body, packed, fetched_at FROM records"
            " JOIN answers ON answers.id = answer_id WHERE records.id = ?",
            (record_id,),
        ).fetchone()
        found = StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4])
        if best is None or found.fetched_at > best.fetched_at:
            best = found
    return best


def _known_keys(
    connection: sqlite3.Connection, scope_id: int, kind: str, viewer_id: str | None
) -> set[str]:
    """Return every key of the stored records of a kind, to mark rows in results."""
    rows = connection.execute(
        "SELECT key FROM record_keys WHERE scope_id = ? AND kind = ?"
        " AND (? IS NULL OR viewer_id IN (?, ?))",
        (scope_id, kind, viewer_id, viewer_id, ANY_VIEWER),
    )
    return {str(row[0]) for row in rows}


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


def _missing_keys(
    connection: sqlite3.Connection, scope_id: int, kind: str, viewer_id: str | None
) -> set[str]:
    """Return the keys of the records of a kind that the server didn't have for this viewer."""
    rows = connection.execute(
        "SELECT key FROM missing_records WHERE scope_id = ? AND kind = ? AND viewer_id = ?",
        (scope_id, kind, viewer_id or ""),
    )
    return {str(row[0]) for row in rows}


def _find_missing(
    connection: sqlite3.Connection,
    scope_id: int,
    kind: str,
    keys: Sequence[str],
    viewer_id: str | None,
) -> tuple[str, float] | None:
    """Return the server's sentence to this viewer about a missing record, and its time."""
    rows = [
        row
        for key in keys
        for row in connection.execute(
            "SELECT sentence, at FROM missing_records WHERE scope_id = ? AND kind = ? AND key = ?"
            " AND viewer_id = ?",
            (scope_id, kind, key, viewer_id or ""),
        )
    ]
    newest = max(rows, key=lambda row: float(row[1]), default=None)
    return None if newest is None else (str(newest[0]), float(newest[1]))


def _same(
    connection: sqlite3.Connection, scope_id: int, viewer_id: str, kind: str, keys: Sequence[str]
) -> list[int]:
    """Return the records of one viewer that have one of these keys."""
    found: dict[int, None] = {}
    for key in keys:
        row = connection.execute(
            "SELECT record_id FROM record_keys WHERE scope_id = ? AND kind = ? AND key = ?"
            " AND viewer_id = ?",
            (scope_id, kind, key, viewer_id),
        ).fetchone()
        if row:
            found[int(row[0])] = None
    return list(found)


def _served(
    connection: sqlite3.Connection,
    scope_id: int,
    kind: str,
    keys: Sequence[str],
    viewer_id: str | None,
) -> list[int]:
    """Return the records that answer for a viewer, or for anybody."""
    found: dict[int, None] = {}
    for key in keys:
        rows = connection.execute(
            "SELECT record_id FROM record_keys WHERE scope_id = ? AND kind = ? AND key = ?"
            " AND (? IS NULL OR viewer_id IN (?, ?))",
            (scope_id, kind, key, viewer_id, viewer_id, ANY_VIEWER),
        )
        found.update((int(row[0]), None) for row in rows.fetchall())
    return list(found)


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
    ) -> None:
        """Store the answer about a record with its ledger line in one transaction.

        ``cost`` is the final cost, None for the expected one. Without ``keys`` the answer alone is
        stored, without a record. ``listings`` are its entries in the library.
        """
        with self._connection.write_received() as connection:
            answer_id, entries = self._add_record(
                connection, kind, keys, endpoint, body, at, listings, viewer_id
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
    ) -> tuple[int, tuple[int, ...]]:
        """Store an answer with its record and entries; return their ids."""
        viewer, scope_id = viewer_id or "", self._connection.scopes.of(kind)
        answer_id = answers.add(connection, endpoint, body, at, scope_id=scope_id, viewer_id=viewer)
        library = self._connection.scopes.library_of(kind)
        entries = list_entries(connection, library, answer_id, endpoint, listings, at, viewer)
        if keys:
            _save(connection, scope_id, viewer, kind, keys, answer_id)
        return answer_id, entries

    def find(
        self, kind: str, keys: Sequence[str], viewer_id: str | None = None
    ) -> StoredRecord | None:
        """Return the newest answer about a record with any of these keys.

        Without a viewer any viewer's answer serves; with one, only that viewer's.
        """
        with self._connection.read() as connection:
            return _find(connection, self._connection.scopes.of(kind), kind, keys, viewer_id)

    def known_keys(self, kind: str, viewer_id: str | None = None) -> set[str]:
        """Return every key of the records of a kind, of any viewer or of one."""
        with self._connection.read() as connection:
            return _known_keys(connection, self._connection.scopes.of(kind), kind, viewer_id)

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

    def missing_keys(self, kind: str, viewer_id: str | None = None) -> set[str]:
        """Return the keys of the records that the server didn't have for this viewer."""
        with self._connection.read() as connection:
            return _missing_keys(connection, self._connection.scopes.of(kind), kind, viewer_id)

    def find_missing(
        self, kind: str, keys: Sequence[str], viewer_id: str | None = None
    ) -> tuple[str, float] | None:
        """Return the server's sentence about a missing record and its time; otherwise None."""
        with self._connection.read() as connection:
            return _find_missing(
                connection, self._connection.scopes.of(kind), kind, keys, viewer_id
            )
