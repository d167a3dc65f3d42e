"""Plays a walk with a pilot, and looks at all that can be seen after each step."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served
from tests.leaks.canary import holds_key
from tests.leaks.walk import Step
from tests.support.waiting import until
from tests.support.welcome import shown


def against(sandbox: Served, paths: Paths) -> Settings:
    """Settings for a sandbox on a socket; no lookup asks first."""
    url = sandbox.url
    return Settings(
        paths=paths, api_url=url, lookc_url=url, rate_interval=INTERVAL, confirm="never"
    )


def seen(app: LixApp) -> str:
    """All that a screen gives away: its text, its picture, what is copied and said."""
    said = [note.message + note.title for note in app._notifications]
    troubles = [one.sentence for one in app.message_log.messages]
    return "\n".join([shown(app), app.export_screenshot(), app.clipboard, *said, *troubles])


async def settled(pilot: Pilot[int], app: LixApp, name: str) -> None:
    """Wait for a screen, and for what it asked."""
    await until(pilot, lambda: type(app.screen).__name__ == name, f"{name} is in front")
    if app.services_now is not None:
        requests = app.services_now.requests
        await until(pilot, lambda: not requests.on_the_way, "what was asked has come")
    await pilot.pause()


async def play(settings: Settings, steps: Sequence[Step]) -> None:
    """Take the steps one after the other; fails where a screen does not come or shows the key."""
    app = LixApp(settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await app.services()
        for number, step in enumerate(steps):
            await pilot.press(*step.keys)
            try:
                await settled(pilot, app, step.screen)
            except pytest.fail.Exception:
                pytest.fail(f"step {number}, {step}: {type(app.screen).__name__} is in front")
            assert not holds_key(seen(app)), step
