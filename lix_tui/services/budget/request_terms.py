"""Terms of a request: its origin, its protection against a second fetch, its longest waits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lix_tui.api.errors import LixError, NotFound

R = TypeVar("R")
OnWait = Callable[[LixError, float], None]
"""Called with the reason why a request waits, and the seconds."""
OnMissing = Callable[[NotFound], Awaitable[None]]
"""Awaited when Lix has no such record."""

QUEUED_WAIT = 120.0
"""Seconds to wait after ``queued`` ('try again in a few minutes', Lix docs, Error types)."""
RATE_LIMIT_WAIT = 1.0
"""Seconds to wait, beside the limiter, after a 429 without Retry-After."""
MAX_WAIT = 300.0
"""Seconds to wait in all before giving a request up."""
MAX_QUIT_WAIT = 60.0
"""Longest wait in seconds, on quitting, for answers that may have been paid for."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Origin of a request: the screen or command, and the search that it belongs to."""

    place: str
    search_id: int | None = None
    story: str = ""
    """Name of the run's requests in the ledger; empty for a request of its own."""


@dataclass(frozen=True, slots=True)
class ExclusiveFetch(Generic[R]):
    """Fetch that must not run twice at once, in this process or another one."""

    thing: str
    """Name of the fetch, the same in all processes."""
    known: Callable[[], Awaitable[R | None]]
    """Returns the value if another fetch has stored it meanwhile, else None."""
