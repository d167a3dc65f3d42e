"""Searches, their states and their pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lix_tui.store import answers, ledger
from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.errors import StoreError
from lix_tui.store.listing import list_entries
from lix_tui.store.rows import Listing, SearchRow, StoredPage

_COLUMNS = (
    "id, kind, query_key, NULLIF(viewer_id, ''), generation, title, url, state, total, loaded,"
    " created_at, updated_at"
)


def _find(
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


def _create(
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
    """Write the first run of a query. Raises sqlite3.IntegrityError if there is one already."""
    cursor = connection.execute(
        "INSERT INTO searches (scope_id, kind, query_key, viewer_id, title, url, state, created_at,"
        " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (scope_id, kind, query_key, viewer_id or "", title, url, state, at, at),
    )
    made = _row(connection, int(cursor.lastrowid or 0))
    if made is None:
        message = "a search that was just written is gone"
        raise sqlite3.IntegrityError(message)
    return made


def _next_generation(
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


def _move(
    connection: sqlite3.Connection,
    search_id: int,
    *,
    state: str,
    total: int | None,
    loaded: int,
    at: float,
) -> bool:
    """Write the paging state of a search; return False if the store has a later one.

    A run only grows, so a state with fewer elements is an older one of another process.
    """
    cursor = connection.execute(
        "UPDATE searches SET state = ?, total = ?, loaded = ?, updated_at = ?"
        " WHERE id = ? AND loaded <= ?",
        (state, total, loaded, at, search_id, loaded),
    )
    return cursor.rowcount == 1


def _row(connection: sqlite3.Connection, search_id: int) -> SearchRow | None:
    """Return one run by its id."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM searches WHERE id = ?",  # noqa: S608  # column names of ours
        (search_id,),
    ).fetchone()
    return SearchRow(*found) if found else None


def _page_numbers(connection: sqlite3.Connection, search_id: int, first: int = 0) -> list[int]:
    """Return the numbers of the pages from ``first`` on that the state counts, in order."""
    rows = connection.execute(
        "SELECT number FROM pages WHERE search_id = ? AND number >= ? AND shown ORDER BY number",
        (search_id, first),
    )
    return [int(row[0]) for row in rows]


def _show_page(connection: sqlite3.Connection, search_id: int, number: int) -> None:
    """Mark a late page as one that the search's state counts."""
    connection.execute(
        "UPDATE pages SET shown = 1 WHERE search_id = ? AND number = ?", (search_id, number)
    )


def _recent(
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
    connection: sqlite3.Connection, search_id: int, number: int, *, visible: bool
) -> StoredPage | None:
    row = connection.execute(
        "SELECT number, start, body, packed, fetched_at FROM pages"
        " JOIN answers ON answers.id = answer_id"
        " WHERE search_id = ? AND number = ? AND shown = ?",
        (search_id, number, visible),
    ).fetchone()
    if row is None:
        return None
    try:
        body = unpack(row[2], row[3])
    except StoreError:  # the other pages of the search are readable
        body = b""
    return StoredPage(row[0], row[1], body, row[4])


@dataclass(frozen=True, slots=True)
class PageWrite:
    """Page to store, with the new paging state and its ledger line."""

    search_id: int
    ledger_id: int
    endpoint: str
    body: bytes
    number: int
    start: int
    at: float
    status: int
    elapsed: float
    state: str | None
    """Paging state after the page; None for the answer of a cancelled request."""
    total: int | None = None
    loaded: int = 0
    listings: Callable[[], Sequence[Listing]] = tuple
    """Function for the library entries of the elements, called before the transaction."""
    begins_run: bool = False
    """True for the first page of another run of the search, which begins with this page."""


