"""Range of rows to mark: from the row that was marked last to the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.widgets.row_provider import RowProvider


class RowRange:
    """Row where ranges begin, by its id, so that it stays the same when rows are sorted."""

    def __init__(self) -> None:
        self._start: str | None = None

    def begin(self, row_id: str) -> None:
        """Let the next range begin at a row."""
        self._start = row_id

    def ids(self, rows: RowProvider, end: int) -> tuple[str, ...]:
        """Return the ids of the rows from the start to row ``end``, in their present order.

        Only that row if there is no start, or if the start isn't among the rows.
        """
        start = None if self._start is None else rows.index_of(self._start)
        first, last = sorted((end if start is None else start, end))
        return tuple(rows.row_id(row) for row in range(first, last + 1))
