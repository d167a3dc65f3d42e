"""Textual's DataTable with the given number of rows."""

from __future__ import annotations

import sys

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer

from tests.benchmarks.apps.rows import TITLES, row


class Table(App[None]):
    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns(*TITLES)
        for index in range(int(sys.argv[1])):
            table.add_row(*(Text(cell) for cell in row(index)))
        table.focus()


if __name__ == "__main__":
    Table().run()
