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
        """``interval`` is the account's, in seconds; 0 is no limit (a sandbox without one)."""
        self.spacing = interval * (1 + JITTER_SHARE) + JITTER_SECONDS if interval > 0 else 0.0
        """Seconds between two slots."""
        self._clock, self._sleep = clock, sleep
        self._next_at = clock()
        self._lanes: tuple[deque[asyncio.Event], ...] = (deque(), deque())

    def next_slot_in(self) -> float:
        """Seconds until the next slot; 0.0 when there is one now."""
        return max(0.0, self._next_at - self._clock())

    def waiting(self, lane: Lane) -> int:
        """How many wait in a lane."""
        return len(self._lanes[lane])

    def penalise(self, seconds: float) -> None:
        """Give no slot for that long: the server has said that requests came too fast."""
        self._next_at = max(self._next_at, self._clock() + seconds)

    def sent(self) -> None:
        """Count the spacing from now: a request leaves only now, later than its slot.

        A slow handshake would else let the next request follow it too closely.
        """
        self.penalise(self.spacing)

    async def acquire(self, lane: Lane = Lane.INTERACTIVE) -> None:
        """Wait for a slot and take it."""
        queue, turn = self._lanes[lane], asyncio.Event()
        queue.append(turn)
        try:
            await self._wait(turn)
            self._next_at = self._clock() + self.spacing
        finally:
            queue.remove(turn)
            if first := self._first():
                first.set()

    async def _wait(self, turn: asyncio.Event) -> None:
        """Return when ``turn`` is the first of all and there is a slot."""
        while True:
            if self._first() is not turn:
                turn.clear()
                await turn.wait()
            elif left := self.next_slot_in():
                await self._sleep(left)
            else:
                return

    def _first(self) -> asyncio.Event | None:
        return next((lane[0] for lane in self._lanes if lane), None)
