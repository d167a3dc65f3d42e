"""Tour step above the status bar; it never takes the focus."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class TourBar(Static):
    """One step of the tour."""

    DEFAULT_CSS = """
    TourBar {
        height: auto;
        background: $surface;
        border-left: thick $accent;
        padding: 0 1;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._painted: tuple[str, str, str] | None = None

    def show(self, words: tuple[str, str, str]) -> None:
        """Show the position, the instruction and the keys of the tour."""
        if words != self._painted:
            self._painted = words
            where, what, keys = words
            self.update(
                Content.assemble(
                    (f"Tour, {where}  ", "$accent bold"),
                    (what, "$foreground"),
                    (f"\n{keys}", "$text-muted"),
                )
            )
