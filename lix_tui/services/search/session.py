"""Session of a search: drives the paging machine, stores every page, notifies listeners."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.api_request import ApiRequest, Reply
from lix_tui.api.decoders import decode_page
from lix_tui.api.errors import BadBody, LixError
from lix_tui.api.limiter import Lane
from lix_tui.api.models.search import Element, SearchPage
from lix_tui.api.waits import StillWaiting
from lix_tui.paging.codec import CodecError, from_json, to_json
from lix_tui.paging.events import Append, Cancel, Effect, Event, Fetch, LoadNext, Refresh
from lix_tui.paging.machine import step
from lix_tui.paging.states import Failed, Loading, SearchState, Waiting
from lix_tui.services.budget.request_terms import MAX_WAIT, ExclusiveFetch, Origin
from lix_tui.services.budget.requests import Requests
from lix_tui.services.records.view_registry import view_of
from lix_tui.services.search.packed_cells import PackedCells
from lix_tui.services.search.pages import (
    FormerRun,
    LoadedPages,
    Pause,
    Span,
    StoredPages,
    arrival,
    failure,
    request_for_page,
    wait_for_page,
)  # fmt: skip
from lix_tui.store.errors import StoreError
from lix_tui.store.searches import PageWrite

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.query import Query
    from lix_tui.store.rows import Listing
    from lix_tui.store.worker import AsyncStore


class SearchSession:
    """Run of a query: elements so far, state and next page."""

    def __init__(
        self,
        *,
        kind: Kind,
        query: Query,
        search_id: int,
        state: SearchState,
        requests: Requests,
        store: AsyncStore,
        new_sequence_id: Callable[[], str],
        spacing: float,
    ) -> None:
        """``spacing`` is the limiter's, in seconds: the pause after a 429 without Retry-After."""
        self.kind, self.query = kind, query
        self.view = view_of(kind.name)
        self.search_id, self.state = search_id, state
        self.loaded = LoadedPages()
        self.problem: LixError | StoreError | None = None
        """Error of the last page; None after a successful one."""
        self.sent = False
        """True if the current request was sent; False while it waits for a slot."""
        self.listeners: list[Callable[[], None]] = []
        self._cells = PackedCells(self.view)
        self._requests, self._spacing = requests, spacing
        self._pages = StoredPages(store, kind.endpoint)
        self._new_sequence_id = new_sequence_id
        self._unstored: dict[int, bytes] = {}
        """Pages of this run that couldn't be stored when received, by number."""
        self._task: asyncio.Task[None] | None = None
        self._pause = Pause()
        self._before: FormerRun | None = None
        """Run that a refresh replaces, until the first page of the refresh is received."""

    @property
    def notice(self) -> str:
        """Sentence about the last failure, or about pages that couldn't be read."""
        if self.problem is not None:
            return str(self.problem)
        return self.loaded.notice

    @property
    def elements(self) -> list[Element]:
        """Loaded elements, in their order."""
        return self.loaded.elements

    def texts_of(self, element: Element) -> Sequence[str]:
        """Return the cells of an element, by which it is sorted and filtered."""
        return self._cells.of(element)

    def request_for(self, span: Span) -> ApiRequest:
        """Return the request that fetched a page."""
        return request_for_page(self.kind, self.query, span.position, self.state.sequence_id)

    @property
    def loading(self) -> bool:
        """True while a page is being fetched."""
        return isinstance(self.state.status, Loading)

    @property
    def is_needed(self) -> bool:
        """True while the session has listeners or waiting callers, or its last page failed."""
        return bool(self.listeners) or self.loading or self.waiting or self.problem is not None

    def can_load(self) -> bool:
        """Return True if the next page can be requested now."""
        return self.state.can_load(self._pause.now(self.state.status))

    @property
    def wait_left(self) -> float:
        """Seconds until a page that Lix has deferred may be requested again."""
        return self._pause.left(self.state.status)

    @property
    def waiting(self) -> bool:
        """True while Lix has deferred the next page."""
        return isinstance(self.state.status, Waiting)

    @property
    def retryable(self) -> bool:
        """True if another request for the failed page may help."""
        status = self.state.status
        return isinstance(status, Failed) and status.retryable

    async def load_next(
        self,
        *,
        place: str,
        lane: Lane = Lane.INTERACTIVE,
        max_wait: float = MAX_WAIT,
        story: str = "",
    ) -> float:
        """Fetch the next page, or do nothing if the paging machine allows none now.

        Waits up to ``max_wait`` seconds in all when Lix says that requests came too fast or has
        queued the lookup. ``story`` names the run in the ledger. Returns the seconds waited so;
        ``problem`` then says how the attempt has ended.
        """
        waited = 0.0
        while True:
            status, now = self.state.status, self._pause.now(self.state.status)
            if isinstance(status, Waiting):
                pause = self.wait_left
                if waited + pause > max_wait:
                    return waited
                waited += pause
                try:
                    await wait_for_page(self._requests.waits, status, pause, lambda: self.state)
                except StillWaiting as error:
                    self.problem = error
                    self._notify()
                    return waited
                if self.state.status is not status:
                    return waited
                now = max(time(), status.until)
            effects = self._apply(LoadNext(at=now))
            fetch = next((e for e in effects if isinstance(e, Fetch)), None)
            if fetch is None:
                return waited
            await self._attempt(fetch, place, lane, story)
            if not self.waiting:
                return waited

    async def wait_until_idle(self) -> None:
        """Wait until the page in flight has arrived or failed."""
        if self.loading and self._task is not None:
            await asyncio.wait([self._task])
        await asyncio.sleep(0)

    def cancel(self) -> bool:
        """Stop waiting for the current page; return False without one.

        A request that still waits for a slot isn't sent. The answer to one already sent is stored
        and used the next time that this page is loaded.
        """
        if not isinstance(self.state.status, Loading | Waiting):
            return False
        self._apply(Cancel(), notify=False)
        if self._task is not None:
            self._task.cancel()
        self._restore()
        self._notify()
        return True

    def restart(self) -> None:
        """Restart before the first page, to pay again.

        The old run stays stored, and is shown again if the new one fails before its first page.
        """
        if self._task is not None:
            self._task.cancel()
        before = self._before or FormerRun(self.state, self.loaded, self.search_id)
        self._apply(Refresh(sequence_id=self._new_sequence_id()), notify=False)
        self._before, self.loaded, self.problem = before, LoadedPages(), None
        self._unstored.clear()
        self._notify()

    def _restore(self) -> None:
        """Show the run again that the refresh was to replace."""
        before, self._before = self._before, None
        if before is None:
            return
        # request numbers continue, so that an answer to the refresh can't match another request
        self.loaded, self.search_id = before.loaded, before.search_id
        self.state = replace(before.state, requests=self.state.requests)

    async def refresh(self, *, place: str) -> None:
        """Run the search again from its first page, paying again."""
        self.restart()
        await self.load_next(place=place)

    async def show_stored(self) -> None:
        """Fill the session with the stored pages, for free."""
        self.loaded.add_stored(await self._pages.read(self.search_id))

    async def stored_bodies(self) -> list[bytes]:
        """Return the pages as received, with those that could not be stored."""
        bodies = self._unstored | await self._pages.bodies(self.search_id)
        return [bodies[number] for number in sorted(bodies)]

    async def _attempt(self, fetch: Fetch, place: str, lane: Lane, story: str) -> None:
        self.sent = False
        self._task = asyncio.create_task(self._fetch(fetch, place, lane, story))
        try:
            await asyncio.shield(self._task)
        except asyncio.CancelledError:
            if self._in_flight(fetch):  # nobody waits for the page any more
                self.cancel()
                raise
            waiting = asyncio.current_task()
            if (
                waiting is not None and waiting.cancelling()
            ):  # the task was cancelled, not only the page
                raise

    async def _fetch(self, fetch: Fetch, place: str, lane: Lane, story: str) -> None:
        search_id, thing = self.search_id, f"search {self.search_id}"
        try:
            await self._requests.once(
                request_for_page(self.kind, self.query, fetch.position, fetch.sequence_id),
                Origin(place, search_id, story),
                partial(self._save, search_id, fetch),
                lane=lane,
                exclusive=ExclusiveFetch(thing, partial(self._known, search_id, fetch)),
                on_sent=self._note_sent,
            )
        except (LixError, StoreError) as error:
            if self._in_flight(fetch):
                self.problem = error
                self._apply(failure(fetch, error, self._spacing), notify=False)
                self._pause.left(self.state.status)  # it counts from now on
                self._restore()
                self._notify()
                with suppress(StoreError):  # the first problem is reported; memory has the state
                    await self._pages.save_state(self.search_id, self.state)

    def _note_sent(self) -> None:
        self.sent = True
        self._notify()

    async def _known(self, search_id: int, fetch: Fetch) -> bool | None:
        """Return True if the page is here by now, else None."""
        if self._before is not None:  # a refresh pays for existing pages
            return None
        here = await self._catch_up(search_id, fetch)
        return here or await self._use_late_answer(search_id, fetch) or None

    async def _catch_up(self, search_id: int, fetch: Fetch) -> bool:
        """Continue after pages that another process has loaded meanwhile."""
        row = await self._pages.row(search_id)
        try:
            state = None if row is None else from_json(row.state, target=self.query.target)
        except CodecError:  # written by a newer version, whose pages this one can't use
            state = None
        if state is None or state.pages <= self.state.pages:
            return False
        first = fetch.position.page
        stored = await self._pages.read(search_id, first)
        if not self._in_flight(fetch):
            return False
        # request numbers continue, so that an old answer can't match a later request
        self.state = replace(state, requests=max(state.requests, self.state.requests))
        self.loaded.add_stored(stored)
        self.problem = None
        self._notify()
        return True

    async def _use_late_answer(self, search_id: int, fetch: Fetch) -> bool:
        """Use the answer of an earlier, cancelled request for this page: it was paid for."""
        number = fetch.position.page
        late = await self._pages.late(search_id, number)
        if late is None or not late.body or not self._in_flight(fetch):
            return False
        page = decode_page(self.kind.endpoint, late.body)
        self._show(fetch, page, self._advance(fetch, page), late.fetched_at, late.body)
        await self._pages.show_late(search_id, number, self.state)
        return True

    async def _save(self, search_id: int, fetch: Fetch, reply: Reply, ledger_id: int) -> bool:
        """Write the page with the state it moves in one transaction, then show it."""
        try:
            page = decode_page(self.kind.endpoint, reply.body)
        except BadBody as error:
            await self._requests.store_unread(reply, ledger_id, error)
            raise
        # the state changes before the write is awaited: a cancellation in between can't make memory
        # and store differ, which would buy this page again
        new = self._advance(fetch, page) if self._in_flight(fetch) else None
        moved = None if new is None else self.state
        if moved is not None:  # a page of the shown run, whose id may have changed
            search_id = self.search_id
        begins_run = moved is not None and self._before is not None
        if begins_run:  # the new run replaces the old one only now
            self._before = None

        def listings() -> list[Listing]:  # on the store's thread
            self._cells.add(page.elements)
            page.received.retain()
            return self.view.listings(page.elements)

        write = PageWrite(
            search_id=search_id,
            ledger_id=ledger_id,
            endpoint=reply.endpoint,
            body=reply.body,
            number=fetch.position.page,
            start=fetch.position.start,
            at=reply.sent_at,
            status=reply.status,
            elapsed=reply.elapsed,
            state=None if moved is None else to_json(moved),
            total=None if moved is None else moved.total,
            loaded=0 if moved is None else moved.loaded,
            listings=listings,
            begins_run=begins_run,
        )
        kept: StoreError | None = None
        generation = self.state.generation

        def replaced() -> FormerRun | None:
            """Return the run of this page if a refresh has replaced the run since."""
            before = self._before
            return before if before and before.state.generation == generation else None

        def written(search_id: int) -> None:
            if moved is not None and self.state.generation == generation:
                self.search_id = search_id
            elif moved is not None and (run := replaced()) is not None:
                run.search_id = search_id

        try:
            await self._requests.write(
                lambda store: store.searches.save_page(write), written, reply=reply
            )
        except StoreError as error:
            kept = error
            self._unstored[fetch.position.page] = reply.body
        if new is not None and self.state.generation == generation:
            # a page that couldn't be written is shown as well, as it was paid for
            self._show(fetch, page, new, reply.sent_at, reply.body)
            self.problem = kept
        elif kept is not None:
            raise kept
        elif new is not None and (run := replaced()) is not None:
            run.loaded.add(page, page.chosen(new), fetch.position, reply.sent_at, reply.body)
        return True

    def _advance(self, fetch: Fetch, page: SearchPage) -> tuple[int, ...]:
        """Advance the state after a received page; return the indices of its new elements."""
        effects = self._apply(arrival(fetch, page, self.state.rule), notify=False)
        return next((e.indices for e in effects if isinstance(e, Append)), ())

    def _show(
        self, fetch: Fetch, page: SearchPage, new: tuple[int, ...], at: float, body: bytes
    ) -> None:
        self.loaded.add(page, page.chosen(new), fetch.position, at, body)
        self.problem = None
        self._notify()

    def _in_flight(self, fetch: Fetch) -> bool:
        return self.state.in_flight == fetch.request

    def _apply(self, event: Event, *, notify: bool = True) -> tuple[Effect, ...]:
        self.state, effects = step(self.state, event)
        if notify:
            self._notify()
        return effects

    def _notify(self) -> None:
        for listener in tuple(self.listeners):
            listener()
