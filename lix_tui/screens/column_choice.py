"""Table pane whose columns can be chosen and dragged, and are remembered."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on

from lix_tui.screens.base import lix_screen
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from lix_tui.services.columns import Column
    from lix_tui.services.layout_memory import ColumnChoice, StoredLayout
    from lix_tui.widgets.row_provider import RowProvider


class ColumnChoicePane(ResultsPane):
    """Results whose columns are remembered under the name of the table."""

    def __init__(
        self,
        name: str,
        declared: Callable[[], tuple[Column, ...]],
        *,
        title: str,
        empty: str,
        marks: bool = False,
        filled: Callable[[], Collection[str]] = tuple,
    ) -> None:
        """Create the pane.

        ``declared`` returns the columns. It is called when they are needed: those of a search need
        the models of its answers, which take long to import. ``filled`` returns the ids of the
        automatic columns in which a row has a value.
        """
        super().__init__((), title=title, empty=empty, marks=marks)
        self._table_name = name
        self._declared, self._filled = declared, filled

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        """Every column of the table, in the declared order."""
        return self._declared()

    @property
    def _stored_layout(self) -> StoredLayout:
        return lix_screen(self).host.stored_layout

    @property
    def _choices(self) -> tuple[ColumnChoice, ...]:
        return self._stored_layout.columns(self._table_name, self.all_columns)

    def visible_columns(self) -> Sequence[tuple[int, Column]]:
        """Return the shown columns, each with its index among all columns."""
        return self.columns_with(self._filled())

    def columns_with(self, filled: Collection[str]) -> Sequence[tuple[int, Column]]:
        """Return the columns that are shown if a row has a value in these automatic ones."""
        from lix_tui.services.layout_memory import chosen_columns

        return chosen_columns(self.all_columns, self._choices, filled)

    def fill(self, provider: RowProvider, *, stay: bool = False) -> None:
        """Show other rows, in the remembered columns."""
        self.lay_out_columns()
        super().fill(provider, stay=stay)

    def lay_out_columns(self) -> None:
        """Show the remembered columns."""
        self.table.lay_out(self.visible_columns())

    def choose_columns(self) -> None:
        """Open the dialog for the columns, their order and widths."""
        from lix_tui.screens.dialogs.columns import ColumnsScreen

        def apply(choices: tuple[ColumnChoice, ...] | None) -> None:
            if choices is not None:
                self._stored_layout.store_columns(self._table_name, choices)
                self.lay_out_columns()

        self.app.push_screen(ColumnsScreen(self.all_columns, self._choices), apply)

    @on(ResultsTable.ColumnWidened)
    def column_widened(self, event: ResultsTable.ColumnWidened) -> None:
        """Remember the new width of a dragged column."""
        self._stored_layout.store_width(
            self._table_name, self.all_columns, event.column_id, event.width
        )
        self.lay_out_columns()

    @on(ResultsTable.ColumnMoved)
    def column_moved(self, event: ResultsTable.ColumnMoved) -> None:
        """Remember the new place of a dragged column."""
        self._stored_layout.store_place(
            self._table_name, self.all_columns, event.column_id, event.before
        )
        self.lay_out_columns()
