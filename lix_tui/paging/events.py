"""Events of a search, and effects that the machine requests from its driver."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.paging.cursors import PagePosition
from lix_tui.paging.states import WaitReason


@dataclass(frozen=True, slots=True)
class LoadNext:
    """Request for the next page at a time (seconds since the epoch)."""

    at: float


@dataclass(frozen=True, slots=True)
class PageArrived:
    """Arrival of a page, with the keys of its elements in order and the reported numbers.

    ``total`` is the number of elements of the whole search and ``count`` that of a page. A number
    that is missing or negative is None. ``cursor`` is that of the next page, in answers that have
    one.
    """

    request: int
    keys: tuple[str, ...]
    total: int | None = None
    count: int | None = None
    sequence_id: str | None = None
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class PageFailed:
    """Failure of a request; ``problem`` is a sentence."""

    request: int
    problem: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class PageDeferred:
    """Refusal of a request until ``until`` (finite seconds since the epoch)."""

    request: int
    reason: WaitReason
    until: float


@dataclass(frozen=True, slots=True)
class Cancel:
    """Cancellation by the user while waiting for an answer or for the end of a refusal."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """Restart from the first page with a new sequence id, which costs again."""

    sequence_id: str


Event = LoadNext | PageArrived | PageFailed | PageDeferred | Cancel | Refresh


@dataclass(frozen=True, slots=True)
class Fetch:
    """Effect: request the page at ``position``, with ``sequence_id`` unless it is None."""

    request: int
    position: PagePosition
    sequence_id: str | None


@dataclass(frozen=True, slots=True)
class Abandon:
    """Effect: abandon a request."""

    request: int


@dataclass(frozen=True, slots=True)
class Append:
    """Effect: add the new elements of the received page, by index and in order."""

    indices: tuple[int, ...]


Effect = Fetch | Abandon | Append
