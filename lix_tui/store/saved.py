"""Queries under names of the user's own."""

from __future__ import annotations

import sqlite3

from lix_tui.store.connection import Connected
from lix_tui.store.rows import SavedQuery

_COLUMNS = "id, name, kind, asked, NULLIF(viewer_id, ''), created_at, used_at"


def _save(
    connection: sqlite3.Connection,
    *,
    name: str,
    kind: str,
    asked: str,
    viewer_id: str | None,
    at: float,
) -> None:
    """Keep a query under a name; one that has that name, in whatever case, is replaced."""
    connection.execute(
        "INSERT INTO saved_queries (name, kind, asked, viewer_id, created_at, used_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET name = excluded.name,"
        " kind = excluded.kind, asked = excluded.asked, viewer_id = excluded.viewer_id,"
        " used_at = excluded.used_at",
        (name, kind, asked, viewer_id or "", at, at),
    )


def _find(connection: sqlite3.Connection, name: str) -> SavedQuery | None:
    """The query of a name, in whatever case."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM saved_queries WHERE name = ?",  # noqa: S608  # column names of ours
        (name,),
    ).fetchone()
    return SavedQuery(*row) if row else None


def _everything(connection: sqlite3.Connection) -> list[SavedQuery]:
    """All saved queries, those used last first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM saved_queries ORDER BY used_at DESC, id DESC"  # noqa: S608  # column names of ours
    )
    return [SavedQuery(*row) for row in rows]


def _touch(connection: sqlite3.Connection, name: str, at: float) -> None:
    """The query was used just now."""
    connection.execute("UPDATE saved_queries SET used_at = ? WHERE name = ?", (at, name))


def _rename(connection: sqlite3.Connection, old: str, new: str) -> bool:
    """Give a query another name; False when that name is taken by another one."""
    try:
        connection.execute("UPDATE saved_queries SET name = ? WHERE name = ?", (new, old))
    except sqlite3.IntegrityError:
        return False
    return True


def _delete(connection: sqlite3.Connection, name: str) -> None:
    """Forget a query; its searches stay."""
    connection.execute("DELETE FROM saved_queries WHERE name = ?", (name,))


class SavedStore(Connected):
    """Saved queries."""

    def save_query(
        self, *, name: str, kind: str, asked: str, viewer_id: str | None, at: float
    ) -> None:
        """Keep a query under a name; one that has it already is replaced."""
        with self.connection.write() as connection:
            _save(connection, name=name, kind=kind, asked=asked, viewer_id=viewer_id, at=at)

    def find_query(self, name: str) -> SavedQuery | None:
        """The query of a name."""
        with self.connection.read() as connection:
            return _find(connection, name)

    def saved_queries(self) -> list[SavedQuery]:
        """All saved queries, those used last first."""
        with self.connection.read() as connection:
            return _everything(connection)

    def touch_query(self, name: str, at: float) -> None:
        """A saved query was used just now."""
        with self.connection.write() as connection:
            _touch(connection, name, at)

    def rename_query(self, old: str, new: str) -> bool:
        """Give a saved query another name; False when that is taken."""
        with self.connection.write() as connection:
            return _rename(connection, old, new)

    def delete_query(self, name: str) -> None:
        """Forget a saved query."""
        with self.connection.write() as connection:
            _delete(connection, name)
