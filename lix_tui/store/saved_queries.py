"""Queries saved under names of the user's choice."""

from __future__ import annotations

import sqlite3

from lix_tui.store.connection import Connection
from lix_tui.store.rows import SavedQuery

_COLUMNS = "id, name, kind, asked, NULLIF(viewer_id, ''), created_at, used_at"


class SavedQueryStore:
    """Saved queries. Names are equal whatever their case; times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(
        self, *, name: str, kind: str, definition: str, viewer_id: str | None, at: float
    ) -> None:
        """Save a query under a name; replace one that has that name."""
        with self._connection.write() as connection:
            connection.execute(
                "INSERT INTO saved_queries (name, kind, asked, viewer_id, created_at, used_at)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET name = excluded.name,"
                " kind = excluded.kind, asked = excluded.asked, viewer_id = excluded.viewer_id,"
                " used_at = excluded.used_at",
                (name, kind, definition, viewer_id or "", at, at),
            )

    def find(self, name: str) -> SavedQuery | None:
        """Return the query with a name."""
        with self._connection.read() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM saved_queries WHERE name = ?",  # noqa: S608  # column names of ours
                (name,),
            ).fetchone()
        return SavedQuery(*row) if row else None

    def all(self) -> list[SavedQuery]:
        """Return all saved queries, the one used last first."""
        with self._connection.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM saved_queries ORDER BY used_at DESC, id DESC"  # noqa: S608  # column names of ours
            ).fetchall()
        return [SavedQuery(*row) for row in rows]

    def touch(self, name: str, at: float) -> None:
        """Record that a query was used at that time."""
        with self._connection.write() as connection:
            connection.execute("UPDATE saved_queries SET used_at = ? WHERE name = ?", (at, name))

    def rename(self, old: str, new: str) -> bool:
        """Rename a query; return False if another one has the new name."""
        with self._connection.write() as connection:
            try:
                connection.execute("UPDATE saved_queries SET name = ? WHERE name = ?", (new, old))
            except sqlite3.IntegrityError:
                return False
        return True

    def delete(self, name: str) -> None:
        """Delete a saved query; its searches stay."""
        with self._connection.write() as connection:
            connection.execute("DELETE FROM saved_queries WHERE name = ?", (name,))
