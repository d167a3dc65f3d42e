"""Rows of a table of search results."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from lix_tui.services.search.row_order import Arrangement
from lix_tui.store.identity import PAGE

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.search.joined_records import JoinedRecords
    from lix_tui.services.search.session import SearchSession
    from lix_tui.store.annotations import Annotation


class SessionRows:
    """Rows of a session for a table. Unsorted rows are built when read."""

    def __init__(
        self,
        session: SearchSession,
        joined: JoinedRecords,
        opened: AbstractSet[str],
        marked: AbstractSet[str] = frozenset(),
    ) -> None:
        """Show a session; ``opened`` has mark keys, ``marked`` keys of elements.

        Both may change later.
        """
        self._session, self._joined = session, joined
        self._opened, self._marked = opened, marked
        self._places: Collection[int] = session.view.default_places
        self._index: dict[str, int] = {}
        self._insertions = 0
        """Number of pages inserted in front of others that the rows show."""
        self.annotated: Mapping[str, Annotation] = {}
        """Notes and tags of records by their keys, for terms such as ``tag:icp``."""
        self._arrangement = Arrangement()
        self._order: list[int] = []
        self._cells: list[Sequence[str]] = []
        """Cells of all elements while rows are sorted or filtered."""

    @property
    def arrangement(self) -> Arrangement:
        """Order and filter of the rows."""
        return self._arrangement

    @property
    def entry_kind(self) -> str:
        """Kind of the elements' entries in the library."""
        return self._session.view.entry_kind

    def arrange(self, arrangement: Arrangement) -> None:
        """Sort or filter the rows."""
        self._arrangement = arrangement
        self._arrange_again()

    def show_columns(self, places: Collection[int]) -> None:
        """Fill the cells of these columns from now on, by their places among all columns."""
        default = self._session.view.default_places
        self._places = default if set(places) == set(default) else tuple(places)
        self.records_changed()

    def records_changed(self) -> None:
        """Read all cells again after stored records have changed."""
        self._cells = []
        self._arrange_again()

    def order_changed(self) -> None:
        """Read all cells again if pages were inserted in front of others since the last call."""
        insertions = self._session.loaded.insertions
        if insertions != self._insertions:
            self._insertions = insertions
            self.records_changed()

    def _arrange_again(self) -> None:
        self._index.clear()
        if self._arrangement.active:
            self._follow(rearranged=True)
        else:
            self._cells, self._order = [], []

    def elements(self) -> list[Element]:
        """Return the elements that are shown, in their order."""
        return [self.element(index) for index in range(len(self))]

    def element(self, index: int) -> Element:
        """Return the element of a row, with the values of its stored record."""
        return self._joined.element(self.received(index))

    def received(self, index: int) -> Element:
        """Return the element of a row as it was received."""
        return self._session.elements[self._order[index] if self._arrangement.active else index]

    def __len__(self) -> int:
        if not self._arrangement.active:
            return len(self._session.elements)
        self._follow()
        return len(self._order)

    def row_id(self, index: int) -> str:
        """Return the element's key, which stays the same when rows arrive."""
        return self.received(index).key

    def cells(self, index: int) -> Sequence[str]:
        """Return the cleaned texts of one row, a cell for each column of the kind.

        Cells of columns that aren't shown are empty.
        """
        if self._arrangement.active:
            return self._cells[self._order[index]]
        return self._session.view.cells(self.element(index), self._places)

    def toggle_marks(self) -> None:
        """Mark every row that is shown; unmark these rows if all of them are marked."""
        keys = {self.row_id(index) for index in range(len(self))}
        if keys <= self._marked:
            self._marked -= keys
        else:
            self._marked |= keys

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
        """Return the sign of a row.

        '◆' is a marked record, '●' one whose profile is stored, '○' one of which something else is
        stored: an address, ids, a note, tags.
        """
        key = self.row_id(index)
        if key in self._marked:
            return "◆"
        own = self._joined.own_key(key)
        if self.entry_kind == "organisation":
            own = own.replace("slug:", PAGE, 1)
        if own in self._opened:
            return "●"
        return "" if self._joined.record(key) is None else "○"

    def _follow(self, *, rearranged: bool = False) -> None:
        """Arrange what has arrived or left since; all of it where the arrangement is another."""
        elements = self._session.elements
        if len(self._cells) == len(elements) and elements and not rearranged:
            return
        if len(self._cells) > len(elements):
            self._cells = []
        self._cells += [self._texts(element) for element in elements[len(self._cells) :]]
        self._order = self._arrangement.order(self._cells)
        if self._arrangement.filter_text and self._arrangement.terms:
            matches, annotated = self._arrangement.matches, self.annotated
            own_key = self._joined.own_key
            self._order = [
                at for at in self._order if matches(annotated.get(own_key(elements[at].key)))
            ]
        self._index.clear()

    def _texts(self, received: Element) -> Sequence[str]:
        """Return the texts by which an element is sorted and found: the cells that are shown."""
        session, element = self._session, self._joined.element(received)
        places, column = self._places, self._arrangement.column
        if element is received and places == session.view.default_places:
            return session.texts_of(element)
        if column is not None and column not in places:  # it was hidden after it had been sorted by
            places = (*places, column)
        return session.view.cells(element, places)
