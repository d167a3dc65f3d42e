"""Time to open a stored profile with 60 positions, over one with three."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.services.queries.link_targets import destination_of
from lix_tui.settings.settings import Paths, Settings
from tests.benchmarks.report import Figure

MANY, FEW = 60, 3
LINK = "https://www.linkedin.com/in/person-with-{}-positions"


def measure(rounds: int) -> list[Figure]:
    """Open both profiles in turn in one program; a round's figure is the time to its paint."""
    many, few = asyncio.run(_measure(rounds))
    return [Figure(f"profile with {MANY} positions opened, over one with {FEW}", None, many, few)]


async def _measure(rounds: int) -> tuple[Sequence[float], Sequence[float]]:
    found: dict[int, list[float]] = {MANY: [], FEW: []}
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
        app = LixApp(Settings(paths=paths, demo=True, pictures=False))
        async with app.run_test(size=(120, 40)) as pilot:
            services = await app.services()
            for positions in found:
                body = json.dumps(profile(positions)).encode()
                await services.lookups.store_received("person", LINK.format(positions), body)
            for number in range(rounds + 1):
                for positions, times in found.items():
                    begun = perf_counter()
                    app.navigation.open(destination_of(LINK.format(positions), None))
                    while not _is_painted(app, positions):
                        await asyncio.sleep(0.001)
                    await pilot.pause()
                    if number:
                        times.append(perf_counter() - begun)
                    await pilot.press("escape")
                    await pilot.pause()
    return found[MANY], found[FEW]


def _is_painted(app: LixApp, positions: int) -> bool:
    if not isinstance(app.screen, DetailScreen) or not app.screen.is_mounted:
        return False
    lines = app.screen.query("*")
    return len(lines) > 0 and any("Position 0" in str(one.render()) for one in lines)


def profile(positions: int) -> dict[str, object]:
    """Return the answer of a profile with so many positions, each with a description."""
    return {
        "name": f"Person with {positions} positions",
        "description": "Engineer",
        "link": LINK.format(positions),
        "experience": [
            {
                "title": f"Position {number}",
                "description": "Designed and ran services for many teams. " * 6,
                "location": "Leeds, United Kingdom",
                "dateStarted": f"{2024 - number}",
                "dateEnded": f"{2025 - number}" if number else "Present",
                "organisation": {"name": f"Company {number}"},
            }
            for number in range(positions)
        ],
    }
