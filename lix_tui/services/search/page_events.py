"""A page of a search between the client and the paging machine."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, time
from typing import TYPE_CHECKING

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.errors import LixError, Queued, RateLimited
from lix_tui.api.models.search import SearchPage
from lix_tui.api.retry_after import MAX_PAUSE
from lix_tui.api.waits import QUEUED, Waits
from lix_tui.paging.cursors import page_request
from lix_tui.paging.events import Event, Fetch, PageArrived, PageDeferred, PageFailed
from lix_tui.paging.states import SearchState, Status, Waiting
from lix_tui.services.budget.request_terms import QUEUED_WAIT, RATE_LIMIT_WAIT
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.paging.cursors import PagePosition
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.query import Query


def request_for_page(
    kind: Kind, query: Query, position: PagePosition, sequence_id: str | None
) -> ApiRequest:
    """Return the request for one page of a search."""
    parts = page_request(kind.paging, query.url, position)
    identity = {"viewer_id": query.viewer_id, "sequence_id": sequence_id}
    if kind.endpoint == "recruiter_search":
        skills = [skill.to_json() for skill in query.skills]
        body = {"skills": skills, "start": parts.body_start or 0}
        return ApiRequest(kind.endpoint, identity, body)
    start = parts.start or 0
    if kind.endpoint == "connections":
        count, viewer = kind.paging.page_size, query.viewer_id or ""
        return ApiRequest(kind.endpoint, {"viewer_id": viewer, "count": count, "start": start})
    url = parts.url or query.url
    if kind.endpoint == "posts_search":
        return ApiRequest(kind.endpoint, {"url": url, "start": start, **identity})
    return ApiRequest(kind.endpoint, {"url": url, **identity})


class Pause:
    """How long a deferred page still waits: never longer than when it was put off.

    The state holds a moment of the wall clock, for the next run; setting that clock back must not
    make this one wait for the difference.
    """

    def __init__(self) -> None:
        self._status: Status | None = None
        self._until = 0.0

    def left(self, status: Status) -> float:
        """Seconds until the page may be asked for; 0.0 when nothing waits."""
        if not isinstance(status, Waiting):
            return 0.0
        left = min(max(0.0, status.until - time()), MAX_PAUSE)
        if status is not self._status:
            self._status, self._until = status, monotonic() + left
        return min(left, max(0.0, self._until - monotonic()))

    def now(self, status: Status) -> float:
        """The time for the paging machine, in seconds since the epoch."""
        over = isinstance(status, Waiting) and not self.left(status)
        return max(time(), status.until) if over and isinstance(status, Waiting) else time()


def arrival(fetch: Fetch, page: SearchPage) -> PageArrived:
    """A page that arrived, as the paging machine takes it."""
    return PageArrived(
        request=fetch.request,
        keys=tuple(element.key for element in page.elements),
        total=page.total,
        count=page.count,
        sequence_id=page.sequence_id,
    )


def failure(fetch: Fetch, error: LixError | StoreError, spacing: float) -> Event:
    """A page that did not come: put off until a moment, or failed.

    ``spacing`` is the limiter's, in seconds: the pause after a 429 without Retry-After.
    """
    if isinstance(error, Queued):
        return PageDeferred(fetch.request, "queued", time() + (error.retry_after or QUEUED_WAIT))
    if isinstance(error, RateLimited):
        pause = max(error.retry_after or 0.0, spacing or RATE_LIMIT_WAIT)
        return PageDeferred(fetch.request, "rate_limit", time() + pause)
    retryable = error.retryable if isinstance(error, LixError) else True
    return PageFailed(fetch.request, str(error), retryable)


async def sit_out(
    waits: Waits, status: Waiting, seconds: float, state: Callable[[], SearchState]
) -> None:
    """Wait for ``seconds`` until a page that was put off may be asked for.

    Ends sooner when ``state`` has another status by then. A pause for the rate limit is the
    limiter's to keep, as somebody may have ended it since. Raises StillWaiting.
    """
    if status.reason != "rate_limit":
        await waits.sleep(QUEUED, seconds, over=lambda: state().status is not status)
