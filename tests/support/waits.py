"""Waits for a condition in a running app."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp

TIME_LIMIT = 90.0
"""Seconds after which a wait fails, long enough for a busy machine. A test's timeout is longer."""


async def until(pilot: Pilot[int], condition: Callable[[], bool], what: str) -> None:
    """Let the app run until a condition holds and the screen on top has all its widgets."""
    deadline, app = monotonic() + TIME_LIMIT, pilot.app
    while not (condition() and (not app.screen_stack or app.screen.is_mounted)):
        if monotonic() > deadline:
            pytest.fail(f"it never happened that {what}")
        await pilot.pause(0.02)


async def rested(pilot: Pilot[int], app: LixApp) -> None:
    """Let the app run until every worker has ended, or waits for the answer of a dialog."""

    def idle() -> bool:
        asked = [back.future for screen in app.screen_stack for back in screen._result_callbacks]
        waiting = sum(future is not None and not future.done() for future in asked)
        return sum(not worker.is_finished for worker in app.workers) <= waiting

    for _ in range(2):  # a message of the last worker may start another worker
        await until(pilot, idle, "the workers end")
        await pilot.pause()
