"""Dialog with the preview of the record under the cursor, for terminals without a preview pane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.records.summary import SummaryLine
from lix_tui.widgets.summary_pane import SummaryPane


class RecordPreview(Dialog[None]):
    """Lines of a record as the preview pane shows them, with the keys of that pane."""

    CSS = """
    RecordPreview SummaryPane, RecordPreview SummaryPane:focus {
        border: none;
        width: 1fr;
        max-width: 100%;
        height: auto;
        max-height: 80vh;
        padding: 0;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("p,q,enter", "close", "Back", show=False)]

    def __init__(self, title: str, lines: Sequence[SummaryLine]) -> None:
        """``title`` is the type of the record in words, such as 'Person'."""
        super().__init__(title, "↑ ↓: scroll", "esc: close")
        self._pane = SummaryPane()
        self._pane.show("", lines)

    def compose_body(self) -> ComposeResult:
        """Yield the text, which scrolls."""
        yield self._pane

    def set_up(self) -> None:
        """Focus the text."""
        self._pane.focus()
