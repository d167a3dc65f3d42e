"""Layout of a table: the columns that fit into a width, and the width of each."""

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
    """A column that is shown, with its width in cells."""

    index: int
    """Its place among all columns, and among the cells of a row."""
    column: Column
    width: int


def fit_columns(columns: Sequence[Column], width: int) -> tuple[FittedColumn, ...]:
    """Return the columns that fit into ``width`` cells, which they fill exactly.

    - Columns with the highest priority number are dropped first, so that none is narrower than its
      minimum. Only the last one left is, if it has to be.
    - Columns whose width the user chose stay until every other one that may leave has left. Then
      they are narrowed to their minimum, from the right, and at last dropped as well.
    - Spare room is shared by weight among the columns without a chosen width.
    """
    room = width - MARK_WIDTH
    if room <= 0:
        return ()
    shown = _visible(tuple(enumerate(columns)), room)
    if len(shown) == 1:
        index, column = shown[0]
        return (FittedColumn(index, column, room),)
    widths = [column.preferred_width for _, column in shown]
    spare = room - _total(widths)
    if spare < 0:
        _narrow(widths, [_least(column) for _, column in shown], -spare)
    else:
        _widen(widths, [column for _, column in shown], spare)
    return tuple(
        FittedColumn(index, column, cells)
        for (index, column), cells in zip(shown, widths, strict=True)
    )


def _visible(entries: Sequence[tuple[int, Column]], room: int) -> list[tuple[int, Column]]:
    """Return the columns that stay, each with its place."""
    shown = list(entries)

    def drop(candidates: list[tuple[int, Column]]) -> None:
        shown.remove(max(candidates, key=lambda entry: (entry[1].priority, entry[0])))

    while len(shown) > 1 and _total([column.preferred_width for _, column in shown]) > room:
        usual = [entry for entry in shown if entry[1].width is None and entry[1].priority > 0]
        if not usual:
            break
        drop(usual)
    while len(shown) > 1 and _total([_least(column) for _, column in shown]) > room:
        drop(shown)
    return shown


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _least(column: Column) -> int:
    """Return the minimum width, which a narrower chosen width replaces."""
    return min(column.min_width, column.preferred_width)


def _narrow(widths: list[int], least: Sequence[int], excess: int) -> None:
    """Reduce ``widths`` in place by ``excess`` cells, from the right, down to the minimums."""
    for place in reversed(range(len(widths))):
        taken = min(excess, widths[place] - least[place])
        widths[place] -= taken
        excess -= taken


def _widen(widths: list[int], columns: Sequence[Column], spare: int) -> None:
    """Add ``spare`` cells by weight; without weights, to the last column, best an unchosen one."""
    weights = [column.weight if column.width is None else 0.0 for column in columns]
    if not any(weights):
        free = [place for place, column in enumerate(columns) if column.width is None]
        weights[free[-1] if free else -1] = 1.0
    total, passed, given = sum(weights), 0.0, 0
    for place, weight in enumerate(weights):
        passed += weight
        upto = round(spare * passed / total)
        widths[place] += upto - given
        given = upto
