"""Preview pane: a summary of the record under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lix_tui.services.records.summary import SummaryLine
from lix_tui.text import MOST_IN_LINE, clean_line, shortened
from lix_tui.widgets.background import framed_lines
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.line_text import styled

MOST_QUOTED = 40
"""Characters of a filter that the pane quotes."""


class SummaryPane(VerticalScroll):
    """Text that scrolls while it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("preview")

    DEFAULT_CSS = """
    SummaryPane {
        border: round $border;
        border-title-color: $text-muted;
        padding: 0 1;
        width: 2fr;
        min-width: 34;
        max-width: 70;
        scrollbar-size-vertical: 1;
    }
    SummaryPane:focus { border: round $primary; border-title-color: $foreground; }
    """

    render_lines = framed_lines

    def __init__(self) -> None:
        super().__init__()
        self._text = Static("", id="summary", markup=False)
        self._painted: tuple[str, tuple[SummaryLine, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Yield the text."""
        yield self._text

    def show(self, title: str, lines: Sequence[SummaryLine]) -> None:
        """Show lines under a title, also before the pane is mounted."""
        if self._painted == (title, tuple(lines)):  # the same text would be laid out again
            return
        self._painted = (title, tuple(lines))
        self.border_title = Content(shortened(title, MOST_IN_LINE))
        self._text.update(styled(lines))
        if self.is_mounted:
            self.scroll_home(animate=False)

    def show_no_row(self, filter_text: str = "") -> None:
        """Show that no row matches the words of a filter; without words, show nothing."""
        words = shortened(clean_line(filter_text), MOST_QUOTED)
        self.show("", [SummaryLine(f"No row matches “{words}”.", "muted")] if words else [])
