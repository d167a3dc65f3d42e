"""Record the package's functions between a key press and its paint, for a page and a record.

Arguments: the file to write, and the package. The program is started as a user starts it, with a
pilot in place of the terminal.
"""

from __future__ import annotations

import asyncio
import json
import random
import runpy
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any

from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.timer import Timer

from tests.structure.recording import Painted, Recorder

TIME_LIMIT = 120.0
SIZE = (120, 40)
QUIET = 15
"""Idle checks in a row after which the app is settled."""
MOMENTS = 2.0
"""Seconds below which a delay belongs to the step that began it."""


class Clocks:
    """Periodic timers of the program, paused while a path is recorded.

    A countdown that happens to be drawn within a slow step is no part of its path.
    """

    def __init__(self) -> None:
        self._timers: list[Timer] = []
        self._delays: list[Timer] = []
        self._are_paused = False

    @property
    def are_due(self) -> bool:
        """True while work is put off that follows a key within moments, such as a price."""
        self._delays = [timer for timer in self._delays if not _has_ended(timer)]
        return bool(self._delays)

    def watch(self) -> None:
        """Know every timer from now on."""
        delay, original = MessagePump.set_timer, MessagePump.set_interval

        def set_timer(pump: MessagePump, seconds: float, *given: Any, **named: Any) -> Timer:
            timer = delay(pump, seconds, *given, **named)
            if seconds < MOMENTS:
                self._delays.append(timer)
            return timer

        def set_interval(pump: MessagePump, *given: Any, **named: Any) -> Timer:
            timer = original(pump, *given, **named)
            self._timers.append(timer)
            if self._are_paused:
                timer.pause()
            return timer

        MessagePump.set_timer = set_timer  # type: ignore[assignment,method-assign]
        MessagePump.set_interval = set_interval  # type: ignore[assignment,method-assign]

    def pause(self) -> None:
        """Stop the timers."""
        self._are_paused = True
        for timer in self._timers:
            timer.pause()

    def restart(self) -> None:
        """Start the timers again."""
        self._are_paused = False
        for timer in self._timers:
            timer.resume()


async def _until(pilot: Pilot[Any], condition: Callable[[], bool], what: str) -> None:
    deadline = monotonic() + TIME_LIMIT
    while not condition():
        if monotonic() > deadline:
            message = f"it never happened that {what}"
            raise TimeoutError(message)
        await pilot.pause(0.02)


def _has_ended(timer: Timer) -> bool:
    return timer._task is None or timer._task.done()


async def _rest(pilot: Pilot[Any], app: App[Any], painted: Painted, clocks: Clocks) -> None:
    """Let the app run until workers, delays, answers and paints have ended."""
    quiet, before = 0, -1
    while quiet < QUIET:
        await pilot.pause(0.02)
        now = len(painted.output) + len(painted.received)
        busy = clocks.are_due or any(not worker.is_finished for worker in app.workers)
        quiet = 0 if busy or now != before else quiet + 1
        before = now


async def walk(
    app: App[Any], recorder: Recorder, painted: Painted, clocks: Clocks
) -> dict[str, Any]:
    """Search, move the cursor, load a page, open a record; return the functions of each step."""
    found: dict[str, Any] = {}
    async with app.run_test(size=SIZE) as pilot:

        async def record(key: str, what: str) -> None:
            answers, before = len(painted.received), painted.output
            recorder.functions = {}

            def is_painted() -> bool:
                return painted.is_answer_painted(answers, before)

            def stop() -> None:
                recorder.is_on = recorder.is_on and not is_painted()

            painted.on_paint = stop
            clocks.pause()
            recorder.is_on = True
            await pilot.press(key)
            if what == "move":
                await _rest(pilot, app, painted, clocks)
            else:
                await _until(pilot, lambda: not recorder.is_on, f"the {what} is painted")
            recorder.is_on = False
            clocks.restart()
            found[what] = list(recorder.functions)
            painted.on_paint = lambda: None
            await _rest(pilot, app, painted, clocks)

        before = painted.output
        await pilot.press(*"engineer", "enter")
        await _until(pilot, lambda: painted.is_answer_painted(0, before), "a result is painted")
        await _rest(pilot, app, painted, clocks)
        await pilot.press("G", "k")
        await _rest(pilot, app, painted, clocks)
        await record("j", "move")
        await record("j", "page")
        await record("enter", "record")
    return found


def main() -> None:
    """Start the program, walk through it, write the entered functions."""
    answer, package = sys.argv[1:]
    dice = random.Random(1)
    uuid.uuid4 = lambda: uuid.UUID(bytes=dice.randbytes(16), version=4)
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    recorder, painted, clocks = Recorder(f"{Path(spec.origin).parent}/"), Painted(), Clocks()
    painted.watch()
    clocks.watch()
    threading.setprofile(recorder.see)
    sys.setprofile(recorder.see)
    found: dict[str, Any] = {}

    def run(app: App[Any], *_: object, **__: object) -> None:
        found.update(asyncio.run(walk(app, recorder, painted, clocks)))

    App.run = run  # type: ignore[assignment,method-assign]
    sys.argv = [package]
    with suppress(SystemExit):
        runpy.run_module(package, run_name="__main__", alter_sys=True)
    if found:
        Path(answer).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
