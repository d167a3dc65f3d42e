from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Size

from lix_tui.explorer.career import Position, YearMonth, layout
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.timeline import CareerTimeline

TODAY = YearMonth(2026, 6)
CAREER = layout(
    [
        Position("Head of Growth", "Acme", started=YearMonth(2023, 4), current=True),
        Position("Director", "Beta", started=YearMonth(2020, 11), current=True),
        Position("Consultant", "株式会社", started=YearMonth(2018, 3), ended=YearMonth(2020, 11)),
        Position(
            "Editor [/", "[@click=app.quit]x[/]", started=YearMonth(2013), ended=YearMonth(2013)
        ),
        Position("Dates unknown"),
    ],
    TODAY,
)


class Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield CareerTimeline(CAREER)
        yield BarList([("Python [/", 91), ("Go", 40), ("Rust", 4), ("王", None)], top=2)


def lines(app: Shown, widget: type[CareerTimeline] | type[BarList]) -> list[str]:
    return app.query_one(widget).render().plain.split("\n")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_the_career_is_drawn_to_scale_in_any_width(width: int) -> None:
    app = Shown()
    async with app.run_test(size=(width, 50)) as pilot:
        await pilot.pause()
        drawn = lines(app, CareerTimeline)
        assert all(cell_len(line) <= width for line in drawn)
        text = "\n".join(drawn)
        for words in ("Head of Growth", "Director", "Consultant", "Editor [/", "Dates unknown"):
            assert words[:8] in text
        assert "█" in text


async def test_bars_are_where_their_dates_are() -> None:
    app = Shown()
    async with app.run_test(size=(120, 50)):
        drawn = lines(app, CareerTimeline)
        rows = {
            name: next(line for line in drawn if line.startswith(name))
            for name in ("Head of Gro", "Director", "Consultant")
        }
        begins = {name: cell_len(row[: row.index("█")]) for name, row in rows.items()}
        ends = {name: cell_len(row[: row.rindex("█")]) for name, row in rows.items()}
        assert begins["Consultant"] < begins["Director"] < begins["Head of Gro"]
        assert abs(ends["Director"] - ends["Head of Gro"]) <= 1, "both go on to this day"
        assert abs(ends["Consultant"] - begins["Director"]) <= 2, "one ended as the other began"


async def test_bars_fold_and_unfold() -> None:
    app = Shown()
    async with app.run_test(size=(80, 50)) as pilot:
        bars = app.query_one(BarList)
        folded = lines(app, BarList)
        assert any("and 2 more" in line for line in folded)
        assert folded[0].count("█") > folded[1].count("█")
        bars.focus()
        await pilot.press("enter")
        assert any("王" in line for line in lines(app, BarList))


async def test_it_takes_the_height_it_draws() -> None:
    app = Shown()
    async with app.run_test(size=(100, 50)):
        widget = app.query_one(CareerTimeline)
        height = widget.get_content_height(Size(100, 50), Size(100, 50), 100)
        assert height == len(lines(app, CareerTimeline))
