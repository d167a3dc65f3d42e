"""Columns are widened and moved with the mouse."""

from __future__ import annotations

import pytest

from lix_tui.services.columns import NARROWEST, WIDEST, Column
from lix_tui.widgets.header_drag import HeaderDrag, drag_at
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.table_columns import GAP, MARK_WIDTH, fit_columns
from tests.support.table_app import RecordingApp

COLUMNS = (Column("a", "A", 10, 0, 0), Column("b", "B", 20, 0, 1), Column("c", "C", 8, 0, 2))
FITTED = fit_columns(COLUMNS, MARK_WIDTH + 10 + GAP + 20 + GAP + 8)
B = MARK_WIDTH + 10 + GAP
"""First cell of the second column."""


def grab(x: int) -> HeaderDrag:
    drag = drag_at(FITTED, x)
    assert drag is not None
    return drag


def test_a_title_or_the_gap_after_it_is_taken_hold_of() -> None:
    assert drag_at(FITTED, 0) is None
    assert (grab(MARK_WIDTH).dragged.column.id, grab(MARK_WIDTH).edge) == ("a", False)
    assert (grab(B - 1).dragged.column.id, grab(B - 1).edge) == ("a", True)
    assert grab(B).dragged.column.id == "b"
    assert drag_at(FITTED, 500) is None


def test_an_edge_moves_with_the_pointer_within_bounds() -> None:
    drag = grab(B - 1)
    assert drag.width_at(B + 4) == 15
    assert drag.width_at(-50) == NARROWEST
    assert drag.width_at(5_000) == WIDEST
    widths = {column.id: column.preferred_width for _, column in drag.columns_at(B + 4)}
    assert widths == {"a": 15, "b": 20, "c": 8}


@pytest.mark.parametrize(
    ("x", "order"), [(0, "bac"), (B, "abc"), (B + 21, "abc"), (B + 22, "acb"), (900, "acb")]
)
def test_a_title_goes_where_the_pointer_is(x: int, order: str) -> None:
    shown = grab(B + 3).columns_at(x)
    assert "".join(column.id for _, column in shown) == order
    assert [place for place, _ in shown] == ["abc".index(letter) for letter in order]


class Dragged(RecordingApp):
    def on_results_table_column_widened(self, event: ResultsTable.ColumnWidened) -> None:
        self.heard.append((event.column_id, event.width))

    def on_results_table_column_moved(self, event: ResultsTable.ColumnMoved) -> None:
        self.heard.append((event.column_id, event.before))


async def test_a_drag_is_seen_at_once_and_told_when_it_ends() -> None:
    app = Dragged(range(30))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        first = app.table._lines.fitted[0].width
        gap, top = MARK_WIDTH + first, app.table.region.y
        await pilot.mouse_down(offset=(gap, top))
        await pilot.hover(offset=(gap - 5, top))
        assert app.table._lines.fitted[0].width == first - 5
        assert app.heard == []
        await pilot.mouse_up(offset=(gap - 5, top))
        assert app.heard == [("name", first - 5)], "and nothing is sorted by it"
        await pilot.mouse_down(offset=(MARK_WIDTH, top))
        await pilot.hover(offset=(MARK_WIDTH + first, top))
        await pilot.mouse_up(offset=(58, top))
        assert app.heard[1:] == [("name", None)]
        assert [entry.column.id for entry in app.table._lines.fitted][-1] == "name"
        await pilot.click(offset=(MARK_WIDTH, top))
        assert app.heard[2:] == ["company"], "a click still sorts"


async def test_a_drag_whose_end_was_not_told_is_over_with_the_next_click() -> None:
    app = Dragged(range(30))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        top = app.table.region.y
        await pilot.mouse_down(offset=(MARK_WIDTH, top))
        await pilot.mouse_down(offset=(30, top + 4))
        widths = [entry.width for entry in app.table._lines.fitted]
        await pilot.hover(offset=(5, top + 5))
        await pilot.mouse_up(offset=(50, top + 5))
        assert [entry.width for entry in app.table._lines.fitted] == widths
        assert app.heard == []