class SearchStore:
    """Searches of the account in use. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, kind: str, query_key: str, viewer_id: str | None) -> SearchRow | None:
        """Return the newest run of a query, None without one."""
        with self._connection.read() as connection:
            return _find(connection, self._connection.scopes.main, kind, query_key, viewer_id)

    def open(
        self,
        *,
        kind: str,
        query_key: str,
        viewer_id: str | None,
        title: str,
        url: str,
        state: str,
        at: float,
    ) -> SearchRow:
        """Return the newest run of a query; begin one with ``state`` if there isn't one."""
        with self._connection.write() as connection:
            scope_id = self._connection.scopes.main
            found = _find(connection, scope_id, kind, query_key, viewer_id)
            return found or _create(
                connection,
                scope_id=scope_id,
                kind=kind,
                query_key=query_key,
                viewer_id=viewer_id,
                title=title,
                url=url,
                state=state,
                at=at,
            )

    def next_generation(self, search_id: int, *, state: str, at: float) -> int:
        """Begin another run of the same query; return its id."""
        with self._connection.write() as connection:
            return _next_generation(connection, search_id, state=state, at=at)

    def save_page(self, page: PageWrite) -> int:
        """Store a page, the new paging state and the ledger line in one transaction.

        A later state of another process stays, with its pages.
        Returns the id of the search, which is a new one if the page begins another run.
        """
        listings, search_id = page.listings(), page.search_id
        with self._connection.write_received() as connection:
            if page.begins_run and page.state is not None:
                search_id = _next_generation(connection, search_id, state=page.state, at=page.at)
            searched = _row(connection, search_id)
            viewer = (searched.viewer_id if searched else None) or ""
            answer_id = answers.add(
                connection,
                page.endpoint,
                page.body,
                page.at,
                scope_id=self._connection.scopes.of(page.endpoint),
                viewer_id=viewer,
            )
            library = self._connection.scopes.library_of(page.endpoint)
            entries = list_entries(
                connection, library, answer_id, page.endpoint, listings, page.at, viewer
            )
            moved = page.state is not None and _move(
                connection,
                search_id,
                state=page.state,
                total=page.total,
                loaded=page.loaded,
                at=page.at,
            )
            # a late answer never takes the place of a page that is counted
            connection.execute(
                "INSERT INTO pages (search_id, number, start, answer_id, shown)"
                " VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (search_id, number) DO UPDATE SET start = excluded.start,"
                " answer_id = excluded.answer_id, shown = excluded.shown"
                " WHERE excluded.shown OR NOT pages.shown",
                (search_id, page.number, page.start, answer_id, moved),
            )
            ledger.finish(
                connection,
                page.ledger_id,
                outcome=ledger.OK,
                status=page.status,
                elapsed=page.elapsed,
                answer_id=answer_id,
            )
        if self._connection.on_change is not None:
            self._connection.report_change(entries)
        return search_id

    def save_state(
        self, search_id: int, *, state: str, total: int | None, loaded: int, at: float
    ) -> None:
        """Write the paging state of a search, unless another process has loaded more of it."""
        with self._connection.write() as connection:
            _move(connection, search_id, state=state, total=total, loaded=loaded, at=at)

    def get(self, search_id: int) -> SearchRow | None:
        """Return one run of a query by its id, None if it was deleted."""
        with self._connection.read() as connection:
            return _row(connection, search_id)

    def pages(self, search_id: int, first: int = 0) -> Iterator[StoredPage]:
        """Yield the pages that a search's state counts, in order, each read on demand.

        Leaves out pages numbered before ``first``.
        """
        with self._connection.read() as connection:
            numbers = _page_numbers(connection, search_id, first)
        for number in numbers:
            with self._connection.read() as connection:
                page = _page(connection, search_id, number, visible=True)
            if page is not None:
                yield page

    def late_page(self, search_id: int, number: int) -> StoredPage | None:
        """Return the answer of a cancelled request for that page, None if there is none."""
        with self._connection.read() as connection:
            return _page(connection, search_id, number, visible=False)

    def show_late_page(
        self, search_id: int, number: int, *, state: str, total: int | None, loaded: int, at: float
    ) -> None:
        """Count a late page from now on, and write the state that it moves."""
        with self._connection.write() as connection:
            if _move(connection, search_id, state=state, total=total, loaded=loaded, at=at):
                _show_page(connection, search_id, number)

    def recent(self, kind: str | None, limit: int) -> list[SearchRow]:
        """Return the newest run of each query, the one used last first."""
        with self._connection.read() as connection:
            return _recent(connection, self._connection.scopes.main, kind, limit)
