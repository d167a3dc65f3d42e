"""Record under the cursor of a search: its links, copy forms and related records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.offers import Offers
    from lix_tui.screens.record_rows import RecordRows
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.action_prices import Target
    from lix_tui.services.library.annotations import RecordRef
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.copy_form import CopyForm

LAST_LOADED = "This is the last loaded row. Go back and press <search.more> to load more."


class CursorRecord:
    """Source of the record commands of one search screen."""

    def __init__(self, screen: LixScreen, results: SearchResultsPane, query: ScreenQuery) -> None:
        self._screen, self._results, self._query = screen, results, query

    @property
    def best_link(self) -> str | None:
        """Link of the element under the cursor; None without one."""
        element, session = self._results.element, self._results.session
        if element is None or session is None:
            return None
        return next(iter(session.view.links(element)), None)

    @property
    def destination(self) -> Destination | None:
        """Destination of the record under the cursor; None without a link."""
        from lix_tui.services.records.related_records import record

        element, session = self._results.element, self._results.session
        if element is None or session is None:
            return None
        endpoint, link = session.view.lookup_of(element)
        found = record(endpoint, link, session.view.name(element))
        return None if found is None else found.with_viewer(self.record_viewer)

    @property
    def targets(self) -> dict[str, Target | None]:
        """Targets of the commands that open the record, and its first related record."""
        return {"table.open": self.destination, "search.related": self.first_related}

    def open(self, offers: Offers) -> None:
        """Open the record at the price beside the key."""
        screen, destination, session = self._screen, self.destination, self._results.session
        if destination is not None:
            go, rows = screen.host.navigation.open, self._rows()
            offers.buy("table.open", lambda: go(destination, session, rows))
        elif self._results.element is not None:
            words = "This record can't be opened because it has no link."
            screen.report(words, problem=True)

    def _rows(self) -> RecordRows:
        """Return the loaded rows, in their present order, to open one after the other."""
        from lix_tui.screens.record_rows import LAST, RecordRows

        async def read() -> Destination | None:
            return self.destination

        def last() -> str:
            session = self._results.session
            return LAST_LOADED if session is not None and session.can_load() else LAST

        return RecordRows(self._results.table, read, last=last)

    def show_preview(self) -> None:
        """Show the preview of the record, with all that is stored of it."""
        from lix_tui.screens.dialogs.record_preview import RecordPreview
        from lix_tui.services.records.record_preview import element_preview

        results, session, element = self._results, self._results.session, self._results.element
        if session is None or element is None:
            results.report_no_rows("show")
            return
        lines = element_preview(session.view, element, results.record)
        self._screen.app.push_screen(RecordPreview(session.kind.singular.title(), lines))

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the element under the cursor."""
        element, session = self._results.element, self._results.session
        return session.view.forms(element) if element and session else ()

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return every form, the rows as a table, and the request of the page as code."""
        from lix_tui.screens.search.result_forms import menu_forms
        from lix_tui.services.export.preset_file import PresetFile

        results = self._results
        element, session, rows = results.element, results.session, results.rows
        if element is None or session is None or rows is None:
            return ()
        ids = [column.id for _, column in results.visible_columns()]
        host, marked = self._screen.host, results.marked_elements()
        presets = PresetFile(host.settings.paths.config).usable()
        shown = rows.elements()
        return menu_forms(session, element, marked, shown, ids, host.services_now, presets)

    def copy_marked(self) -> bool:
        """Copy the links of the marked rows; return False if none is marked."""
        marked, session = self._results.marked_elements(), self._results.session
        if not marked or session is None:
            return False
        rows = "1 marked row" if len(marked) == 1 else f"{len(marked):,} marked rows"
        self._screen.copy(partial(session.view.link_lines, marked), f"the links of {rows}")
        return True

    def related(self) -> Iterator[Destination]:
        """Yield the records related to the element under the cursor."""
        element, session = self._results.element, self._results.session
        return session.view.related(element) if element and session else iter(())

    @property
    def first_related(self) -> Destination | None:
        """First related record or search of the element under the cursor; None without one."""
        first = next(self.related(), None)
        return None if first is None else first.with_viewer(self.record_viewer)

    @property
    def record_viewer(self) -> str | None:
        """Viewer of the search; None without one."""
        session = self._results.session
        return self._query.viewer_id if session is None else session.query.viewer_id

    def annotated_refs(self) -> list[RecordRef]:
        """Return the records of the marked rows, or the one under the cursor if none is marked."""
        from lix_tui.services.library.annotations import RecordRef

        session, element = self._results.session, self._results.element
        if session is None or element is None:
            return []
        view = session.view
        return [
            RecordRef(view.name(one), view.entry_kind, self._results.join.own_keys(one))
            for one in self._results.marked_elements() or [element]
        ]

    def annotations_changed(self) -> None:
        """Narrow the rows again if the row filter asks for notes or tags."""
        self._results.annotation_filter.reload()

    def raw_view(self) -> RawView | None:
        """Return the element under the cursor as it was received."""
        from lix_tui.screens.search.result_forms import raw_view

        return raw_view(self._results.session, self._results.received)

    def raw_page(self) -> RawView | None:
        """Return the last page as it was received."""
        from lix_tui.screens.search.result_forms import raw_view

        return raw_view(self._results.session, None)
