"""Reading of what is stored of a pane's rows, in the background."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from lix_tui.screens.base import is_in_view, lix_screen

if TYPE_CHECKING:
    from textual.widget import Widget

    from lix_tui.api.models.search import Element
    from lix_tui.services.records.merged_record import MergedRecord
    from lix_tui.services.records.merged_records import MergedRecords
    from lix_tui.services.search.joined_records import JoinedRecords
    from lix_tui.services.search.session import SearchSession


class RecordJoin:
    """Stored records of the search in one pane, read again when they change."""

    def __init__(self, pane: Widget, changed: Callable[[], None]) -> None:
        """Join rows of ``pane``; ``changed`` is called after the record of one has changed."""
        self._pane, self._changed = pane, changed
        self.joined: JoinedRecords | None = None
        """Records of the rows; None before the first search."""
        self._reading: JoinedRecords | None = None
        """Records that are being read now."""
        self._records: MergedRecords | None = None

    def show(self, session: SearchSession, records: MergedRecords) -> JoinedRecords:
        """Follow another search, and return the records of its rows."""
        from lix_tui.services.search.joined_records import JoinedRecords

        self.stop()
        self._records = records
        records.listeners.append(self._record_changed)
        self.joined = JoinedRecords(session, records)
        return self.joined

    def stop(self) -> None:
        """Stop following changes."""
        if self._records is not None:
            self._records.listeners.remove(self._record_changed)
        self._records = None

    @property
    def filled(self) -> Collection[str]:
        """Ids of the automatic columns in which a row of the search has or had a value."""
        return () if self.joined is None else self.joined.filled

    def element(self, received: Element) -> Element:
        """Return an element with the values of its stored record."""
        return received if self.joined is None else self.joined.element(received)

    def record(self, element: Element | None) -> MergedRecord | None:
        """Return the stored record of an element; None if it has no more than the element."""
        if element is None or self.joined is None:
            return None
        return self.joined.record(element.key)

    def own_keys(self, element: Element) -> tuple[str, ...]:
        """Return the identity keys of an element that no other record has."""
        return (element.key,) if self.joined is None else self.joined.own_keys(element)

    def read(self) -> None:
        """Read the records of new rows, and those that have changed, after the next paint.

        Rows of a screen behind another one wait until it is in front again.
        """
        if self._pane.is_attached and is_in_view(lix_screen(self._pane)):
            self._pane.call_after_refresh(self._start)

    def _start(self) -> None:
        joined = self.joined
        if joined is not None and joined.is_behind and self._reading is not joined:
            self._reading = joined
            self._pane.run_worker(self._read(joined), group="join", exit_on_error=False)

    def _record_changed(self, keys: Sequence[str]) -> None:
        if self.joined is not None and self.joined.note_changed(keys):
            self.read()

    async def _read(self, joined: JoinedRecords) -> None:
        try:
            while joined is self.joined and joined.is_behind:
                if await joined.read():
                    self._changed()
        finally:
            if self._reading is joined:
                self._reading = None
