"""Results pane of a search: its rows, sorted, filtered and marked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from lix_tui.screens.base import lix_screen
from lix_tui.screens.column_choice import ColumnChoicePane
from lix_tui.screens.search.annotation_filter import AnnotationFilter
from lix_tui.screens.search.record_join import RecordJoin
from lix_tui.screens.search.row_order import RowOrder
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.row_filter import RowFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    from lix_tui.api.models.search import Element
    from lix_tui.services.columns import Column
    from lix_tui.services.kinds import Kind
    from lix_tui.services.records.merged_record import MergedRecord
    from lix_tui.services.records.merged_records import MergedRecords
    from lix_tui.services.search.row_order import Arrangement
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.search.table_rows import SessionRows
    from lix_tui.services.services import Services

NO_MATCHES = "No loaded row contains these words. Press escape to show all rows."


class SearchResultsPane(ColumnChoicePane):
    """Rows of one search, as far as they are loaded. Sends no request."""

    class RowsChanged(Message):
        """The rows or the state of the search have changed."""

    class Arranged(Message):
        """Order, filter or marks of the rows have changed."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(
            kind.name,
            partial(_columns_of, kind),
            title=kind.label,
            empty=kind.empty,
            marks=True,
            filled=lambda: self.join.filled,
        )
        self._kind = kind
        self.session: SearchSession | None = None
        """Search that is shown; None before the first one."""
        self.rows: SessionRows | None = None
        """Rows that are shown; None without a search."""
        self.join = RecordJoin(self, self._records_changed)
        """Stored records of the rows."""
        self._filled_count = 0
        """Number of automatic columns with values when the columns were laid out."""
        self._row_count = 0
        """Number of elements of the search when it was last drawn."""
        self.order = RowOrder(self, lambda: self.rows, self._arrange_rows)
        self.annotation_filter = AnnotationFilter(self, lambda: self.rows, self._arrange_rows)
        """Row filter by the user's notes and tags."""
        self._marked: set[str] = set()
        """Keys of the marked elements."""

    def on_unmount(self) -> None:
        """Stop following the search, so that its memory can be freed."""
        self._stop_following()

    def _stop_following(self) -> None:
        if self.session is not None:
            self.session.listeners.remove(self.follow)
        self.join.stop()

    def show_session(self, session: SearchSession, known: set[str], records: MergedRecords) -> None:
        """Show another search; ``known`` has the keys of records that were looked up."""
        from lix_tui.services.search.table_rows import SessionRows

        self._stop_following()
        self.session = session
        joined = self.join.show(session, records)
        session.listeners.append(self.follow)
        self._row_count = 0
        self.annotation_filter.filter_text = ""
        self._marked.clear()
        if (row_filter := self.row_filter) is not None:
            row_filter.remove()
        self.rows = SessionRows(session, joined, known, self._marked)
        self.table.show_sorted(None, descending=False)
        self.fill(self.rows)
        self.follow()

    def follow(self) -> None:
        """Show the present state of the search; called on every change."""
        session, rows = self.session, self.rows
        if session is None or rows is None or not self.is_attached:
            return
        if len(session.elements) != self._row_count:
            rows.order_changed()
            had_none, self._row_count = self._row_count == 0, len(session.elements)
            self.rows_changed(self._row_count)
            if self.annotation_filter.filter_text:  # the new rows may have tags
                self.annotation_filter.reload()
            if had_none and self._row_count:
                self.table.focus()
            self.join.read()
        self.post_message(self.RowsChanged())

    def lay_out_columns(self) -> None:
        """Show the remembered columns, and fill their cells.

        Automatic columns that aren't shown yet are filled as well, so that rows need not be read
        again when the first value arrives.
        """
        if self.rows is not None:
            readable = self.columns_with([one.id for one in self.all_columns if one.is_automatic])
            self.rows.show_columns([place for place, _ in readable])
        self._filled_count = len(self.join.filled)
        super().lay_out_columns()

    @property
    def record(self) -> MergedRecord | None:
        """Stored record of the row under the cursor; None if it has no more than the row."""
        return self.join.record(self.element)

    @property
    def element(self) -> Element | None:
        """Element under the cursor, with the values of its stored record; None without one."""
        received = self.received
        return None if received is None else self.join.element(received)

    @property
    def received(self) -> Element | None:
        """Element under the cursor as it was received; None without one."""
        rows = self.rows
        if rows is None or not len(rows):
            return None
        return rows.received(min(self.table.cursor_row, len(rows) - 1))

    def focus_rows(self) -> None:
        """Focus the rows, or no widget while there are none."""
        if self.session is not None and self.session.elements:
            self.table.focus()
        else:
            self.screen.set_focus(None)  # not the query, so that single letters are commands

    # -- sorting -----------------------------------------------------------------------------

    @on(ResultsTable.HeaderClicked)
    def header_clicked(self, event: ResultsTable.HeaderClicked) -> None:
        """Sort by the column."""
        self.order.click(event.column_id)

    def _records_changed(self) -> None:
        if (rows := self.rows) is not None:
            if len(self.join.filled) != self._filled_count:
                super().lay_out_columns()
                self._filled_count = len(self.join.filled)
            rows.records_changed()
            self._show_arrangement(rows)

    def _show_arrangement(self, rows: SessionRows) -> None:
        self.rows_changed(len(rows))
        self.post_message(self.Arranged())

    # -- filtering ---------------------------------------------------------------------------

    @on(RowFilter.Changed, "#row-filter")
    def row_filter_changed(self, event: RowFilter.Changed) -> None:
        """Filter as the user types."""
        event.stop()
        self._narrow(event.value)

    @on(RowFilter.Removed)
    def row_filter_removed(self) -> None:
        """Show all rows again."""
        self._narrow("")
        self.table.focus()

    @on(RowFilter.Done)
    def row_filter_done(self) -> None:
        """Focus the rows."""
        self.table.focus()

    def _narrow(self, filter_text: str) -> None:
        if (rows := self.rows) is not None:
            self.annotation_filter.narrow(replace(rows.arrangement, filter_text=filter_text))

    def _arrange_rows(self, arrangement: Arrangement) -> None:
        if (rows := self.rows) is not None:
            rows.arrange(arrangement)
            self._show_arrangement(rows)

    def narrow(self) -> None:
        """Open the filter of the rows."""
        if self.session is None or not self.session.elements:
            self.report_no_rows("filter")
        else:
            self.filter_rows()

    def report_no_rows(self, action: str) -> None:
        """Report that an action, such as "filter", needs rows and there are none."""
        from lix_tui.services.search.progress_words import no_rows_words

        lix_screen(self).report(no_rows_words(self.session, action), problem=True)

    # -- marks -------------------------------------------------------------------------------

    def marked_elements(self) -> list[Element]:
        """Return the marked elements, in the order of the results."""
        if self.session is None or not self._marked:
            return []
        return [self.join.element(one) for one in self.session.elements if one.key in self._marked]

    @on(ResultsTable.MarkToggled)
    def mark_toggled(self, event: ResultsTable.MarkToggled) -> None:
        """Mark a row, or remove its mark."""
        self._marked ^= {event.row_id}
        self._marks_changed()

    @on(ResultsTable.RowsMarked)
    def rows_marked(self, event: ResultsTable.RowsMarked) -> None:
        """Mark a range of rows."""
        self._marked.update(event.row_ids)
        self._marks_changed()

    @on(ResultsTable.AllMarksToggled)
    def all_marks_toggled(self) -> None:
        """Mark every row that is shown; unmark these rows if all of them are marked."""
        if (rows := self.rows) is not None:
            rows.toggle_marks()
            self._marks_changed()

    def _marks_changed(self) -> None:
        self.table.marks_changed()
        self.post_message(self.Arranged())


