"""Order of a table's rows: by key, and by a click on a title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.services.search.row_order import Arrangement


def next_column(now: Arrangement, places: Sequence[int]) -> Arrangement:
    """Return the order by the next of the columns; after the last one, the received order."""
    order: list[int | None] = [None, *places]
    at = order.index(now.column) if now.column in order else 0
    return replace(now, column=order[(at + 1) % len(order)], descending=False)


def reversed_order(now: Arrangement, first: int) -> Arrangement:
    """Return the reversed order; that of column ``first`` if the rows aren't sorted."""
    return replace(
        now, column=first if now.column is None else now.column, descending=not now.descending
    )


def clicked_order(now: Arrangement, column: int) -> Arrangement:
    """Return the order by a column whose title was clicked: upwards, downwards, then none."""
    if now.column != column:
        return replace(now, column=column, descending=False)
    if not now.descending:
        return replace(now, descending=True)
    return replace(now, column=None, descending=False)
