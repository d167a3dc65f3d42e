"""The results table: any number of rows, of which only the visible ones are ever made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from lix_tui.explorer.columns import Column
from lix_tui.widgets.cells import fit
from lix_tui.widgets.table_columns import GAP, FittedColumn, fit_columns

HEADER = 1
"""Lines of the header, which stays while rows scroll."""
HEADER_LINE, STATUS_LINE, BLANK_LINE = -1, -2, -3
"""Lines that are no rows, by numbers that no row has."""


class RowProvider(Protocol):
    """Where the rows come from."""

    def __len__(self) -> int: ...

    def row_id(self, index: int) -> str:
        """What the row is about: the same record keeps its id."""

    def cells(self, index: int) -> Sequence[str]:
        """The cleaned text of a row, a cell a column."""

    def index_of(self, row_id: str) -> int | None:
        """Where a record is now, None when it is gone."""

    def mark(self, index: int) -> str:
        """One character before the row, or none."""


class ResultsTable(ScrollView, can_focus=True):
    """Paints what is visible; a cursor move paints two lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="table.down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="table.up"),
        Binding("pagedown,ctrl+d,ctrl+f", "page(1)", "Page down", show=False, id="table.page_down"),
        Binding("pageup,ctrl+u,ctrl+b", "page(-1)", "Page up", show=False, id="table.page_up"),
        Binding("home,g", "first", "First", show=False, id="table.first"),
        Binding("end,G", "last", "Last", show=False, id="table.last"),
        Binding("enter", "open", "Open", id="table.open"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--header",
        "results--row",
        "results--lead",
        "results--mark",
        "results--cursor",
        "results--hover",
        "results--status",
    }
    DEFAULT_CSS = """
    ResultsTable {
        background: transparent;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    ResultsTable > .results--header { color: $text-muted; text-style: bold; }
    ResultsTable > .results--row { color: $text-muted; }
    ResultsTable > .results--lead { color: $foreground; text-style: bold; }
    ResultsTable > .results--mark { color: $accent; }
    ResultsTable > .results--hover { background: $panel; }
    ResultsTable > .results--status { color: $text-muted; text-style: italic; }
    ResultsTable > .results--cursor {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
    }
    ResultsTable:focus > .results--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
    }
    """

    cursor_row: reactive[int] = reactive(0, repaint=False)
    hover_row: reactive[int | None] = reactive(None, repaint=False)
    status_line: reactive[str] = reactive("", repaint=False)

    class Highlighted(Message):
        """The cursor is on another record."""

        def __init__(self, row: int, row_id: str) -> None:
            self.row, self.row_id = row, row_id
            super().__init__()

    class Opened(Message):
        """The record under the cursor is to be opened."""

        def __init__(self, row: int, row_id: str) -> None:
            self.row, self.row_id = row, row_id
            super().__init__()

    class PastEnd(Message):
        """The cursor was moved on from the last row: more is wanted."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._fitted: tuple[FittedColumn, ...] = ()
        self._provider: RowProvider | None = None
        self._count = 0
        self._cursor_id: str | None = None
        self._strips: LRUCache[tuple[int, int], Strip] = LRUCache(512)
        self._row_styles: dict[int, tuple[Style, Style, Style]] = {}

    # -- rows --------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def cursor_id(self) -> str | None:
        """The record under the cursor, None without rows."""
        return self._cursor_id

    def set_provider(self, provider: RowProvider) -> None:
        """Show other rows, from the first."""
        self._provider, self._cursor_id = provider, None
        self.set_reactive(ResultsTable.cursor_row, 0)
        self.scroll_home(animate=False)
        self.rows_changed()

    def rows_changed(self) -> None:
        """Rows were added or replaced: the cursor stays on its record.

        The cost does not depend on how many rows there are already.
        """
        provider = self._provider
        self._count = 0 if provider is None else len(provider)
        self._strips.clear()
        self._resize_content()
        if provider is None or not self._count:
            self._cursor_id = None
            self.refresh()
            return
        kept = None if self._cursor_id is None else provider.index_of(self._cursor_id)
        row = min(self.cursor_row if kept is None else kept, self._count - 1)
        moved = provider.row_id(row) != self._cursor_id
        self._cursor_id = provider.row_id(row)
        self.set_reactive(ResultsTable.cursor_row, row)
        self.refresh()
        if moved:
            self.post_message(self.Highlighted(row, self._cursor_id))

    def marks_changed(self) -> None:
        """What stands before the rows has changed."""
        self._strips.clear()
        self.refresh()

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, held inside the table."""
        if self._count:
            self.cursor_row = max(0, min(row, self._count - 1))

    def watch_cursor_row(self, before: int, row: int) -> None:
        """Paint the two lines that changed and keep the cursor in view."""
        if self._provider is None or row >= self._count:
            return
        self._cursor_id = self._provider.row_id(row)
        if not self._show_cursor():
            self._refresh_rows(before, row)
        self.post_message(self.Highlighted(row, self._cursor_id))

    def watch_hover_row(self, before: int | None, row: int | None) -> None:
        """Paint the two lines that changed."""
        self._refresh_rows(*(changed for changed in (before, row) if changed is not None))

    def watch_status_line(self) -> None:
        """Paint the line after the last row."""
        self._strips.discard((STATUS_LINE, 0))
        self._refresh_rows(self._count)

    # -- painting ----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._resize_content()
        self._show_cursor()

    def notify_style_update(self) -> None:
        """Forget lines that were painted in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._row_styles.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region.

        The table has neither border nor padding, so the lines go out as they are painted, without
        the pass that would add both; that pass costs more than the painting.
        """
        width, top = self.scrollable_content_region.width, round(self.scroll_y)
        state = 3 if self.has_focus else 2
        strips = [self._line_at(y, width, top, state) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the widget, counted from its top."""
        (strip,) = self.render_lines(Region(0, y, self.size.width, 1))
        return strip

    def _line_at(self, y: int, width: int, top: int, cursor_state: int) -> Strip:
        """A line of the widget, painted once for each state it can be in."""
        row = y - HEADER + top
        if y < HEADER:
            key = (HEADER_LINE, 0)
        elif row < self._count and self._fitted:
            state = 1 if row == self.hover_row else 0
            key = (row, cursor_state if row == self.cursor_row else state)
        else:
            key = (STATUS_LINE if row == self._count and self._count else BLANK_LINE, 0)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._paint(*key, width)
        return strip

    def _paint(self, line: int, state: int, width: int) -> Strip:
        if line == HEADER_LINE:
            return self._header(width)
        if line == STATUS_LINE:
            style = self.get_component_rich_style("results--status")
            return self._line([Segment(fit("  " + self.status_line, width), style)], width)
        if line == BLANK_LINE:
            return self._line([Segment(" " * width, self.rich_style)], width)
        return self._row(line, state, width)

    def _line(self, segments: list[Segment], width: int) -> Strip:
        """A finished line: colours that this terminal cannot show are replaced."""
        strip = Strip(segments, width)
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        return strip

    def _header(self, width: int) -> Strip:
        style = self.get_component_rich_style("results--header")
        parts = [fit(entry.column.title, entry.width, entry.column.align) for entry in self._fitted]
        return self._line([Segment(fit("  " + (" " * GAP).join(parts), width), style)], width)

    def _row(self, row: int, state: int, width: int) -> Strip:
        assert self._provider is not None  # noqa: S101  # there is a row, so it has a provider
        cells = self._provider.cells(row)
        mark_style, lead_style, row_style = self._styles_of(state)
        texts = [fit(cells[entry.index], entry.width, entry.column.align) for entry in self._fitted]
        lead, rest = texts[0], "".join(" " * GAP + text for text in texts[1:])
        segments = [
            Segment(fit(self._provider.mark(row), 1) + " ", mark_style),
            Segment(lead, lead_style),
        ]
        if rest:
            segments.append(Segment(rest, row_style))
        return self._line(segments, width)

    def _styles_of(self, state: int) -> tuple[Style, Style, Style]:
        """The styles of mark, first column and the others in a state of the row."""
        styles = self._row_styles.get(state)
        if styles is None:
            name = "results--cursor" if state > 1 else "results--hover"
            over = self.get_component_rich_style(name) if state else Style.null()
            mark, lead, row = (
                self.get_component_rich_style(f"results--{part}") + over
                for part in ("mark", "lead", "row")
            )
            styles = self._row_styles[state] = (mark, lead, row)
        return styles

    def _refresh_rows(self, *rows: int) -> None:
        """Paint only these rows again, as far as they are visible."""
        top, height, width = round(self.scroll_y), self.size.height, self.size.width
        lines = {row - top + HEADER for row in rows}
        regions = [Region(0, y, width, 1) for y in lines if HEADER <= y < height]
        if regions:
            self.refresh(*regions)

    def _resize_content(self) -> None:
        width = self.scrollable_content_region.width
        self._fitted = fit_columns(self._columns, width) if width else ()
        self._strips.clear()
        self.virtual_size = Size(width, self._count + HEADER + (1 if self._count else 0))

    def _show_cursor(self) -> bool:
        """Scroll so that the cursor is in view; True when that moved the rows."""
        visible = self.scrollable_content_region.height - HEADER
        if visible <= 0:
            return False
        top, row = round(self.scroll_y), self.cursor_row
        last = row + (1 if row + 1 == self._count else 0)  # the line after the last row as well
        if row < top:
            target = row
        elif last >= top + visible:
            target = last - visible + 1
        else:
            return False
        self.scroll_to(y=target, animate=False, force=True, immediate=True)
        return round(self.scroll_y) != top

    # -- keys and mouse ----------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Move by rows; on from the last one asks for more."""
        if by > 0 and self.cursor_row + 1 >= self._count:
            self.post_message(self.PastEnd())
        else:
            self.move_to(self.cursor_row + by)

    def action_page(self, by: int) -> None:
        """Move by what is visible; on from the last row asks for more."""
        if by > 0 and self.cursor_row + 1 >= self._count:
            self.post_message(self.PastEnd())
            return
        self.move_to(self.cursor_row + by * max(1, self.scrollable_content_region.height - 2))

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row; on from there asks for more."""
        if self.cursor_row + 1 >= self._count:
            self.post_message(self.PastEnd())
        self.move_to(self._count - 1)

    def action_open(self) -> None:
        """Open the record under the cursor."""
        if self._cursor_id is not None:
            self.post_message(self.Opened(self.cursor_row, self._cursor_id))

    def on_focus(self) -> None:
        """The cursor is drawn stronger."""
        self._refresh_rows(self.cursor_row)

    def on_blur(self) -> None:
        """The cursor is drawn weaker."""
        self._refresh_rows(self.cursor_row)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the row under the pointer."""
        self.hover_row = self._row_at(event.y)

    def on_leave(self) -> None:
        """No row is under the pointer."""
        self.hover_row = None

    def on_click(self, event: events.Click) -> None:
        """Choose a row; on the chosen one, open it; after the last one, ask for more."""
        row = self._row_at(event.y)
        if row is None:
            if event.y - HEADER + round(self.scroll_y) == self._count and self._count:
                self.post_message(self.PastEnd())
        elif row == self.cursor_row:
            self.action_open()
        else:
            self.move_to(row)

    def _row_at(self, y: int) -> int | None:
        row = y - HEADER + round(self.scroll_y)
        return row if y >= HEADER and 0 <= row < self._count else None
