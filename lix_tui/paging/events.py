"""Events of a search, and effects that the machine requests from its driver."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.paging.states import PagePosition, WaitReason


@dataclass(frozen=True, slots=True)
class LoadNext:
    """The next page is wanted, at that time (seconds since the epoch)."""

    at: float


@dataclass(frozen=True, slots=True)
class PageArrived:
    """A page was received: the keys of its elements in order and what it reported.

    ``total`` is the number of elements of the whole search and ``count`` that of a page; a part
    that was not reported is None, and so counts a part below zero.
    """

    request: int
    keys: tuple[str, ...]
    total: int | None = None
    count: int | None = None
    sequence_id: str | None = None


@dataclass(frozen=True, slots=True)
class PageFailed:
    """A request failed; ``problem`` is a sentence."""

    request: int
    problem: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class PageDeferred:
    """A request was refused for now: not before ``until`` (finite seconds since the epoch)."""

    request: int
    reason: WaitReason
    until: float


@dataclass(frozen=True, slots=True)
class Cancel:
    """The user no longer waits, for an answer or for the end of a deferral."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """Start again from the first page, paying again, with a fresh sequence id."""

    sequence_id: str


Event = LoadNext | PageArrived | PageFailed | PageDeferred | Cancel | Refresh


@dataclass(frozen=True, slots=True)
class Fetch:
    """Ask for the page at ``position``; send ``sequence_id`` unless it is None."""

    request: int
    position: PagePosition
    sequence_id: str | None


@dataclass(frozen=True, slots=True)
class Abandon:
    """Nobody waits for that request any more."""

    request: int


@dataclass(frozen=True, slots=True)
class Append:
    """Those elements of the page that arrived are new, by index and in order."""

    indices: tuple[int, ...]


Effect = Fetch | Abandon | Append