def _columns_of(kind: Kind) -> tuple[Column, ...]:
    from lix_tui.services.records.view_registry import view_of

    return view_of(kind.name).columns


def describe_search(
    pane: SearchResultsPane, services: Services, filter_words: Callable[[], str]
) -> None:
    """Show counts, marks, age and activity of a pane's search; does nothing without one.

    ``filter_words`` names the filters in force, for a search that found nothing.
    """
    from lix_tui.services.search import progress_words as words

    session, rows = pane.session, pane.rows
    if session is None or rows is None:
        return
    offline, stale_days = services.settings.offline, services.settings.stale_days
    line = words.state_line(
        session, services.limiter.next_slot_in(), services.waits, offline=offline
    )
    if pane.is_stale and session.elements and not session.loading:
        line = "more rows belong to the previous query"
    if (run := services.runs.find_for_session(session)) is not None:
        line = f"loading all: {run.progress_words} · {run.reason or line}"
    marked = len(pane.marked_elements())
    subtitle = words.marks_and_age(session, marked, stale_days, offline=offline)
    title = " · ".join(
        part for part in (words.count_line(session), _arrangement_words(pane, rows)) if part
    )
    empty = line
    if rows.arrangement.filter_text.strip() and not len(rows):
        empty = NO_MATCHES
    elif session.state.total == 0:
        empty = words.empty_words(line, filter_words())
    pane.describe(title=title, subtitle=subtitle, status=line, empty=empty)


def _arrangement_words(pane: SearchResultsPane, rows: SessionRows) -> str:
    """Return filter and order: '12 match "berlin" · by Company ↑'; empty without either."""
    now, words = rows.arrangement, []
    if now.filter_text.strip():
        words.append(f"{len(rows):,} of them match “{now.filter_text.strip()[:40]}”")
    if now.column is not None:
        title = pane.all_columns[now.column].title
        words.append(f"by {title} {'↓' if now.descending else '↑'}")
    return " · ".join(words)
