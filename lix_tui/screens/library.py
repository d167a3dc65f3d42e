"""Library: all stored records, searched as the user types, for free."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from lix_tui.screens.column_choice import ColumnChoicePane
from lix_tui.screens.library_changes import choose_copy, export, forget, run_on_marks
from lix_tui.screens.library_entry import CursorEntry, open_entry
from lix_tui.screens.record_actions import RecordActions, RecordScreen
from lix_tui.screens.record_rows import RecordRows
from lix_tui.screens.store_changes import StoreChanges
from lix_tui.services.columns import Column
from lix_tui.services.kinds import AREAS
from lix_tui.services.library.entry_view import (
    KIND_WORDS,
    EntryRows,
    destination_of_entry,
    preview_of_entry,
)
from lix_tui.services.library.marks import EntryMarks
from lix_tui.services.library.query_language import (
    HINT,
    read_query,
    text_by_column,
    text_in_next_order,
    text_in_reverse,
    text_of_next_kind,
)
from lix_tui.store.library import MOST_COUNTED
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.background import Body
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.summary_pane import SummaryPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from lix_tui.services.library.library import EntryDetail
    from lix_tui.services.queries.destination import Destination
    from lix_tui.store.rows import Entry

PAGE = 100
"""Entries of one read."""
COLUMNS = (
    Column("name", "Name", 18, 1.4, 0),
    Column("title", "Title", 18, 2.0, 1),
    Column("company", "Company", 14, 1.4, 2),
    Column("place", "Place", 12, 1.2, 4),
    Column("kind", "Kind", 12, 0.0, 3),
    Column("tags", "Tags", 10, 0.4, 6),
    Column("age", "Fetched", 12, 0.0, 5),
)
EMPTY = (
    "Everything you fetch is stored here. Find it by any word, for free.\n\n"
    "Press 1 to 6 to open a search. Its results are added here."
)
NOTHING = "No matches. Try fewer words."
NO_RECORD = "No record matches. Change the text of the search."
READ_AFTER = 0.06
"""Seconds from a move of the cursor to the reading of the entry in full."""


class LibraryScreen(RecordScreen):
    """Screen of an input, the matching entries, and a summary of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("library"),
        Binding("escape", "results", "Results", show=False),
    ]
    DEFAULT_CSS = """
    LibraryScreen #body { height: 1fr; }
    LibraryScreen SummaryPane { display: none; }
    LibraryScreen.-wide SummaryPane, LibraryScreen.-very-wide SummaryPane { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self._query_text: str | None = None
        """Text whose entries are shown."""
        self._is_stale = self._is_searching = False
        self._detail: EntryDetail | None = None
        self.marks = EntryMarks()
        self.changes = StoreChanges(self, self.annotations_changed)
        """Notice of records that were fetched, merged or deleted meanwhile."""
        self.cursor = CursorEntry(self)
        self.record = RecordActions(self, self.offers, self.cursor, "library")

    def compose(self) -> ComposeResult:
        """Yield the input, the table, and the summary beside it."""
        self.set_size_classes()
        yield AreaBar(AREAS, "library")
        yield QueryBar(title="Library", cost="searches as you type · free", placeholder=HINT)
        with Body(id="body"):
            yield ColumnChoicePane(
                "library", lambda: COLUMNS, title="Library", empty=EMPTY, marks=True
            )
            yield SummaryPane()
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Show the entries that were fetched last."""
        super().set_up()
        self.query_one(QueryBar).focus_input()
        self._read_timer = self.set_timer(READ_AFTER, self._read_soon)
        self.changes.follow()
        self.find()

    def on_unmount(self) -> None:
        """Stop following the store."""
        self.changes.stop()

    def _search_again(self) -> None:
        """Repeat the search, whose entries may have changed; the cursor stays on its record."""
        self._is_stale = True
        self.find()

    on_screen_resume = _search_again

    # -- searching ---------------------------------------------------------------------------

    @on(Input.Changed, "#query")
    def find(self) -> None:
        """Search for the text of the input; one search at a time, the newest text last."""
        if not self._is_searching:
            self._is_searching = True
            self.run_worker(self._find(), group="find", exit_on_error=False)

    async def _find(self) -> None:
        try:
            services = await self.host.services()
            while (text := self.query_one(QueryBar).text) != self._query_text or self._is_stale:
                stay, self._is_stale = text == self._query_text, False
                query = read_query(text, time())
                limit = max(PAGE, len(self.entries)) if stay else PAGE  # as many as are shown
                if stay:
                    await self.marks.settle(services.store)
                entries = await services.library.search(query, limit=limit)
                if text != self.query_one(QueryBar).text:
                    continue  # never show entries of an older text
                self._query_text = text
                column = "age" if query.order == "fetched" else query.order
                table = self.query_one(ResultsPane).table
                table.show_sorted(column, descending=query.descending)
                self._show(entries, stay=stay)
                count = await services.library.count(query)
                self._describe(count, query.problem)
        finally:
            self._is_searching = False

    def _show(self, entries: list[Entry], *, stay: bool) -> None:
        self.entries = entries
        pane = self.query_one(ResultsPane)
        pane.fill(EntryRows(entries, time(), self.marks.ids), stay=stay)
        pane.rows_changed(len(entries))
        self._summarise()

    def _describe(self, count: int, problem: str) -> None:
        shown = f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
        empty = problem or (NOTHING if (self._query_text or "").strip() else EMPTY)
        more = "↓ shows more" if count > len(self.entries) else "all matches shown"
        title, marks = f"Library · {shown}", self.marks.words
        pane = self.query_one(ResultsPane)
        pane.describe(title=title, subtitle=marks, status=more, empty=empty)

    @on(ResultsTable.MoreRequested)
    async def more(self) -> None:
        """Read further entries from the store, which is free."""
        if not self.entries:
            return
        services, text = await self.host.services(), self._query_text
        query, last = read_query(text or "", time()), self.entries[-1].id
        entries = await services.library.search(query, limit=PAGE, after=self.entries)
        if text == self._query_text and self.entries and self.entries[-1].id == last and entries:
            self.entries.extend(entries)
            self.query_one(ResultsPane).rows_changed(len(self.entries))

    @on(Input.Submitted, "#query")
    def action_results(self) -> None:
        """Go to the entries."""
        if self.entries:
            self.query_one(ResultsPane).table.focus()
        else:
            self.set_focus(None)

    def action_focus_query(self) -> None:
        """Go to the input."""
        self.query_one(QueryBar).focus_input()

    def action_next_kind(self) -> None:
        """Filter by the next kind of record; after the last one, by none."""
        self._change_query(lambda text: text_of_next_kind(text, tuple(KIND_WORDS)))

    # -- sorting -----------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort by the next column; after the last one, by none."""
        self._change_query(text_in_next_order)

    def action_sort_down(self) -> None:
        """Reverse the order."""
        self._change_query(text_in_reverse)

    @on(ResultsTable.HeaderClicked)
    def header_clicked(self, event: ResultsTable.HeaderClicked) -> None:
        """Sort by a column: ascending, then descending, then not at all."""
        self._change_query(lambda text: text_by_column(text, event.column_id))

    def _change_query(self, change: Callable[[str], str]) -> None:
        """Write a change into the input, where the user sees it and can type it as well."""
        bar = self.query_one(QueryBar)
        bar.text = change(bar.text)

    # -- the entry under the cursor ----------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        row = self.query_one(ResultsPane).table.cursor_row
        return self.entries[row] if row < len(self.entries) else None

    @property
    def detail(self) -> EntryDetail | None:
        """Stored answers about that entry, once they are read."""
        entry, detail = self.entry, self._detail
        return detail if entry and detail and detail.entry.id == entry.id else None

    @on(ResultsTable.Highlighted)
    def _summarise(self) -> None:
        self._offer()
        if (entry := self.entry) is None:
            self.query_one(SummaryPane).show_no_row(self._query_text or "")
        else:
            self.query_one(SummaryPane).show(*preview_of_entry(entry, self.detail))
            self._read_timer.stop()
            self._read_timer = self.set_timer(READ_AFTER, self._read_soon)

    def _offer(self) -> None:
        """Show the prices of opening the entry and its first related record."""
        entry, detail = self.entry, self.detail
        endpoint = "" if detail is None else detail.endpoint
        destination = None if entry is None else destination_of_entry(entry, endpoint)
        if destination is not None:
            destination = destination.with_viewer(self.cursor.record_viewer)
        first = self.record.first_related()
        self.offers.show({"table.open": destination, "library.related": first})

    def _read_soon(self) -> None:
        self.run_worker(self._read(), group="detail", exit_on_error=False)

    async def _read(self) -> EntryDetail | None:
        entry, services = self.entry, await self.host.services()
        if entry is None:
            return None
        if (detail := self.detail) is None:
            detail = self._detail = await services.library.detail(entry.id)
            if self.entry == entry:  # the cursor hasn't moved meanwhile
                self._offer()
                self.query_one(SummaryPane).show(*preview_of_entry(entry, detail))
        return detail

    @on(ResultsTable.RowOpened)
    async def row_opened(self) -> None:
        """Open the record."""
        table = self.query_one(ResultsPane).table
        await open_entry(self, RecordRows(table, self._read_destination, self.more))

    async def _read_destination(self) -> Destination | None:
        """Return the record under the cursor; None for one without a link."""
        detail = await self._read()
        return destination_of_entry(detail.entry, detail.endpoint) if detail else None

    async def action_peek(self) -> None:
        """Show the preview of the entry, which is its whole record."""
        from lix_tui.screens.dialogs.record_preview import RecordPreview

        detail, entry = await self._read(), self.entry
        if entry is None:
            self.report(NO_RECORD, problem=True)
        else:
            self.app.push_screen(RecordPreview(*preview_of_entry(entry, detail)))

    # -- notes, tags -------------------------------------------------------------------------

    def annotations_changed(self) -> None:
        """Show changed entries, at their places."""
        self._detail = None
        self._search_again()

    # -- marks -------------------------------------------------------------------------------

    @on(ResultsTable.MarkToggled)
    def mark_toggled(self, event: ResultsTable.MarkToggled) -> None:
        """Mark an entry, or remove its mark."""
        self.marks.toggle(event.row_id)
        self.marks_changed()

    @on(ResultsTable.RowsMarked)
    def rows_marked(self, event: ResultsTable.RowsMarked) -> None:
        """Mark a range of entries."""
        self.marks.add(event.row_ids)
        self.marks_changed()

    @on(ResultsTable.AllMarksToggled)
    async def all_marks_toggled(self) -> None:
        """Mark every matching entry, also those further down; unmark these if all are marked."""
        services, text = await self.host.services(), self._query_text
        found = set(map(str, await services.library.ids(read_query(text or "", time()))))
        self.marks.toggle_all(found)
        self.marks_changed()

    def marks_changed(self) -> None:
        """Show the marks, and their number."""
        pane = self.query_one(ResultsPane)
        pane.table.marks_changed()
        pane.border_subtitle = Content(self.marks.words)

    # -- deletion, export --------------------------------------------------------------------

    def action_forget(self) -> None:
        """Delete the marked entries, or the one under the cursor if none is marked, for good."""
        refs = self.cursor.annotated_refs
        run_on_marks(self, self.cursor, "write", lambda: forget(self, refs(), self._forgotten))

    def _forgotten(self) -> None:
        self.marks.clear()
        self.offers.forget_stored()
        self._search_again()

    def action_export(self) -> None:
        """Export the marked entries, or every matching one if none is marked."""
        run_on_marks(
            self,
            self.cursor,
            "export",
            lambda: export(self, self._query_text or "", [*self.marks.ids]),
        )

    def action_copy_menu(self) -> None:
        """Open the copy menu, with tables of the marked entries, or of those on screen."""
        columns = [column.id for _, column in self.query_one(ColumnChoicePane).visible_columns()]
        run_on_marks(
            self,
            self.cursor,
            "copy menu",
            lambda: choose_copy(self, self.record, self.cursor, columns),
        )

    def action_columns(self) -> None:
        """Open the dialog for the columns, their order and widths."""
        self.query_one(ColumnChoicePane).choose_columns()

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")
