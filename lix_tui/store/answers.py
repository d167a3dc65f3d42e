"""Answers as received, compressed if that makes them smaller."""

from __future__ import annotations

import sqlite3
import zlib

from lix_tui.store.connection import Connection
from lix_tui.store.errors import StoreError
from lix_tui.store.rows import StoredRecord

PACKED_FROM = 1024
"""Smallest body in bytes that is compressed."""


def add(
    connection: sqlite3.Connection,
    endpoint: str,
    body: bytes,
    at: float,
    *,
    scope_id: int,
    viewer_id: str = "",
    printed: str = "",
) -> int:
    """Store a body inside a transaction; return its id."""
    kept, packed = pack(body)
    cursor = connection.execute(
        "INSERT INTO answers (endpoint, body, packed, fetched_at, scope_id, viewer_id, printed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (endpoint, kept, packed, at, scope_id, viewer_id, printed),
    )
    return int(cursor.lastrowid or 0)


def pack(body: bytes) -> tuple[bytes, bool]:
    """Return the body as stored, with True if it is compressed."""
    packed = len(body) >= PACKED_FROM
    return (zlib.compress(body, 1) if packed else body), packed


def unpack(body: bytes, packed: int) -> bytes:
    """Return the body as received. Raises StoreError if it is damaged."""
    if not packed:
        return bytes(body)
    try:
        return zlib.decompress(body)
    except zlib.error:
        message = "An answer in the store is damaged; refresh it to fetch it again."
        raise StoreError(message) from None


class AnswerStore:
    """Answers of all endpoints, as received."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, answer_id: int) -> StoredRecord | None:
        """Return one answer by its id."""
        with self._connection.read() as connection:
            row = connection.execute(
                "SELECT id, endpoint, body, packed, fetched_at FROM answers WHERE id = ?",
                (answer_id,),
            ).fetchone()
        return StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4]) if row else None

    def newest(self, endpoint: str, limit: int) -> list[StoredRecord]:
        """Return the newest answers of an endpoint, the newest first."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT id, endpoint, body, packed, fetched_at FROM answers WHERE endpoint = ?"
                " AND scope_id = ? ORDER BY id DESC LIMIT ?",
                (endpoint, self._connection.scopes.of(endpoint), limit),
            ).fetchall()
        return [StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4]) for row in rows]
