"""A record uses the width there is: one column on narrow terminals, two from 110 columns on."""

from __future__ import annotations

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.settings.settings import Settings
from tests.support.screens import results
from tests.support.waits import rested, until


@pytest.mark.parametrize(("width", "beside"), [(80, False), (110, True), (160, True), (240, True)])
async def test_a_record_stands_in_two_columns_where_there_is_room(
    demo_settings: Settings, width: int, beside: bool
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the profile opens")
        await until(pilot, lambda: bool(app.screen.query(".section")), "the profile is shown")
        await rested(pilot, app)
        assert app.screen.query_one("#side").display == beside
        in_main = {widget.display for widget in app.screen.query("#main .only-narrow")}
        assert in_main == {not beside}


@pytest.mark.parametrize("kind", ["people", "sales"])
@pytest.mark.parametrize("size", [(120, 40), (100, 30)])
async def test_a_company_is_shown_beside_the_preview(
    demo_settings: Settings, kind: str, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await pilot.press("escape", "tab")
        await app.run_action(f"area('{kind}')")
        await pilot.press("slash", *"data", "enter")
        await until(pilot, lambda: results(app).row_count > 0, "results are shown")
        header = results(app).render_line(0).text
        assert "Name" in header
        assert "Company" in header, header
