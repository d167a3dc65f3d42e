"""Letter on every pane; pressing one moves the cursor to its pane."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from lix_tui.screens.dialogs.dialog import Dialog

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Letters in the order in which panes get them: those of the home row first."""


def panes_of(screen: Screen[object]) -> list[Widget]:
    """Return the focusable panes of a screen, from the top left on."""
    found = [widget for widget in screen.focus_chain if widget.region.area]
    rows: list[list[Widget]] = []
    for widget in sorted(found, key=lambda widget: widget.region.y):
        if rows and widget.region.y < min(other.region.bottom for other in rows[-1]):
            rows[-1].append(widget)  # beside the others, though its frame may begin higher
        else:
            rows.append([widget])
    return [pane for row in rows for pane in sorted(row, key=lambda widget: widget.region.x)]


class JumpScreen(Dialog[Widget]):
    """Letters over the screen below, without a frame; the result is the chosen pane."""

    CSS = """
    JumpScreen { background: $background 60%; layers: labels; }
    JumpScreen .jump {
        layer: labels;
        width: auto;
        height: 1;
        background: $accent;
        color: $background;
        text-style: bold;
        padding: 0 1;
    }
    """

    def __init__(self, panes: Sequence[Widget]) -> None:
        super().__init__("Jump")
        self._panes: dict[str, Widget] = {}
        self._set_panes(panes)

    def _set_panes(self, panes: Sequence[Widget]) -> None:
        self._panes = dict(zip(LETTERS, panes, strict=False))

    def compose(self) -> ComposeResult:
        """Yield a label at the corner of each pane."""
        for letter, pane in self._panes.items():
            label = Static(Content(letter), classes="jump", markup=False)
            label.absolute_offset = Offset(pane.region.x + 1, pane.region.y)
            yield label

    def on_resize(self, _: events.Resize) -> None:
        """Show letters on the panes of the new size, once these are laid out."""
        if self._panes:
            self.call_after_refresh(self._show_panes)

    async def _show_panes(self) -> None:
        stack = self.app.screen_stack
        if self in stack:
            self._set_panes(panes_of(stack[stack.index(self) - 1]))
            await self.recompose()

    def on_key(self, event: events.Key) -> None:
        """Return the pane of a letter; any other key closes the dialog."""
        event.stop()
        if event.character is not None:
            self.dismiss(self._panes.get(event.character))
