"""The elements of a search as rows for a table."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.explorer.session import SearchSession


class SessionRows:
    """Gives a table the rows of a session; only rows that are asked for are made."""

    def __init__(
        self, session: SearchSession, opened: set[str], marked: AbstractSet[str] = frozenset()
    ) -> None:
        """``opened`` and ``marked`` are keys of elements; both may change while rows are shown."""
        self._session = session
        self._opened, self._marked = opened, marked
        self._index: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._session.elements)

    def row_id(self, index: int) -> str:
        """The element's key: the same record keeps it when rows arrive."""
        return self._session.elements[index].key

    def cells(self, index: int) -> Sequence[str]:
        """The cleaned text of one row, a cell a column of the kind."""
        return self._session.view.cells(self._session.elements[index])

    def index_of(self, row_id: str) -> int | None:
        """Where a record stands now, None when it is not among the rows."""
        elements = self._session.elements
        if len(self._index) > len(elements):
            self._index.clear()
        for index in range(len(self._index), len(elements)):
            self._index[elements[index].key] = index
        found = self._index.get(row_id)
        if found is None or found >= len(elements) or elements[found].key != row_id:
            return None
        return found

    def mark(self, index: int) -> str:
        """'◆' before a record that is marked, '●' before one whose profile is in the store."""
        key = self._session.elements[index].key
        if key in self._marked:
            return "◆"
        return "●" if key in self._opened else ""
