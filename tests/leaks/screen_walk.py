"""Walks with a pilot, and searches of the screen after each step."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served
from tests.leaks.canary import contains_key
from tests.leaks.walk import Step
from tests.support.screens import lookup_price
from tests.support.waits import until
from tests.support.welcome import terminal_text


def against(sandbox: Served, paths: Paths) -> Settings:
    """Return settings for a sandbox on a socket, without confirmation of lookups."""
    url = sandbox.url
    return Settings(
        paths=paths, api_url=url, lookc_url=url, rate_interval=INTERVAL, confirm="never"
    )


def screen_contents(app: LixApp) -> str:
    """Return everything that a screen shows: text, picture, copied text, messages."""
    said = [note.message + note.title for note in app._notifications]
    troubles = [one.sentence for one in app.message_log.messages]
    return "\n".join([terminal_text(app), app.export_screenshot(), app.clipboard, *said, *troubles])


async def settled(pilot: Pilot[int], app: LixApp, name: str) -> None:
    """Wait for a screen and its requests."""
    await until(pilot, lambda: type(app.screen).__name__ == name, f"{name} is in front")
    if name == "LookupPage":
        await until(pilot, lambda: "enter: look up" in lookup_price(app), "its price is known")
    if app.services_now is not None:
        requests = app.services_now.requests
        await until(pilot, lambda: not requests.on_the_way, "what was asked has come")
    await pilot.pause()


async def play(settings: Settings, steps: Sequence[Step]) -> None:
    """Walk the steps. Fail if a screen doesn't open or shows the key."""
    app = LixApp(settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await app.services()
        for number, step in enumerate(steps):
            await pilot.press(*step.keys)
            try:
                await settled(pilot, app, step.screen)
            except pytest.fail.Exception:
                pytest.fail(f"step {number}, {step}: {type(app.screen).__name__} is in front")
            assert not contains_key(screen_contents(app)), step
