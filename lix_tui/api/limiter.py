"""Rate limiter: one request slot per interval, the user's own requests first."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from lix_tui.api.retry_after import MAX_PAUSE
from lix_tui.api.waits import PACE, PAUSE, TURN, WAKE_SECONDS, StillWaiting, Wait, Waits


class Lane(IntEnum):
    """Priority of a request: those that the user waits for go before background work."""

    INTERACTIVE = 0
    BACKGROUND = 1


JITTER_SHARE, JITTER_SECONDS = 0.01, 0.005
"""Share of the interval and seconds that are added to the spacing of requests.

The server measures arrivals: a request that travels faster than the one before it would arrive
too early.
"""


SHORTEST_PAUSE = 1.0
"""Seconds to pause if the server names no length and the limiter has no interval."""


@dataclass(frozen=True, slots=True)
class SlotDelay:
    """Delay of a request that got no slot yet. Times are in seconds from now."""

    slot_in: float
    again_in: float
    """Time until the next attempt to reserve the slot; never much later than the slot."""
    paused: bool = False
    """True if a pause of the server delays the slot, False if other requests do."""


class Slots(Protocol):
    """Request slots shared by all processes that use the same key."""

    async def acquire(
        self, lane: Lane, since: float, *, through_pause: bool = False
    ) -> SlotDelay | None:
        """Reserve the next slot: return None if this process got it, else the delay.

        ``since`` is the number of seconds that the request has waited so far. With
        ``through_pause``, a pause that the server asked for is ignored.
        """

    async def push(self, seconds: float) -> None:
        """Block all slots for ``seconds``, in every process."""

    async def pause(self, seconds: float) -> bool:
        """Share a pause that the server asked for. Return False if it can't be shared."""

    async def pause_left(self) -> float:
        """Return the seconds left of the server's pause; 0.0 without one."""

    async def end_pause(self) -> None:
        """End the pause for all processes."""

    async def leave(self) -> None:
        """Leave the queue for a slot."""


