"""Detection of a first row with column names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lix_tui.services.tables.rows import Row

IsValue = Callable[[str], bool]
"""Function that returns True for a cell that can be looked up: a link, an id or an address."""

_DATA = re.compile(r"[/@]|:\S|[0-9]{4}|\A[\W\d_]*\Z")
"""Text that isn't a name of a column: links, addresses, numbers, punctuation alone."""
_TITLE = re.compile(r"link|url|profil|mail|\bid\b|address|website|name|compan", re.IGNORECASE)
"""Words of column names, which may have a slash: "Profile/URL"."""
_ADDRESS = re.compile(r"@|\.\w|://")
_NOTHING = frozenset({"n/a", "na", "nil", "none", "null", "unknown", "tbd", "missing"})
"""Words for a missing value."""
_LOOKED_AT = 200
"""Rows in which values are searched."""


def has_header(rows: Sequence[Row], is_value: IsValue) -> bool:
    """Return True if the first row that isn't blank names the columns of the rows below.

    Such a row names the column of the values, and has no value or address itself.
    """
    filled = [row for row in rows[: _LOOKED_AT + 1] if not row.is_blank]
    if len(filled) < 2:
        return False
    first, *below = filled
    if any(_ADDRESS.search(cell) or is_value(cell) for cell in first.cells if cell.strip()):
        return False
    column = value_column(below, is_value)
    if column is None or column >= len(first.cells):
        return False
    return _is_name(first.cells[column])


def value_column(rows: Sequence[Row], is_value: IsValue) -> int | None:
    """Return the index of the column with the most values; None without any."""
    counts: dict[int, int] = {}
    for row in rows[:_LOOKED_AT]:
        for place, cell in enumerate(row.cells):
            if cell and is_value(cell):
                counts[place] = counts.get(place, 0) + 1
    if not counts:
        return None
    return min(counts, key=lambda place: (-counts[place], place))


def _is_name(cell: str) -> bool:
    cell = cell.strip()
    if not cell or cell.lower() in _NOTHING:
        return False
    return not _DATA.search(cell) or bool(_TITLE.search(cell))
