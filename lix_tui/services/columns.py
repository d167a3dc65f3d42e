"""Columns of tables, as data. Every table of the program declares its columns with these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

NARROWEST, WIDEST = 4, 120
"""Cells of a column that was given a width."""
Align = Literal["left", "right"]


class ColumnLayout(NamedTuple):
    """Room that a column needs in a table; widths are in terminal cells."""

    min_width: int
    weight: float
    """Share of the spare room; 0 leaves the column at its minimum width."""
    priority: int
    """0 always stays; the column with the highest number is dropped first."""
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; widths are in terminal cells."""

    id: str
    title: str
    min_width: int
    weight: float
    """Share of the spare room; 0 leaves the column at its minimum width."""
    priority: int
    """0 always stays; the column with the highest number is dropped first."""
    align: Align = "left"
    width: int | None = None
    """Width that the user chose. It is kept while the columns that stay leave room for it."""
    is_default: bool = True
    """True if the table shows the column unless the user hides it."""
    is_automatic: bool = False
    """True if the table shows the column once a row has a value, unless the user decides."""

    @property
    def preferred_width(self) -> int:
        """Width that the user chose, else the minimum width."""
        return self.min_width if self.width is None else self.width
