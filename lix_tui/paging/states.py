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
    """Status while request number ``request`` is in flight."""

    request: int


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
    """Position of the next page."""
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

    @property
    def reached(self) -> int:
        """Offset in elements up to which pages were received.

        Numbered pages count as full: a short page still uses up its whole range.
        """
        if self.rule.cursor.is_numbered:
            return self.pages * self.page_size
        return self.position.start

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
