"""Columns of results, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NARROWEST, WIDEST = 4, 120
"""Limits of a width that the user sets, in cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a results table; widths are in terminal cells."""

    id: str
    title: str
    min_width: int
    weight: float
    """Share of the remaining room; 0 for the least width."""
    priority: int
    """0 always stays; the column with the highest number leaves first when there is no room."""
    align: Literal["left", "right"] = "left"
