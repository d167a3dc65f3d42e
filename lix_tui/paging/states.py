"""Immutable values of the paging machine: known keys and states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from lix_tui.paging.cursors import PagePosition
from lix_tui.paging.rules import PagingRule


@dataclass(slots=True)
class _Log:
    """Distinct keys in order, with the index of each. Keys are only appended."""

    order: list[str] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)

    def extend(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.index[key] = len(self.order)
            self.order.append(key)


class SeenKeys:
    """An ordered set of keys that grows without copying.

    Every value is a view of the first entries of a shared log, so no value ever changes. The cost
    of appending depends on the new keys only: the newest value extends the log, and an older one
    with the same next keys reuses it (the same page stepped twice). Only an older value with
    different next keys copies the log.
    """

    __slots__ = ("_length", "_log")

    def __init__(self, log: _Log | None = None, length: int = 0) -> None:
        self._log = _Log() if log is None else log
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._log.index.get(key, self._length) < self._length

    def __iter__(self) -> Iterator[str]:
        return islice(self._log.order, self._length)  # safe while the log grows

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SeenKeys):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"SeenKeys({self._length} keys)"

    def with_new(self, keys: Iterable[str]) -> SeenKeys:
        """Return these keys followed by the new ones of ``keys``, in their order."""
        new = [key for key in dict.fromkeys(keys) if key not in self]
        end = self._length + len(new)
        if self._length == len(self._log.order):
            self._log.extend(new)
        elif self._log.order[self._length : end] != new:
            return SeenKeys().with_new([*self, *new])
        return SeenKeys(self._log, end)


WaitReason = Literal["rate_limit", "queued", "daily_limit"]
EndReason = Literal["total", "empty", "nothing_new", "ceiling", "no_cursor", "short_page"]


@dataclass(frozen=True, slots=True)
class Idle:
    """Status before the first request."""


@dataclass(frozen=True, slots=True)
class Loading:
    """Status while request number ``request``, for the page at ``position``, is in flight."""

    request: int
    position: PagePosition = field(default_factory=PagePosition)


@dataclass(frozen=True, slots=True)
class Ready:
    """Status after a page that isn't the last one."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Status while requests are refused until ``until`` (seconds since the epoch)."""

    reason: WaitReason
    until: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Status after a failed request. The same page can be requested again.

    ``problem`` is a sentence; ``retryable`` is True if another request may help.
    """

    problem: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Status after a cancelled request. The same page can be requested again."""


@dataclass(frozen=True, slots=True)
class Exhausted:
    """Status after the last page."""

    reason: EndReason


Status = Idle | Loading | Ready | Waiting | Failed | Cancelled | Exhausted


@dataclass(frozen=True, slots=True)
class AheadPage:
    """Page that was received before the pages in front of it.

    ``position`` is its own, ``next_start`` the offset of the element after it, from 0.
    """

    position: PagePosition
    next_start: int

    @property
    def following(self) -> PagePosition:
        """Position of the page after it."""
        return PagePosition(self.position.page + 1, self.next_start)


@dataclass(frozen=True, slots=True)
class SearchEnd:
    """End of a search: the place of the first page that holds nothing, and the reason.

    ``place`` is a page number, or an offset where pages have no numbers.
    """

    place: int
    reason: EndReason


