"""Rows of a results table: their interface, ranges of them, and the table's messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.message import Message


class RowProvider(Protocol):
    """Source of a table's rows."""

    def __len__(self) -> int: ...

    def row_id(self, index: int) -> str:
        """Return the id of a row's record. It stays the same while rows move."""

    def cells(self, index: int) -> Sequence[str]:
        """Return the cleaned text of a row, one cell per column."""

    def index_of(self, row_id: str) -> int | None:
        """Return the present index of a record, or None if it has gone."""

    def mark(self, index: int) -> str:
        """Return one character before the row, or an empty string."""


class RowRange:
    """Row where ranges begin, by its id, so that it stays the same when rows are sorted."""

    def __init__(self) -> None:
        self._start: str | None = None

    def begin(self, row_id: str) -> None:
        """Let the next range begin at a row."""
        self._start = row_id

    def ids(self, rows: RowProvider, end: int) -> tuple[str, ...]:
        """Return the ids of the rows from the start to row ``end``, in their present order.

        Return only that row without a start, or if the start isn't among the rows.
        """
        start = None if self._start is None else rows.index_of(self._start)
        first, last = sorted((end if start is None else start, end))
        return tuple(rows.row_id(row) for row in range(first, last + 1))


class MoreRequested(Message, namespace="results_table"):
    """Request for more rows: the cursor was moved past the last of ``row_count`` rows."""

    def __init__(self, row_count: int) -> None:
        self.row_count = row_count
        super().__init__()


class AllMarksToggled(Message, namespace="results_table"):
    """Request to mark every record, or to remove all marks."""


class HeaderClicked(Message, namespace="results_table"):
    """The title of a column was clicked."""

    def __init__(self, column_id: str) -> None:
        self.column_id = column_id
        super().__init__()


class ColumnWidened(Message, namespace="results_table"):
    """The right edge of a column was dragged; ``width`` is in cells."""

    def __init__(self, column_id: str, width: int) -> None:
        self.column_id, self.width = column_id, width
        super().__init__()


class ColumnMoved(Message, namespace="results_table"):
    """The title of a column was dragged: before another column, or to the end for None."""

    def __init__(self, column_id: str, before: str | None) -> None:
        self.column_id, self.before = column_id, before
        super().__init__()


class RowsMarked(Message, namespace="results_table"):
    """Request to mark the records of a range of rows."""

    def __init__(self, row_ids: tuple[str, ...]) -> None:
        self.row_ids = row_ids
        super().__init__()
