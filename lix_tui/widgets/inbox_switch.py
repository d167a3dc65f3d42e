"""Line over an inbox: its viewer, and the inboxes of LinkedIn and Sales Navigator."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from lix_tui.text import clean_line
from lix_tui.widgets.key_hints import spelled


class InboxSwitch(Widget):
    """One line of labels, the open one marked; a click on another one chooses it."""

    DEFAULT_CSS = """
    InboxSwitch { height: 1; color: $text-muted; }
    """

    current: reactive[str] = reactive("")
    """Label of the open inbox."""

    class Chosen(Message):
        """An inbox was clicked."""

        def __init__(self, label: str) -> None:
            super().__init__()
            self.label = label

    def __init__(self, viewer: str, labels: Sequence[str]) -> None:
        super().__init__()
        self._viewer, self._labels = viewer, labels
        self._spans: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Return the labels, the viewer, and the key that switches."""
        pieces: list[str | tuple[str, str]] = []
        self._spans.clear()
        at = 0
        for label in self._labels:
            text = f" {label} "
            is_open = label == self.current
            pieces.append((text, "bold $foreground on $surface" if is_open else "$text-muted"))
            self._spans.append((at, at + len(text), label))
            at += len(text)
        pieces.append((f" {clean_line(self._viewer)} · read only · ", "$text-muted"))
        pieces.append((spelled(self, "<inbox.switch> switches"), "$footer-key-foreground"))
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """Choose the inbox under the pointer."""
        for start, end, label in self._spans:
            if start <= event.x < end and label != self.current:
                self.post_message(self.Chosen(label))
