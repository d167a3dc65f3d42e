"""One long run: works in the background, says how far it is, can be paused and gone on with."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from time import monotonic, time
from typing import TYPE_CHECKING, Literal

from lix_tui.api.errors import LixError, NetworkError
from lix_tui.api.waits import OUTAGE
from lix_tui.durations import wait
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.services.budget.leases import Leases
    from lix_tui.store.rows import RunRow
    from lix_tui.store.worker import AsyncStore

Status = Literal["running", "paused", "done"]
OUTAGE_PAUSES = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Seconds between tries while there is no connection at all; the last one goes on."""
PAUSED = "Paused."


class Paused(Exception):
    """A run stops before its end; the message says why and what to do."""


class Run(ABC):
    """Base class of all runs."""

    def __init__(self, row: RunRow, store: AsyncStore, leases: Leases) -> None:
        self.id, self.title = row.id, row.title
        self.endpoint, self.search_id = row.endpoint, row.search_id
        self.status: Status = "done" if row.status == "done" else "paused"
        self.why = row.why
        """What came of it, or why it stopped or waits, as a sentence."""
        self.problem: Exception | None = None
        """What stopped it, None where the user did."""
        self.listeners: list[Callable[[], None]] = []
        self._store, self._leases = store, leases
        self._task: asyncio.Task[None] | None = None
        self._began = (0.0, 0)
        """When it was set going last, and how far it was then."""

    @property
    @abstractmethod
    def done(self) -> int:
        """Number of items that are done."""

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
        if self.status != "running" or self.done - before < 2 or passed <= 0:
            return None
        return (self.done - before) / passed * 60

    @property
    def progress_words(self) -> str:
        """'41 of 100 · 19 a minute · 3 min left'."""
        words = f"{self.done:,}" + (f" of {self.total:,}" if self.total is not None else "")
        return f"{words} · {pace}" if (pace := self.pace_words) else words

    @property
    def pace_words(self) -> str:
        """'19 a minute · 3 min left', empty before that can be said."""
        if not (rate := self.rate) or self.total is None or self.total <= self.done:
            return ""
        return f"{rate:.0f} a minute · {wait((self.total - self.done) / rate * 60)} left"

    def start(self) -> None:
        """Start the run, or continue it."""
        if self._task is None or self._task.done():
            self._began = (monotonic(), self.done)
            self.status, self.why, self.problem = "running", "", None
            self._task = asyncio.create_task(self._run())
            self.tell()

    async def pause(self, why: str = PAUSED) -> None:
        """Stop after what is on its way; nothing that was paid for is lost."""
        if self._task is not None and not self._task.done():
            self.why = why
            self._task.cancel()
            await asyncio.wait([self._task])

    async def finished(self) -> None:
        """Wait until the run has ended or paused."""
        if self._task is not None:
            await asyncio.wait([self._task])

    def tell(self) -> None:
        """Notify the listeners of a change."""
        for listener in tuple(self.listeners):
            listener()

    async def _run(self) -> None:
        try:
            await self._write()
            async with self._leases.hold(f"run {self.id}"):
                self.why = await self._work()
            self.status = "done"
        except (Paused, LixError, StoreError) as problem:
            self.status, self.why, self.problem = "paused", str(problem), problem
        except asyncio.CancelledError:
            self.status, self.why = "paused", self.why or PAUSED
        try:
            await self._write()
        except StoreError as problem:
            self.why = str(problem)
        self.tell()

    async def _write(self) -> None:
        run_id, status, why, at = self.id, self.status, self.why, time()
        await self._store.run(
            lambda store: store.runs.set_status(run_id, status=status, why=why, at=at)
        )

    async def _sit_out(self, problem: NetworkError, tries: int) -> None:
        """Wait while there is no connection, saying so; nothing was charged.

        Raises the problem where the command may not wait that long.
        """
        seconds, waits = outage_pause(tries), self._leases.waits
        if not waits.allows(seconds):
            raise problem
        self.why = f"{problem.message}: tried again every {wait(seconds)}."
        self.tell()
        await waits.sleep(OUTAGE, seconds)
        self.why = ""


def outage_pause(tries: int) -> float:
    """Seconds to wait before there may be a connection again, after so many tries."""
    return OUTAGE_PAUSES[min(tries, len(OUTAGE_PAUSES) - 1)]


def is_outage(problem: Exception | None) -> bool:
    """Return True if nothing can have been charged, as nothing was reached."""
    return isinstance(problem, NetworkError) and not problem.may_have_cost
