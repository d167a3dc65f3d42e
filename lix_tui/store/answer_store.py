"""Answers as a part of the store, for readers that need them as received."""

from __future__ import annotations

from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.rows import StoredRecord


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
