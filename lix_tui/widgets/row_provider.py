"""The rows of a results table, as the table asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class RowProvider(Protocol):
    """Where the rows come from."""

    def __len__(self) -> int: ...

    def row_id(self, index: int) -> str:
        """What the row is about: the same record keeps its id."""

    def cells(self, index: int) -> Sequence[str]:
        """The cleaned text of a row, a cell a column."""

    def index_of(self, row_id: str) -> int | None:
        """Where a record is now, None when it is gone."""

    def mark(self, index: int) -> str:
        """One character before the row, or none."""
