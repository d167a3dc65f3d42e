"""The career on the detail screen: open at first, folded by position or all at once."""

from __future__ import annotations

import json

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.record_body import RecordColumn
from lix_tui.widgets.timeline import CareerTimeline
from tests.support.waits import until

LINK = "https://www.linkedin.com/in/dana-example"
LONG = "This sentence tells what was done in that year. " * 105
"""A description of some 5,000 characters."""


def position(number: int, description: str) -> dict[str, object]:
    year = 2025 - number
    return {
        "title": f"Director {number}",
        "location": f"Place {number}",
        "description": description,
        "organisation": {"name": f"Company {number}"},
        "timePeriod": {"startedOn": {"year": year}, "endedOn": {"year": year}},
    }


async def opened(pilot: Pilot[int], app: LixApp, body: object) -> CareerTimeline:
    """Store a profile and open it; return its career."""
    app.animation_level = "none"
    services = await app.services()
    await services.lookups.store_received("person", LINK, json.dumps(body).encode())
    app.push_screen(DetailScreen("person", LINK, "Dana"))
    await until(pilot, lambda: bool(app.screen.query(CareerTimeline)), "the career is drawn")
    timeline = app.screen.query_one(CareerTimeline)
    await until(pilot, lambda: timeline.size.height > 0, "it has its size")
    return timeline


def text(timeline: CareerTimeline) -> str:
    """Return the career as it is drawn, with single spaces."""
    lines = (timeline.render_line(y).text for y in range(timeline.size.height))
    return " ".join(" ".join(lines).split())


async def test_positions_are_open_and_fold_one_by_one_and_all_together(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(200, 60)) as pilot:
        body = {"experience": [position(number, f"Deed {number}.") for number in range(4)]}
        timeline = await opened(pilot, app, body)
        assert all(f"Place {n}" in text(timeline) for n in range(4))
        assert all(f"Deed {n}." in text(timeline) for n in range(4))
        assert "space Fold" in app.screen.query_one(KeyBar).render().plain
        await pilot.press("down", "space")
        await until(pilot, lambda: "Deed 1." not in text(timeline), "the second one is folded")
        assert "▸ Director 1 · Company 1" in text(timeline)
        assert all(f"Deed {n}." in text(timeline) for n in (0, 2, 3))
        await pilot.press("space")
        await until(pilot, lambda: "Deed 1." in text(timeline), "it is open again")
        await pilot.press("z")
        await until(pilot, lambda: "Deed" not in text(timeline), "all are folded")
        assert text(timeline).count("▸") == 4
        await pilot.press("z")
        await until(pilot, lambda: text(timeline).count("Deed") == 4, "all are open again")


@pytest.mark.parametrize("size", [(60, 20), (120, 40), (200, 60)], ids=str)
async def test_a_long_description_is_whole_and_every_position_is_reached(
    size: tuple[int, int], demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        positions = [position(number, LONG if number == 1 else "Deed.") for number in range(60)]
        timeline = await opened(pilot, app, {"experience": positions})
        assert text(timeline).count("This sentence tells") == 105
        column = app.screen.query_one(RecordColumn)
        for _ in range(4000):
            before = (column.scroll_y, timeline._cursor)
            await pilot.press("down")
            if (column.scroll_y, timeline._cursor) == before:
                break
            if timeline._cursor == 3:
                break
        assert timeline._cursor == 3, "the long one is read line by line, not skipped"
        await pilot.press("end", "space")
        await until(pilot, lambda: text(timeline).count("▸") == 1, "one in view is folded")


async def test_a_fold_of_a_position_that_fills_the_screen_shows_its_head(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        timeline = await opened(pilot, app, {"experience": [position(0, LONG), position(1, "A")]})
        await pilot.press("pagedown", "pagedown", "space")
        await until(pilot, lambda: "▸ Director 0" in text(timeline), "it is folded")
        column = app.screen.query_one(RecordColumn)
        await until(pilot, lambda: 1 in column.lines_in_view(timeline), "its head is in view")


@pytest.mark.parametrize(
    "words",
    [
        "مدير المبيعات في شركة النور",
        "東京デジタル株式会社の営業部長",
        "[bold]x[/] [@click=app.quit]y[/]",
        "\x1b[31mred\x1b]0;title\x07 \x9b2J \u202eabc",
    ],
    ids=["right to left", "wide", "markup", "escapes"],
)
@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=str)
async def test_any_script_and_hostile_text_are_shown_as_text(
    words: str, size: tuple[int, int], demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        body = {
            "name": words,
            "aboutSummaryText": words,
            "experience": [{**position(0, words), "title": words, "location": words}],
            "education": [{"institutionName": words, "description": words}],
            "somethingNew": {words: words},
        }
        timeline = await opened(pilot, app, body)
        shown = text(timeline)
        for strip in app.screen._compositor.render_strips(app.size):
            assert strip.cell_length == size[0]
            assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(strip.text)
        last = words.rsplit(maxsplit=1)[-1]
        assert last.replace("\u202e", "") in shown
        await pilot.press("space", "z", "z", "down", "end")
        assert app.is_running
