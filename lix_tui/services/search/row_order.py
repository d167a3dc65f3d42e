"""The loaded rows in another order, or only those that hold some words; nothing is asked anew."""

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
"""Digits of a number in a text that are told from a larger one."""
_PARTS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Order and narrowing of rows; the default leaves them as they came."""

    column: int | None = None
    """The place of the column that sorts them, among all columns of the kind."""
    descending: bool = False
    wanted: str = ""
    """Words that a row must hold, each somewhere, and terms such as ``tag:icp``."""

    @property
    def words(self) -> list[str]:
        """The words as they are compared."""
        text = read_terms(self.wanted)[1] if ":" in self.wanted else self.wanted
        return fold(text).split()

    @property
    def terms(self) -> tuple[AnnotationTerm, ...]:
        """The terms that narrow by the user's tags and notes."""
        return read_terms(self.wanted)[0] if ":" in self.wanted else ()

    @property
    def active(self) -> bool:
        """True if the rows are sorted or narrowed."""
        return self.column is not None or bool(self.words) or bool(self.wanted and self.terms)

    def matches(self, annotation: Annotation | None) -> bool:
        """Return True if a row whose record has this annotation, or none, is to be shown."""
        note, tags = (annotation.note, annotation.tags) if annotation else ("", "")
        return all(term.matches(note, tags) for term in self.terms)

    def order(self, rows: Sequence[Sequence[str]]) -> list[int]:
        """Return the indices of the shown rows, in their order.

        Numbers in texts sort as numbers, and empty cells stand last either way; rows that are
        equal keep the order they came in.
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
    # Python reads no longer ones, and nobody sorts by them
    return int(digits) if len(digits) <= MOST_DIGITS else 10**MOST_DIGITS


def _sort_key(text: str) -> tuple[tuple[bool, int, str], ...]:
    parts = _PARTS.split(fold(text).strip().replace(",", ""))
    return tuple(
        (False, _number(part), "") if place % 2 else (True, 0, part)
        for place, part in enumerate(parts)
        if part
    )
