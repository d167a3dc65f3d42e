"""Base of runs, which work in the background, report progress, and can be paused and resumed."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from time import monotonic, time
from typing import TYPE_CHECKING, Literal

from lix_tui.api.errors import LixError, NetworkError
from lix_tui.api.waits import OUTAGE
from lix_tui.durations import wait_text
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.services.budget.leases import Leases
    from lix_tui.store.rows import RunRow
    from lix_tui.store.worker import AsyncStore

Status = Literal["running", "paused", "done"]
OUTAGE_PAUSES = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Seconds between attempts during an outage; the last value is repeated."""
PAUSED = "Paused."


class Paused(Exception):
    """A stop before the end of a run; the message has the reason and what to do."""


class Run(ABC):
    """Base class of all runs."""

    def __init__(self, row: RunRow, store: AsyncStore, leases: Leases) -> None:
        self.id, self.title = row.id, row.title
        self.endpoint, self.search_id = row.endpoint, row.search_id
        self.story = row.story
        """Name of the run's requests in the ledger."""
        self.status: Status = "done" if row.status == "done" else "paused"
        self.reason = row.why
        """Result of the run, or the reason why it stopped or waits, as a sentence."""
        self.problem: Exception | None = None
        """Error that stopped the run; None if the user did."""
        self.listeners: list[Callable[[], None]] = []
        self._store, self._leases = store, leases
        self._task: asyncio.Task[None] | None = None
        self._began = (0.0, 0)
        """Monotonic time of the last start, and the progress at that time."""

    @property
    @abstractmethod
    def completed(self) -> int:
        """Number of completed items."""

    @property
    @abstractmethod
    def total(self) -> int | None:
        """Number of items in all; None while it is unknown."""

    @abstractmethod
    async def _work(self) -> str:
        """Run to the end and return the result.

        Raises:
            Paused: the run has to wait.
            LixError: a request failed.
            StoreError: the store failed.

        """

    @property
    def rate(self) -> float | None:
        """Items per minute; None until it can be measured."""
        since, before = self._began
        passed = monotonic() - since
        if self.status != "running" or self.completed - before < 2 or passed <= 0:
            return None
        return (self.completed - before) / passed * 60

    @property
    def progress_words(self) -> str:
        """Progress in words: '41 of 100 · 19 a minute · 3 min left'."""
        words = f"{self.completed:,}" + (f" of {self.total:,}" if self.total is not None else "")
        return f"{words} · {pace}" if (pace := self.pace_words) else words

    @property
    def pace_words(self) -> str:
        """Pace in words: '19 a minute · 3 min left'; empty before it can be measured."""
        if not (rate := self.rate) or self.total is None or self.total <= self.completed:
            return ""
        return f"{rate:.0f} a minute · {wait_text((self.total - self.completed) / rate * 60)} left"

    def start(self) -> None:
        """Start or resume the run."""
        if self._task is None or self._task.done():
            self._began = (monotonic(), self.completed)
            self.status, self.reason, self.problem = "running", "", None
            self._task = asyncio.create_task(self._run())
            self.notify_listeners()

    async def pause(self, reason: str = PAUSED) -> None:
        """Pause the run after storing the answer of a request that was sent."""
        if self._task is not None and not self._task.done():
            self.reason = reason
            self._task.cancel()
            await asyncio.wait([self._task])

    async def wait_until_done(self) -> None:
        """Wait until the run has ended or paused."""
        if self._task is not None:
            await asyncio.wait([self._task])

    def notify_listeners(self) -> None:
        """Notify the listeners of a change."""
        for listener in tuple(self.listeners):
            listener()

    async def _run(self) -> None:
        try:
            await self._write()
            async with self._leases.lock(f"run {self.id}"):
                self.reason = await self._work()
            self.status = "done"
        except (Paused, LixError, StoreError) as problem:
            self.status, self.reason, self.problem = "paused", str(problem), problem
        except asyncio.CancelledError:
            self.status, self.reason = "paused", self.reason or PAUSED
        try:
            await self._write()
        except StoreError as problem:
            self.reason = str(problem)
        self.notify_listeners()

    async def _write(self) -> None:
        run_id, status, why, at = self.id, self.status, self.reason, time()
        await self._store.run(
            lambda store: store.runs.set_status(run_id, status=status, why=why, at=at)
        )

    async def _wait_out_outage(self, problem: NetworkError, attempts: int) -> None:
        """Wait for the next attempt during an outage, with a message.

        Raises `problem` if the command's longest wait doesn't allow that.
        """
        seconds, waits = outage_pause(attempts), self._leases.waits
        if not waits.allows(seconds):
            raise problem
        self.reason = f"{problem.message}. Next attempt in {wait_text(seconds)}."
        self.notify_listeners()
        await waits.sleep(OUTAGE, seconds)
        self.reason = ""


def outage_pause(failures: int) -> float:
    """Return the seconds to wait after a number of failed attempts in a row."""
    return OUTAGE_PAUSES[min(failures, len(OUTAGE_PAUSES) - 1)]


def is_outage(problem: Exception | None) -> bool:
    """Return True if an error shows that no request was sent, so that nothing was charged."""
    return isinstance(problem, NetworkError) and not problem.may_have_cost
