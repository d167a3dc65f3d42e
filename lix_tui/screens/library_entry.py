"""Entry under the cursor of the library: its link, copy forms and related records."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from lix_tui.services.library.entry_view import forms_of_entry, related_of

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost
    from lix_tui.screens.marked_links import MarkedLinks
    from lix_tui.screens.record_actions import RecordScreen
    from lix_tui.screens.record_rows import RecordRows
    from lix_tui.services.library.annotations import RecordRef
    from lix_tui.services.library.library import EntryDetail
    from lix_tui.services.library.marks import EntryMarks
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.copy_form import CopyForm
    from lix_tui.store.rows import Entry


class EntryList(Protocol):
    """List of entries with a cursor."""

    @property
    def host(self) -> AppHost:
        """The app."""

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""

    @property
    def detail(self) -> EntryDetail | None:
        """Stored answers about that entry, once they are read."""

    @property
    def entries(self) -> Sequence[Entry]:
        """Entries that were read."""

    @property
    def marks(self) -> EntryMarks:
        """Marked entries."""

    def annotations_changed(self) -> None:
        """Show changed entries."""

    def marks_changed(self) -> None:
        """Show the marks, and their number."""


class CursorEntry:
    """Source of the record commands of the library."""

    def __init__(self, entries: EntryList) -> None:
        self._entries = entries
        self.tables: Sequence[CopyForm] = ()
        """Marked or shown entries as tables, read before the copy menu opens."""

    @property
    def listed(self) -> tuple[Sequence[Entry], Collection[str]]:
        """Entries that were read, and the ids of the marked ones."""
        return self._entries.entries, self._entries.marks.ids

    @property
    def best_link(self) -> str | None:
        """The entry's link."""
        entry = self._entries.entry
        return entry.link or None if entry else None

    @property
    def record_viewer(self) -> str | None:
        """The viewer of the settings."""
        return self._entries.host.settings.viewer_id

    async def settle_marks(self) -> None:
        """Drop marks of entries that are gone; follow those that were merged."""
        await self._entries.marks.settle((await self._entries.host.services()).store)
        self._entries.marks_changed()

    async def marked_links(self) -> MarkedLinks | None:
        """Return the links of the marked entries; None if none is marked. Raises StoreError."""
        from lix_tui.screens.marked_links import MarkedLinks

        if not (marked := self._entries.marks.ids):
            return None
        services = await self._entries.host.services()
        links = await services.library.links_of([int(one) for one in marked])
        shown = [entry.id for entry in self._entries.entries if entry.id in links]
        order = dict.fromkeys((*shown, *links))
        return MarkedLinks([links[one] for one in order if links[one]], len(marked))

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the entry."""
        entry = self._entries.entry
        return forms_of_entry(entry, self._entries.detail) if entry else ()

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return every form of the entry, and the tables."""
        return [*self.copy_forms(), *self.tables]

    def raw_view(self) -> RawView | None:
        """Return the last answer about the entry."""
        from lix_tui.services.raw_view import RawView

        if (detail := self._entries.detail) is None:
            return None
        entry = detail.entry
        return RawView(entry.name, detail.raw, detail.endpoint, entry.fetched_at)

    def annotated_refs(self) -> Sequence[RecordRef]:
        """Return the marked entries, or the one under the cursor if none is marked."""
        from lix_tui.services.library.annotations import RecordRef

        if marked := self._entries.marks.ids:
            names = {str(entry.id): entry.name for entry in self._entries.entries}
            return [
                RecordRef(names.get(row_id, "1 record"), entry_id=int(row_id))
                for row_id in sorted(marked)
            ]
        entry = self._entries.entry
        return [] if entry is None else [RecordRef(entry.name, entry_id=entry.id)]

    def annotations_changed(self) -> None:
        """Show changed entries, at their places."""
        self._entries.annotations_changed()

    def related(self) -> Iterator[Destination]:
        """Yield the records related to the entry."""
        detail = self._entries.detail
        return iter(related_of(detail) if detail else ())


async def open_entry(screen: RecordScreen, rows: RecordRows) -> None:
    """Open the record under the cursor of ``rows``, at the price beside the key."""
    if (destination := await rows.read()) is None:
        screen.report(
            "This record has no link to open it with. <library.raw> shows the last answer.",
            problem=True,
        )
    else:
        go = screen.host.navigation.open
        screen.offers.buy("table.open", lambda: go(destination, rows=rows))
