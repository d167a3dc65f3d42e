"""Record of the statements that a store executes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from lix_tui.services.services import Services
from lix_tui.store.store import Store


@asynccontextmanager
async def recorded_queries(services: Services) -> AsyncIterator[list[str]]:
    """Yield the list to which each statement of the store is added until the end of the block."""
    found: list[str] = []

    def trace(callback: Callable[[str], None] | None) -> Callable[[Store], None]:
        return lambda store: store.connection.sqlite.set_trace_callback(callback)

    await services.store.run(trace(found.append))
    try:
        yield found
    finally:
        await services.store.run(trace(None))
