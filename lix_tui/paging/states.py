"""State of a running search, as one immutable value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lix_tui.paging.cursors import CursorRule, PagePosition, PagingRule
from lix_tui.paging.seen import SeenKeys

WaitReason = Literal["rate_limit", "queued", "daily_limit"]
EndReason = Literal["total", "empty", "nothing_new", "ceiling"]


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing was asked for yet."""


@dataclass(frozen=True, slots=True)
class Loading:
    """Request number ``request`` is in flight."""

    request: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The last page arrived and there is another."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The next page must not be asked for before ``until`` (seconds since the epoch)."""

    reason: WaitReason
    until: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The last request failed; the same page can be asked for again.

    ``problem`` is a sentence; ``retryable`` says whether asking again may help.
    """

    problem: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The user stopped waiting; the same page can be asked for again."""


@dataclass(frozen=True, slots=True)
class Exhausted:
    """There is no further page."""

    reason: EndReason


Status = Idle | Loading | Ready | Waiting | Failed | Cancelled | Exhausted


@dataclass(frozen=True, slots=True)
class SearchState:
    """One search between two events."""

    rule: PagingRule
    viewer_id: str | None
    sequence_id: str | None
    """Sent with every page; None with a viewer, which makes it unnecessary."""
    sequence_adopted: bool = False
    """Whether ``sequence_id`` came from an answer; once adopted it never changes."""
    status: Status = field(default_factory=Idle)
    position: PagePosition = field(default_factory=PagePosition)
    """Where the next page is."""
    pages: int = 0
    """How many pages arrived."""
    seen: SeenKeys = field(default_factory=SeenKeys)
    """The keys of the elements that arrived, in order."""
    total: int | None = None
    """The total that was last reported."""
    page_size: int = 0
    """The largest page so far; 0 before the first."""
    requests: int = 0
    """Requests made so far; numbers are never used twice, also not after a refresh."""
    generation: int = 0
    """How often the search was started again from its first page."""

    @property
    def loaded(self) -> int:
        """Distinct elements so far."""
        return len(self.seen)

    @property
    def in_flight(self) -> int | None:
        """The number of the request in flight."""
        return self.status.request if isinstance(self.status, Loading) else None

    @property
    def reached(self) -> int:
        """The offset, in elements, up to which pages arrived.

        Numbered pages count as full ones: a page that came short still used up its numbers.
        """
        if self.rule.cursor is CursorRule.PAGE_IN_URL:
            return self.pages * self.page_size
        return self.position.start

    @property
    def reachable(self) -> int | None:
        """Number of the reported results that can be loaded; None while no total is known."""
        if self.total is None:
            return None
        ceiling = self.rule.ceiling
        return self.total if ceiling is None else min(self.total, ceiling)

    @property
    def pages_left(self) -> int | None:
        """Pages, and so credits, until the end; None while no total is known."""
        if isinstance(self.status, Exhausted):
            return 0
        if self.reachable is None:
            return None
        size = self.page_size or self.rule.page_size
        return max(0, -(-(self.reachable - self.reached) // size))

    def can_load(self, at: float) -> bool:
        """Return True if the next page can be requested at a time (seconds since 1970)."""
        match self.status:
            case Loading() | Exhausted():
                return False
            case Waiting(until=until):
                return at >= until
            case _:
                return True


MOST_SEQUENCE_ID = 512
"""Characters of an id that is adopted from an answer. Every later page sends it in its address,
and a server or proxy refuses addresses of more than some thousand characters."""


def is_adoptable(sequence_id: str | None) -> bool:
    """Return True for an id of an answer that later pages can be asked for with."""
    return bool(sequence_id) and len(sequence_id or "") <= MOST_SEQUENCE_ID


def new_search(rule: PagingRule, *, viewer_id: str | None, sequence_id: str) -> SearchState:
    """Return the state of a search before its first request.

    ``sequence_id`` is a fresh random string; it is not used with a viewer, whose own session makes
    it unnecessary (Lix docs, Sequence IDs).
    """
    return SearchState(rule, viewer_id, None if viewer_id else sequence_id)
