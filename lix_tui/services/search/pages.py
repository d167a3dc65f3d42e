"""Pages of a search: requests, answers as events, and pages in memory and in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic, time
from typing import TYPE_CHECKING

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.decoders import decode_page
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import LixError, Queued, RateLimited
from lix_tui.api.models.elements import distinct, unified
from lix_tui.api.models.search import SearchPage
from lix_tui.api.retry_after import MAX_PAUSE
from lix_tui.api.waits import QUEUED, Waits
from lix_tui.counts import counted
from lix_tui.paging.codec import to_json
from lix_tui.paging.cursors import PagePosition, page_request
from lix_tui.paging.events import Event, Fetch, PageArrived, PageDeferred, PageFailed
from lix_tui.paging.rules import PagingRule
from lix_tui.paging.states import Exhausted, SearchState, Status, Waiting
from lix_tui.services.budget.request_terms import QUEUED_WAIT, RATE_LIMIT_WAIT
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.query import Query
    from lix_tui.store.rows import SearchRow, StoredPage
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore


@dataclass(frozen=True, slots=True)
class Span:
    """Place of one page among the elements of a session."""

    first: int
    """Index of the page's first element."""
    position: PagePosition
    fetched_at: float


@dataclass(slots=True)
class LoadedPages:
    """Elements so far, in the order of their pages."""

    elements: list[Element] = field(default_factory=list)
    by_key: dict[str, Element] = field(default_factory=dict)
    """The same elements by their keys."""
    by_lasting: dict[str, str] = field(default_factory=dict)
    """Keys of the same elements by each key that never passes to another record."""
    spans: list[Span] = field(default_factory=list)
    """Pages of the elements, in their order."""
    fetched_at: float | None = None
    """Time of the oldest page (seconds since the epoch)."""
    from_store: int = 0
    """Number of stored pages that were shown again for free."""
    unread: int = 0
    """Number of stored elements and pages without readable content."""
    damaged: int = 0
    """Number of damaged pages, which are left out."""
    strange: bool = False
    """True if a page came in an unknown format."""
    last_body: bytes | None = None
    """Newest page, as received."""
    insertions: int = 0
    """Number of pages that were inserted in front of others."""
    breakdown: tuple[tuple[str, int], ...] = ()
    """Types of reactions with their numbers in the whole list, from the newest page with them."""

    @property
    def notice(self) -> str:
        """Sentence about pages that couldn't be read; empty without such."""
        if self.damaged:
            return (
                f"{counted(self.damaged, 'page')} in the store can't be read and "
                f"{'is' if self.damaged == 1 else 'are'} left out; "
                "<search.refresh> pays for all again."
            )
        if self.strange:
            return (
                "A page came in an unknown format. The page is stored, and <search.raw_page> "
                "shows it as received."
            )
        if self.unread:
            elements = counted(self.unread, "element", ("isn't a record", "aren't records"))
            return f"{elements}. The page's answer is stored, and <search.raw_page> shows it."
        return ""

    def add(
        self,
        page: SearchPage,
        new: Iterable[Element],
        position: PagePosition,
        fetched_at: float,
        body: bytes,
    ) -> None:
        """Add a page in its place by number; ``new`` are its new elements."""
        added = list(new)
        self.by_key.update((element.key, element) for element in added)
        for element in added:
            for one in element.lasting:
                self.by_lasting.setdefault(one, element.key)
        if self.spans and self.spans[-1].position.page > position.page:
            self._insert(added, position, fetched_at)
        else:
            self.spans.append(Span(len(self.elements), position, fetched_at))
            self.elements.extend(added)
        self.fetched_at = min(self.fetched_at or fetched_at, fetched_at)
        self.last_body = body
        self.breakdown = page.breakdown or self.breakdown
        self.unread += page.unread
        if page.envelope == "unknown":
            self.unread += 1
            self.strange = True

    def distinct(self, page: SearchPage) -> SearchPage:
        """Return a page whose elements have the keys of earlier ones just if they repeat them."""
        apart = distinct(page.elements, self.by_key)
        return replace(page, elements=unified(apart, self.by_lasting))

    def _insert(self, new: list[Element], position: PagePosition, fetched_at: float) -> None:
        """Insert a page in front of the pages with larger numbers."""
        numbers = [span.position.page for span in self.spans]
        place = next(at for at, number in enumerate(numbers) if number > position.page)
        first = self.spans[place].first
        self.elements[first:first] = new
        moved = [replace(span, first=span.first + len(new)) for span in self.spans[place:]]
        self.spans[place:] = [Span(first, position, fetched_at), *moved]
        self.insertions += 1

    def from_page(self, state: SearchState, page: int) -> list[Element]:
        """Return the elements from page number ``page`` to before the first missing page."""
        if page == 1 and not state.ahead:
            return self.elements
        end = None if isinstance(state.status, Exhausted) else state.missing_from(page).page
        first = next((span.first for span in self.spans if span.position.page >= page), None)
        behind = (one.first for one in self.spans if end is not None and one.position.page >= end)
        return [] if first is None else self.elements[first : next(behind, None)]

    def add_stored(self, stored: Sequence[tuple[StoredPage, SearchPage | None]]) -> None:
        """Add pages from the store; None for one that is damaged."""
        known = {span.position.page for span in self.spans}
        for entry, page in stored:
            if entry.number in known:
                continue
            if page is None:
                self.damaged += 1
                continue
            new: dict[str, Element] = {}
            for element in self.distinct(page).elements:
                if element.key not in self.by_key:
                    new.setdefault(element.key, element)
            position = PagePosition(entry.number, entry.start)
            self.add(page, new.values(), position, entry.fetched_at, entry.body)
        if stored:
            oldest = min(entry.fetched_at for entry, _ in stored)
            self.fetched_at = min(self.fetched_at or oldest, oldest)
            self.from_store += len(stored)

    def span_of(self, element: Element | None) -> Span | None:
        """Return the page of an element, or the last page if it is None."""
        if element is None:
            return self.spans[-1] if self.spans else None
        place = next((i for i, one in enumerate(self.elements) if one is element), -1)
        return next((span for span in reversed(self.spans) if span.first <= place), None)


