"""A table whose columns are chosen, dragged and remembered."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on

from lix_tui.screens.base import LixScreen
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.services.columns import Column
    from lix_tui.services.layout_memory import ColumnChoice


class ColumnKeepingScreen(LixScreen):
    """A screen with one results table."""

    @property
    @abstractmethod
    def table_name(self) -> str:
        """The name by which the table's columns are remembered."""

    @property
    @abstractmethod
    def all_columns(self) -> tuple[Column, ...]:
        """Every column there is, in the usual order."""

    @property
    def _choices(self) -> tuple[ColumnChoice, ...]:
        return self.host.remembered.columns(self.table_name, self.all_columns)

    def shown_columns(self) -> Sequence[tuple[int, Column]]:
        """The columns that are shown, in their order, each with its place among all of them."""
        from lix_tui.services.layout_memory import chosen_columns

        return chosen_columns(self.all_columns, self._choices)

    def lay_out_columns(self) -> None:
        """Show the columns as they were left."""
        self.query_one(ResultsPane).table.lay_out(self.shown_columns())

    def action_columns(self) -> None:
        """Choose columns, their order and their widths."""
        from lix_tui.screens.dialogs.columns import ColumnsScreen

        self.app.push_screen(ColumnsScreen(self.all_columns, self._choices), self._take_columns)

    def _take_columns(self, choices: tuple[ColumnChoice, ...] | None) -> None:
        if choices is not None:
            self.host.remembered.keep_columns(self.table_name, choices)
            self.lay_out_columns()

    @on(ResultsTable.ColumnWidened)
    def column_widened(self, event: ResultsTable.ColumnWidened) -> None:
        """Remember the width that a column was dragged to."""
        columns, remembered = self.all_columns, self.host.remembered
        remembered.keep_width(self.table_name, columns, event.column_id, event.width)
        self.lay_out_columns()

    @on(ResultsTable.ColumnMoved)
    def column_moved(self, event: ResultsTable.ColumnMoved) -> None:
        """Remember the place that a column was dragged to."""
        columns, remembered = self.all_columns, self.host.remembered
        remembered.keep_place(self.table_name, columns, event.column_id, event.before)
        self.lay_out_columns()
