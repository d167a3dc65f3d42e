"""A letter on every pane; pressing it goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The order in which panes get letters: those under the fingers first."""


def panes_of(screen: Screen[object]) -> list[Widget]:
    """Return the focusable panes of a screen, from the top left on."""
    found = [widget for widget in screen.focus_chain if widget.region.area]
    return sorted(found, key=lambda widget: (widget.region.y, widget.region.x))


class JumpScreen(ModalScreen[Widget | None]):
    """Returns the pane that was chosen, or None."""

    CSS = """
    JumpScreen { background: $background 60%; }
    JumpScreen .jump {
        layer: labels;
        width: auto;
        height: 1;
        background: $accent;
        color: $background;
        text-style: bold;
        padding: 0 1;
    }
    JumpScreen { layers: labels; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, panes: Sequence[Widget]) -> None:
        super().__init__()
        self._panes = dict(zip(LETTERS, panes, strict=False))

    def compose(self) -> ComposeResult:
        """Yield a label at the corner of each pane."""
        for letter, pane in self._panes.items():
            label = Static(Content(letter), classes="jump", markup=False)
            label.absolute_offset = Offset(pane.region.x + 1, pane.region.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go to the pane of a letter; any other key closes."""
        event.stop()
        if event.character is not None:
            self.dismiss(self._panes.get(event.character))

    def action_close(self) -> None:
        """Stay where the cursor was."""
        self.dismiss(None)
