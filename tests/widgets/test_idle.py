"""Tests press keys without sleeping, and yet wait for all that a key brings about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from tests.support.idle import SOON, is_idle, wait_for_idle

TURNS = 500
Wait = Callable[[asyncio.Task[object]], Awaitable[object]]


class Dialog(ModalScreen[str]):
    """Dialog whose answer is awaited."""


class Counter(App[int]):
    """App that counts what happened after a key."""

    BINDINGS = [("a", "count")]
    count = 0

    def compose(self) -> ComposeResult:
        yield Static("0")

    def action_count(self) -> None:
        """Count, after a message, in a worker that waits for a thread."""
        self.call_later(lambda: self.run_worker(self._count()))

    async def _count(self) -> None:
        await asyncio.to_thread(int)
        self.count += 1
        self.query_one(Static).update(str(self.count))


async def becomes_idle(app: App[int], soon: float = SOON) -> bool:
    """Return True as soon as the app is idle, and False if it isn't after many turns of the loop."""
    for _ in range(TURNS):
        await asyncio.sleep(0)
        if is_idle(app, asyncio.get_running_loop().time() + soon):
            return True
    return False


@contextmanager
def closed() -> Iterator[Event]:
    """Yield a gate that is closed, and open it."""
    gate = Event()
    try:
        yield gate
    finally:
        gate.set()


async def test_a_key_is_waited_for_with_all_that_it_brings_about() -> None:
    app = Counter()
    async with app.run_test() as pilot:
        for count in range(1, 20):
            await pilot.press("a")
            assert app.count == count
            assert not app.screen._update_timer._active.is_set(), "it is painted"
        assert app.query_one(Static).render_line(0).text.strip() == "19"


async def test_an_app_that_waits_for_the_test_is_idle() -> None:
    app = Counter()
    async with app.run_test() as pilot:
        app.set_interval(0.01, lambda: None)
        paused = app.set_interval(0.01, lambda: None, pause=True)
        app.set_timer(60, lambda: None)
        app.run_worker(asyncio.sleep(60))
        app.run_worker(app.push_screen_wait(Dialog()))
        await pilot.pause()
        assert isinstance(app.screen, Dialog)
        assert await becomes_idle(app)
        assert not paused._active.is_set()


async def test_a_thread_that_is_waited_for_is_work() -> None:
    app = Counter()
    with closed() as gate:
        async with app.run_test() as pilot:
            worker = app.run_worker(asyncio.to_thread(gate.wait))
            assert not await becomes_idle(app)
            await wait_for_idle(0)  # as Textual's, it isn't longer than it takes a program to rest
            assert not worker.is_finished
            gate.set()
            await worker.wait()
            await pilot.pause()
            assert await becomes_idle(app)


async def one(task: asyncio.Task[object]) -> object:
    return await task


async def shielded(task: asyncio.Task[object]) -> object:
    return await asyncio.shield(task)


async def gathered(task: asyncio.Task[object]) -> object:
    return await asyncio.gather(task, asyncio.create_task(asyncio.sleep(0)))


@pytest.mark.parametrize("wait", [one, shielded, gathered])
async def test_a_task_that_another_one_waits_for_is_looked_at(wait: Wait) -> None:
    app = Counter()
    with closed() as gate:
        async with app.run_test():
            app.run_worker(wait(asyncio.create_task(asyncio.sleep(60))))
            assert await becomes_idle(app)
            worker = app.run_worker(wait(asyncio.create_task(asyncio.to_thread(gate.wait))))
            assert not await becomes_idle(app)
            gate.set()
            await worker.wait()
            assert await becomes_idle(app)


async def test_what_is_due_soon_is_work() -> None:
    app = Counter()
    async with app.run_test():
        timer = app.set_timer(60, lambda: None)
        assert await becomes_idle(app, soon=50)
        assert not await becomes_idle(app, soon=70)
        timer.stop()
        assert await becomes_idle(app, soon=70)
        app.run_worker(asyncio.sleep(60))
        assert await becomes_idle(app, soon=50)
        assert not await becomes_idle(app, soon=70)


async def test_a_message_on_its_way_is_work() -> None:
    app = Counter()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert await becomes_idle(app)
        app.call_later(lambda: None)
        assert not is_idle(app, 0)
        assert await becomes_idle(app)


async def test_an_animation_is_work() -> None:
    app = Counter()
    async with app.run_test():
        static = app.query_one(Static)
        static.styles.animate("opacity", 0.0, duration=600)
        assert not await becomes_idle(app)
        await static.stop_animation("opacity", complete=True)
