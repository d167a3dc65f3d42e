"""Pane with the lookups of a run: marked, and narrowed by words, tags and notes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from time import time
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from lix_tui.screens.base import lix_screen
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.summary import SummaryLine, facts
from lix_tui.services.search.narrowed_rows import STEP, NarrowedRows, TableRows
from lix_tui.services.search.row_order import Arrangement
from lix_tui.text import clean_line
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.row_filter import RowFilter

if TYPE_CHECKING:
    from lix_tui.screens.marked_links import MarkedLinks
    from lix_tui.services.columns import Column
    from lix_tui.services.library.annotations import RecordRef
    from lix_tui.services.records.merged_records import MergedRecords
    from lix_tui.store.annotations import Annotation
    from lix_tui.store.rows import RunItem

NO_ROW = "No row is shown. Press <run.filter> or escape to show all rows."
NOT_STORED = "Nothing is stored of this record yet."


class RunPane(ResultsPane):
    """Table of a run's lookups. Sends no request."""

    class RowsArranged(Message):
        """The filter or the marks have changed."""

    def __init__(self, columns: tuple[Column, ...], endpoint: str, *, title: str) -> None:
        """``endpoint`` looks the records up."""
        super().__init__(columns, title=title, empty="reading…", marks=True)
        self._type = RECORD_TYPES[endpoint]
        self._items: Sequence[RunItem] = ()
        self._lookups: Sequence[RunItem] = ()
        self._all: TableRows | None = None
        self._rows: NarrowedRows | None = None
        self._arrangement = Arrangement()
        self._narrowing = 0
        """Number of the last narrowing; an earlier one stops."""
        self._annotations: dict[int, Annotation] = {}
        """Annotations of the lookups' records, by the number of the lookup."""

    def show_items(
        self, rows: TableRows, items: Sequence[RunItem], lookups: Sequence[RunItem]
    ) -> None:
        """Show lookups; the cursor stays on its row.

        ``items`` are the lookups of the rows, ``lookups`` those of the whole run: marked rows may
        be hidden by their status.
        """
        self._all, self._items, self._lookups = rows, items, lookups
        if self._rows is None:
            self._rows = NarrowedRows(rows)
            self.fill(self._rows)
        self._narrow()
        if self._arrangement.terms:
            self.reload_annotations()

    def item(self, place: int) -> RunItem | None:
        """Return the lookup in a row; None without one."""
        if self._rows is None or place >= len(self._rows):
            return None
        return self._items[self._rows.at(place)]

    @property
    def visible_rows(self) -> list[int]:
        """Places of the lookups on screen."""
        rows, top = self._rows, int(self.table.scroll_y)
        if rows is None:
            return []
        return [rows.at(row) for row in range(top, min(top + self.table.size.height, len(rows)))]

    @property
    def marks_words(self) -> str:
        """Number of marked rows and of rows that match the filter, in words."""
        rows, parts = self._rows, list[str]()
        if marked := len(self._marked_items):
            parts.append(f"{marked:,} marked")
        if rows is not None and self._arrangement.filter_text.strip():
            parts.append(f"{len(rows):,} match “{clean_line(self._arrangement.filter_text)[:40]}”")
        return " · ".join(parts)

    def annotated_refs(self) -> list[RecordRef]:
        """Return the records of the marked rows, or the one under the cursor if none is marked."""
        under = self.item(self.table.cursor_row)
        return [self._ref(item) for item in self._marked_items or ([under] if under else [])]

    @property
    def _marked_items(self) -> list[RunItem]:
        """Lookups of the marked rows, in the order of the run; also of rows that are hidden."""
        if self._rows is None or not (marked := self._rows.marked):
            return []
        return [item for item in self._lookups if str(item.number) in marked]

    @property
    def link(self) -> str | None:
        """Link or address in the row under the cursor; None without a row."""
        item = self.item(self.table.cursor_row)
        return None if item is None else item.link

    @property
    def marked_links(self) -> MarkedLinks | None:
        """Links or addresses of the marked rows; None if none is marked."""
        from lix_tui.screens.marked_links import MarkedLinks

        links = [item.link for item in self._marked_items]
        return MarkedLinks(links, len(links)) if links else None

    def _ref(self, item: RunItem) -> RecordRef:
        from lix_tui.services.library.annotations import RecordRef

        kind, keys = self._type.subject or self._type.entry_kind, self._type.keys(item.link)
        return RecordRef(clean_line(item.label or item.link), kind, keys)

    async def show_preview(self, records: MergedRecords) -> None:
        """Show the stored record of the row under the cursor, or the row if nothing is stored."""
        from lix_tui.screens.dialogs.record_preview import RecordPreview
        from lix_tui.services.library.entry_view import KIND_WORDS
        from lix_tui.services.records.record_preview import whole_preview

        place, rows = self.table.cursor_row, self._rows
        item = self.item(place)
        if item is None or rows is None:
            lix_screen(self).report(NO_ROW, problem=True)
            return
        ref = self._ref(item)
        stored = await records.find(ref.kind, ref.keys)
        if stored is not None:
            lines = whole_preview(RECORD_TYPES[stored.kind], stored, time())
        else:
            titles = (column.title for column in self._columns)
            cells = dict(zip(titles, rows.cells(place), strict=True))
            lines = [SummaryLine(NOT_STORED, "muted"), SummaryLine(""), *facts(*cells.items())]
        title = KIND_WORDS.get(ref.kind, ref.kind.title())
        self.app.push_screen(RecordPreview(title, lines))

    # -- filter ------------------------------------------------------------------------------

    @on(RowFilter.Changed, "#row-filter")
    def filter_changed(self, event: RowFilter.Changed) -> None:
        """Filter as the user types."""
        event.stop()
        self._arrangement = Arrangement(filter_text=event.value)
        if self._arrangement.terms:
            self.reload_annotations()
        else:
            self._narrow()

    @on(RowFilter.Removed)
    def filter_removed(self) -> None:
        """Show all lookups again."""
        self._arrangement = Arrangement()
        self._narrow()
        self.table.focus()

    @on(RowFilter.Done)
    def filter_done(self) -> None:
        """Focus the rows."""
        self.table.focus()

    def reload_annotations(self) -> None:
        """Read notes and tags again if they narrow the rows."""
        if self._arrangement.terms:
            screen, work = lix_screen(self), self._read_annotations()
            screen.run_worker(work, group="annotations", exclusive=True, exit_on_error=False)

    async def _read_annotations(self) -> None:
        services, items = await lix_screen(self).host.services(), self._items
        kind = self._type.subject or self._type.entry_kind
        found, keys_of = await services.annotations.annotated(kind), self._type.keys

        def match() -> dict[int, Annotation]:  # up to 100,000 links
            return {
                item.number: found[key]
                for item in items
                for key in keys_of(item.link)
                if key in found
            }

        self._annotations = await asyncio.to_thread(match) if found else {}
        self._narrow()

    def _narrow(self) -> None:
        """Narrow the rows: at once if they are few, else step by step, so that nothing waits."""
        if self._rows is None or self._all is None:
            return
        steps = self._rows.steps(self._all, self._arrangement, self._annotation_at)
        if len(self._all) <= STEP or not self._arrangement.active:
            self._narrowing += 1
            for _ in steps:
                pass
            self._show_narrowed()
            return
        self.rows_changed(len(self._rows))
        screen, work = lix_screen(self), self._narrow_stepwise(steps)
        screen.run_worker(work, group="narrow", exit_on_error=False)

    async def _narrow_stepwise(self, steps: Iterator[None]) -> None:
        self._narrowing += 1
        number = self._narrowing
        for _ in steps:
            await asyncio.sleep(0)
            if number != self._narrowing:  # the filter or the rows are others now
                return
        self._show_narrowed()

    def _annotation_at(self, index: int) -> Annotation | None:
        return self._annotations.get(self._items[index].number)

    def _show_narrowed(self) -> None:
        if self._rows is not None:
            self.rows_changed(len(self._rows))
            self.post_message(self.RowsArranged())

    # -- marks -------------------------------------------------------------------------------

    @on(ResultsTable.MarkToggled)
    def mark_toggled(self, event: ResultsTable.MarkToggled) -> None:
        """Mark a row, or remove its mark."""
        if self._rows is not None:
            self._rows.marked ^= {event.row_id}
            self._marks_changed()

    @on(ResultsTable.RowsMarked)
    def rows_marked(self, event: ResultsTable.RowsMarked) -> None:
        """Mark a range of rows."""
        if self._rows is not None:
            self._rows.marked.update(event.row_ids)
            self._marks_changed()

    @on(ResultsTable.AllMarksToggled)
    def all_marks_toggled(self) -> None:
        """Mark every row that is shown; unmark these rows if all of them are marked."""
        if (rows := self._rows) is not None:
            shown = {rows.row_id(index) for index in range(len(rows))}
            rows.marked = rows.marked - shown if shown <= rows.marked else rows.marked | shown
            self._marks_changed()

    def _marks_changed(self) -> None:
        self.table.marks_changed()
        self.post_message(self.RowsArranged())
