"""One slot an interval, the user's own requests first."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol


class Lane(IntEnum):
    """Who waits: the user in front of the screen, or work behind it."""

    INTERACTIVE = 0
    BACKGROUND = 1


JITTER_SHARE, JITTER_SECONDS = 0.01, 0.005
"""The spacing is wider than the interval by this share and these seconds: the server measures
arrival, so a request that is delayed less than the one before it would come too early."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A slot is not to be had yet; both in seconds from now."""

    slot_in: float
    again_in: float
    """When it is worth asking again; never much later than the slot."""


class Slots(Protocol):
    """Slots that are shared with others who use the same key."""

    async def take(self, lane: Lane, since: float) -> Wait | None:
        """Take the next slot: None when it is ours. ``since`` is how long it was waited for."""

    async def push(self, seconds: float) -> None:
        """Give nobody a slot for so many seconds."""

    async def leave(self) -> None:
        """Wait for a slot no longer."""


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
        self.shared: Slots | None = None
        """The same slots as others see them; None where nobody else uses the key."""
        self._clock, self._sleep = clock, sleep
        self._next_at = self._shown_at = self._taken_at = clock()
        self._lanes: tuple[deque[_Turn], ...] = (deque(), deque())

    def next_slot_in(self) -> float:
        """Seconds until the next slot; 0.0 when there is one now."""
        return max(0.0, max(self._next_at, self._shown_at) - self._clock())

    def waiting(self, lane: Lane) -> int:
        """How many wait in a lane."""
        return len(self._lanes[lane])

    def penalise(self, seconds: float) -> None:
        """Give no slot for that long."""
        self._next_at = max(self._next_at, self._clock() + seconds)

    async def refused(self, seconds: float) -> None:
        """The server has said that requests came too fast: nobody gets a slot for that long."""
        self.penalise(seconds)
        if self.shared is not None and self.spacing:
            await self.shared.push(seconds)

    async def sent(self) -> None:
        """Count the spacing from now: a request leaves only now, later than its slot.

        A slow handshake would else let the next request follow it too closely.
        """
        late = self._clock() - self._taken_at
        self.penalise(self.spacing)
        if self.shared is not None and self.spacing and late > JITTER_SECONDS:
            await self.shared.push(self.spacing)

    async def acquire(self, lane: Lane = Lane.INTERACTIVE) -> None:
        """Wait for a slot and take it."""
        queue, turn = self._lanes[lane], _Turn(lane, self._clock())
        queue.append(turn)
        try:
            await self._wait(turn)
            self._next_at = max(self._next_at, self._taken_at + self.spacing)
        except asyncio.CancelledError:
            if turn.in_line and self.shared is not None:
                await self.shared.leave()  # whoever is next here stands in line anew
            raise
        finally:
            queue.remove(turn)
            if first := self._first():
                first.come.set()

    async def _wait(self, turn: _Turn) -> None:
        """Return when ``turn`` is the first of all and there is a slot."""
        while True:
            if self._first() is not turn:
                turn.come.clear()
                await turn.come.wait()
            elif (left := self._next_at - self._clock()) > 0:
                await self._sleep(left)
            elif await self._take(turn):
                return

    async def _take(self, turn: _Turn) -> bool:
        # the slot counts from before it was asked for, so that the asking is part of its lateness
        self._taken_at = self._clock()
        if self.shared is None or not self.spacing:
            return True
        turn.in_line = True
        wait = await self.shared.take(turn.lane, self._clock() - turn.since)
        if wait is None:
            turn.in_line = False
            return True
        self._shown_at = self._clock() + wait.slot_in
        await self._sleep(wait.again_in)
        return False

    def _first(self) -> _Turn | None:
        return next((lane[0] for lane in self._lanes if lane), None)


@dataclass(eq=False, slots=True)
class _Turn:
    """One that waits."""

    lane: Lane
    since: float
    come: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when it has become the first."""
    in_line: bool = False
    """Whether others know that it waits."""
