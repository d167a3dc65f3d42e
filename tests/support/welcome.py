"""Helpers for tests of the first run."""

from __future__ import annotations

from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.welcome import WelcomeScreen
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served
from tests.support.waits import until

SIZE = (100, 34)


def terminal_text(app: LixApp) -> str:
    """Return the text on the terminal."""
    return "\n".join(
        "".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()
    )


def in_front(app: LixApp, name: str) -> bool:
    """Return True if the widget of that id has the focus."""
    return app.focused is not None and app.focused.id == name


async def welcomed(app: LixApp, pilot: Pilot[int]) -> None:
    """Wait for the welcome."""
    await until(pilot, lambda: isinstance(app.screen, WelcomeScreen), "it welcomes")
    await until(pilot, lambda: in_front(app, "ways"), "it begins")


def live(sandbox: Served, paths: Paths) -> LixApp:
    """Return an app that uses a sandbox on a socket."""
    return LixApp(Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL))
