"""Frame of a dialog: title, body, and hints about its keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.css.scalar import Unit
from textual.widgets import Static

from lix_tui.widgets.hint_lines import hint_lines

LABEL_MARGIN = 6
"""Cells of an edge that its label leaves to the corners, and to a line and a blank beside each."""


class DialogFrame(Vertical):
    """Bordered box around a body, which scrolls if it is higher than the screen.

    The hints are in the lower edge. If the edge is too narrow for all of them, they are in lines
    of their own below the body, so that none is cut.
    """

    DEFAULT_CSS = """
    DialogFrame {
        width: 92%;
        max-width: 90;
        height: auto;
        max-height: 100%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    DialogFrame > .body { height: auto; }
    DialogFrame > .hints { color: $text-muted; display: none; }
    """

    def __init__(self, title: str, hints: tuple[str, ...] = (), *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.body = VerticalScroll(can_focus=False, classes="body")
        """Container of the dialog's widgets; the dialog yields it inside the frame."""
        self._hint_lines = Static("", classes="hints", markup=False)
        self.hints = hints
        """Keys and their effects, such as 'enter: save'."""
        self._rows = 0
        self.show_title(title)

    def compose(self) -> ComposeResult:
        """Yield the lines below the body for hints that don't fit into the edge."""
        yield self._hint_lines

    def show_title(self, title: str) -> None:
        """Show another title."""
        self.border_title = Content(title)

    def show_hints(self, *hints: str) -> None:
        """Show other hints, or a sentence in their place."""
        self.hints = hints
        self.lay_out()

    def on_mount(self) -> None:
        """Follow the screen's layout: notices below the dialog take rows from it."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._rows_changed)

    def on_resize(self) -> None:
        """Lay the frame out for its new width."""
        self.lay_out()

    def _rows_changed(self, _: object) -> None:
        if self.is_attached and self._rows != self._available_rows():
            self.lay_out()

    def _available_rows(self) -> int:
        """Return the rows of the screen that notices leave to the dialog."""
        notices = [rack.region.height for rack in self.screen.query("ToastRack") if rack.display]
        return self.app.size.height - sum(notices)

    def lay_out(self) -> None:
        """Place the hints and limit the heights for the present size of the terminal."""
        self._rows = self._available_rows()
        edge = hint_lines(self.hints, max(0, self.outer_size.width - LABEL_MARGIN))
        fits = len(edge) <= 1
        lines = [] if fits else hint_lines(self.hints, max(1, self.content_size.width))
        self.border_subtitle = Content(edge[0] if fits and edge else "")
        self._hint_lines.display = bool(lines)
        self._hint_lines.update(Content("\n".join(lines)))
        # Textual may keep the automatic height of the text before
        self._hint_lines.styles.height = len(lines)
        if self.styles.height is not None and self.styles.height.is_auto:
            room = self._rows - self.gutter.height - self.styles.margin.height
            self.body.styles.max_height = max(1, room - len(lines))
            self._limit_heights()

    def _limit_heights(self) -> None:
        """Set limits in cells for the widgets of the body whose style limits them by the screen.

        Textual ignores relative limits when it measures a container of automatic height, so that
        the body would be too high by the lines that a widget leaves out.
        """
        for widget in self.body.walk_children():
            limit = widget.styles.base.max_height
            if limit is not None and limit.unit is Unit.VIEW_HEIGHT:
                widget.styles.max_height = int(limit.resolve(self.app.size, self.app.size))
