"""Interface of the rows of a results table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


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
