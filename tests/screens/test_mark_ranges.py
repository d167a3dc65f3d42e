"""Ranges of marked rows: with V, with shift and an arrow key, and with shift and the mouse."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.library import LibraryScreen
from lix_tui.screens.run import RunScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from tests.support.purchases import bought
from tests.support.screens import lookup_price, on_screen, provider_of, results
from tests.support.waits import rested, until


async def search(pilot: Pilot[int], app: LixApp) -> None:
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")


async def to_the_library(pilot: Pilot[int], app: LixApp) -> None:
    await search(pilot, app)
    await pilot.press("7")
    await until(
        pilot,
        lambda: isinstance(app.screen, LibraryScreen) and results(app).row_count == 10,
        "the library is shown",
    )
    await pilot.press("escape")


async def to_a_run(pilot: Pilot[int], app: LixApp) -> None:
    file = app.settings.paths.data / "people.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    links = (f"https://www.linkedin.com/in/nobody-{n}\n" for n in range(10))
    file.write_text("".join(links), encoding="utf-8")
    await app.run_action("area('home')")
    await rested(pilot, app)
    await pilot.press("n", "ctrl+u", *str(file), "enter")
    await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, RunScreen), "its lookups are shown")
    await until(pilot, lambda: results(app).row_count == 10, "ten lookups are shown")


PLACES = {"search": search, "library": to_the_library, "run": to_a_run}


def marked(app: LixApp) -> list[int]:
    """Return the marked rows, in their present order."""
    rows = provider_of(app)
    return [index for index in range(len(rows)) if rows.mark(index) == "◆"]


async def becomes(pilot: Pilot[int], app: LixApp, rows: list[int]) -> None:
    await until(pilot, lambda: marked(app) == rows, f"rows {rows} are marked, not {marked(app)}")


@pytest.mark.parametrize("place", PLACES)
async def test_a_range_is_marked_in_every_list(place: str, demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await PLACES[place](pilot, app)
        await pilot.press("g", "j", "space", "j", "j", "V")
        await becomes(pilot, app, [1, 2, 3, 4])
        await pilot.press("M", "M")
        await becomes(pilot, app, [])
        await pilot.press("g", "shift+down", "shift+down")
        await becomes(pilot, app, [0, 1, 2])
        await pilot.press("G", "shift+up")
        await becomes(pilot, app, [0, 1, 2, 8, 9])


async def test_a_range_goes_by_the_rows_on_screen(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        await pilot.press("g", "space", "t", "g", "j", "V")
        await until(pilot, lambda: len(marked(app)) > 0, "a range is marked")
        first = marked(app)
        assert first == list(range(first[0], first[-1] + 1)), "no row between them is left out"
        assert 1 in first
        await pilot.press("M", "M")
        await becomes(pilot, app, [])
        await pilot.press("F", *"senior", "enter")
        await until(pilot, lambda: 2 < results(app).row_count < 10, "fewer rows are shown")
        count = results(app).row_count
        await pilot.press("g", "space", "G", "V")
        await becomes(pilot, app, list(range(count)))
        screen = on_screen(app, SearchScreen)
        assert len(screen.results.marked_elements()) == count, "hidden rows aren't marked"


async def test_all_rows_are_those_on_screen(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        await pilot.press("F", *"senior", "enter")
        await until(pilot, lambda: 2 < results(app).row_count < 10, "fewer rows are shown")
        count = results(app).row_count
        await pilot.press("M")
        await becomes(pilot, app, list(range(count)))
        assert len(on_screen(app, SearchScreen).results.marked_elements()) == count


async def test_holding_shift_and_down_buys_no_page(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        await pilot.press("g", *["shift+down"] * 25, "V")
        await becomes(pilot, app, list(range(10)))
        await rested(pilot, app)
        assert results(app).row_count == 10
        assert await bought(app) == ["people_search"]


async def test_a_click_with_shift_marks_up_to_the_row(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        table = results(app)
        await pilot.click(table, offset=(5, 3))
        assert marked(app) == []
        await pilot.click(table, offset=(5, 6), shift=True)
        await becomes(pilot, app, [2, 3, 4, 5])
        assert table.cursor_row == 5
        assert await bought(app) == ["people_search"]
