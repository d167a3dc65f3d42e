"""Waits of Textual's Pilot, which end as soon as the app has nothing left to do.

Textual's own ``wait_for_idle`` sleeps for 20 ms twice a key, and goes on while any thread of the
process works. The one here looks at the event loop itself: the wait is over when every task waits
for something that only the test, or a later time, can bring. If that doesn't happen, it lasts as
long as Textual's.
"""

from __future__ import annotations

import asyncio
from asyncio import Future, Task
from collections.abc import Iterator
from time import process_time, thread_time
from typing import Any

import textual._wait
from textual._context import active_app
from textual.app import App
from textual.timer import Timer

SLEEP, IDLE = textual._wait.SLEEP_GRANULARITY, textual._wait.SLEEP_IDLE
PAUSES = (0.0, 0.0, 0.001, 0.002, 0.004, 0.008)
"""Seconds before each look at the event loop, during one sleep of Textual's wait."""
SOON = 0.1
"""Seconds from the beginning of a wait; what is due in them is waited for."""


async def wait_for_idle(min_sleep: float = SLEEP, max_sleep: float = 1) -> None:
    """Wait until the app has nothing left to do, at most as long as Textual's own function."""
    app, loop = active_app.get(), asyncio.get_running_loop()
    start = loop.time()
    while True:
        begun, used = loop.time(), process_time()
        for pause in PAUSES:
            await asyncio.sleep(pause)
            before = thread_time()
            if is_idle(app, start + SOON):
                return
            used += thread_time() - before
        await asyncio.sleep(max(0.0, begun + SLEEP - loop.time()))
        spent = loop.time() - start
        if spent >= max_sleep or (spent > min_sleep and process_time() - used < IDLE):
            return


def is_idle(app: App[Any], soon: float) -> bool:
    """Return True if nothing happens in the app before a time, unless the test does something.

    What changed on the screen is painted then. ``soon`` is a time of the clock of the event loop.
    """
    loop: Any = asyncio.get_running_loop()
    animations: Any = app._animator
    if loop._ready or not animations._complete_event.is_set():
        return False
    due = {
        id(value): handle.when()
        for handle in loop._scheduled if not handle.cancelled()
        for value in handle._args or ()
    }  # fmt: skip
    waits = set(map(id, _waits_for_the_test(app)))
    waits |= {id(tick) for tick in _ticks(app) if id(tick) in due}
    if not all(_is_at_rest(task, waits, due, soon) for task in asyncio.all_tasks()):
        return False
    for screen in app._screen_stack[-1:]:
        updates: Any = screen._update_timer
        if updates._active.is_set():
            screen._on_timer_update()  # its timer would call it within 17 ms
            return False
    return True


def _waits_for_the_test(app: App[Any]) -> Iterator[object]:
    """Return what the app waits for: messages, the resuming of timers, the answers of dialogs."""
    for pump in (app, *app._registry):
        yield from pump._message_queue.ready_event._waiters
    for timer in _timers(app):
        yield from timer._active._waiters
    for screen in app.screen_stack:
        for result in screen._result_callbacks:
            yield result.future


def _ticks(app: App[Any]) -> Iterator[object]:
    """Return what the timers wait for that repeat for ever."""
    for timer in _timers(app):
        if timer._repeat is None and timer._task is not None:
            yield _awaited(timer._task)


def _timers(app: App[Any]) -> Iterator[Timer]:
    """Return the timers of the app and all its widgets."""
    yield app._animator._timer
    for pump in (app, *app._registry):
        yield from pump._timers


def _is_at_rest(task: Task[Any], waits: set[int], due: dict[int, float], soon: float) -> bool:
    """Return True if a task waits for the test, for a time after ``soon`` or for other tasks."""
    if task is asyncio.current_task():
        return True
    awaited = _awaited(task)
    if awaited is None:
        return False
    if id(awaited) in due and id(awaited) not in waits:
        return due[id(awaited)] >= soon
    parts = getattr(awaited, "_children", None) or [_shielded(awaited)]  # those of asyncio.gather
    return all(id(part) in waits or isinstance(part, Task) for part in parts)


def _shielded(awaited: Future[Any]) -> object:
    """Return the future for which asyncio.shield made another one, else the future itself."""
    for callback, _ in awaited._callbacks or ():
        if getattr(callback, "__qualname__", "").startswith("shield."):
            cells = [cell.cell_contents for cell in callback.__closure__ or ()]
            return next((one for one in cells if isinstance(one, Future)), awaited)
    return awaited


def _awaited(task: Task[Any]) -> Future[Any] | None:
    """Return the future that a task waits for; None if it is about to run."""
    awaited: Future[Any] | None = getattr(task, "_fut_waiter", None)
    return awaited
