"""Server of the sandbox whose stop is noticed at once."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

GRACE = 0.1
"""Seconds that answers on their way have at a stop, as uvicorn gives them."""


class PromptServer(uvicorn.Server):
    """Server that is stopped without the pauses of uvicorn, which add up over many tests.

    uvicorn looks every 0.1 s whether to stop, and then sleeps for another 0.1 s.
    """

    _wake: Callable[[], object] | None = None

    def stop(self) -> None:
        """Close all connections and accept no new ones. May be called in any thread."""
        self.should_exit = self.force_exit = True
        if (wake := self._wake) is not None:
            with suppress(RuntimeError):  # the event loop is closed
                wake()

    async def main_loop(self) -> None:
        """Serve until ``stop`` is called."""
        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        self._wake = lambda: loop.call_soon_threadsafe(woken.set)
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), 1)  # the header Date changes every second

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close all connections, each after the answer on its way."""
        for listener in (*self.servers, *(sockets or ())):
            listener.close()
        connections = self.server_state.connections
        for connection in list(connections):
            connection.shutdown()
        loop = asyncio.get_running_loop()
        end = loop.time() + GRACE
        while connections and loop.time() < end:
            await asyncio.sleep(0.001)
        for server in self.servers:
            await server.wait_closed()
