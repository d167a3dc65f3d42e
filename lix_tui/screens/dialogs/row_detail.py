"""Every cell of a row in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from lix_tui.text import shortened


class PeekScreen(ModalScreen[None]):
    """The titles of the columns and what stands under them, also of those that do not fit."""

    CSS = """
    PeekScreen { align: center middle; }
    PeekScreen #peek {
        width: 92%;
        max-width: 90;
        height: auto;
        max-height: 80%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,p,q,enter", "close", "Back")]

    def __init__(self, cells: Sequence[tuple[str, str]]) -> None:
        """``cells`` are titles with their cleaned texts."""
        super().__init__()
        self._cells = cells

    def compose(self) -> ComposeResult:
        """One text."""
        with VerticalScroll(id="peek") as frame:
            frame.border_title = Content("Row")
            frame.border_subtitle = Content("escape closes")
            pieces: list[tuple[str, str]] = []
            for title, text in self._cells:
                pieces += [
                    (f"{title}\n", "bold $accent"),
                    (f"{shortened(text) or '–'}\n\n", "$foreground"),
                ]
            yield Static(Content.assemble(*pieces).rstrip(), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
