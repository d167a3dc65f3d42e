"""Screenshots of the demo, on the same simulated day in every run."""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import time_machine
from textual.pilot import Pilot
from textual.widgets import Input

from lix_tui.app.app import LixApp
from lix_tui.settings.settings import Paths, Settings
from tests.screenshots.scenes import Scene

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
DAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""Date and time in all pictures."""
SETTLED = 0.6
"""Seconds without a change after which a screen is settled."""


async def capture(scene: Scene) -> str:
    """Return the picture of a scene as SVG."""
    dice = random.Random(scene.name)  # the order of results depends on the sequence id
    with (
        tempfile.TemporaryDirectory() as folder,
        time_machine.travel(DAY, tick=False),
        patch("uuid.uuid4", lambda: uuid.UUID(bytes=dice.randbytes(16), version=4)),
    ):
        paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
        sources = {"rate_interval": "the pictures"}
        settings = Settings(paths, rate_interval=0.0, theme=scene.theme, sources=sources)
        app = LixApp(settings.with_demo())
        async with app.run_test(size=scene.size) as pilot:
            await scene.act(pilot, app)
            for box in app.screen.query(Input):
                box.cursor_blink = False
            return await _settled(pilot, app)


async def _settled(pilot: Pilot[int], app: LixApp) -> str:
    """Return the picture once the screen is settled."""
    before = ""
    for _ in range(40):
        await asyncio.sleep(SETTLED)
        await pilot.pause()
        picture = _lasting(app.export_screenshot(title="lix-tui"))
        if picture == before and "slot&#160;ready" in picture:
            return picture
        before = picture
    return before


def _lasting(svg: str) -> str:
    """Return the picture without the names of its styles, which differ from run to run."""
    return re.sub(r"terminal-\d+", "terminal", svg)
