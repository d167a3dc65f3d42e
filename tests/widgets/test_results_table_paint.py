"""Painting of the table: only changed cells are drawn."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.binding import Binding
from textual.strip import Strip
from textual.widgets import Input

from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.table_columns import GAP, MARK_WIDTH
from tests.support.table_app import RecordingApp, Rows


def styles(strip: Strip) -> list[Style | None]:
    return [segment.style for segment in strip]


async def test_a_move_sends_two_lines_and_a_page_makes_the_visible_rows() -> None:
    app = RecordingApp(range(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "j")
        app.rows.made.clear()
        app.table.move_to(3)
        lines = {app.table.region.y + 1 + row for row in (2, 3)}
        app.screen._compositor.update_widgets({app.table})
        update = app.screen._compositor.render_partial_update()
        assert update is not None
        assert {y for y, _, _ in update.spans} == lines
        assert set(app.rows.made) <= {2, 3}
        app.rows.made.clear()
        await pilot.press("pagedown")
        assert len(app.rows.made) <= app.table.size.height


async def test_painting_the_same_line_again_asks_for_nothing() -> None:
    app = RecordingApp(range(30))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "k")
        app.rows.asked = 0
        app.table.render_lines(app.table.size.region)
        app.table.refresh()
        await pilot.pause()
        assert app.rows.asked == 0


@pytest.mark.parametrize("count", [100, 100_000])
async def test_what_rows_that_arrive_cost_does_not_depend_on_those_there(count: int) -> None:
    app = RecordingApp(range(count))
    async with app.run_test(size=(60, 20)) as pilot:
        app.rows.numbers = range(count + 25)
        app.rows.asked = 0
        app.table.rows_changed()
        await pilot.pause()
        assert app.table.row_count == count + 25
        assert app.rows.asked <= 60


async def test_other_records_in_the_same_place_are_painted() -> None:
    app = RecordingApp(range(10))
    async with app.run_test(size=(60, 20)) as pilot:
        assert "Person 5 " in app.line(5).text
        app.rows.numbers = range(40, 50)
        app.table.rows_changed()
        await pilot.pause()
        assert "Person 45 " in app.line(5).text


async def test_another_theme_paints_lines_in_its_own_colours() -> None:
    in_light = RecordingApp(range(3))
    in_light.theme = "textual-light"
    async with in_light.run_test(size=(60, 20)):
        wanted = [styles(in_light.line(row)) for row in (-1, 0, 2)]
    app = RecordingApp(range(3))
    async with app.run_test(size=(60, 20)) as pilot:
        before = [styles(app.line(row)) for row in (-1, 0, 2)]
        app.theme = "textual-light"
        await pilot.pause()
        assert [styles(app.line(row)) for row in (-1, 0, 2)] == wanted != before


async def test_the_record_stays_on_its_line_when_rows_come_before_it() -> None:
    app = RecordingApp(range(100))
    async with app.run_test(size=(60, 20)) as pilot:
        app.table.move_to(40)
        await pilot.pause()
        app.table.scroll_to(y=30, animate=False, immediate=True)
        app.rows.numbers = [*range(200, 250), *range(100)]
        app.table.rows_changed()
        await pilot.pause()
        assert (app.table.cursor_row, app.table.scroll_y) == (90, 80)
        assert "Person 40 " in app.line(90).text


async def test_rows_that_arrive_do_not_move_what_is_read() -> None:
    app = RecordingApp(range(100))
    async with app.run_test(size=(60, 20)) as pilot:
        app.table.scroll_to(y=50, animate=False, immediate=True)
        app.rows.numbers = range(125)
        app.table.rows_changed()
        await pilot.pause()
        assert (app.table.cursor_row, app.table.scroll_y) == (0, 50)


def scrolls(app: RecordingApp) -> bool:
    """Return True if the table has a vertical scrollbar."""
    return app.table.show_vertical_scrollbar


async def test_the_columns_use_the_room_of_a_scrollbar_that_left() -> None:
    app = RecordingApp(range(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert scrolls(app)
        assert len(app.line(0).text.rstrip()) == 59
        app.table.set_provider(Rows(range(3)))
        await pilot.pause()
        assert not scrolls(app)
        assert len(app.line(0).text.rstrip()) == 60


async def test_other_rows_are_shown_from_the_first() -> None:
    app = RecordingApp(range(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("G")
        app.table.set_provider(Rows(range(500, 600)))
        assert (app.table.cursor_row, app.table.scroll_y, app.table.cursor_id) == (0, 0, "500")


async def test_a_table_without_rows_shows_its_header_and_answers_no_key() -> None:
    app = RecordingApp(())
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "k", "G", "g", "pagedown", "enter")
        await pilot.click(ResultsTable, offset=(5, 1))
        assert app.heard == []
        assert app.table.cursor_id is None
        assert "Name" in app.table.render_line(0).text
        assert not app.table.render_line(1).text.strip()


async def test_the_cursor_cannot_leave_the_table() -> None:
    app = RecordingApp(range(3))
    async with app.run_test(size=(60, 20)):
        app.table.cursor_row = 9
        assert (app.table.cursor_row, app.table.cursor_id) == (2, "2")
        app.table.cursor_row = -9
        assert (app.table.cursor_row, app.table.cursor_id) == (0, "0")


async def test_a_title_can_be_clicked_and_the_gap_beside_it_cannot() -> None:
    app = RecordingApp(range(3))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.click(ResultsTable, offset=(MARK_WIDTH, 0))
        name = app.table._lines.fitted[0].width
        await pilot.click(ResultsTable, offset=(MARK_WIDTH + name, 0))
        await pilot.click(ResultsTable, offset=(MARK_WIDTH + name + GAP, 0))
        await pilot.click(ResultsTable, offset=(59, 0))
        assert app.heard == ["name", "company", "degree"]


async def test_only_the_left_button_opens() -> None:
    app = RecordingApp(range(3))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.click(ResultsTable, offset=(5, 1), button=3)
        assert app.heard == []
        await pilot.click(ResultsTable, offset=(5, 1), times=2)
        assert app.heard == [("opened", 0, "0")]


async def test_the_row_under_the_pointer_changes_when_rows_scroll() -> None:
    app = RecordingApp(range(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.hover(ResultsTable, offset=(5, 4))
        assert app.table.hover_row == 3
        assert styles(app.line(3)) != styles(app.line(5))
        app.table.scroll_to(y=10, animate=False, immediate=True)
        await pilot.pause()
        assert app.table.hover_row == 13
        await pilot.hover(Input)
        assert app.table.hover_row is None


async def test_found_words_are_set_off_and_the_text_stays() -> None:
    app = RecordingApp(range(3))
    async with app.run_test(size=(60, 20)) as pilot:
        before = app.line(1)
        app.table.highlight = ("mach", "per", "", "[/")
        await pilot.pause()
        after = app.line(1)
        assert after.text == before.text
        assert after.cell_length == before.cell_length == 60
        found = [segment.text for segment in after if segment.style and segment.style.underline]
        assert found == ["Per", "Mach"]
        app.table.highlight = ()
        await pilot.pause()
        assert styles(app.line(1)) == styles(before)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_the_cursor_is_seen_in_every_theme_with_and_without_focus(theme: str) -> None:
    app = RecordingApp(range(5))
    async with app.run_test(size=(60, 20)) as pilot:
        app.table.render_lines(app.table.size.region)
        app.theme = theme
        await pilot.pause()
        focused, plain = styles(app.line(0)), styles(app.line(2))
        app.query_one(Input).focus()
        await pilot.pause()
        blurred = styles(app.line(0))
        assert focused != blurred
        assert plain[-1] not in (focused[-1], blurred[-1])
        drawn = list(app.screen._compositor.render_strips())[app.table.region.y + 1]
        assert set(blurred) <= set(styles(drawn)), "the screen shows it"
        row = [style for style in blurred if style is not None]
        assert len({(style.bgcolor, style.underline) for style in row}) == 1, "the full width"


def test_every_key_can_be_remapped_and_says_what_it_does() -> None:
    keys = [binding for binding in ResultsTable.BINDINGS if isinstance(binding, Binding)]
    assert len(keys) == len(ResultsTable.BINDINGS)
    assert all(key.id and key.id.startswith("table.") and key.tooltip for key in keys)
    assert len({key.id for key in keys}) == len(keys)
