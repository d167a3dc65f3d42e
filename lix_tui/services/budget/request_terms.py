"""Terms of a request: origin, lock against a second fetch, and longest waits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from lix_tui.api.errors import LixError, NotFound

if TYPE_CHECKING:
    from lix_tui.store.store import Store

R = TypeVar("R")
OnWait = Callable[[LixError, float], None]
"""Callback with the reason of a wait and its length in seconds."""
OnMissing = Callable[[NotFound], Awaitable[None]]
"""Callback that is awaited if Lix doesn't have the record."""
OtherNames = Callable[["Store"], Collection[str]]
"""Function that reads the further names of a fetch from the store, on the store's thread."""

QUEUED_WAIT = 120.0
"""Seconds to wait after ``queued`` ('try again in a few minutes', Lix docs, Error types)."""
RATE_LIMIT_WAIT = 1.0
"""Seconds to wait, beside the limiter, after a 429 without Retry-After."""
MAX_WAIT = 300.0
"""Longest total wait of a request in seconds."""
MAX_QUIT_WAIT = 60.0
"""Longest wait in seconds at exit for answers that may have been paid for."""


def no_names(_store: Store) -> tuple[str, ...]:
    """Return the further names of a fetch that has one name."""
    return ()


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
    """Function that returns the value if another fetch has stored it meanwhile, or None."""
    repeats_lost: bool = True
    """False to send nothing if a process ended between such a request and its answer."""
    other_names: OtherNames = no_names
    """Further names of the same fetch: one of all links of a record."""
