"""Hours of simulated use, with clocks that are moved forward between actions."""

from __future__ import annotations

import asyncio
import gc
import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import time

import psutil
import time_machine
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.settings.settings import Settings
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.results_table import ResultsTable

PAUSE = 300.0
"""Simulated seconds between two actions of the user."""
STEP = 10.0
"""Simulated seconds by which the clocks are moved at once: every timer is due by then."""
WORDS = ("engineer", "data", "sales", "analyst")
MOST_ROWS = 60
"""Rows of a search from which no more are loaded, because their memory isn't a leak."""
SIZES = ((120, 40), (80, 24), (1, 1), (200, 60))


class MovedLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock can be moved forward."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


@dataclass(frozen=True, slots=True)
class Sample:
    """Resources of the process after some simulated hours."""

    hours: float
    megabytes: float
    handles: int
    threads: int
    tasks: int
    nodes: int
    """Widgets and screens that are alive."""
    sent: int
    """Requests so far. A number that doesn't grow shows that nothing was done."""

    def __str__(self) -> str:
        return (
            f"{self.hours:5.1f} h  {self.megabytes:7.1f} MB  {self.handles:3} handles  "
            f"{self.threads:2} threads  {self.tasks:4} tasks  {self.nodes:4} widgets  "
            f"{self.sent:5} requests"
        )


def simulate(
    settings: Settings, hours: float, report: Callable[[Sample], None], every: float = 1.0
) -> None:
    """Use the TUI for simulated hours; ``report`` is called with a sample every ``every`` hours."""
    with asyncio.Runner(loop_factory=MovedLoop) as runner:
        runner.run(_use(settings, hours, report, every))


async def _use(
    settings: Settings, hours: float, report: Callable[[Sample], None], every: float
) -> None:
    app, elapsed, due = LixApp(settings), 0.0, every
    async with app.run_test(size=SIZES[0]) as pilot:
        with _wall_clock() as move:
            for turn in itertools.count():
                if elapsed >= hours * 3600:
                    break
                await _do(pilot, app, turn)
                await _pass(pilot, PAUSE, move)
                assert app.return_code is None, "it has left"
                elapsed += PAUSE
                if elapsed >= due * 3600:
                    due += every
                    report(_sample(app, elapsed / 3600))


@contextmanager
def _wall_clock() -> Iterator[Callable[[float], None]]:
    """Yield a function that moves the wall clock forward; restore the clock afterwards."""
    moved: list[time_machine.travel] = []

    def move(seconds: float) -> None:
        moment = time() + seconds
        while moved:
            moved.pop().stop()
        moved.append(time_machine.travel(moment, tick=True))
        moved[0].start()

    try:
        yield move
    finally:
        while moved:
            moved.pop().stop()


async def _pass(pilot: Pilot[int], seconds: float, move: Callable[[float], None]) -> None:
    """Let time pass and run the timers that are due."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, MovedLoop)
    for _ in range(int(seconds / STEP)):
        loop.ahead += STEP
        move(STEP)
        await asyncio.sleep(0.001)


async def _do(pilot: Pilot[int], app: LixApp, turn: int) -> None:
    """Do the user's next action: search, page, record, and each other screen in turn."""
    area, words = "123456"[turn % 6], WORDS[turn // 6 % len(WORDS)]
    await pilot.press("escape", "escape", area)
    if bars := app.screen.query(QueryBar):
        bars.first().text = "+Python" if area == "6" else words
        await pilot.press("slash", "enter")
        await _settled(pilot, app)
        if app.screen.query_one(ResultsTable).row_count < MOST_ROWS:
            await pilot.press("G", "j")
            await _settled(pilot, app)
        await pilot.press("g", "j", "enter")
        await _settled(pilot, app)
        await pilot.press("i", "escape", "Y", "escape", "escape")
    other = ("0", "7", "8", "9", "f1", "ctrl+p", "f12", "exclamation_mark", "ctrl+o", "f2")[
        turn % 10
    ]
    await pilot.press(other, "down", "down", "escape")
    await pilot.resize_terminal(*SIZES[turn % len(SIZES)])
    await pilot.resize_terminal(*SIZES[0])
    await _settled(pilot, app)


async def _settled(pilot: Pilot[int], app: LixApp) -> None:
    """Wait until no request is running; don't wait for a failed search."""
    await pilot.pause(0.05)  # time for new requests to start
    for _ in range(200):
        await pilot.pause(0.01)
        services = app.services_now
        if services is None or services.requests.on_the_way:
            continue
        if not any(session.loading for session in services.searches.opened):
            return


def _sample(app: LixApp, hours: float) -> Sample:
    gc.collect()
    process = psutil.Process()
    return Sample(
        hours,
        process.memory_info().rss / 1e6,
        process.num_fds(),
        threading.active_count(),
        len(asyncio.all_tasks()),
        len(app._registry),
        app.services_now.account.requests_sent if app.services_now else 0,
    )
