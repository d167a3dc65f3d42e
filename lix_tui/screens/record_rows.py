"""Rows of a list whose records are opened one after the other, without going back to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.services.queries.destination import Destination
    from lix_tui.widgets.results_table import ResultsTable

FIRST = "This is the first record of the list."
LAST = "This is the last record of the list."


class RecordRows:
    """Rows of a table, in their present order. The table's cursor follows the opened record."""

    def __init__(
        self,
        table: ResultsTable,
        read: Callable[[], Awaitable[Destination | None]],
        load_more: Callable[[], Awaitable[None]] | None = None,
        last: Callable[[], str] = lambda: LAST,
    ) -> None:
        """``read`` returns the record under the cursor, None for one that can't be opened.

        ``load_more`` adds rows for free, if there are any; without it no row is added. ``last``
        returns the sentence for the last row.
        """
        self._table, self.read = table, read
        self._load_more, self._last = load_more, last
        self._displayed_id = table.cursor_id
        self._is_moving = False

    async def move(self, by: int) -> Destination | str | None:
        """Move the cursor to the next (1) or previous (-1) record, and return it.

        Rows that can't be opened are skipped. At an end the cursor stays, and a sentence is
        returned. None while a move is under way.
        """
        if self._is_moving:
            return None
        self._is_moving = True
        try:
            return await self._move(by)
        finally:
            self._is_moving = False

    async def _move(self, by: int) -> Destination | str:
        table = self._table
        start = row = table.cursor_row
        if by > 0 and table.cursor_id not in (None, self._displayed_id):
            row -= 1  # the record is gone, and the next one has its place
        while True:
            row += by
            if row >= table.row_count and self._load_more is not None:
                await self._load_more()
            if not 0 <= row < table.row_count:
                table.move_to(start)
                return FIRST if by < 0 else self._last()
            table.move_to(row)
            if (destination := await self.read()) is not None:
                self._displayed_id = table.cursor_id
                return destination
