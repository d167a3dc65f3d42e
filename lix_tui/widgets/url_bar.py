"""Search URL that the filters build, in full."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lix_tui.text import clean_line


class UrlBar(VerticalScroll):
    """URL over a few lines; a longer one scrolls."""

    DEFAULT_CSS = """
    UrlBar {
        height: auto;
        max-height: 8;
        padding: 0 2;
        background: $panel;
        color: $text-muted;
        scrollbar-size-vertical: 1;
    }
    UrlBar Static { height: auto; }
    """
    can_focus = False

    def compose(self) -> ComposeResult:
        """Yield the text."""
        yield Static("", markup=False)

    def show(self, url: str) -> None:
        """Show another URL."""
        self.query_one(Static).update(Content(clean_line(url)))
