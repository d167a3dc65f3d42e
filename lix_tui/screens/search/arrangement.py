"""The loaded rows as the user wants to see them: sorted, narrowed, other columns, other panes."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from lix_tui.screens.column_choice import ColumnKeepingScreen
from lix_tui.screens.search.bulk_actions import RunningScreen
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.row_filter import RowFilter

if TYPE_CHECKING:
    from lix_tui.services.columns import Column
    from lix_tui.services.search.table_rows import SessionRows


class ArrangingScreen(RunningScreen, ColumnKeepingScreen):
    """Nothing here asks or pays for anything: only what is loaded is shown otherwise."""

    DEFAULT_CSS = """
    ArrangingScreen.stacked #body { layout: vertical; }
    ArrangingScreen.stacked #body > * { width: 1fr; max-width: 100%; }
    ArrangingScreen.stacked.-wide #body > FilterPanel { dock: left; width: 38; }
    ArrangingScreen.stacked.-very-wide #body > FilterPanel { dock: left; width: 44; }
    ArrangingScreen.stacked SummaryPane { height: 1fr; min-height: 8; display: block; }
    ArrangingScreen.stacked ResultsPane { height: 2fr; }
    ArrangingScreen.-short.stacked SummaryPane { display: none; }
    ArrangingScreen.-narrow.stacked.filtering SummaryPane { display: none; }
    ArrangingScreen.-normal.stacked.filtering SummaryPane { display: none; }
    ArrangingScreen.zoomed #body > * { display: none; }
    ArrangingScreen.zoomed #body > .zoomed { display: block; width: 1fr; max-width: 100%; }
    ArrangingScreen.zoomed AreaBar { display: none; }
    """

    @property
    @abstractmethod
    def rows(self) -> SessionRows | None:
        """The rows that are shown, None without a search."""

    @abstractmethod
    def show_arrangement(self) -> None:
        """Show the rows as they are arranged now."""

    def arrange_panes(self) -> None:
        """Show panes and columns as they were left."""
        self.set_class(self.host.remembered.stacked, "stacked")
        self.lay_out_columns()

    @property
    def table_name(self) -> str:
        """The kind's."""
        return self.kind.name

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The kind's."""
        return self.kind.columns

    @property
    def arrangement_words(self) -> str:
        """'12 match "berlin" · by Company ↑', empty where the rows are as they came."""
        rows = self.rows
        if rows is None or not rows.arrangement.active:
            return ""
        now, words = rows.arrangement, []
        if now.words:
            words.append(f"{len(rows):,} of them match “{now.wanted.strip()[:40]}”")
        if now.column is not None:
            title = self.kind.columns[now.column].title
            words.append(f"by {title} {'↓' if now.descending else '↑'}")
        return " · ".join(words)

    # -- sorting -----------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort by the next column; after the last one, show the rows as they came."""
        if (rows := self.rows) is not None:
            shown = [place for place, _ in self.shown_columns()]
            order: list[int | None] = [None, *shown]
            now = rows.arrangement.column
            at = order.index(now) if now in order else 0
            self._sort(order[(at + 1) % len(order)], descending=False)

    def action_sort_down(self) -> None:
        """Turn the order round."""
        if (rows := self.rows) is None:
            return
        column = rows.arrangement.column
        first = self.shown_columns()[0][0]
        self._sort(first if column is None else column, descending=not rows.arrangement.descending)

    @on(ResultsTable.HeaderClicked)
    def header_clicked(self, event: ResultsTable.HeaderClicked) -> None:
        """Sort by a column, then downwards, then not at all."""
        if (rows := self.rows) is None:
            return
        column = next(i for i, c in enumerate(self.kind.columns) if c.id == event.column_id)
        if rows.arrangement.column != column:
            self._sort(column, descending=False)
        elif not rows.arrangement.descending:
            self._sort(column, descending=True)
        else:
            self._sort(None, descending=False)

    def _sort(self, column: int | None, *, descending: bool) -> None:
        rows = self.rows
        if rows is None:
            return
        rows.arrange(replace(rows.arrangement, column=column, descending=descending))
        identity = None if column is None else self.kind.columns[column].id
        self.query_one(ResultsPane).table.show_sorted(identity, descending=descending)
        self.show_arrangement()

    # -- narrowing ---------------------------------------------------------------------------

    def action_filter_rows(self) -> None:
        """Show only rows that hold some words."""
        if self.rows is None:
            self.say("Run a search first; then its rows can be narrowed.", problem=True)
            return
        self.query_one(ResultsPane).filter_rows()

    @on(RowFilter.Changed, "#row-filter")
    def row_filter_changed(self, event: RowFilter.Changed) -> None:
        """Narrow as one types."""
        event.stop()
        self._narrow(event.value)

    @on(RowFilter.Removed)
    def row_filter_removed(self) -> None:
        """Show all rows again."""
        self._narrow("")
        self.focus_rows()

    @on(RowFilter.Done)
    def focus_rows(self) -> None:
        """Go to the rows."""
        self.query_one(ResultsPane).table.focus()

    def _narrow(self, wanted: str) -> None:
        if (rows := self.rows) is not None:
            rows.arrange(replace(rows.arrangement, wanted=wanted))
            self.show_arrangement()

    # -- rows and panes ----------------------------------------------------------------------

    def action_peek(self) -> None:
        """Read every cell of the row in full."""
        from lix_tui.screens.dialogs.row_detail import PeekScreen

        rows, table = self.rows, self.query_one(ResultsPane).table
        if rows is None or not len(rows):
            self.say("There is no row under the cursor.", problem=True)
            return
        cells = rows.cells(min(table.cursor_row, len(rows) - 1))
        titles = [column.title for column in self.kind.columns]
        self.app.push_screen(PeekScreen(list(zip(titles, cells, strict=False))))

    def action_split(self) -> None:
        """Put the pane beside the results below them, or back."""
        if self.has_class("filtering") and not self.has_class("-very-wide"):
            self.say("The filters stand there now; <search.filters> closes them first.")
            return
        stacked = not self.has_class("stacked")
        self.host.remembered.keep_stacked(stacked)
        self.set_class(stacked, "stacked")

    def action_zoom(self) -> None:
        """Give all the room to the pane that has the cursor, or give it back."""
        body = self.query_one("#body")
        zoomed = not self.has_class("zoomed")
        panes = set(self.focused.ancestors_with_self) if self.focused is not None else set()
        chosen = next((pane for pane in body.children if pane in panes), None)
        for pane in body.children:
            pane.set_class(zoomed and pane is (chosen or self.query_one(ResultsPane)), "zoomed")
        self.set_class(zoomed, "zoomed")
