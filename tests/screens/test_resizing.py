"""Screens and dialogs after the terminal is resized: the same as if opened at that size."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.file_picker import FilePicker
from lix_tui.screens.home import HomeScreen
from lix_tui.settings.settings import Settings
from tests.support.screens import lookup_price, results
from tests.support.waits import rested, until
from tests.support.welcome import terminal_text

SMALL, LARGE = (60, 20), (120, 40)
SCENES = {
    "search": (),
    "jump": ("semicolon",),
    "help": ("f1",),
    "related menu": ("full_stop",),
    "copy menu": ("Y",),
    "export": ("e",),
    "column picker": ("e", "f2"),
    "column widths": ("c",),
    "filters": ("f4",),
    "note": ("n",),
    "tags": ("number_sign",),
    "raw answer": ("i",),
    "preview": ("p",),
    "saved queries": ("S",),
    "themes": ("f12",),
    "settings": ("comma",),
    "open": ("ctrl+o",),
    "detail": ("enter",),
    "detail, related menu": ("enter", "full_stop"),
    "library": ("7",),
    "home": ("0",),
}
"""Keys from a search to each screen or dialog."""


async def open_scene(pilot: Pilot[int], app: LixApp, scene: str) -> None:
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
    for key in SCENES[scene]:
        await pilot.press(key)
        await rested(pilot, app)


async def opened_and_resized(
    settings: Settings, scene: str, first: tuple[int, int], last: tuple[int, int]
) -> str:
    """Return the text on a terminal of the ``last`` size, which had the ``first`` one before."""
    app = LixApp(settings)
    async with app.run_test(size=first, notifications=False) as pilot:
        await open_scene(pilot, app, scene)
        await pilot.resize_terminal(*last)
        await rested(pilot, app)
        return terminal_text(app)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("first", "last"), [(SMALL, LARGE), (LARGE, SMALL)])
async def test_a_resized_screen_is_as_if_opened_at_that_size(
    demo_settings: Settings, scene: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    await opened_and_resized(demo_settings, scene, last, last)  # all of it is stored from now on
    wanted = await opened_and_resized(demo_settings, scene, last, last)
    assert await opened_and_resized(demo_settings, scene, first, last) == wanted


async def resized_page(
    settings: Settings, file: Path, first: tuple[int, int], last: tuple[int, int]
) -> str:
    """Return the text of the page before a file's lookup, opened at the ``first`` size."""
    app = LixApp(settings)
    async with app.run_test(size=first) as pilot:
        await app.services()
        await pilot.press("escape", "0")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, FilePicker), "it asks for the file")
        await pilot.press("ctrl+u", *str(file), "enter")
        await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
        await pilot.press("down")
        await rested(pilot, app)
        await pilot.resize_terminal(*last)
        await rested(pilot, app)
        assert "enter: look up" in lookup_price(app)
        return terminal_text(app)


@pytest.mark.parametrize(("first", "last"), [(SMALL, LARGE), (LARGE, SMALL)])
async def test_the_page_before_a_lookup_follows_the_terminal(
    demo_settings: Settings, tmp_path: Path, first: tuple[int, int], last: tuple[int, int]
) -> None:
    file = tmp_path / "crm.csv"
    names = [f"Column {number}" for number in range(8)]
    values = [f"value {number}" for number in range(8)]
    link = "https://www.linkedin.com/in/olivia-shaw"
    file.write_text(",".join(["Link", *names]) + "\n" + ",".join([link, *values]) + "\n")
    resized = await resized_page(demo_settings, file, first, last)
    assert resized == await resized_page(demo_settings, file, last, last)
    assert ("more columns" in resized) == (last == SMALL)