class Limiter:
    """Limiter that grants one slot every ``interval`` seconds, without bursts.

    The interactive lane goes first; each lane is first in, first out. A cancelled wait uses no
    slot.
    """

    def __init__(
        self,
        interval: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``interval`` is the account's, in seconds; 0 means no limit, as in some sandboxes."""
        self.spacing = interval * (1 + JITTER_SHARE) + JITTER_SECONDS if interval > 0 else 0.0
        """Seconds between two slots."""
        self.shared: Slots | None = None
        """Slots shared with other processes; None if this process alone uses the key."""
        self.waits = Waits(clock=clock, sleep=sleep)
        """Waits of this process, including those for a slot."""
        self._clock, self._sleep = clock, sleep
        self._next_at = self._shared_at = self._slot_at = self._paused_until = clock()
        self._shared_pause = False
        self._lanes: tuple[deque[_Turn], ...] = (deque(), deque())

    def next_slot_in(self) -> float:
        """Return the seconds until the next slot; 0.0 if one is free."""
        moment = max(self._next_at, self._shared_at, self._paused_until)
        return max(0.0, moment - self._clock())

    def pause_left(self) -> float:
        """Return the seconds left of the server's pause, as far as this process knows."""
        moment = max(self._paused_until, self._shared_at if self._shared_pause else 0.0)
        return max(0.0, moment - self._clock())

    def waiting(self, lane: Lane) -> int:
        """Return the number of waiting requests in a lane."""
        return len(self._lanes[lane])

    def penalise(self, seconds: float) -> None:
        """Block the slots of this process for ``seconds``."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    async def refused(self, seconds: float) -> None:
        """Pause all processes that share the slots, after the server refused a request as too fast.

        The pause is ``seconds`` long, but at least one spacing and at most ``MAX_PAUSE``.
        """
        seconds = min(max(seconds, self.spacing or SHORTEST_PAUSE), MAX_PAUSE)
        if self.shared is None or not self.spacing or not await self.shared.pause(seconds):
            self.penalise(seconds)
        else:  # another process may end the pause, so it is read from the store each time
            self._set_delay(seconds, paused=True)

    async def is_paused(self) -> bool:
        """Return True while a pause of the server lasts, whichever process was refused."""
        if self.shared is not None and self.spacing:
            if left := await self.shared.pause_left():
                self._set_delay(left, paused=True)
            elif self._shared_pause:
                self._set_delay(0.0, paused=False)
        return self.pause_left() > 0

    async def end_pause(self) -> None:
        """End the pause for all processes, after the server answered again."""
        self._paused_until = self._clock()
        if self._shared_pause:
            self._set_delay(0.0, paused=False)
        if self.shared is not None and self.spacing:
            await self.shared.end_pause()

    async def sent(self) -> None:
        """Restart the spacing at the moment a request is actually sent.

        After a slow TLS handshake, the next request would otherwise follow too closely.
        """
        late = self._clock() - self._slot_at
        self._next_at = max(self._next_at, self._clock() + self.spacing)
        if self.shared is not None and self.spacing and late > JITTER_SECONDS:
            await self.shared.push(self.spacing)

    async def acquire(self, lane: Lane = Lane.INTERACTIVE, *, through_pause: bool = False) -> None:
        """Wait for a slot and reserve it.

        With ``through_pause``, the request ignores a pause of the server and overtakes all others:
        its answer shows whether the pause is over.

        Raises:
            StillWaiting: the wait is longer than allowed.

        """
        queue, turn = self._lanes[lane], _Turn(lane, self._clock(), through_pause)
        queue.append(turn)
        try:
            with self.waits.open() as wait:
                await self._wait(turn, wait)
            self._next_at = max(self._next_at, self._slot_at + self.spacing)
        except (asyncio.CancelledError, StillWaiting):
            if turn.is_queued and self.shared is not None:
                await self.shared.leave()  # the next request of this process queues again
            raise
        finally:
            queue.remove(turn)
            if first := self._first():
                first.is_first.set()

    async def _wait(self, turn: _Turn, wait: Wait) -> None:
        """Return once ``turn`` is first in the queue and a slot is free."""
        while True:
            paused = 0.0 if turn.through_pause else self._paused_until - self._clock()
            if self._first() is not turn:
                wait.on(PACE)
                turn.is_first.clear()
                await turn.is_first.wait()
            elif paused > 0:
                wait.on(PAUSE, paused)
                await self._sleep(min(paused, WAKE_SECONDS))
            elif (left := self._next_at - self._clock()) > 0:
                wait.on(PACE, left)
                await self._sleep(left)
            elif await self._acquire(turn, wait):
                return

    async def _acquire(self, turn: _Turn, wait: Wait) -> bool:
        # measured before the store is asked, so that this time counts as delay of the request
        self._slot_at = self._clock()
        if self.shared is None or not self.spacing:
            return True
        turn.is_queued = True
        since = self._clock() - turn.since
        delay = await self.shared.acquire(turn.lane, since, through_pause=turn.through_pause)
        if delay is None:
            turn.is_queued = False
            if not turn.through_pause:
                self._shared_pause = False
            return True
        self._set_delay(delay.slot_in, paused=delay.paused)
        wait.on(PAUSE if delay.paused else TURN, delay.slot_in)
        await self._sleep(delay.again_in)
        return False

    def _set_delay(self, seconds: float, *, paused: bool) -> None:
        """Store the time until a slot, for the status bar."""
        self._shared_at, self._shared_pause = self._clock() + seconds, paused

    def _first(self) -> _Turn | None:
        turns = [turn for lane in self._lanes for turn in lane]
        return next((turn for turn in turns if turn.through_pause), next(iter(turns), None))


@dataclass(eq=False, slots=True)
class _Turn:
    """Place of one request in the queue."""

    lane: Lane
    since: float
    through_pause: bool = False
    is_first: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the request is first in the queue."""
    is_queued: bool = False
    """True if the shared queue contains the request."""
