"""Rows of another table, with marks, narrowed to those with certain words, tags or notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from lix_tui.services.facets.value_index import fold
from lix_tui.services.search.row_order import Arrangement

if TYPE_CHECKING:
    from lix_tui.store.annotations import Annotation


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
        self._rows, self._places = rows, None
        words, terms = arrangement.words, arrangement.terms
        if words or terms:
            self._places = [
                index
                for index in range(len(rows))
                if all(word in fold("\n".join(rows.cells(index))) for word in words)
                and (not terms or arrangement.matches(annotation_of(index)))
            ]
            self._index = {rows.row_id(at): place for place, at in enumerate(self._places)}

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
