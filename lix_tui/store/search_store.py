"""Searches as a part of the store: each page written with the state that it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lix_tui.store import answers, ledger, searches
from lix_tui.store.connection import Connection
from lix_tui.store.listing import list_entries
from lix_tui.store.rows import Listing, SearchRow, StoredPage


@dataclass(frozen=True, slots=True)
class PageWrite:
    """One page to store, with the state that it moves and its ledger line."""

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
    """The paging state after the page; None for the answer of a cancelled request."""
    total: int | None = None
    loaded: int = 0
    listings: Callable[[], Sequence[Listing]] = tuple
    """Library entries of its elements; called before the write begins."""
    begins_run: bool = False
    """True for the first page of another run of that search; the run begins with the page."""


class SearchStore:
    """Searches of the account in use. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, kind: str, query_key: str, viewer_id: str | None) -> SearchRow | None:
        """Return the newest run of a query, None if it was never run."""
        with self._connection.read() as connection:
            return searches.find(
                connection, self._connection.scopes.main, kind, query_key, viewer_id
            )

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
        """Return the newest run of a query; begin one with ``state`` if it was never run."""
        with self._connection.write() as connection:
            scope_id = self._connection.scopes.main
            found = searches.find(connection, scope_id, kind, query_key, viewer_id)
            return found or searches.create(
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
            return searches.next_generation(connection, search_id, state=state, at=at)

    def save_page(self, page: PageWrite) -> int:
        """Store a page, the state it moves and its ledger line in one transaction.

        A state that another process has moved further stays, and so do the pages it counts.
        Returns the id of the search, which is a new one if the page begins another run.
        """
        listings, search_id = page.listings(), page.search_id
        with self._connection.write_received() as connection:
            if page.begins_run and page.state is not None:
                search_id = searches.next_generation(
                    connection, search_id, state=page.state, at=page.at
                )
            answer_id = answers.add(
                connection,
                page.endpoint,
                page.body,
                page.at,
                scope_id=self._connection.scopes.of(page.endpoint),
                viewer_id=searches.viewer_of(connection, search_id),
            )
            library = self._connection.scopes.library_of(page.endpoint)
            list_entries(connection, library, answer_id, page.endpoint, listings, page.at)
            moved = page.state is not None and searches.move(
                connection,
                search_id,
                state=page.state,
                total=page.total,
                loaded=page.loaded,
                at=page.at,
            )
            searches.add_page(
                connection,
                search_id,
                number=page.number,
                start=page.start,
                answer_id=answer_id,
                shown=moved,
            )
            ledger.finish(
                connection,
                page.ledger_id,
                outcome=ledger.OK,
                status=page.status,
                elapsed=page.elapsed,
                answer_id=answer_id,
            )
        return search_id

    def save_state(
        self, search_id: int, *, state: str, total: int | None, loaded: int, at: float
    ) -> None:
        """Write the paging state of a search, unless another process has loaded more of it."""
        with self._connection.write() as connection:
            searches.move(connection, search_id, state=state, total=total, loaded=loaded, at=at)

    def get(self, search_id: int) -> SearchRow | None:
        """Return one run of a query by its id, None if it was deleted."""
        with self._connection.read() as connection:
            return searches.row(connection, search_id)

    def pages(self, search_id: int, first: int = 0) -> Iterator[StoredPage]:
        """Yield the pages that a search's state counts, in order, each read on demand.

        Leaves out pages numbered before ``first``.
        """
        with self._connection.read() as connection:
            numbers = searches.page_numbers(connection, search_id, first)
        for number in numbers:
            with self._connection.read() as connection:
                page = searches.shown_page(connection, search_id, number)
            if page is not None:
                yield page

    def late_page(self, search_id: int, number: int) -> StoredPage | None:
        """Return the answer of a cancelled request for that page, None if there is none."""
        with self._connection.read() as connection:
            return searches.late_page(connection, search_id, number)

    def show_late_page(
        self, search_id: int, number: int, *, state: str, total: int | None, loaded: int, at: float
    ) -> None:
        """Count a late page from now on, and write the state that it moves."""
        with self._connection.write() as connection:
            if searches.move(connection, search_id, state=state, total=total, loaded=loaded, at=at):
                searches.show_page(connection, search_id, number)

    def recent(self, kind: str | None, limit: int) -> list[SearchRow]:
        """Return the newest run of each query, the one used last first."""
        with self._connection.read() as connection:
            return searches.recent(connection, self._connection.scopes.main, kind, limit)