@dataclass(slots=True)
class FormerRun:
    """Run that a refresh replaced on screen. It is shown again if the refresh fails."""

    state: SearchState
    loaded: LoadedPages
    search_id: int


class StoredPages:
    """Stored pages of one endpoint's searches. Methods raise StoreError."""

    def __init__(self, store: AsyncStore, endpoint: str) -> None:
        self._store, self._endpoint = store, endpoint

    async def row(self, search_id: int) -> SearchRow | None:
        """Return a search as it is stored; None if it is gone."""
        return await self._store.run(lambda store: store.searches.get(search_id))

    async def read(
        self, search_id: int, first: int = 0
    ) -> list[tuple[StoredPage, SearchPage | None]]:
        """Return the pages from a number on, read on the store's thread; None for damaged ones."""

        def page_of(entry: StoredPage) -> SearchPage | None:
            if not entry.body:
                return None
            page = decode_page(self._endpoint, entry.body)
            page.received.retain()
            return page

        def read(store: Store) -> list[tuple[StoredPage, SearchPage | None]]:
            return [(entry, page_of(entry)) for entry in store.searches.pages(search_id, first)]

        return await self._store.run(read)

    async def bodies(self, search_id: int) -> dict[int, bytes]:
        """Return the pages as received, by page number."""
        stored = await self._store.run(lambda store: list(store.searches.pages(search_id)))
        return {entry.number: entry.body for entry in stored if entry.body}

    async def late(self, search_id: int, number: int) -> StoredPage | None:
        """Return the answer of a cancelled request for a page; None without one."""
        return await self._store.run(lambda store: store.searches.late_page(search_id, number))

    async def show_late(self, search_id: int, number: int, state: SearchState) -> None:
        """Count a late page as shown, and write the new paging state."""
        at = time()
        await self._store.run(
            lambda store: store.searches.show_late_page(
                search_id,
                number,
                state=to_json(state),
                total=state.total,
                loaded=state.loaded,
                at=at,
            )
        )

    async def save_state(self, search_id: int, state: SearchState) -> None:
        """Write the paging state of a search, unless another process has loaded more of it."""
        at = time()
        await self._store.run(
            lambda store: store.searches.save_state(
                search_id, state=to_json(state), total=state.total, loaded=state.loaded, at=at
            )
        )


