"""The library: everything ever fetched, found as one types, at no cost."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from lix_tui.screens.column_choice import ColumnChoicePane
from lix_tui.screens.library_entry import CursorEntry
from lix_tui.screens.record_actions import RecordActions, RecordScreen
from lix_tui.services.columns import Column
from lix_tui.services.kinds import AREAS
from lix_tui.services.library.entry_view import (
    KIND_WORDS,
    EntryRows,
    glance,
    opening_of_entry,
)
from lix_tui.services.library.query_language import HINT, ORDERS, read_query, sorted_text
from lix_tui.store.library import MOST_COUNTED
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.summary_pane import SummaryPane

if TYPE_CHECKING:
    from lix_tui.services.library.library import EntryDetail
    from lix_tui.store.rows import Entry, LibraryOrder

PAGE = 100
"""Entries that are read at once."""
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
    "Everything you fetch is found here again, by any word of it, for nothing.\n\n"
    "1 to 6 open a search; what it finds comes here by itself."
)
NOTHING = "nothing here matches; fewer words find more"
LOOK_AFTER = 0.06
"""Seconds that the cursor rests before all that is known of an entry is read."""


class LibraryScreen(RecordScreen):
    """An input, what it finds, and a glance at the entry under the cursor."""

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
        self._entries: list[Entry] = []
        self._shown: str | None = None
        """The text whose entries are shown."""
        self._again = False
        self._finding = False
        self._detail: EntryDetail | None = None
        self.cursor = CursorEntry(self)
        self.record = RecordActions(self, self.offers, self.cursor, "library")

    def compose(self) -> ComposeResult:
        """The input, the table with the glance beside it."""
        self.take_size_classes()
        yield AreaBar(AREAS, "library")
        yield QueryBar(title="Library", cost="found as you type · costs nothing", placeholder=HINT)
        with Horizontal(id="body"):
            yield ColumnChoicePane("library", COLUMNS, title="Library", empty=EMPTY)
            yield SummaryPane()
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Show what was fetched last."""
        super().set_up()
        self.query_one(ColumnChoicePane).lay_out_columns()
        self.query_one(QueryBar).focus_input()
        self._looking = self.set_timer(LOOK_AFTER, self._look)
        self.find()

    def on_screen_resume(self) -> None:
        """Look again: more may have come while another screen was in front."""
        self._look_again()

    def _look_again(self) -> None:
        """Find the same anew; the cursor stays on its record."""
        self._again = True
        self.find()

    # -- finding -----------------------------------------------------------------------------

    @on(Input.Changed, "#query")
    def find(self) -> None:
        """Search for what stands in the input now; one search at a time, the newest text last."""
        if not self._finding:
            self._finding = True
            self.run_worker(self._find(), group="find", exit_on_error=False)

    async def _find(self) -> None:
        try:
            services = await self.host.services()
            while (text := self.query_one(QueryBar).text) != self._shown or self._again:
                stay, self._again = text == self._shown, False
                query, limit = read_query(text, time()), PAGE
                if stay:  # as many as were shown already
                    limit = max(PAGE, len(self._entries))
                entries = await services.library.search(query, limit=limit)
                if text != self.query_one(QueryBar).text:
                    continue  # an older text's entries never show under a newer one
                self._shown = text
                column = "age" if query.order == "fetched" else query.order
                table = self.query_one(ResultsPane).table
                table.show_sorted(column, descending=query.descending)
                self._show(entries, stay=stay)
                count = await services.library.count(query)
                self._describe(count, query.problem)
        finally:
            self._finding = False

    def _show(self, entries: list[Entry], *, stay: bool) -> None:
        self._entries = entries
        pane = self.query_one(ResultsPane)
        pane.fill(EntryRows(entries, time()), stay=stay)
        pane.rows_changed(len(entries))
        self._glance()

    def _describe(self, count: int, problem: str) -> None:
        shown = f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
        empty = problem or (NOTHING if (self._shown or "").strip() else EMPTY)
        more = "moving down shows more" if count > len(self._entries) else "that is all of it"
        self.query_one(ResultsPane).describe(
            title=f"Library · {shown}", subtitle="", status=more, empty=empty
        )

    @on(ResultsTable.PastEnd)
    async def more(self) -> None:
        """Read on: it is all here, and costs nothing."""
        if not self._entries:
            return
        services, text = await self.host.services(), self._shown
        query, last = read_query(text or "", time()), self._entries[-1].id
        entries = await services.library.search(query, limit=PAGE, after=self._entries)
        if text == self._shown and self._entries and self._entries[-1].id == last and entries:
            self._entries.extend(entries)
            self.query_one(ResultsPane).rows_changed(len(self._entries))

    @on(Input.Submitted, "#query")
    def action_results(self) -> None:
        """Go to what was found."""
        if self._entries:
            self.query_one(ResultsPane).table.focus()
        else:
            self.set_focus(None)

    def action_focus_query(self) -> None:
        """Go to the input."""
        self.query_one(QueryBar).focus_input()

    def action_next_kind(self) -> None:
        """Narrow to the next kind of record, and at last to none."""
        bar, kinds = self.query_one(QueryBar), ("", *KIND_WORDS)
        words = bar.text.split()
        now = next((word[5:] for word in words if word.startswith("kind:")), "")
        wanted = kinds[(kinds.index(now) + 1) % len(kinds)] if now in kinds else ""
        rest = [word for word in words if not word.startswith("kind:")]
        bar.text = " ".join([*([f"kind:{wanted}"] if wanted else []), *rest])

    # -- sorting -----------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort by the next column, at last by none."""
        now = read_query(self.query_one(QueryBar).text, time()).order
        orders: list[LibraryOrder | None] = [None, *ORDERS]
        self._sort(orders[(orders.index(now) + 1) % len(orders)], descending=False)

    def action_sort_down(self) -> None:
        """Turn the order round."""
        query = read_query(self.query_one(QueryBar).text, time())
        self._sort(query.order or "fetched", descending=not query.descending)

    @on(ResultsTable.HeaderClicked)
    def header_clicked(self, event: ResultsTable.HeaderClicked) -> None:
        """Sort by a column, then downwards, then not at all."""
        query = read_query(self.query_one(QueryBar).text, time())
        clicked = "fetched" if event.column_id == "age" else event.column_id
        order = next((order for order in ORDERS if order == clicked), None)
        if query.order != order:
            self._sort(order, descending=False)
        else:
            self._sort(None if query.descending else order, descending=True)

    def _sort(self, order: LibraryOrder | None, *, descending: bool) -> None:
        """The order is part of what is typed, so that it is seen and can be typed as well."""
        bar = self.query_one(QueryBar)
        bar.text = sorted_text(bar.text, order, descending=descending)

    # -- the entry under the cursor ----------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        row = self.query_one(ResultsPane).table.cursor_row
        return self._entries[row] if row < len(self._entries) else None

    @property
    def detail(self) -> EntryDetail | None:
        """What is known of it, once that was read."""
        entry, detail = self.entry, self._detail
        return detail if entry and detail and detail.entry.id == entry.id else None

    @on(ResultsTable.Highlighted)
    def _glance(self) -> None:
        self._offer()
        if (entry := self.entry) is not None:
            self.query_one(SummaryPane).show(
                KIND_WORDS.get(entry.kind, entry.kind), glance(entry, self.detail)
            )
            self._looking.stop()
            self._looking = self.set_timer(LOOK_AFTER, self._look)

    def _offer(self) -> None:
        """Show what opening the entry costs, and where it leads to once that was read."""
        entry, detail = self.entry, self.detail
        endpoint = "" if detail is None else detail.endpoint
        opening = None if entry is None else opening_of_entry(entry, endpoint)
        if opening is not None:
            opening = opening.seen_as(self.cursor.record_viewer)
        first = next(iter(self.record.places()), None)
        self.offers.show({"table.open": opening, "library.related": first})

    def _look(self) -> None:
        self.run_worker(self._read(), group="glance", exit_on_error=False)

    async def _read(self) -> EntryDetail | None:
        entry, services = self.entry, await self.host.services()
        if entry is None:
            return None
        if (detail := self.detail) is None:
            detail = self._detail = await services.library.detail(entry.id)
            if self.entry == entry:  # the cursor has not gone on meanwhile
                self._offer()
                pane = self.query_one(SummaryPane)
                pane.show(KIND_WORDS.get(entry.kind, entry.kind), glance(entry, detail))
        return detail

    @on(ResultsTable.Opened)
    async def opened(self) -> None:
        """Open the record; one that was looked up by itself costs nothing."""
        detail = await self._read()
        opening = opening_of_entry(detail.entry, detail.endpoint) if detail else None
        if opening is None:
            self.say(
                "It has no link to be opened by; <library.raw> shows what was received.",
                problem=True,
            )
        else:
            self.offers.act("table.open", lambda: self.host.navigation.open(opening))

    # -- what the user writes, and what goes -------------------------------------------------

    def action_note(self) -> None:
        """Write a note."""
        self._write("Note")

    def action_tags(self) -> None:
        """Write tags."""
        self._write("Tags")

    def _write(self, what: Literal["Note", "Tags"]) -> None:
        from lix_tui.screens.library_changes import write

        work = write(self, self.entry, what, self._reread)
        self.run_worker(work, group="write", exclusive=True, exit_on_error=False)

    def _reread(self, detail: EntryDetail) -> None:
        """Show an entry as it was changed."""
        self._detail = detail
        for index, entry in enumerate(self._entries):
            if entry.id == detail.entry.id:
                self._entries[index] = detail.entry
        self.query_one(ResultsPane).table.marks_changed()
        self._glance()

    def action_forget(self) -> None:
        """Delete the entry for good."""
        from lix_tui.screens.library_changes import forget

        work = forget(self, self.entry, self._forgotten)
        self.run_worker(work, group="write", exclusive=True, exit_on_error=False)

    def _forgotten(self) -> None:
        self.offers.forget_stored()
        self._look_again()

    def action_export(self) -> None:
        """Write everything that is found to a file."""
        from lix_tui.screens.library_changes import export

        work = export(self, self._shown or "")
        self.run_worker(work, group="export", exclusive=True, exit_on_error=False)

    def action_columns(self) -> None:
        """Choose columns, their order and their widths."""
        self.query_one(ColumnChoicePane).choose_columns()

    @on(AreaBar.Chosen)
    async def area_chosen(self, event: AreaBar.Chosen) -> None:
        """Go to another area."""
        await self.run_action(f"app.area('{event.area}')")
