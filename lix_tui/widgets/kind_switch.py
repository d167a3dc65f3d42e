"""Line of the kinds of search that share an area, with the key that switches between them."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from lix_tui.widgets.key_hints import spelled


class KindSwitch(Widget):
    """One line of kinds, the open one marked; a click on another one opens it."""

    DEFAULT_CSS = """
    KindSwitch { height: 1; color: $text-muted; }
    """

    class KindSelected(Message):
        """A kind was clicked."""

        def __init__(self, kind: str) -> None:
            self.kind = kind
            super().__init__()

    def __init__(self, kinds: tuple[tuple[str, str], ...], current: str) -> None:
        """``kinds`` are (name, label); ``current`` is the name of the open one."""
        super().__init__()
        self._kinds, self._current = kinds, current
        self._spans: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Return the kinds and the key."""
        pieces: list[str | tuple[str, str]] = [" "]
        self._spans.clear()
        at = 1
        for name, label in self._kinds:
            is_open = name == self._current
            text = f" {label} "
            pieces.append((text, "bold $foreground on $surface" if is_open else "$text-muted"))
            self._spans.append((at, at + len(text), name))
            at += len(text)
        pieces.append((spelled(self, "  <search.switch>: switch"), "$text-muted"))
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """Open the kind under the pointer."""
        for start, end, name in self._spans:
            if start <= event.x < end and name != self._current:
                self.post_message(self.KindSelected(name))
