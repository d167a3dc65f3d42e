"""The store: every answer, the searches and records they belong to, and the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lix_tui.store import answers, ledger, records, searches
from lix_tui.store.checking import CheckingStore
from lix_tui.store.connection import Connection
from lix_tui.store.database import open_database
from lix_tui.store.facets import FacetStore
from lix_tui.store.forgetting import ForgettingStore
from lix_tui.store.leases import LeaseStore
from lix_tui.store.ledger_store import LedgerStore
from lix_tui.store.library import LibraryStore
from lix_tui.store.listing import list_entries
from lix_tui.store.migrating import version_of
from lix_tui.store.rows import Listing, SearchRow, StoredPage, StoredRecord
from lix_tui.store.runs import RunStore
from lix_tui.store.saved_queries import SavedQueryStore
from lix_tui.store.scopes import ScopeStore
from lix_tui.store.slots import SlotStore


@dataclass(frozen=True, slots=True)
class PageWrite:
    """One page to keep, with the state that it moves and its ledger line."""

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
    """The paging state after the page; None for an answer that nobody waits for any more."""
    total: int | None = None
    loaded: int = 0
    listings: Callable[[], Sequence[Listing]] = tuple
    """What the library says of its elements; called before the write begins."""
    begins_run: bool = False
    """Whether the page is the first of another run of that search, which begins with it."""


class Store(
    CheckingStore,
    LibraryStore,
    ForgettingStore,
    LedgerStore,
):
    """One open database; to be used from one thread. Methods raise StoreError."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        notice: str | None,
        spare: Path | None = None,
    ) -> None:
        super().__init__(Connection(connection, path, spare))
        self.saved_queries = SavedQueryStore(self.connection)
        self.runs = RunStore(self.connection)
        self.slots = SlotStore(self.connection)
        self.leases = LeaseStore(self.connection)
        self.facets = FacetStore(self.connection)
        self.scopes = ScopeStore(self.connection)
        self.notice = notice
        """What was found wrong with the former file, as a sentence."""

    @classmethod
    def open(cls, path: Path, spare: Path | None = None) -> Store:
        """Open or create the store at ``path``.

        ``spare`` is a folder for a copy of the store, should its file go away while it is open and
        no copy can be made beside it.
        """
        opened = open_database(path)
        return cls(opened.connection, path, opened.notice, spare)

    def close(self) -> None:
        """Close the database, after saving it elsewhere if its file has gone away."""
        self.connection.file.close()

    @property
    def misplaced(self) -> str:
        """Sentence that says where everything is, when that is not the store's path any more."""
        return self.connection.file.misplaced

    @property
    def last_words(self) -> str:
        """Sentence about where everything is that nobody was told yet, else empty."""
        return self.connection.file.last_words

    def schema_version(self) -> int:
        """How many migrations the file has had."""
        with self.connection.read() as connection:
            return version_of(connection)

    # -- searches ----------------------------------------------------------------------------

    def find_search(self, kind: str, query_key: str, viewer_id: str | None) -> SearchRow | None:
        """The newest run of a query, None when it was never asked."""
        with self.connection.read() as connection:
            return searches.find(
                connection, self.connection.scopes.main, kind, query_key, viewer_id
            )

    def open_search(
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
        """The newest run of a query, begun with ``state`` when it was never asked."""
        with self.connection.write() as connection:
            scope_id = self.connection.scopes.main
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
        """Begin another run of the same query; returns its id."""
        with self.connection.write() as connection:
            return searches.next_generation(connection, search_id, state=state, at=at)

    def save_page(self, page: PageWrite) -> int:
        """Keep a page, the state it moves and its ledger line in one transaction.

        A state that another process has moved further stays, and so do the pages it counts.
        Returns the id of the search, which is a new one where the page begins another run.
        """
        listings, search_id = page.listings(), page.search_id
        with self.connection.write_received() as connection:
            if page.begins_run and page.state is not None:
                search_id = searches.next_generation(
                    connection, search_id, state=page.state, at=page.at
                )
            answer_id = answers.add(
                connection,
                page.endpoint,
                page.body,
                page.at,
                scope_id=self.connection.scopes.of(page.endpoint),
                viewer_id=searches.viewer_of(connection, search_id),
            )
            library = self.connection.scopes.library_of(page.endpoint)
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
        """Write where a search stands, unless another process has loaded more of it."""
        with self.connection.write() as connection:
            searches.move(connection, search_id, state=state, total=total, loaded=loaded, at=at)

    def search(self, search_id: int) -> SearchRow | None:
        """One run of a query, None when it is gone."""
        with self.connection.read() as connection:
            return searches.row(connection, search_id)

    def pages(self, search_id: int, first: int = 0) -> Iterator[StoredPage]:
        """The pages that a search's state counts, in order, each read when it is asked for.

        Those numbered before ``first`` are left out.
        """
        with self.connection.read() as connection:
            numbers = searches.page_numbers(connection, search_id, first)
        for number in numbers:
            with self.connection.read() as connection:
                page = searches.shown_page(connection, search_id, number)
            if page is not None:
                yield page

    def late_page(self, search_id: int, number: int) -> StoredPage | None:
        """The answer of a cancelled request for that page, None when there is none."""
        with self.connection.read() as connection:
            return searches.late_page(connection, search_id, number)

    def show_late_page(
        self, search_id: int, number: int, *, state: str, total: int | None, loaded: int, at: float
    ) -> None:
        """A late page counts from now on, with the state that it has moved."""
        with self.connection.write() as connection:
            if searches.move(connection, search_id, state=state, total=total, loaded=loaded, at=at):
                searches.show_page(connection, search_id, number)

    def recent_searches(self, kind: str | None, limit: int) -> list[SearchRow]:
        """The newest run of each query, those used last first."""
        with self.connection.read() as connection:
            return searches.recent(connection, self.connection.scopes.main, kind, limit)

    # -- records -----------------------------------------------------------------------------

    def save_record(
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

        ``cost`` is what it has cost after all, None for what was expected. Without ``keys`` the
        answer alone is stored: no record is known by it. ``listings`` are for the library.
        """
        with self.connection.write_received() as connection:
            answer_id = self._add_record(
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

    def keep_record(
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
        with self.connection.write_received() as connection:
            self._add_record(connection, kind, keys, endpoint, body, at, listings, None)

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
    ) -> int:
        """Store an answer with its record and entries; return the answer's id."""
        viewer, scope_id = viewer_id or "", self.connection.scopes.of(kind)
        answer_id = answers.add(connection, endpoint, body, at, scope_id=scope_id, viewer_id=viewer)
        library = self.connection.scopes.library_of(kind)
        list_entries(connection, library, answer_id, endpoint, listings, at)
        if keys:
            records.save(connection, scope_id, viewer, kind, keys, answer_id)
        return answer_id

    def find_record(
        self, kind: str, keys: Sequence[str], viewer_id: str | None = None
    ) -> StoredRecord | None:
        """Return the newest answer about a record with any of these keys.

        Without a viewer any viewer's answer serves; with one, only that viewer's.
        """
        with self.connection.read() as connection:
            return records.find(connection, self.connection.scopes.of(kind), kind, keys, viewer_id)

    def known_keys(self, kind: str, viewer_id: str | None = None) -> set[str]:
        """Return every key of the records of a kind, of any viewer or of one."""
        with self.connection.read() as connection:
            return records.known_keys(connection, self.connection.scopes.of(kind), kind, viewer_id)

    def note_missing(
        self, kind: str, keys: Sequence[str], *, sentence: str, at: float, viewer_id: str | None
    ) -> None:
        """Remember that the server has no such record."""
        with self.connection.write_received() as connection:
            records.note_missing(
                connection,
                self.connection.scopes.of(kind),
                viewer_id or "",
                kind,
                keys,
                sentence=sentence,
                at=at,
            )

    def missing_keys(self, kind: str, viewer_id: str | None = None) -> set[str]:
        """Return the keys of the records that the server didn't have for this viewer."""
        with self.connection.read() as connection:
            return records.missing_keys(
                connection, self.connection.scopes.of(kind), kind, viewer_id
            )

    def find_missing(
        self, kind: str, keys: Sequence[str], viewer_id: str | None = None
    ) -> tuple[str, float] | None:
        """Return what the server said when it had no such record, and when; else None."""
        with self.connection.read() as connection:
            return records.find_missing(
                connection, self.connection.scopes.of(kind), kind, keys, viewer_id
            )
