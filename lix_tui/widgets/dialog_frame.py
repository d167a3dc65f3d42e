"""Frame of a dialog: title, body, and hints about its keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lix_tui.widgets.hint_lines import hint_lines

LABEL_MARGIN = 6
"""Cells of an edge that its label leaves to the corners, and to a line and a blank beside each."""


class DialogFrame(Vertical):
    """Bordered box around a body, which scrolls where it has too little room.

    The hints are in the lower edge. Where that is too narrow for all of them, they take lines of
    their own under the body, so that none is cut.
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
    DialogFrame > .hints { height: auto; color: $text-muted; display: none; }
    """

    def __init__(self, title: str, hints: tuple[str, ...] = (), *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.body = VerticalScroll(can_focus=False, classes="body")
        """Container of the dialog's widgets; the dialog yields it inside the frame."""
        self._hint_lines = Static("", classes="hints", markup=False)
        self.hints = hints
        """Hints that are shown: a key and its effect each, such as 'enter: save'."""
        self.show_title(title)

    def compose(self) -> ComposeResult:
        """Yield the lines for hints that have no room in the edge, below the body."""
        yield self._hint_lines

    def show_title(self, title: str) -> None:
        """Show another title."""
        self.border_title = Content(title)

    def show_hints(self, *hints: str) -> None:
        """Show other hints, or a sentence in their place."""
        self.hints = hints
        self._lay_out()

    def on_resize(self) -> None:
        """Lay the hints out for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        edge = hint_lines(self.hints, max(0, self.outer_size.width - LABEL_MARGIN))
        fits = len(edge) <= 1
        lines = [] if fits else hint_lines(self.hints, max(1, self.content_size.width))
        self.border_subtitle = Content(edge[0] if fits and edge else "")
        self._hint_lines.display = bool(lines)
        self._hint_lines.update(Content("\n".join(lines)))
        if self.styles.height is not None and self.styles.height.is_auto:
            room = self.app.size.height - self.gutter.height - self.styles.margin.height
            self.body.styles.max_height = max(1, room - len(lines))
