"""Results table for any number of rows; only the visible ones are read and painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from lix_tui.services.columns import Column
from lix_tui.widgets import row_provider
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.header_drag import HeaderDrag, drag_at
from lix_tui.widgets.row_provider import RowProvider, RowRange
from lix_tui.widgets.table_lines import BLANK, HEADER, STATUS, RowState, TableLines
from lix_tui.widgets.table_style import CSS, PARTS

HEADER_HEIGHT = 1
"""Lines of the header, which stays while rows scroll."""


class RowMessage(Message):
    """A message about one row: its index and its stable id."""

    def __init__(self, row: int, row_id: str) -> None:
        self.row, self.row_id = row, row_id
        super().__init__()


class ResultsTable(ScrollView, can_focus=True):
    """Table that paints only visible lines; a cursor move paints two."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("table")
    COMPONENT_CLASSES: ClassVar[set[str]] = PARTS
    DEFAULT_CSS = CSS

    cursor_row: reactive[int] = reactive(0, repaint=False)
    hover_row: reactive[int | None] = reactive(None, repaint=False)
    status_line: reactive[str] = reactive("", repaint=False)
    """Text after the last row."""
    highlight: reactive[tuple[str, ...]] = reactive(())
    """Beginnings of words to highlight, in upper or lower case."""

    class Highlighted(RowMessage):
        """The cursor moved to another record."""

    class RowOpened(RowMessage):
        """Request to open the record under the cursor."""

    class MarkToggled(RowMessage):
        """Request to mark the record under the cursor, or to remove its mark."""

    MoreRequested: TypeAlias = row_provider.MoreRequested
    AllMarksToggled: TypeAlias = row_provider.AllMarksToggled
    RowsMarked: TypeAlias = row_provider.RowsMarked
    HeaderClicked: TypeAlias = row_provider.HeaderClicked
    ColumnWidened: TypeAlias = row_provider.ColumnWidened
    ColumnMoved: TypeAlias = row_provider.ColumnMoved

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        id: str | None = None,  # noqa: A002  # Textual's name
        marks: bool = False,
    ) -> None:
        """Create the table. Without ``marks`` the keys that mark rows belong to the screen."""
        super().__init__(id=id)
        self._marks, self._range = marks, RowRange()
        self._lines = TableLines(self, columns)
        self._provider: RowProvider | None = None
        self._count = 0
        self._cursor_id: str | None = None
        self._drag: HeaderDrag | None = None
        self._dragged = False
        """True if the mouse was moved between press and release."""

    # -- rows --------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return self._count

    @property
    def cursor_id(self) -> str | None:
        """Id of the record under the cursor, None without rows."""
        return self._cursor_id

    def set_provider(self, provider: RowProvider, *, stay: bool = False) -> None:
        """Show other rows from the first one, or with ``stay`` keep the cursor on its record."""
        self._provider = provider
        if stay:
            self.rows_changed()
            return
        self._cursor_id = None
        self.set_reactive(ResultsTable.cursor_row, 0)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.rows_changed()

    def rows_changed(self) -> None:
        """Show added or replaced rows; the cursor stays on its record, and that on its line.

        The cost does not depend on how many rows there are already.
        """
        provider, before = self._provider, self.cursor_row
        self._count = 0 if provider is None else len(provider)
        self._lines.clear()
        # Textual scrolls what is higher than the widget: the rows, the header above them and the
        # status line below them.
        height = self._count + HEADER_HEIGHT + (1 if self._count else 0)
        self._set_height(Size(self.scrollable_content_region.width, height))
        self.refresh()
        if provider is None or not self._count:
            self._cursor_id = None
            self.set_reactive(ResultsTable.cursor_row, 0)
            return
        kept = None if self._cursor_id is None else provider.index_of(self._cursor_id)
        row = min(before if kept is None else kept, self._count - 1)
        moved = provider.row_id(row) != self._cursor_id
        self._cursor_id = provider.row_id(row)
        self.set_reactive(ResultsTable.cursor_row, row)
        if row != before:
            self._scroll_rows(self.scroll_y + row - before)
        if moved:
            self.post_message(self.Highlighted(row, self._cursor_id))

    def _set_height(self, size: Size) -> None:
        """Set the scrollable size; a scrollbar that is visible already is only updated.

        Setting the size itself lays out and paints the whole screen, for every page.
        """
        scrolls = self.show_vertical_scrollbar and size.height > self.size.height
        if scrolls and size.width == self.virtual_size.width:
            self.set_reactive(ResultsTable.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size

    def lay_out(self, columns: Sequence[tuple[int, Column]]) -> None:
        """Show these columns in this order; each comes with its place among a row's cells."""
        self._lines.lay_out(columns)
        self.refresh()

    def show_sorted(self, column_id: str | None, *, descending: bool) -> None:
        """Mark the column that sorts the rows; None marks none."""
        self._lines.sorted = None if column_id is None else (column_id, descending)
        self._lines.clear()
        self.refresh()

    def marks_changed(self) -> None:
        """Repaint the rows after their marks have changed."""
        self._lines.clear()
        self.refresh()

    def move_to(self, row: int) -> None:
        """Move the cursor to a row, or to the nearest one that exists."""
        self.cursor_row = row

    def validate_cursor_row(self, row: int) -> int:
        """Return the nearest row that exists."""
        return max(0, min(row, self._count - 1))

    def watch_cursor_row(self, before: int, row: int) -> None:
        """Paint the two lines that changed and keep the cursor in view."""
        if self._provider is None or not self._count:
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
        self._lines.clear_status()
        self._refresh_rows(self._count)

    def watch_highlight(self, words: tuple[str, ...]) -> None:
        """Highlight other words."""
        self._lines.highlight(words)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint the rows that came into view and find the one under the pointer."""
        super().watch_scroll_y(old_value, new_value)
        if self.hover_row is not None:
            self.hover_row = self._row_at(self.app.mouse_position.y - self.content_region.y)

    # -- painting ----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._show_cursor()

    def notify_style_update(self) -> None:
        """Drop lines that were painted in other colours."""
        super().notify_style_update()
        self._lines.clear_styles()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region.

        The table has neither border nor padding, so it skips the pass that adds both, which costs
        more than the painting.
        """
        width, top = self.scrollable_content_region.width, round(self.scroll_y)
        if width != self._lines.width:
            self._lines.fit_to(width)
        cursor = RowState.FOCUSED_CURSOR if self.has_focus else RowState.CURSOR
        strips = [self._line_at(y, top, cursor) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget, counted from its top."""
        (strip,) = self.render_lines(Region(0, y, self.size.width, 1))
        return strip

    def _line_at(self, y: int, top: int, cursor: RowState) -> Strip:
        row, lines = y - HEADER_HEIGHT + top, self._lines
        if y < HEADER_HEIGHT:
            return lines.painted(HEADER, 0) or lines.header()
        if row == self._count and row:
            return lines.painted(STATUS, 0) or lines.status(self.status_line)
        if row >= self._count or self._provider is None or not lines.fitted:
            return lines.painted(BLANK, 0) or lines.blank()
        state = RowState.HOVERED if row == self.hover_row else RowState.PLAIN
        if row == self.cursor_row:
            state = cursor
        return lines.painted(row, state) or lines.row(
            row, state, self._provider.cells(row), self._provider.mark(row)
        )

    def _refresh_rows(self, *rows: int) -> None:
        """Paint these rows again, if they are visible."""
        top, height, width = round(self.scroll_y), self.size.height, self.size.width
        lines = {row - top + HEADER_HEIGHT for row in rows}
        regions = [Region(0, y, width, 1) for y in lines if HEADER_HEIGHT <= y < height]
        if regions:
            self.refresh(*regions)

    def _show_cursor(self) -> bool:
        """Scroll so that the cursor is in view; return True if that moved the rows."""
        visible = self.scrollable_content_region.height - HEADER_HEIGHT
        if visible <= 0:
            return False
        top, row = round(self.scroll_y), self.cursor_row
        last = row + (1 if row + 1 == self._count else 0)  # the line after the last row as well
        if row < top:
            self._scroll_rows(row)
        elif last >= top + visible:
            self._scroll_rows(last - visible + 1)
        return round(self.scroll_y) != top

    def _scroll_rows(self, top: float) -> None:
        """Scroll at once, so that no frame shows the rows at their old place."""
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    # -- keys and mouse ----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that mark rows to the screen in a table without marks."""
        if action in ("mark", "mark_all", "mark_range", "extend") and not self._marks:
            return False
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows; past the last row, request more."""
        if by > 0 and self.cursor_row + 1 == self._count:
            self.post_message(self.MoreRequested(self._count))
        self.cursor_row += by

    def action_page(self, by: int) -> None:
        """Move the cursor by the visible rows; past the last row, request more."""
        self.action_move(by * max(1, self.scrollable_content_region.height - 1 - HEADER_HEIGHT))

    def action_half(self, by: int) -> None:
        """Move the cursor by half of the visible rows."""
        visible = self.scrollable_content_region.height - 1 - HEADER_HEIGHT
        self.action_move(by * max(1, visible // 2))

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move the cursor to the last row; from there, request more."""
        self.action_move(self._count)

    def action_open(self) -> None:
        """Open the record under the cursor."""
        if self.cursor_id is not None:
            self.post_message(self.RowOpened(self.cursor_row, self.cursor_id))

    def action_mark(self) -> None:
        """Toggle the mark of the record under the cursor and move down, without loading more."""
        if self.cursor_id is not None:
            self._range.begin(self.cursor_id)
            self.post_message(self.MarkToggled(self.cursor_row, self.cursor_id))
            self.cursor_row += 1

    def action_mark_range(self) -> None:
        """Mark the rows from the one that was marked last to the cursor, as they are sorted now."""
        if self._provider is not None and self.cursor_id is not None:
            ids = self._range.ids(self._provider, self.cursor_row)
            self._range.begin(self.cursor_id)
            self.post_message(self.RowsMarked(ids))

    def action_extend(self, by: int) -> None:
        """Mark the row under the cursor and those up to the next, without loading more."""
        if self.cursor_id is not None:
            self._range.begin(self.cursor_id)
            self.cursor_row += by
            self.action_mark_range()

    def action_mark_all(self) -> None:
        """Toggle the marks of all records."""
        if self._count:
            self.post_message(self.AllMarksToggled())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start to drag a title or its edge."""
        self._drag, self._dragged = None, False  # a terminal may not report the end of a drag
        if event.button == 1 and event.y < HEADER_HEIGHT:
            self._drag = drag_at(self._lines.fitted, event.x)
            if self._drag is not None:
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Continue a drag, else highlight the row under the pointer."""
        if self._drag is None:
            self.hover_row = self._row_at(event.y)
        elif self._dragged or event.x != self._drag.x:
            self._dragged = True
            self.lay_out(self._drag.columns_at(event.x))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        drag, self._drag = self._drag, None
        if drag is None:
            return
        self.release_mouse()
        if not self._dragged:
            return
        shown, column = drag.columns_at(event.x), drag.dragged.column
        if drag.edge:
            self.post_message(self.ColumnWidened(column.id, drag.width_at(event.x)))
        else:
            ids = [one.id for _, one in shown]
            after = ids[ids.index(column.id) + 1 :]
            self.post_message(self.ColumnMoved(column.id, after[0] if after else None))

    def on_leave(self) -> None:
        """Remove the highlight of the row that was under the pointer."""
        self.hover_row = None

    def on_click(self, event: events.Click) -> None:
        """Select a row; a double click opens it, or requests more rows after the last one.

        A single click never opens a record, because that may cost credits.
        """
        if event.button != 1 or self._dragged:
            return
        row, is_double = self._row_at(event.y), event.chain == 2
        if event.y < HEADER_HEIGHT:
            if (column := self._lines.column_at(event.x)) is not None:
                self.post_message(self.HeaderClicked(column.id))
        elif row is None:
            if (
                is_double
                and self._count
                and event.y - HEADER_HEIGHT + round(self.scroll_y) == self._count
            ):
                self.post_message(self.MoreRequested(self._count))
        elif is_double and row == self.cursor_row:
            self.action_open()
        elif event.shift and self._marks:
            self.move_to(row)
            self.action_mark_range()
        else:
            self.move_to(row)
            self._range.begin(self._cursor_id or "")

    def _row_at(self, y: int) -> int | None:
        row = y - HEADER_HEIGHT + round(self.scroll_y)
        return row if HEADER_HEIGHT <= y < self.size.height and row < self._count else None