@dataclass(frozen=True, slots=True)
class SearchState:
    """State of one search between two events."""

    rule: PagingRule
    viewer_id: str | None
    sequence_id: str | None
    """Id sent with every page; None with a viewer, which makes it unnecessary."""
    sequence_adopted: bool = False
    """True if ``sequence_id`` is from an answer. It never changes after that."""
    status: Status = field(default_factory=Idle)
    position: PagePosition = field(default_factory=PagePosition)
    """Position of the first missing page."""
    ahead: tuple[AheadPage, ...] = ()
    """Received pages behind the first missing one, in the order of their numbers."""
    end: SearchEnd | None = None
    """End of the search, known while pages before it are missing; otherwise None."""
    requested: int = 0
    """Number of a page behind the first missing one that was requested and hasn't come; else 0."""
    pages: int = 0
    """Number of received pages."""
    seen: SeenKeys = field(default_factory=SeenKeys)
    """Keys of the received elements, in order."""
    total: int | None = None
    """Total that was reported last."""
    page_size: int = 0
    """Size of the largest page so far; 0 before the first."""
    requests: int = 0
    """Number of requests so far. It keeps growing after a refresh."""
    generation: int = 0
    """Number of restarts from the first page."""
    target: str = ""
    """Identity of the search or list, to which its cursors are bound."""

    @property
    def loaded(self) -> int:
        """Number of distinct elements so far."""
        return len(self.seen)

    @property
    def in_flight(self) -> int | None:
        """The number of the request in flight."""
        return self.status.request if isinstance(self.status, Loading) else None

    def offset_of(self, position: PagePosition) -> int:
        """Return the offset of a page's first element, from 0; numbered pages count as full."""
        return (position.page - 1) * self.page_size if self.is_numbered else position.start

    @property
    def is_numbered(self) -> bool:
        """True if pages are requested by number; otherwise by the offset of their first element."""
        return self.rule.cursor.is_numbered

    def missing_from(self, page: int) -> PagePosition:
        """Return the position of the first missing page whose number is at least ``page``."""
        if page <= self.position.page or self.rule.cursor.has_cursor:
            return self.position  # a cursor leads to the next page only
        starts = {one.following.page: one.next_start for one in self.ahead}
        size = self.page_size or self.rule.page_size
        found = self.after_ahead(PagePosition(page, starts.get(page, (page - 1) * size)))
        return self.position if self.place_of(found) <= self.place_of(self.position) else found

    def after_ahead(self, position: PagePosition) -> PagePosition:
        """Return a position, or the one behind the pages in `ahead` that have its elements.

        Offsets may not fit page numbers, since servers answer with pages of other sizes. No two
        pages get the same number.
        """
        left = list(self.ahead)
        while found := next((one for one in left if self._covers(one, position)), None):
            left.remove(found)
            number = max(position.page, found.position.page) + 1
            position = PagePosition(number, max(position.start, found.next_start))
        return position

    def is_reached(self, one: AheadPage, position: PagePosition) -> bool:
        """Return True if a page in `ahead` has the elements at a position, or earlier ones."""
        if self.is_numbered:
            return one.position.page == position.page
        return one.position.start <= position.start

    def _covers(self, one: AheadPage, position: PagePosition) -> bool:
        if one.position.page == position.page:
            return True
        return not self.is_numbered and one.position.start <= position.start < one.next_start

    @property
    def next_position(self) -> PagePosition:
        """Position of the page after the last received one; at the end, of the first missing one.

        A page that was requested and hasn't come is the next one.
        """
        if isinstance(self.status, Failed | Cancelled | Waiting):
            return self.missing_from(self.requested)
        if not self.ahead:
            return self.position
        following = self.ahead[-1].following
        return self.position if self.is_beyond_end(following) else following

    def has_page(self, page: int) -> bool:
        """Return True if a page, by its number from 1, was received."""
        if page < self.position.page:
            return page >= 1
        return any(one.position.page == page for one in self.ahead)

    def is_beyond_end(self, position: PagePosition) -> bool:
        """Return True if a page lies behind the last one, as far as that is known."""
        if self.end is not None and self.place_of(position) >= self.end.place:
            return True
        reachable, ceiling = self.reachable, self.rule.ceiling
        size = self.page_size or self.rule.page_size
        offset = (position.page - 1) * size if self.is_numbered else position.start
        limit = ceiling if reachable is None else reachable
        return limit is not None and offset >= limit

    @property
    def reachable(self) -> int | None:
        """Number of results that can be loaded; None while the total is unknown."""
        if self.total is None:
            return None
        ceiling = self.rule.ceiling
        return self.total if ceiling is None else min(self.total, ceiling)

    @property
    def pages_left(self) -> int | None:
        """Number of pages until the end, which is also their price in credits; None if unknown."""
        return self.pages_left_from(1)

    def pages_left_from(self, page: int) -> int | None:
        """Return the number of missing pages from number ``page`` on; None if it is unknown."""
        if isinstance(self.status, Exhausted):
            return 0
        if self.reachable is None:
            return None
        first = self.missing_from(page)
        size = self.page_size or self.rule.page_size
        left = -(-(self.reachable - self.offset_of(first)) // size)
        if self.end is not None:
            gap = self.end.place - self.place_of(first)
            left = min(left, gap if self.is_numbered else -(-gap // size))
        place = self.place_of(first)
        left -= sum(self.place_of(one.position) > place for one in self.ahead)
        is_missing = first == self.position and self.reachable > self.offset_of(first)
        return max(int(is_missing), left)

    def place_of(self, position: PagePosition) -> int:
        """Return the number that orders a page among the others: its page number, or its offset."""
        return position.page if self.is_numbered else position.start

    def can_load(self, at: float, page: int = 1) -> bool:
        """Return True if the first missing page from number ``page`` on can be requested.

        ``at`` is a time in seconds since 1970.
        """
        match self.status:
            case Loading() | Exhausted():
                return False
            case Waiting(until=until) if at < until:
                return False
        if page == 1:
            return True
        position = self.missing_from(page)
        return position == self.position or not self.is_beyond_end(position)


MOST_SEQUENCE_ID = 512
"""Longest sequence id in characters that is adopted from an answer. Every later request has it in
its URL, and servers and proxies refuse URLs of more than some thousand characters."""


def is_adoptable(sequence_id: str | None) -> bool:
    """Return True if later pages can be requested with an id from an answer."""
    return bool(sequence_id) and len(sequence_id or "") <= MOST_SEQUENCE_ID


def new_search(
    rule: PagingRule, *, viewer_id: str | None, sequence_id: str, target: str = ""
) -> SearchState:
    """Return the state of a search before its first request.

    ``sequence_id`` is a fresh random string; it is not used with a viewer, whose own session makes
    it unnecessary (Lix docs, Sequence IDs). ``target`` is the identity of the search or list.
    """
    return SearchState(rule, viewer_id, None if viewer_id else sequence_id, target=target)
