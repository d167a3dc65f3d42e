"""Columns of results, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NARROWEST, WIDEST = 4, 120
"""Cells of a column that was given a width."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a results table; widths are in terminal cells."""

    id: str
    title: str
    min_width: int
    weight: float
    """Its share of the room that is left; 0 keeps it at its least width."""
    priority: int
    """0 always stays; the column with the highest number leaves first when there is no room."""
    align: Literal["left", "right"] = "left"
