"""textual-fastdatatable with the given number of rows."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Footer
from textual_fastdatatable import ArrowBackend, DataTable

from tests.benchmarks.apps.rows import TITLES, row


class Table(App[None]):
    def compose(self) -> ComposeResult:
        rows = [row(index) for index in range(int(sys.argv[1]))]
        data = {title: [cells[at] for cells in rows] for at, title in enumerate(TITLES)}
        yield DataTable(backend=ArrowBackend.from_pydict(data), cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(DataTable).focus()


if __name__ == "__main__":
    Table().run()
