"""Order of a search's rows: changed by key, and by a click on a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lix_tui.screens.column_choice import ColumnChoicePane
    from lix_tui.services.search.row_order import Arrangement
    from lix_tui.services.search.table_rows import SessionRows


class RowOrder:
    """Order of the rows in one pane; does nothing before the first search."""

    def __init__(
        self,
        pane: ColumnChoicePane,
        rows: Callable[[], SessionRows | None],
        arrange: Callable[[Arrangement], None],
    ) -> None:
        """``rows`` returns the rows of ``pane``; ``arrange`` shows them in another order."""
        self._pane, self._rows, self._arrange = pane, rows, arrange

    def next(self) -> None:
        """Sort by the next column; after the last one, restore the received order."""
        if (rows := self._rows()) is not None:
            from lix_tui.services.search.sort_steps import next_column

            places = [place for place, _ in self._pane.visible_columns()]
            self._sort(next_column(rows.arrangement, places))

    def reverse(self) -> None:
        """Reverse the order."""
        if (rows := self._rows()) is not None:
            from lix_tui.services.search.sort_steps import reversed_order

            self._sort(reversed_order(rows.arrangement, self._pane.visible_columns()[0][0]))

    def click(self, column_id: str) -> None:
        """Sort by a column whose title was clicked."""
        if (rows := self._rows()) is not None:
            from lix_tui.services.search.sort_steps import clicked_order

            ids = [column.id for column in self._pane.all_columns]
            self._sort(clicked_order(rows.arrangement, ids.index(column_id)))

    def _sort(self, arrangement: Arrangement) -> None:
        column, pane = arrangement.column, self._pane
        identity = None if column is None else pane.all_columns[column].id
        pane.table.show_sorted(identity, descending=arrangement.descending)
        self._arrange(arrangement)
