"""Input above the rows that shows only rows with certain words."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from lix_tui.widgets.line_input import LineInput


class RowFilter(LineInput):
    """Filter of the loaded rows; escape removes it."""

    DEFAULT_CSS = """
    RowFilter, RowFilter:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear_filter", "All rows", show=False),
        Binding("down,enter", "leave", "Rows", show=False),
    ]

    class Done(Message):
        """Request to focus the rows."""

    class Removed(Message):
        """Request to show all rows again."""

    def __init__(self) -> None:
        super().__init__(
            placeholder="words, tag:x, -tag:x or note:word to find in the loaded rows; free",
            id="row-filter",
        )

    def action_clear_filter(self) -> None:
        """Show all rows again."""
        self.post_message(self.Removed())
        self.remove()

    def action_leave(self) -> None:
        """Focus the rows and keep the filter."""
        self.post_message(self.Done())
        if not self.value.strip():
            self.remove()
