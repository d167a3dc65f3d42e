"""Searches, their states and their pages."""

from __future__ import annotations

import sqlite3

from lix_tui.store.answers import unpack
from lix_tui.store.errors import StoreError
from lix_tui.store.rows import SearchRow, StoredPage

_COLUMNS = (
    "id, kind, query_key, NULLIF(viewer_id, ''), generation, title, url, state, total, loaded,"
    " created_at, updated_at"
)


def find(
    connection: sqlite3.Connection,
    scope_id: int,
    kind: str,
    query_key: str,
    viewer_id: str | None,
) -> SearchRow | None:
    """Return the newest run of a query in a scope."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM searches WHERE scope_id = ? AND kind = ? AND query_key = ?"  # noqa: S608  # column names of ours
        " AND viewer_id = ? ORDER BY generation DESC LIMIT 1",
        (scope_id, kind, query_key, viewer_id or ""),
    ).fetchone()
    return SearchRow(*found) if found else None


def create(
    connection: sqlite3.Connection,
    *,
    scope_id: int,
    kind: str,
    query_key: str,
    viewer_id: str | None,
    title: str,
    url: str,
    state: str,
    at: float,
) -> SearchRow:
    """Write the first run of a query. Raises sqlite3.IntegrityError when it is there."""
    cursor = connection.execute(
        "INSERT INTO searches (scope_id, kind, query_key, viewer_id, title, url, state, created_at,"
        " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (scope_id, kind, query_key, viewer_id or "", title, url, state, at, at),
    )
    made = row(connection, int(cursor.lastrowid or 0))
    if made is None:
        message = "a search that was just written is gone"
        raise sqlite3.IntegrityError(message)
    return made


def next_generation(
    connection: sqlite3.Connection, search_id: int, *, state: str, at: float
) -> int:
    """Begin another run of the same query; the former one stays. Returns the new id."""
    cursor = connection.execute(
        "INSERT INTO searches (scope_id, kind, query_key, viewer_id, generation, title, url, state,"
        " created_at, updated_at)"
        " SELECT scope_id, kind, query_key, viewer_id,"
        " (SELECT MAX(generation) + 1 FROM searches AS other"
        " WHERE other.scope_id = one.scope_id AND other.kind = one.kind"
        " AND other.query_key = one.query_key"
        " AND other.viewer_id = one.viewer_id), title, url, ?, ?, ?"
        " FROM searches AS one WHERE id = ?",
        (state, at, at, search_id),
    )
    return int(cursor.lastrowid or 0)


def move(
    connection: sqlite3.Connection,
    search_id: int,
    *,
    state: str,
    total: int | None,
    loaded: int,
    at: float,
) -> bool:
    """Write where a search stands now; False when the store knows it further on.

    A run only ever grows, so fewer elements are those of a process that has fallen behind.
    """
    cursor = connection.execute(
        "UPDATE searches SET state = ?, total = ?, loaded = ?, updated_at = ?"
        " WHERE id = ? AND loaded <= ?",
        (state, total, loaded, at, search_id, loaded),
    )
    return cursor.rowcount == 1


def add_page(
    connection: sqlite3.Connection,
    search_id: int,
    *,
    number: int,
    start: int,
    answer_id: int,
    shown: bool,
) -> None:
    """Tie an answer to a page; a late answer never takes the place of one that is counted."""
    connection.execute(
        "INSERT INTO pages (search_id, number, start, answer_id, shown) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (search_id, number) DO UPDATE SET start = excluded.start,"
        " answer_id = excluded.answer_id, shown = excluded.shown"
        " WHERE excluded.shown OR NOT pages.shown",
        (search_id, number, start, answer_id, shown),
    )


def viewer_of(connection: sqlite3.Connection, search_id: int) -> str:
    """Return the viewer of a search; empty without one."""
    found = connection.execute(
        "SELECT viewer_id FROM searches WHERE id = ?", (search_id,)
    ).fetchone()
    return str(found[0]) if found else ""


def row(connection: sqlite3.Connection, search_id: int) -> SearchRow | None:
    """One run by its id."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM searches WHERE id = ?",  # noqa: S608  # column names of ours
        (search_id,),
    ).fetchone()
    return SearchRow(*found) if found else None


def page_numbers(connection: sqlite3.Connection, search_id: int, first: int = 0) -> list[int]:
    """The numbers of the pages from ``first`` on that the search's state counts, in order."""
    rows = connection.execute(
        "SELECT number FROM pages WHERE search_id = ? AND number >= ? AND shown ORDER BY number",
        (search_id, first),
    )
    return [int(row[0]) for row in rows]


def shown_page(connection: sqlite3.Connection, search_id: int, number: int) -> StoredPage | None:
    """A page that the search's state counts."""
    return _page(connection, search_id, number, shown=True)


def late_page(connection: sqlite3.Connection, search_id: int, number: int) -> StoredPage | None:
    """An answer that came after its request was cancelled, for the next time it is wanted."""
    return _page(connection, search_id, number, shown=False)


def show_page(connection: sqlite3.Connection, search_id: int, number: int) -> None:
    """A late page is now one that the search's state counts."""
    connection.execute(
        "UPDATE pages SET shown = 1 WHERE search_id = ? AND number = ?", (search_id, number)
    )


def recent(
    connection: sqlite3.Connection, scope_id: int, kind: str | None, limit: int
) -> list[SearchRow]:
    """Return the newest run of each query of a scope, the one used last first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM searches AS one WHERE scope_id = ? AND (? IS NULL OR kind = ?)"  # noqa: S608  # column names of ours
        " AND generation = (SELECT MAX(generation) FROM searches AS other"
        " WHERE other.scope_id = one.scope_id AND other.kind = one.kind"
        " AND other.query_key = one.query_key AND other.viewer_id = one.viewer_id)"
        " ORDER BY updated_at DESC LIMIT ?",
        (scope_id, kind, kind, limit),
    )
    return [SearchRow(*row) for row in rows]


def _page(
    connection: sqlite3.Connection, search_id: int, number: int, *, shown: bool
) -> StoredPage | None:
    row = connection.execute(
        "SELECT number, start, body, packed, fetched_at FROM pages"
        " JOIN answers ON answers.id = answer_id"
        " WHERE search_id = ? AND number = ? AND shown = ?",
        (search_id, number, shown),
    ).fetchone()
    if row is None:
        return None
    try:
        body = unpack(row[2], row[3])
    except StoreError:  # the others of its search are still there
        body = b""
    return StoredPage(row[0], row[1], body, row[4])
