"""One slot an interval, the user's own requests first."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from enum import IntEnum


class Lane(IntEnum):
    """Who waits: the user in front of the screen, or work behind it."""

    INTERACTIVE = 0
    BACKGROUND = 1


JITTER_SHARE, JITTER_SECONDS = 0.01, 0.005
"""The spacing is wider than the interval by this share and these seconds: the server measures
arrival, so a request that is delayed less than the one before it would come too early."""


class Limiter:
    """Gives one slot every ``interval`` seconds, without bursts.

    Within a lane the first to come is the first to go; the interactive lane goes first. Waiting
    can be cancelled, which costs nobody a slot.
    """

    def __init__(
        self,
        interval: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.spacing = interval * (1 + JITTER_SHARE) + JITTER_SECONDS if interval > 0 else 0.0
        self._clock, self._sleep = clock, sleep
        self._next_at = clock()
        self._lanes: tuple[deque[asyncio.Future[None]], ...] = (deque(), deque())
        self._granting: asyncio.Task[None] | None = None

    def next_slot_in(self) -> float:
        """Seconds until the next slot; 0.0 when there is one now."""
        return max(0.0, self._next_at - self._clock())

    def waiting(self, lane: Lane) -> int:
        """How many wait in a lane."""
        return sum(not future.done() for future in self._lanes[lane])

    def penalise(self, seconds: float) -> None:
        """Give no slot for that long: the server has said that requests came too fast."""
        self._next_at = max(self._next_at, self._clock() + seconds)

    async def acquire(self, lane: Lane = Lane.INTERACTIVE) -> None:
        """Wait for a slot and take it."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lanes[lane].append(turn)
        if self._granting is None or self._granting.done():
            self._granting = asyncio.create_task(self._grant())
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._next_at = self._clock()  # granted but never used: the next may have it
            raise

    async def _grant(self) -> None:
        while True:
            while self._waits() and (left := self.next_slot_in()) > 0:
                await self._sleep(left)
            turn = self._take()
            if turn is None:
                return
            self._next_at = self._clock() + self.spacing
            turn.set_result(None)
            await asyncio.sleep(0)

    def _waits(self) -> bool:
        return any(self.waiting(lane) for lane in Lane)

    def _take(self) -> asyncio.Future[None] | None:
        for lane in self._lanes:
            while lane:
                turn = lane.popleft()
                if not turn.done():
                    return turn
        return None
