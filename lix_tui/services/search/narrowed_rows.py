"""Rows of another table, with marks, narrowed to those with certain words, tags or notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from lix_tui.services.facets.value_index import fold
from lix_tui.services.search.row_order import Arrangement

if TYPE_CHECKING:
    from lix_tui.store.annotations import Annotation

STEP = 1_000
"""Rows that are compared between two chances to paint."""


class TableRows(Protocol):
    """Rows to narrow, as a table reads them."""

    def __len__(self) -> int: ...

    def row_id(self, index: int) -> str:
        """Return the id of a row."""

    def cells(self, index: int) -> Sequence[str]:
        """Return the texts of a row."""

    def index_of(self, row_id: str) -> int | None:
        """Return the index of a row; None without it."""

    def mark(self, index: int) -> str:
        """Return the sign before a row."""


class NarrowedRows:
    """Rows that contain certain words; each row may be marked."""

    def __init__(self, rows: TableRows) -> None:
        self.marked: set[str] = set()
        """Ids of the marked rows."""
        self._rows = rows
        self._places: list[int] | None = None
        """Indices of the rows that are shown; None for all."""
        self._index: dict[str, int] = {}

    def show(
        self,
        rows: TableRows,
        arrangement: Arrangement,
        annotation_of: Callable[[int], Annotation | None],
    ) -> None:
        """Show these rows, narrowed; ``annotation_of`` returns the annotation of a row's record."""
        for _ in self.steps(rows, arrangement, annotation_of):
            pass

    def steps(
        self,
        rows: TableRows,
        arrangement: Arrangement,
        annotation_of: Callable[[int], Annotation | None],
    ) -> Iterator[None]:
        """Do the same in steps, each short enough for a frame; the last one shows the rows."""
        words, terms = arrangement.words, arrangement.terms
        self._rows = rows
        if not words and not terms:
            self._places = None
            return
        if self._places is not None:  # rows that are gone aren't painted meanwhile
            del self._places[bisect_left(self._places, len(rows)) :]
        shown: list[int] = []
        places: dict[str, int] = {}
        for index in range(len(rows)):
            if index % STEP == STEP - 1:
                yield
            if index >= len(rows):  # some have left meanwhile
                break
            if all(word in fold("\n".join(rows.cells(index))) for word in words) and (
                not terms or arrangement.matches(annotation_of(index))
            ):
                places[rows.row_id(index)] = len(shown)
                shown.append(index)
        self._places, self._index = shown, places

    def at(self, index: int) -> int:
        """Return the index of a shown row among all rows."""
        return index if self._places is None else self._places[index]

    def __len__(self) -> int:
        return len(self._rows) if self._places is None else len(self._places)

    def row_id(self, index: int) -> str:
        """Return the id of a row."""
        return self._rows.row_id(self.at(index))

    def cells(self, index: int) -> Sequence[str]:
        """Return the texts of a row."""
        return self._rows.cells(self.at(index))

    def index_of(self, row_id: str) -> int | None:
        """Return the present index of a row; None if it isn't shown."""
        if self._places is None:
            return self._rows.index_of(row_id)
        return self._index.get(row_id)

    def mark(self, index: int) -> str:
        """Return '◆' for a marked row, else its own sign."""
        return "◆" if self.row_id(index) in self.marked else self._rows.mark(self.at(index))
