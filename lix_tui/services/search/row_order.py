"""Sorting and filtering of loaded rows, without a request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lix_tui.services.facets.value_index import fold

MOST_DIGITS = 400
"""Longest number in a text, in digits, that is compared exactly. Longer ones sort as equal."""
_PARTS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Sort column and filter of a table. The default shows every row in the order of the search."""

    column: int | None = None
    """Index of the sort column among all columns of the kind; None keeps the search's order."""
    descending: bool = False
    filter_text: str = ""
    """Words to filter by. A row must contain each of them in any of its cells."""

    @property
    def words(self) -> list[str]:
        """Words of the filter, folded for comparison."""
        return fold(self.filter_text).split()

    @property
    def active(self) -> bool:
        """True if the rows are sorted or filtered."""
        return self.column is not None or bool(self.words)

    def order(self, rows: Sequence[Sequence[str]]) -> list[int]:
        """Return the indices of the rows to show, in the order to show them.

        Numbers in texts sort as numbers. Rows with an empty cell in the sort column come last,
        ascending or descending. Rows that compare equal keep the order of the search.
        """
        words = self.words
        found = [
            place
            for place, cells in enumerate(rows)
            if not words or _contains_all(fold("\n".join(cells)), words)
        ]
        column = self.column
        if column is None:
            return found
        full = [place for place in found if rows[place][column].strip()]
        full.sort(key=lambda place: _sort_key(rows[place][column]), reverse=self.descending)
        return [*full, *(place for place in found if not rows[place][column].strip())]


def _contains_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _number(digits: str) -> int:
    # Python refuses to convert longer numbers by default
    return int(digits) if len(digits) <= MOST_DIGITS else 10**MOST_DIGITS


def _sort_key(text: str) -> tuple[tuple[bool, int, str], ...]:
    parts = _PARTS.split(fold(text).strip().replace(",", ""))
    return tuple(
        (False, _number(part), "") if place % 2 else (True, 0, part)
        for place, part in enumerate(parts)
        if part
    )
