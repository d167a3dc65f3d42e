"""App with a results table."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widgets import Input

from lix_tui.services.columns import Column
from lix_tui.widgets.results_table import ResultsTable

COLUMNS = (
    Column("name", "Name", 12, 1.0, 0),
    Column("company", "Company", 10, 1.0, 1),
    Column("degree", "Degree", 6, 0.0, 2, "right"),
)


class Rows:
    """Rows of numbered people; counts the calls."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self.asked = 0
        self.made: list[int] = []

    def __len__(self) -> int:
        return len(self.numbers)

    def row_id(self, index: int) -> str:
        self.asked += 1
        return str(self.numbers[index])

    def cells(self, index: int) -> Sequence[str]:
        self.asked += 1
        self.made.append(index)
        return (f"Person {self.numbers[index]}", "Acme Machines", "2nd")

    def index_of(self, row_id: str) -> int | None:
        self.asked += 1
        return self.numbers.index(int(row_id)) if int(row_id) in self.numbers else None

    def mark(self, index: int) -> str:
        self.asked += 1
        return "✓" if self.numbers[index] == 1 else ""


class RecordingApp(App[None]):
    """App that shows numbered people and records the table's messages."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__()
        self.rows = Rows(numbers)
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        yield Input()
        yield ResultsTable(COLUMNS)

    def on_mount(self) -> None:
        self.table.set_provider(self.rows)
        self.table.focus()

    @property
    def table(self) -> ResultsTable:
        return self.query_one(ResultsTable)

    def line(self, row: int) -> Strip:
        return self.table.render_line(row + 1 - round(self.table.scroll_y))

    def on_results_table_row_opened(self, event: ResultsTable.RowOpened) -> None:
        self.heard.append(("opened", event.row, event.row_id))

    def on_results_table_more_requested(self) -> None:
        self.heard.append("past end")

    def on_results_table_header_clicked(self, event: ResultsTable.HeaderClicked) -> None:
        self.heard.append(event.column_id)
