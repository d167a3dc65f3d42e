"""Dialog with all cells of a row in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.text import shortened


class RowDetailScreen(Dialog[None]):
    """Titles and texts of all columns of a row, also of those that don't fit the table."""

    CSS = """
    RowDetailScreen #row-cells { height: auto; max-height: 80vh; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("p,q,enter", "close", "Back", show=False)]

    def __init__(self, cells: Sequence[tuple[str, str]]) -> None:
        """``cells`` are titles with their cleaned texts."""
        super().__init__("Row", "↑ ↓: scroll", "esc: close")
        self._cells = cells

    def compose_body(self) -> ComposeResult:
        """Yield one text that scrolls."""
        pieces: list[tuple[str, str]] = []
        for title, text in self._cells:
            pieces += [
                (f"{title}\n", "bold $accent"),
                (f"{shortened(text) or '–'}\n\n", "$foreground"),
            ]
        with VerticalScroll(id="row-cells"):
            yield Static(Content.assemble(*pieces).rstrip(), markup=False)
