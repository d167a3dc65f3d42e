"""Messages of a results table about its columns, its end, and many rows."""

from __future__ import annotations

from textual.message import Message


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
