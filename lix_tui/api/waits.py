"""Everything that a process waits for: said while it lasts, and bounded in all."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lix_tui.api.errors import LixError

WAKE_SECONDS = 1.0
"""Longest sleep in seconds after which a wait checks again whether it is over."""
SLACK = 0.5
"""Seconds by which taking turns may exceed what is allowed: clocks and slots are not that exact."""
AGAIN = "run the same command later, or allow more with --wait"


@dataclass(frozen=True, slots=True)
class WaitReason:
    """One cause of waiting, as it is named to the user."""

    what: str
    """Noun phrase that completes "waiting for ..."."""
    short: str
    """The same in a few words, for the status bar."""
    advice: str = AGAIN
    bounded: bool = True
    """False for a process's own pace, which no limit ends."""
    counted: bool = True
    """False where every single wait is bounded, but their sum isn't: taking turns is progress."""


PACE = WaitReason("the next request slot", "next slot", bounded=False, counted=False)
TURN = WaitReason(
    "the next request slot, which other lix-tui processes share", "shared slots", counted=False
)
PAUSE = WaitReason(
    "the pause that Lix asked for (rate limit)",
    "Lix asked for a pause",
    advice="run the same command later, allow more with --wait, or run 'lix-tui account', which "
    "ends the pause if Lix answers it",
)
QUEUED = WaitReason("a lookup that Lix has queued", "queued by Lix")
PENDING = WaitReason("an answer that Lix is still preparing", "Lix is preparing the answer")
OUTAGE = WaitReason("a connection to Lix", "no connection")


class StillWaiting(LixError):
    """The command has waited as long as it may."""

    exit_status = 6
    retryable = True

    def __init__(self, message: str, advice: str) -> None:
        """``message`` names what was waited for; ``advice`` says what to do now."""
        super().__init__(message, may_have_cost=False)
        self.advice = advice


class Wait:
    """A request's way through its waits, one after another."""

    def __init__(self, waits: Waits) -> None:
        self._waits = waits
        self.reason: WaitReason | None = None
        self.since = 0.0
        """Start of the wait for ``reason``, by the clock of the waits."""
        self.until: float | None = None
        """End of the wait by the same clock; None if unknown."""

    def on(self, reason: WaitReason, seconds: float | None = None) -> None:
        """Wait for ``reason`` from now on, for ``seconds`` where they are known.

        Raises:
            StillWaiting: it takes longer than the command may wait.

        """
        self._waits.change(self, reason, seconds)

    def over(self) -> None:
        """Wait for nothing until the next ``on``."""
        self._waits.change(self, None, None)

    @property
    def lasted(self) -> float:
        """Seconds since waiting for the present reason began."""
        return self._waits.now() - self.since

    @property
    def seconds_left(self) -> float | None:
        """Seconds until it ends, None if nobody knows."""
        return None if self.until is None else max(0.0, self.until - self._waits.now())


class Waits:
    """The waits of one process, and the seconds that it may spend on them in all."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.now, self._sleep = clock, sleep
        self.allowed = math.inf
        """Seconds that may be waited in all; infinite where the user can cancel."""
        self._spent = 0.0
        self._counting_since: float | None = None
        self._open: list[Wait] = []

    def allow(self, seconds: float) -> None:
        """Wait that many seconds in all from now on."""
        self.allowed, self._spent = seconds, 0.0

    @property
    def left(self) -> float:
        """Seconds that may still be waited."""
        running = 0.0 if self._counting_since is None else self.now() - self._counting_since
        return max(0.0, self.allowed - self._spent - running)

    @property
    def current(self) -> Wait | None:
        """The wait to show: one that is not our own pace first, the latest of them."""
        waiting = [wait for wait in self._open if wait.reason is not None]
        special = [wait for wait in waiting if wait.reason is not None and wait.reason.bounded]
        return next(iter((special or waiting)[::-1]), None)

    def allows(self, seconds: float) -> bool:
        """Return True if that many seconds more may be waited."""
        return seconds <= self.left + self._slack

    @property
    def _slack(self) -> float:
        """Seconds by which a pause may exceed what is left, which a look at the clock costs."""
        return min(1.0, self.allowed / 100)

    @contextmanager
    def open(self) -> Iterator[Wait]:
        """Yield the wait of one request, which ends with the block."""
        wait = Wait(self)
        try:
            yield wait
        finally:
            wait.over()

    async def sleep(
        self, reason: WaitReason, seconds: float, over: Callable[[], bool] = lambda: False
    ) -> None:
        """Wait for so many seconds, or until ``over`` says that there is no need to.

        Raises:
            StillWaiting: it is longer than the command may wait; nothing was waited then.

        """
        until = self.now() + seconds
        with self.open() as wait:
            while (left := until - self.now()) > 0 and not over():
                wait.on(reason, left)
                await self._sleep(min(left, WAKE_SECONDS))

    def too_long(self, reason: WaitReason, seconds: float | None, lasted: float) -> StillWaiting:
        """Return the error for a wait that is longer than allowed, after ``lasted`` seconds."""
        words = f"{reason.what[:1].upper()}{reason.what[1:]}"
        limit = f"--wait {self.allowed:g}"
        if seconds is None:
            message = f"{words} took longer than {lasted:.0f} s, the limit of {limit}"
        else:
            message = f"{words} takes {span_words(seconds)} more, which {limit} doesn't allow"
        return StillWaiting(message, reason.advice)

    def change(self, wait: Wait, reason: WaitReason | None, seconds: float | None) -> None:
        """Let ``wait`` be for another reason; see ``Wait.on`` and ``Wait.over``."""
        now = self.now()
        if wait.reason != reason:
            wait.since = now
        wait.reason = reason
        wait.until = None if seconds is None else now + seconds
        if wait in self._open and reason is None:
            self._open.remove(wait)
        elif wait not in self._open and reason is not None:
            self._open.append(wait)
        self._count(now)
        if reason is not None and reason.bounded:
            passed = -self._slack if reason.counted else wait.lasted - SLACK
            if passed + (seconds or 0.0) > self.left or (seconds is None and self.left <= 0):
                raise self.too_long(reason, seconds, wait.lasted)

    def _count(self, now: float) -> None:
        """Begin or stop to count; two waits at once are counted once."""
        if self._counting_since is not None:
            self._spent += now - self._counting_since
        counting = any(wait.reason is not None and wait.reason.counted for wait in self._open)
        self._counting_since = now if counting else None


def concurrent_fetch(who: str) -> WaitReason:
    """Return the reason to wait for a process that fetches the same."""
    advice = f"{AGAIN}; 'lix-tui library check' lists all leases"
    return WaitReason(f"{who} that is fetching the same data", who, advice)


def waiting_words(wait: Wait, left: float) -> str:
    """Name what is waited for and how long: 'waiting for a connection to Lix: 12 s left'.

    ``left`` is how many seconds the process may still wait in all.
    """
    what = "" if wait.reason is None else wait.reason.what
    return f"waiting for {what}: {time_words(wait, left)}"


def time_words(wait: Wait, left: float) -> str:
    """Say how long a wait is: '12 s left', 'at most 4 min', '12 s so far'."""
    if (seconds := wait.seconds_left) is not None:
        return f"{span_words(seconds)} left"
    if math.isfinite(left):
        return f"at most {span_words(left)}"
    return f"{span_words(wait.lasted)} so far"


def span_words(seconds: float) -> str:
    """Return a duration as a countdown shows it: '3 s', '4 min 32 s'."""
    minutes, rest = divmod(math.ceil(seconds), 60)
    if minutes < 2:
        return f"{60 * minutes + rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
