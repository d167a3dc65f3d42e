"""Records under all the keys they are known by."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from time import time

from lix_tui.store.answers import unpack
from lix_tui.store.rows import StoredRecord


def save(connection: sqlite3.Connection, kind: str, keys: Sequence[str], answer_id: int) -> int:
    """Tie an answer to the record with these keys; returns the record's id.

    Records that turn out to be one, because they share a key, are joined.
    """
    known = _ids(connection, kind, keys)
    if known:
        record_id, *others = known
        for other in others:
            connection.execute(
                "UPDATE record_keys SET record_id = ? WHERE record_id = ?", (record_id, other)
            )
        # answers may come in another order than they were asked for: the newest counts; one that
        # is not yet is of a clock that has been set back since
        marks = ", ".join("?" * len(known))
        connection.execute(
            "UPDATE records SET answer_id = (SELECT id FROM answers WHERE id = ?"  # noqa: S608  # question marks of ours
            f" OR id IN (SELECT answer_id FROM records WHERE id IN ({marks}))"
            " ORDER BY fetched_at > ?, fetched_at DESC, id DESC LIMIT 1) WHERE id = ?",
            (answer_id, *known, time(), record_id),
        )
        connection.executemany("DELETE FROM records WHERE id = ?", [(one,) for one in others])
    else:
        cursor = connection.execute(
            "INSERT INTO records (kind, answer_id) VALUES (?, ?)", (kind, answer_id)
        )
        record_id = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT OR IGNORE INTO record_keys (kind, key, record_id) VALUES (?, ?, ?)",
        [(kind, key, record_id) for key in keys],
    )
    return record_id


def find(connection: sqlite3.Connection, kind: str, keys: Sequence[str]) -> StoredRecord | None:
    """The newest answer about the record with any of these keys."""
    best: StoredRecord | None = None
    for record_id in _ids(connection, kind, keys):
        row = connection.execute(
            "SELECT records.id, endpoint, body, packed, fetched_at FROM records"
            " JOIN answers ON answers.id = answer_id WHERE records.id = ?",
            (record_id,),
        ).fetchone()
        found = StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4])
        if best is None or found.fetched_at > best.fetched_at:
            best = found
    return best


def known_keys(connection: sqlite3.Connection, kind: str) -> set[str]:
    """Every key of a kind, to mark rows whose record is here."""
    rows = connection.execute("SELECT key FROM record_keys WHERE kind = ?", (kind,))
    return {str(row[0]) for row in rows}


def _ids(connection: sqlite3.Connection, kind: str, keys: Sequence[str]) -> list[int]:
    found: dict[int, None] = {}
    for key in keys:
        row = connection.execute(
            "SELECT record_id FROM record_keys WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        if row:
            found[int(row[0])] = None
    return list(found)
