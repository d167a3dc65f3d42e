"""Sorting and filtering of loaded rows, without a request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lix_tui.services.facets.value_index import fold
from lix_tui.services.search.annotation_terms import AnnotationTerm, read_terms

if TYPE_CHECKING:
    from lix_tui.store.annotations import Annotation

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
    """Words that a row must hold, each somewhere, and terms such as ``tag:icp``."""

    @property
    def words(self) -> list[str]:
        """The words as they are compared."""
        text = read_terms(self.filter_text)[1] if ":" in self.filter_text else self.filter_text
        return fold(text).split()

    @property
    def terms(self) -> tuple[AnnotationTerm, ...]:
        """The terms that narrow by the user's tags and notes."""
        return read_terms(self.filter_text)[0] if ":" in self.filter_text else ()

    @property
    def active(self) -> bool:
        """True if the rows are sorted or narrowed."""
        return self.column is not None or bool(self.words) or bool(self.filter_text and self.terms)

    def matches(self, annotation: Annotation | None) -> bool:
        """Return True if a row whose record has this annotation, or none, is to be shown."""
        note, tags = (annotation.note, annotation.tags) if annotation else ("", "")
        return all(term.matches(note, tags) for term in self.terms)

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
