from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events, on
from textual.app import App, ComposeResult
from textual.geometry import Region

from lix_tui.services.records.view_registry import view_of
from lix_tui.widgets.results_table import ResultsTable

HOSTILE = ("[/]", "[@click=app.quit]x[/]", "CTO [/", "\x1b]52;c;eA==\x07", "\x9b31m", "\u202egpj")


COLUMNS = tuple(column for column in view_of("people").columns if column.is_default)


class Rows:
    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = list(ids)
        self.asked: list[int] = []

    def __len__(self) -> int:
        return len(self.ids)

    def row_id(self, index: int) -> str:
        return self.ids[index]

    def cells(self, index: int) -> Sequence[str]:
        self.asked.append(index)
        return (f"name {self.ids[index]}", "headline", "company", "place", "1st")

    def index_of(self, row_id: str) -> int | None:
        return self.ids.index(row_id) if row_id in self.ids else None

    def mark(self, index: int) -> str:
        return "●" if index == 0 else ""


class RecordingApp(App[None]):
    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield ResultsTable(COLUMNS, id="results", marks=True)

    def on_mount(self) -> None:
        self.table.set_provider(self.rows)
        self.table.focus()

    @property
    def table(self) -> ResultsTable:
        return self.query_one("#results", ResultsTable)

    @on(ResultsTable.MoreRequested)
    def load_more(self) -> None:
        self.heard.append("past end")

    @on(ResultsTable.MarkToggled)
    def mark_toggled(self, event: ResultsTable.MarkToggled) -> None:
        self.heard.append(f"mark {event.row} {event.row_id}")

    @on(ResultsTable.AllMarksToggled)
    def all_marks_toggled(self) -> None:
        self.heard.append("mark all")

    @on(ResultsTable.RowOpened)
    def opened(self, event: ResultsTable.RowOpened) -> None:
        self.heard.append(f"opened {event.row_id}")

    @on(ResultsTable.Highlighted)
    def highlighted(self, event: ResultsTable.Highlighted) -> None:
        self.heard.append(f"on {event.row_id}")


def text_of(table: ResultsTable, y: int) -> str:
    return table.render_line(y).text


def many(count: int) -> Rows:
    return Rows([str(number) for number in range(count)])


async def test_keys_move_and_past_the_end_more_is_wanted() -> None:
    app = RecordingApp(many(100))
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("j", "down", "k")
        assert app.table.cursor_row == 1
        await pilot.press("G")
        assert app.table.cursor_row == 99
        assert "past end" not in app.heard
        await pilot.press("j")
        assert app.heard[-1] == "past end"
        await pilot.press("g", "pagedown")
        assert 10 < app.table.cursor_row < 20
        await pilot.press("enter")
        assert app.heard[-1] == f"opened {app.table.cursor_row}"


async def test_the_cursor_stays_on_its_record_when_rows_arrive() -> None:
    app = RecordingApp(many(30))
    async with app.run_test(size=(100, 20)) as pilot:
        app.table.move_to(12)
        app.rows.ids = ["new", "newer", *app.rows.ids]
        app.table.rows_changed()
        await pilot.pause()
        assert (app.table.cursor_id, app.table.cursor_row) == ("12", 14)
        app.rows.ids = app.rows.ids[:5]
        app.table.rows_changed()
        await pilot.pause()
        assert (app.table.cursor_id, app.table.cursor_row) == ("2", 4)


async def test_only_visible_rows_are_made_of_a_hundred_thousand() -> None:
    app = RecordingApp(many(100_000))
    async with app.run_test(size=(100, 20)) as pilot:
        assert len(set(app.rows.asked)) <= 20
        await pilot.press("G")
        assert app.table.cursor_row == 99_999
        assert len(set(app.rows.asked)) <= 42


async def test_a_cursor_move_paints_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    app = RecordingApp(many(50))
    async with app.run_test(size=(100, 20)) as pilot:
        app.table.move_to(3)
        await pilot.pause()
        painted: list[Region] = []
        monkeypatch.setattr(app.table, "refresh", lambda *regions, **_: painted.extend(regions))
        app.table.move_to(4)
        assert sorted((region.y, region.height) for region in painted) == [(4, 1), (5, 1)]


async def test_a_click_selects_and_a_double_click_opens_or_asks_for_more() -> None:
    app = RecordingApp(many(5))
    async with app.run_test(size=(100, 20)) as pilot:
        for y in (
            3,
            3,
            1,
            1,
            6,
            0,
            19,
        ):  # the same row, the line after the last row, the header, no row
            await pilot.click(ResultsTable, offset=(5, y))
        assert app.table.cursor_row == 0
        assert [word for word in app.heard if word.split()[0] in ("opened", "past")] == []
        await pilot.click(ResultsTable, offset=(5, 3), times=2)
        assert app.heard[-1] == "opened 2"
        await pilot.click(ResultsTable, offset=(5, 6), times=2)
        assert app.heard[-1] == "past end"
        heard = list(app.heard)
        await pilot.click(ResultsTable, offset=(5, 0), times=2)
        assert "opened" not in " ".join(app.heard[len(heard) :])


async def test_scrolling_past_the_end_asks_for_nothing() -> None:
    app = RecordingApp(many(50))
    async with app.run_test(size=(100, 20)) as pilot:
        for _ in range(40):
            app.table.post_message(
                events.MouseScrollDown(
                    app.table, 5, 5, 0, 1, 0, False, False, False
                )  # Textual's signature
            )
        await pilot.pause()
        assert app.table.scroll_y > 0
        assert "past end" not in app.heard


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_text(text: str) -> None:
    app = RecordingApp(Rows([text]))
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("j", "enter")
        line = text_of(app.table, 1)
        assert "name " in line
        assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in line)


@pytest.mark.parametrize("size", [(20, 5), (60, 20), (200, 60), (3, 2)])
async def test_it_fits_every_size_and_survives_a_change_of_it(size: tuple[int, int]) -> None:
    app = RecordingApp(many(50))
    async with app.run_test(size=(100, 20)) as pilot:
        app.table.move_to(40)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        app.table.move_to(49)
        await pilot.pause()
        width = app.table.scrollable_content_region.width
        for y in range(app.table.size.height):
            assert app.table.render_line(y).cell_length in (width, app.table.size.width)


async def test_the_line_after_the_last_row_says_what_comes() -> None:
    app = RecordingApp(many(3))
    async with app.run_test(size=(100, 20)) as pilot:
        app.table.status_line = "loading page 2…"
        await pilot.pause()
        assert "loading page 2…" in text_of(app.table, 4)
        app.table.status_line = "all 3 shown"
        await pilot.pause()
        assert "all 3 shown" in text_of(app.table, 4)
        assert text_of(app.table, 1).startswith("● name 0")


async def test_marking_goes_down_and_asks_for_no_more() -> None:
    app = RecordingApp(Rows("abc"))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("j", "space", "space", "M")
        await pilot.pause()
        assert [said for said in app.heard if said.startswith("mark")] == [
            "mark 1 b", "mark 2 c", "mark all",
        ]  # fmt: skip
        assert app.table.cursor_row == 2
        assert "past end" not in app.heard
    app = RecordingApp(Rows(""))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("space", "M")
        await pilot.pause()
        assert app.heard == []
