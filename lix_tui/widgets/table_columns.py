"""Columns that fit into a width, and the width of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lix_tui.services.columns import Column

GAP = 2
"""Cells between two columns."""
MARK_WIDTH = 2
"""Cells before the first column: the mark and a space."""


@dataclass(frozen=True, slots=True)
class FittedColumn:
    """A column that is shown."""

    index: int
    """Its place among all columns, and so among a row's cells."""
    column: Column
    width: int


def fit_columns(columns: Sequence[Column], width: int) -> tuple[FittedColumn, ...]:
    """Return the columns that fit into ``width`` cells, which they fill exactly.

    Those with the highest priority number leave first. The last one that stays is narrowed below
    its least width rather than not shown, unless there is room for the mark only.
    """
    room = width - MARK_WIDTH
    if room <= 0:
        return ()
    shown = list(enumerate(columns))
    while len(shown) > 1 and _least(shown) > room:
        shown.remove(max(shown, key=lambda entry: (entry[1].priority, entry[0])))
    if len(shown) == 1:
        index, column = shown[0]
        return (FittedColumn(index, column, room),)
    spare = room - _least(shown)
    weights = [column.weight for _, column in shown]
    total = sum(weights)
    if not total:
        weights[-1] = total = 1.0
    fitted: list[FittedColumn] = []
    given, passed = 0, 0.0
    for (index, column), weight in zip(shown, weights, strict=True):
        passed += weight
        upto = round(spare * passed / total)
        fitted.append(FittedColumn(index, column, column.min_width + upto - given))
        given = upto
    return tuple(fitted)


def _least(shown: Sequence[tuple[int, Column]]) -> int:
    return sum(column.min_width for _, column in shown) + GAP * (len(shown) - 1)
