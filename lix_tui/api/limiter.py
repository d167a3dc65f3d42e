"""One slot an interval, the user's own requests first."""

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
    """Priority of a request: the user in front of the screen before background work."""

    INTERACTIVE = 0
    BACKGROUND = 1


JITTER_SHARE, JITTER_SECONDS = 0.01, 0.005
"""The spacing is wider than the interval by this share and these seconds: the server measures
arrival, so a request that is delayed less than the one before it would come too early."""


SHORTEST_PAUSE = 1.0
"""Seconds of a pause where neither the server nor an interval says how long it is."""


@dataclass(frozen=True, slots=True)
class SlotDelay:
    """Time until a slot that is not free yet; all in seconds from now."""

    slot_in: float
    again_in: float
    """Time of the next attempt; never much later than the slot."""
    paused: bool = False
    """True while the server's pause lasts, rather than others' turns."""


class Slots(Protocol):
    """Slots that are shared with others who use the same key."""

    async def acquire(
        self, lane: Lane, since: float, *, through_pause: bool = False
    ) -> SlotDelay | None:
        """Take the next slot: None when it is ours. ``since`` is how long it was waited for.

        ``through_pause`` takes one although the server has asked for a pause.
        """

    async def push(self, seconds: float) -> None:
        """Give nobody a slot for so many seconds."""

    async def pause(self, seconds: float) -> bool:
        """Let everybody keep a pause that the server asked for; False if it can't be shared."""

    async def pause_left(self) -> float:
        """Return the seconds that the server's pause still lasts; 0.0 without one."""

    async def end_pause(self) -> None:
        """End the pause for everybody."""

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
        self.waits = Waits(clock=clock, sleep=sleep)
        """The waits of this process; those for a slot are among them."""
        self._clock, self._sleep = clock, sleep
        self._next_at = self._shown_at = self._taken_at = self._paused_until = clock()
        self._shown_pause = False
        self._lanes: tuple[deque[_Turn], ...] = (deque(), deque())

    def next_slot_in(self) -> float:
        """Seconds until the next slot; 0.0 when there is one now."""
        moment = max(self._next_at, self._shown_at, self._paused_until)
        return max(0.0, moment - self._clock())

    def pause_left(self) -> float:
        """Seconds that the server's pause still lasts, as far as this process knows."""
        moment = max(self._paused_until, self._shown_at if self._shown_pause else 0.0)
        return max(0.0, moment - self._clock())

    def waiting(self, lane: Lane) -> int:
        """Return the number of requests that wait in a lane."""
        return len(self._lanes[lane])

    def penalise(self, seconds: float) -> None:
        """Give no slot for that long, in this process."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    async def refused(self, seconds: float) -> None:
        """Keep a pause, as the server has said that requests came too fast.

        Nobody who shares the slots gets one for that long, at least one spacing and at most
        ``MAX_PAUSE``.
        """
        seconds = min(max(seconds, self.spacing or SHORTEST_PAUSE), MAX_PAUSE)
        if self.shared is None or not self.spacing or not await self.shared.pause(seconds):
            self.penalise(seconds)
        else:  # the others may end it, so it is looked up each time
            self._show(seconds, paused=True)

    async def is_paused(self) -> bool:
        """Return True while a pause that the server asked for lasts, for whomever."""
        if self.shared is not None and self.spacing:
            if left := await self.shared.pause_left():
                self._show(left, paused=True)
            elif self._shown_pause:
                self._show(0.0, paused=False)
        return self.pause_left() > 0

    async def end_pause(self) -> None:
        """End the pause for everybody: the server has answered again."""
        self._paused_until = self._clock()
        if self._shown_pause:
            self._show(0.0, paused=False)
        if self.shared is not None and self.spacing:
            await self.shared.end_pause()

    async def sent(self) -> None:
        """Count the spacing from now: a request leaves only now, later than its slot.

        A slow handshake would else let the next request follow it too closely.
        """
        late = self._clock() - self._taken_at
        self._next_at = max(self._next_at, self._clock() + self.spacing)
        if self.shared is not None and self.spacing and late > JITTER_SECONDS:
            await self.shared.push(self.spacing)

    async def acquire(self, lane: Lane = Lane.INTERACTIVE, *, through_pause: bool = False) -> None:
        """Wait for a slot and take it.

        ``through_pause`` takes one although the server has asked for a pause, ahead of those who
        keep it: the answer shows whether the pause is over.

        Raises:
            StillWaiting: it takes longer than may be waited.

        """
        queue, turn = self._lanes[lane], _Turn(lane, self._clock(), through_pause)
        queue.append(turn)
        try:
            with self.waits.open() as wait:
                await self._wait(turn, wait)
            self._next_at = max(self._next_at, self._taken_at + self.spacing)
        except (asyncio.CancelledError, StillWaiting):
            if turn.in_line and self.shared is not None:
                await self.shared.leave()  # whoever is next here stands in line anew
            raise
        finally:
            queue.remove(turn)
            if first := self._first():
                first.is_first.set()

    async def _wait(self, turn: _Turn, wait: Wait) -> None:
        """Return when ``turn`` is the first of all and there is a slot."""
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
        # the slot counts from before it was asked for, so that the asking is part of its lateness
        self._taken_at = self._clock()
        if self.shared is None or not self.spacing:
            return True
        turn.in_line = True
        since = self._clock() - turn.since
        delay = await self.shared.acquire(turn.lane, since, through_pause=turn.through_pause)
        if delay is None:
            turn.in_line = False
            if not turn.through_pause:
                self._shown_pause = False
            return True
        self._show(delay.slot_in, paused=delay.paused)
        wait.on(PAUSE if delay.paused else TURN, delay.slot_in)
        await self._sleep(delay.again_in)
        return False

    def _show(self, seconds: float, *, paused: bool) -> None:
        """Remember, for whoever shows it, how long it is until a slot."""
        self._shown_at, self._shown_pause = self._clock() + seconds, paused

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
    """Set when the request has become the first."""
    in_line: bool = False
    """True if other processes know that the request waits."""
