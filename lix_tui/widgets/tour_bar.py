"""Tour step above the status bar; it never takes the focus."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.visual import VisualType
from textual.widgets import Static


class TourBar(Static):
    """One step of the tour. The tour's keys are hidden while another screen is in front."""

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
        self._displayed = ("", "", "")

    def on_mount(self) -> None:
        """Follow the screen: the keys change when a dialog opens or closes."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def show(self, words: tuple[str, str, str]) -> None:
        """Show the position, the instruction and the keys of the tour."""
        if words != self._displayed:
            self._displayed = words
            self.refresh(layout=True)

    def render(self) -> VisualType:
        """Return the step; the line of the keys is blank while they don't work."""
        where, what, keys = self._displayed
        return Content.assemble(
            (f"Tour, {where}  ", "$accent bold"),
            (what, "$foreground"),
            (f"\n{keys if self.screen.is_active else ' '}", "$text-muted"),
        )

    def _bindings_updated(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()
