"""Limiter on a clock that the test controls."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable

from lix_tui.api.limiter import JITTER_SECONDS, JITTER_SHARE, Lane, Limiter

INTERVAL = 3.0
SPACING = INTERVAL * (1 + JITTER_SHARE) + JITTER_SECONDS


class FakeTime:
    """A clock that moves when every task sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> Awaitable[None]:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self.now + seconds, self._count, future))
        return future

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    async def until(self, moment: float) -> None:
        """Let time pass up to a moment, waking sleepers in order."""
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= moment:
            at, _, future = heapq.heappop(self._sleepers)
            self.now = max(self.now, at)
            if not future.done():
                future.set_result(None)
            await self.settle()
        self.now = max(self.now, moment)


def limiter(time: FakeTime) -> Limiter:
    """Return a limiter on the test's clock."""
    return Limiter(INTERVAL, clock=time.clock, sleep=time.sleep)


class Waiters:
    """Tasks that wait for a slot and record its time."""

    def __init__(self, time: FakeTime, limiter: Limiter) -> None:
        self.time, self.limiter = time, limiter
        self.served: list[tuple[str, float]] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def add(self, name: str, lane: Lane = Lane.INTERACTIVE) -> None:
        async def wait() -> None:
            await self.limiter.acquire(lane)
            self.served.append((name, self.time.now))

        self.tasks[name] = asyncio.create_task(wait())
        await self.time.settle()

    @property
    def order(self) -> str:
        return "".join(name for name, _ in self.served)
