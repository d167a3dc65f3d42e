"""Letters reach the query only where that is to be seen, on narrow terminals as on wide ones."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.value_picker import PickerScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.query_bar import QueryBar
from tests.support.filters import open_panel, screen
from tests.support.purchases import purchase_count as bought
from tests.support.screens import row_count_of
from tests.support.waits import until

SIZES = [(60, 20), (80, 24), (120, 40)]
NARROW = [(60, 20), (80, 24)]


def focus(app: LixApp) -> str | None:
    return None if app.focused is None else app.focused.id


async def finds_a_filter(pilot: Pilot[int], app: LixApp) -> None:
    """Type letters that find a filter, and assert that they don't reach the query."""
    await pilot.press("slash", *"geo")
    assert focus(app) == "find-filter"
    assert app.screen.query_one(QueryBar).text == ""
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, PickerScreen), "a filter opens")
    await pilot.press("escape")
    await until(pilot, lambda: not isinstance(app.screen, PickerScreen), "it closes")
    assert focus(app) == "filter-list"
    assert await bought(app) == 0


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_of_an_open_panel(size: tuple[int, int], demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await open_panel(pilot, app)
        await finds_a_filter(pilot, app)
        await pilot.press("z")
        await finds_a_filter(pilot, app)
        await pilot.press("z")
        await finds_a_filter(pilot, app)
        await pilot.press("f1")
        await pilot.press("escape")
        await finds_a_filter(pilot, app)
        await pilot.press("1")
        await until(pilot, lambda: app.current_mode == "people", "another area opens")
        await pilot.press("5")
        await until(pilot, lambda: app.current_mode == "sales", "the area is back")
        await finds_a_filter(pilot, app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("zoomed", [False, True])
async def test_the_keys_of_a_closed_panel(
    size: tuple[int, int], zoomed: bool, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await open_panel(pilot, app)
        if zoomed:
            await pilot.press("z")
        await pilot.press("f")
        assert not screen(app).panel_controller.is_open
        assert not app.screen.has_class("zoomed"), "a closed panel leaves no empty screen"
        assert app.screen.query_one("ResultsPane").display
        await pilot.press("slash")
        assert focus(app) == "query"
        assert app.screen.query_one(QueryBar).is_in_view
        await pilot.press("escape", "f")
        assert focus(app) == "filter-list"
        await finds_a_filter(pilot, app)


@pytest.mark.parametrize("size", NARROW)
async def test_a_panel_that_comes_to_cover_the_results_has_the_cursor(
    size: tuple[int, int], demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await pilot.press("escape")
        assert focus(app) is None
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: focus(app) == "filter-list", "the cursor is in the panel")
        await finds_a_filter(pilot, app)
        await pilot.press("escape")
        assert not screen(app).panel_controller.is_open


@pytest.mark.parametrize("size", NARROW)
async def test_rows_that_are_covered_give_the_cursor_away(
    size: tuple[int, int], demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await pilot.press("escape", "slash", *"data", "enter")
        await until(pilot, lambda: row_count_of(app) > 0, "rows are shown")
        await until(pilot, lambda: focus(app) == "results", "the cursor is among them")
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: focus(app) == "filter-list", "the cursor is in the panel")
        await pilot.press("f2")
        assert focus(app) == "query", "the key of the query goes there, to be seen"
        assert app.screen.query_one(QueryBar).is_in_view
        await pilot.press("escape")
        assert focus(app) == "filter-list"
        await pilot.press("f2", "end", "s", "enter")
        await until(
            pilot, lambda: not screen(app).panel_controller.is_open, "what is found is not covered"
        )
        assert app.screen.query_one("ResultsPane").display


@pytest.mark.parametrize("size", SIZES)
async def test_an_area_that_was_left_without_a_cursor_comes_back_so(
    size: tuple[int, int], demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await pilot.press("escape", "8")
        await until(pilot, lambda: app.current_mode == "account", "another area opens")
        await pilot.press("1")
        await until(pilot, lambda: app.current_mode == "people", "the area is back")
        await pilot.press("f1", "escape", "5")
        await until(pilot, lambda: app.current_mode == "sales", "letters are keys")


async def test_the_panel_is_opened_while_the_results_have_all_the_room(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await pilot.press("escape", "z")
        panel = screen(app).panel_controller.panel
        assert panel is not None
        assert not panel.display
        await pilot.press("f")
        await until(pilot, lambda: panel.display, "it is to be seen")
        await finds_a_filter(pilot, app)


async def test_a_query_that_nobody_sees_buys_nothing(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.services_now is not None, "the services are up")
        bar = app.screen.query_one(QueryBar)
        await pilot.press(*"engineer")
        await pilot.resize_terminal(40, 2)
        await until(pilot, lambda: not bar.is_in_view, "there is no room for it")
        await pilot.press("enter")
        await pilot.pause()
        assert screen(app).session is None
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: bar.is_in_view, "there is room again")
        await pilot.press("enter")
        await until(pilot, lambda: row_count_of(app) == 10, "now it is run")


async def test_a_filter_that_is_typed_in_the_panel_opens_no_record(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, "https://www.linkedin.com/search/results/people/?keywords=engineer")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: bool(row_count_of(app)), "the rows are there")
        before = await bought(app)
        await pilot.press("escape", "f")
        await until(pilot, lambda: focus(app) == "filter-list", "the panel opens")
        await pilot.press(*"loc")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert not isinstance(app.screen, DetailScreen)
        assert await bought(app) == before
