"""Results pane: a framed table, or an instruction while it is empty."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from lix_tui.services.columns import Column
from lix_tui.widgets.background import framed_lines
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.row_filter import RowFilter
from lix_tui.widgets.row_provider import RowProvider


class ResultsPane(Vertical):
    """Framed table; the frame shows the number of loaded rows."""

    render_lines = framed_lines
    DEFAULT_CSS = """
    ResultsPane {
        border: round $border;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        width: 3fr;
        height: 1fr;
    }
    ResultsPane:focus-within { border: round $primary; border-title-color: $foreground; }
    ResultsPane #empty {
        width: 1fr;
        height: 1fr;
        content-align: center middle;
        text-align: center;
        color: $text-muted;
        padding: 0 2;
    }
    ResultsPane #stale {
        display: none;
        height: auto;
        max-height: 3;
        padding: 0 1;
        color: $warning;
    }
    ResultsPane.stale #stale { display: block; }
    ResultsPane ResultsTable { display: none; }
    ResultsPane.filled ResultsTable { display: block; }
    ResultsPane.filled #empty { display: none; }
    """

    def __init__(
        self, columns: tuple[Column, ...], *, title: str, empty: str, marks: bool = False
    ) -> None:
        """Create the pane; ``marks`` allows rows to be marked."""
        super().__init__()
        self._columns, self._empty, self._marks = columns, empty, marks
        self._described = ("", "", "", "")
        self._visible_empty = empty
        self._stale_line = ""
        self.border_title = Content(title)

    def compose(self) -> ComposeResult:
        """Yield the empty state and the table; one of them shows."""
        yield Static("", id="stale", markup=False)
        yield Static(Content(self._empty), id="empty", markup=False)
        yield ResultsTable(self._columns, id="results", marks=self._marks)

    @property
    def table(self) -> ResultsTable:
        """Results table of the pane."""
        return self.query_one("#results", ResultsTable)

    def fill(self, provider: RowProvider, *, stay: bool = False) -> None:
        """Show the rows of another search, or with ``stay`` keep the cursor on its record."""
        self.table.set_provider(provider, stay=stay)
        self.set_class(len(provider) > 0, "filled")
        self._show_empty_text()

    def rows_changed(self, count: int) -> None:
        """Show rows after some were added or removed."""
        self.table.rows_changed()
        self.set_class(count > 0, "filled")
        self._show_empty_text()

    def _show_empty_text(self) -> None:
        """Set the text only while it is visible, because that lays out the whole screen."""
        if not self.has_class("filled") and self._visible_empty != self._empty:
            self._visible_empty = self._empty
            self.query_one("#empty", Static).update(Content(self._empty))

    @property
    def is_stale(self) -> bool:
        """True while the rows are marked as those of another query."""
        return bool(self._stale_line)

    def mark_stale(self, line: str) -> None:
        """Dim the rows, with a line above them that says why; an empty line removes the mark."""
        line = spelled(self, line)
        if line != self._stale_line:  # this runs on a timer, so paint changes only
            self._stale_line = line
            self.query_one("#stale", Static).update(Content(line))
            self.set_class(bool(line), "stale")
            self.table.set_class(bool(line), "-stale")

    @property
    def row_filter(self) -> RowFilter | None:
        """Input that filters the loaded rows; None while it is closed."""
        return next(iter(self.query(RowFilter)), None)

    def filter_rows(self) -> None:
        """Open the filter input, or focus it."""
        if (found := self.row_filter) is None:
            found = RowFilter()
            self.mount(found, before="#results")
        found.focus()

    def describe(self, *, title: str, subtitle: str, status: str, empty: str) -> None:
        """Set the frame's texts, the line after the last row, and the empty state."""
        described = (title, subtitle, status, empty)
        if described == self._described:  # this runs on a timer, so paint changes only
            return
        self._described = described
        self.border_title = Content(title)
        self.border_subtitle = Content(spelled(self, subtitle))
        self.table.status_line = spelled(self, status)
        self._empty = spelled(self, empty)
        self._show_empty_text()
