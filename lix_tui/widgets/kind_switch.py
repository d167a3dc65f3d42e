"""Line of the kinds of search that share an area, each with its key."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget

from lix_tui.widgets.key_hints import spelled


class KindSwitch(Widget):
    """One line of kinds, the open one marked; a click on another one opens it."""

    DEFAULT_CSS = """
    KindSwitch { height: 1; color: $text-muted; }
    """

    def __init__(self, kinds: tuple[tuple[str, str], ...], current: str) -> None:
        """``kinds`` are (name, label); ``current`` is the name of the open one."""
        super().__init__()
        self._kinds, self._current = kinds, current
        self._spans: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Return the kinds with the keys that open them."""
        pieces: list[str | tuple[str, str]] = []
        self._spans.clear()
        at = 0
        for name, label in self._kinds:
            marked = " on $surface" if name == self._current else ""
            key, text = spelled(self, f" <app.{name}>"), f" {label} "
            pieces.append((key, f"$footer-key-foreground{marked}"))
            pieces.append((text, f"bold $foreground{marked}" if marked else "$text-muted"))
            self._spans.append((at, at + len(key) + len(text), name))
            at += len(key) + len(text)
        return Content.assemble(*pieces)

    async def on_click(self, event: events.Click) -> None:
        """Open the kind under the pointer."""
        for start, end, name in self._spans:
            if start <= event.x < end and name != self._current:
                await self.run_action(f"app.area('{name}')")
