"""Elements of a search as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from lix_tui.services.search.row_order import Arrangement

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.search.session import SearchSession


class SessionRows:
    """Rows of a session for a table. Unsorted rows are built when read."""

    def __init__(
        self, session: SearchSession, opened: set[str], marked: AbstractSet[str] = frozenset()
    ) -> None:
        """Show a session; ``opened`` and ``marked`` are keys of elements, and may change later."""
        self._session = session
        self._opened, self._marked = opened, marked
        self._index: dict[str, int] = {}
        self._arrangement = Arrangement()
        self._order: list[int] = []
        self._cells: list[Sequence[str]] = []
        """Cells of all elements while rows are sorted or filtered."""

    @property
    def arrangement(self) -> Arrangement:
        """Order and filter of the rows."""
        return self._arrangement

    def arrange(self, arrangement: Arrangement) -> None:
        """Sort or filter the rows."""
        self._arrangement = arrangement
        self._index.clear()
        if arrangement.active:
            self._follow(rearranged=True)
        else:
            self._cells, self._order = [], []

    def elements(self) -> list[Element]:
        """Return the elements that are shown, in their order."""
        return [self.element(index) for index in range(len(self))]

    def element(self, index: int) -> Element:
        """Return the element of a row."""
        return self._session.elements[self._order[index] if self._arrangement.active else index]

    def __len__(self) -> int:
        if not self._arrangement.active:
            return len(self._session.elements)
        self._follow()
        return len(self._order)

    def row_id(self, index: int) -> str:
        """Return the element's key, which stays the same when rows arrive."""
        return self.element(index).key

    def cells(self, index: int) -> Sequence[str]:
        """Return the cleaned texts of one row, a cell for each column of the kind."""
        if self._arrangement.active:
            return self._cells[self._order[index]]
        return self._session.view.cells(self._session.elements[index])

    def index_of(self, row_id: str) -> int | None:
        """Return the current index of a record, None if it isn't among the rows."""
        count = len(self)
        if len(self._index) > count:
            self._index.clear()
        for index in range(len(self._index), count):
            self._index[self.row_id(index)] = index
        found = self._index.get(row_id)
        if found is None or found >= count or self.row_id(found) != row_id:
            return None
        return found

    def mark(self, index: int) -> str:
        """Return '◆' for a marked record, '●' for one whose profile is stored, or nothing."""
        key = self.row_id(index)
        if key in self._marked:
            return "◆"
        return "●" if key in self._opened else ""

    def _follow(self, *, rearranged: bool = False) -> None:
        """Update the arranged rows: changed ones only, or all after another arrangement."""
        elements, session = self._session.elements, self._session
        if len(self._cells) == len(elements) and elements and not rearranged:
            return
        if len(self._cells) > len(elements):
            self._cells = []
        self._cells += [session.texts_of(element) for element in elements[len(self._cells) :]]
        self._order = self._arrangement.order(self._cells)
        self._index.clear()
