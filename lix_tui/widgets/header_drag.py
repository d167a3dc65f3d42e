"""Drag of a column in the header: its title to another place, its right edge to another width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lix_tui.services.columns import NARROWEST, WIDEST, Column
from lix_tui.widgets.table_columns import GAP, MARK_WIDTH, FittedColumn


@dataclass(frozen=True, slots=True)
class HeaderDrag:
    """Drag of a column's title or edge in the header, from its start."""

    fitted: tuple[FittedColumn, ...]
    """Columns at the start. Places are counted by these, so that no column jumps during a drag."""
    dragged: FittedColumn
    x: int
    """Cells from the left."""
    edge: bool
    """True if the right edge is dragged, False for the title."""

    def width_at(self, x: int) -> int:
        """Return the width that the column has when its edge is dragged to ``x``."""
        return max(NARROWEST, min(self.dragged.width + x - self.x, WIDEST))

    def place_at(self, x: int) -> int:
        """Return the dragged column's place among the shown columns while the mouse is at ``x``."""
        start = MARK_WIDTH
        for place, entry in enumerate(self.fitted):
            start += entry.width + GAP
            if x < start:
                return place
        return len(self.fitted) - 1

    def columns_at(self, x: int) -> tuple[tuple[int, Column], ...]:
        """Return the columns to be shown meanwhile, each with its place among a row's cells."""
        entries = list(self.fitted)
        at = entries.index(self.dragged)
        if self.edge:
            column = replace(self.dragged.column, width=self.width_at(x))
            entries[at] = replace(self.dragged, column=column)
        else:
            entries.insert(self.place_at(x), entries.pop(at))
        return tuple((entry.index, entry.column) for entry in entries)


def drag_at(fitted: Sequence[FittedColumn], x: int) -> HeaderDrag | None:
    """Return a drag of the title or edge that is ``x`` cells from the left; None if neither is."""
    start = MARK_WIDTH
    for entry in fitted:
        end = start + entry.width
        if start <= x < end + GAP:
            return HeaderDrag(tuple(fitted), entry, x, edge=x >= end)
        start = end + GAP
    return None
