"""The results table with the given number of rows."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Footer

from lix_tui.services.records.view_registry import view_of
from lix_tui.widgets.results_table import ResultsTable
from tests.benchmarks.apps.rows import Rows


class Table(App[None]):
    def compose(self) -> ComposeResult:
        columns = [column for column in view_of("people").columns if column.is_default]
        yield ResultsTable(columns, id="results")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(ResultsTable)
        table.set_provider(Rows(int(sys.argv[1])))
        table.focus()


if __name__ == "__main__":
    Table().run()