def request_for_page(
    kind: Kind, query: Query, position: PagePosition, sequence_id: str | None
) -> ApiRequest:
    """Return the request for one page of a search or list.

    A Recruiter search is sent as a body. A list is requested by its target, and its endpoint says
    if a viewer or a sequence id goes with it. Raises ValueError for a position of another target.
    """
    parts = page_request(kind.paging, query.url, position, query.target)
    identity = {"viewer_id": query.viewer_id, "sequence_id": sequence_id}
    if kind.endpoint == "recruiter_search":
        skills = [skill.to_json() for skill in query.skills]
        body = {"skills": skills, "start": parts.body_start or 0}
        return ApiRequest(kind.endpoint, identity, body)
    if (target := kind.target) is None:
        return ApiRequest(kind.endpoint, {**parts.params, **identity})
    accepted = ENDPOINTS[kind.endpoint].parameters
    size = {target.size_parameter: kind.paging.page_size} if target.size_parameter else {}
    params: dict[str, str | int] = {
        target.parameter: query.target or query.viewer_id or "",
        **dict(target.constants),
        **size,
        **parts.params,
        **{name: value for name, value in identity.items() if value and name in accepted},
    }
    return ApiRequest(kind.endpoint, params)


class Pause:
    """Remaining wait of a deferred page, never longer than the original one.

    The state has a wall-clock time, for the next start of the program. Setting the clock back must
    not extend the wait.
    """

    def __init__(self) -> None:
        self._status: Status | None = None
        self._until = 0.0

    def left(self, status: Status) -> float:
        """Return the seconds until the page may be requested; 0.0 without a wait."""
        if not isinstance(status, Waiting):
            return 0.0
        left = min(max(0.0, status.until - time()), MAX_PAUSE)
        if status is not self._status:
            self._status, self._until = status, monotonic() + left
        return min(left, max(0.0, self._until - monotonic()))

    def now(self, status: Status) -> float:
        """Return the time for the paging machine, in seconds since the epoch."""
        over = isinstance(status, Waiting) and not self.left(status)
        return max(time(), status.until) if over and isinstance(status, Waiting) else time()


def arrival(fetch: Fetch, page: SearchPage, rule: PagingRule) -> PageArrived:
    """Return the event of a page that arrived, with the cursor that its rule needs."""
    return PageArrived(
        request=fetch.request,
        keys=tuple(element.key for element in page.elements),
        total=page.total,
        count=page.count,
        sequence_id=page.sequence_id,
        cursor=page.cursors.get(rule.cursor.value),
    )


def failure(fetch: Fetch, error: LixError | StoreError, spacing: float) -> Event:
    """Return the event of a page that was deferred or failed.

    ``spacing`` is the limiter's, in seconds: the pause after a 429 without Retry-After.
    """
    if isinstance(error, Queued):
        return PageDeferred(fetch.request, "queued", time() + (error.retry_after or QUEUED_WAIT))
    if isinstance(error, RateLimited):
        pause = max(error.retry_after or 0.0, spacing or RATE_LIMIT_WAIT)
        return PageDeferred(fetch.request, "rate_limit", time() + pause)
    retryable = error.retryable if isinstance(error, LixError) else True
    return PageFailed(fetch.request, str(error), retryable)


async def wait_for_page(
    waits: Waits, status: Waiting, seconds: float, state: Callable[[], SearchState]
) -> None:
    """Wait for ``seconds`` until a deferred page may be requested.

    The wait ends early if ``state`` changes its status. The limiter handles a pause for the rate
    limit, as another process may end it. Raises StillWaiting.
    """
    if status.reason != "rate_limit":
        await waits.sleep(QUEUED, seconds, over=lambda: state().status is not status)
