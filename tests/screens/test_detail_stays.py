"""An open record that is read again stays where it is: scrolled, folded, with its cursor."""

from __future__ import annotations

import json

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.settings.settings import Settings
from lix_tui.widgets.record_body import RecordBody, RecordColumn
from lix_tui.widgets.timeline import CareerTimeline
from tests.support.screens import written
from tests.support.waits import until

LINK = "https://www.linkedin.com/in/olivia-shaw"


def position(number: int) -> dict[str, object]:
    year = 2025 - number
    return {
        "title": f"Director {number}",
        "description": f"Deed {number}. " * 20,
        "organisation": {"name": f"Company {number}"},
        "timePeriod": {"startedOn": {"year": year}, "endedOn": {"year": year}},
    }


BODY = {
    "name": "Olivia Shaw",
    "link": LINK,
    "experience": [position(number) for number in range(12)],
    "education": [{"institutionName": f"School {number}"} for number in range(12)],
}


async def opened(pilot: Pilot[int], app: LixApp) -> CareerTimeline:
    app.animation_level = "none"
    services = await app.services()
    await services.lookups.store_received("person", LINK, json.dumps(BODY).encode())
    app.push_screen(DetailScreen("person", LINK, "Olivia"))
    await until(pilot, lambda: bool(app.screen.query(CareerTimeline)), "the career is drawn")
    timeline = app.screen.query_one(CareerTimeline)
    await until(pilot, lambda: timeline.size.height > 0, "it has its size")
    return timeline


def column_of(app: LixApp) -> RecordColumn:
    return app.screen.query_one(RecordBody).columns[0]


def career_of(app: LixApp) -> CareerTimeline:
    return app.screen.query_one(CareerTimeline)


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_added_values_leave_scroll_folds_and_cursor(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        before = await opened(pilot, app)
        await pilot.press("down", "space", *["down"] * 12, "space")
        column = column_of(app)
        await pilot.pause()
        folds = before.folds
        assert len(folds.folded) == 2
        top = column.scroll_y
        assert top > 0
        services = await app.services()
        await services.lookups.get("email", LINK, LookupOptions("address"))
        await pilot.press("f1")
        await until(pilot, lambda: not isinstance(app.screen, DetailScreen), "help is open")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the record is back")
        await until(pilot, lambda: "olivia.shaw@coralside.example" in written(app), "the address")
        await until(pilot, lambda: career_of(app).size.height > 0, "the career has its size")
        after = career_of(app)
        assert after is not before
        assert after.folds == folds
        await until(pilot, lambda: column_of(app).scroll_y == top, "the same lines are in view")
        assert app.focused is column


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
@pytest.mark.parametrize("key", ["G", "end"])
async def test_the_last_line_is_one_key_away(
    demo_settings: Settings, size: tuple[int, int], key: str
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        column = column_of(app)
        await until(pilot, lambda: column.max_scroll_y > 0, "it scrolls")
        await pilot.press(key)
        await until(pilot, lambda: column.scroll_y == column.max_scroll_y, "the end is shown")
        await pilot.press("g" if key == "G" else "home")
        await until(pilot, lambda: column.scroll_y == 0, "the start is shown")
        await pilot.press("j")
        assert career_of(app).folds.cursor or column.scroll_target_y
