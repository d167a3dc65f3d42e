"""Terms that a request is sent under: who asks, what is fetched once only, and how long to wait."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lix_tui.api.errors import LixError, NotFound

R = TypeVar("R")
OnWait = Callable[[LixError, float], None]
"""Told why a request waits, and for how many seconds."""
OnMissing = Callable[[NotFound], Awaitable[None]]
"""Awaited when Lix has no such record."""

QUEUED_WAIT = 120.0
"""Seconds to wait after ``queued`` ('try again in a few minutes', Lix docs, Error types)."""
RATE_LIMIT_WAIT = 1.0
"""Seconds to wait, beside the limiter, after a 429 without Retry-After."""
PATIENCE = 300.0
"""Seconds to wait in all before giving a request up."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who asks: the screen or command, and the search a request belongs to."""

    place: str
    search_id: int | None = None


@dataclass(frozen=True, slots=True)
class Only(Generic[R]):
    """What must not be fetched twice at once, by this process or another one."""

    thing: str
    """Its name for all of them."""
    known: Callable[[], Awaitable[R | None]]
    """Looks, when nobody else fetches it any more, whether it is there by now."""
