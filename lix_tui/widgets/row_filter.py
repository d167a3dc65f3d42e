"""The input above the rows that shows only those that hold some words."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from lix_tui.widgets.line_input import LineInput


class RowFilter(LineInput):
    """There while rows are narrowed; escape takes it away."""

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
        """The rows are to be gone to."""

    class Removed(Message):
        """All rows are to be shown again."""

    def __init__(self) -> None:
        super().__init__(
            placeholder="words to find in the loaded rows; costs nothing",
            id="row-filter",
        )

    def action_clear_filter(self) -> None:
        """Show all rows again."""
        self.post_message(self.Removed())
        self.remove()

    def action_leave(self) -> None:
        """Go to the rows; the words stay."""
        self.post_message(self.Done())
        if not self.value.strip():
            self.remove()
