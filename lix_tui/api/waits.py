"""Waits of a process: reasons to show the user, and a bound on their total time."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lix_tui.api.errors import LixError

WAKE_SECONDS = 1.0
"""Longest sleep in seconds before a wait checks again if it is over."""
SLACK = 0.5
"""Seconds by which waiting for a slot may exceed the allowed time; clocks and slots are inexact."""
AGAIN = "run the same command later, or allow more with --wait"


@dataclass(frozen=True, slots=True)
class WaitReason:
    """Reason to wait, in the words shown to the user."""

    subject: str
    """Noun phrase that completes "waiting for ..."."""
    short: str
    """Short form for the status bar."""
    advice: str = AGAIN
    bounded: bool = True
    """False for waits that ``--wait`` doesn't limit, such as the rate limit of one process."""
    counted: bool = True
    """False if each wait is bounded alone but not added up, as each slot is progress."""


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
    """Error of a command that has waited as long as it may."""

    exit_status = 6
    retryable = True

    def __init__(self, message: str, advice: str) -> None:
        """``message`` says what the command waited for; ``advice`` says what to do now."""
        super().__init__(message, may_have_cost=False)
        self.advice = advice


class Wait:
    """Current wait of one request. A request has one wait after another."""

    def __init__(self, waits: Waits) -> None:
        self._waits = waits
        self.reason: WaitReason | None = None
        self.since = 0.0
        """Start of the wait for ``reason``, on the clock of ``Waits``."""
        self.until: float | None = None
        """End of the wait on the same clock; None if unknown."""

    def on(self, reason: WaitReason, seconds: float | None = None) -> None:
        """Record that the request waits for ``reason``, for ``seconds`` if known.

        Raises:
            StillWaiting: the wait is longer than the command allows.

        """
        self._waits.change(self, reason, seconds)

    def over(self) -> None:
        """Record that the request doesn't wait any more."""
        self._waits.change(self, None, None)

    @property
    def lasted(self) -> float:
        """Seconds since the wait for the current reason began."""
        return self._waits.now() - self.since

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the wait ends; None if unknown."""
        return None if self.until is None else max(0.0, self.until - self._waits.now())


class Waits:
    """Waits of one process, with a bound on their total time."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.now, self._sleep = clock, sleep
        self.allowed = math.inf
        """Total seconds allowed; infinite where the user can cancel."""
        self._spent = 0.0
        self._counting_since: float | None = None
        self._open: list[Wait] = []

    def allow(self, seconds: float) -> None:
        """Allow ``seconds`` of waiting in total, counted from now."""
        self.allowed, self._spent = seconds, 0.0

    @property
    def left(self) -> float:
        """Seconds of waiting still allowed."""
        running = 0.0 if self._counting_since is None else self.now() - self._counting_since
        return max(0.0, self.allowed - self._spent - running)

    @property
    def current(self) -> Wait | None:
        """Wait to show: the latest one, preferring any reason over the process's own rate limit."""
        waiting = [wait for wait in self._open if wait.reason is not None]
        special = [wait for wait in waiting if wait.reason is not None and wait.reason.bounded]
        return next(iter((special or waiting)[::-1]), None)

    def allows(self, seconds: float) -> bool:
        """Return True if another ``seconds`` of waiting are allowed."""
        return seconds <= self.left + self._slack

    @property
    def _slack(self) -> float:
        """Seconds by which a pause may exceed the time left, for inexact clocks."""
        return min(1.0, self.allowed / 100)

    @contextmanager
    def open(self) -> Iterator[Wait]:
        """Open the wait of one request. It ends with the block."""
        wait = Wait(self)
        try:
            yield wait
        finally:
            wait.over()

    async def sleep(
        self, reason: WaitReason, seconds: float, over: Callable[[], bool] = lambda: False
    ) -> None:
        """Sleep for ``seconds``, or until ``over`` returns True.

        Raises:
            StillWaiting: the wait is longer than allowed. It is raised before any waiting.

        """
        until = self.now() + seconds
        with self.open() as wait:
            while (left := until - self.now()) > 0 and not over():
                wait.on(reason, left)
                await self._sleep(min(left, WAKE_SECONDS))

    def too_long(self, reason: WaitReason, seconds: float | None, lasted: float) -> StillWaiting:
        """Return the error for a wait that exceeds the allowed time after ``lasted`` seconds."""
        words = f"{reason.subject[:1].upper()}{reason.subject[1:]}"
        limit = f"--wait {self.allowed:g}"
        if seconds is None:
            message = f"{words} took longer than {lasted:.0f} s, the limit of {limit}"
        else:
            message = f"{words} takes {span_words(seconds)} more, which {limit} doesn't allow"
        return StillWaiting(message, reason.advice)

    def change(self, wait: Wait, reason: WaitReason | None, seconds: float | None) -> None:
        """Change the reason of ``wait``; see ``Wait.on`` and ``Wait.over``."""
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
        """Start or stop counting time. Simultaneous waits count once."""
        if self._counting_since is not None:
            self._spent += now - self._counting_since
        counting = any(wait.reason is not None and wait.reason.counted for wait in self._open)
        self._counting_since = now if counting else None


def concurrent_fetch(process: str) -> WaitReason:
    """Return the reason to wait for another process that fetches the same."""
    advice = f"{AGAIN}; 'lix-tui library check' lists all leases"
    return WaitReason(f"{process} that is fetching the same data", process, advice)


def waiting_words(wait: Wait, left: float) -> str:
    """Describe a wait and its duration: 'waiting for a connection to Lix: 12 s left'.

    ``left`` is the number of seconds that the process may still wait in total.
    """
    subject = "" if wait.reason is None else wait.reason.subject
    return f"waiting for {subject}: {time_words(wait, left)}"


def time_words(wait: Wait, left: float) -> str:
    """Describe the duration of a wait: '12 s left', 'at most 4 min', '12 s so far'."""
    if (seconds := wait.seconds_left) is not None:
        return f"{span_words(seconds)} left"
    if math.isfinite(left):
        return f"at most {span_words(left)}"
    return f"{span_words(wait.lasted)} so far"


def span_words(seconds: float) -> str:
    """Return a duration as countdown text: '3 s', '4 min 32 s'."""
    minutes, rest = divmod(math.ceil(seconds), 60)
    if minutes < 2:
        return f"{60 * minutes + rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
