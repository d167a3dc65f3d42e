"""Top line: the program's name, the areas with their keys, and demo or live."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

NAME = " lix-tui"


class AreaBar(Widget):
    """One line of areas; a click on one opens it."""

    DEFAULT_CSS = """
    AreaBar {
        height: 1;
        dock: top;
        background: $panel;
        color: $text-muted;
    }
    """

    current: reactive[str] = reactive("")
    live: reactive[bool] = reactive(False)

    class AreaSelected(Message):
        """An area was clicked."""

        def __init__(self, area: str) -> None:
            self.area = area
            super().__init__()

    def __init__(self, areas: tuple[tuple[str, str, str], ...], current: str) -> None:
        """``areas`` are (name, key, label) in the order they are shown."""
        super().__init__()
        self._areas = areas
        self._spans: list[tuple[int, int, str]] = []
        self.set_reactive(AreaBar.current, current)

    def render(self) -> Content:
        """Return the areas, the open one marked.

        Labels shrink to their keys when there is no room.
        """
        width = self.size.width
        badge = " LIVE " if self.live else " DEMO "
        whole = len(badge) + sum(len(key) + len(label) + 3 for _, key, label in self._areas)
        short = whole > width
        name = NAME if (width >= 60 if short else whole + len(NAME) <= width) else ""
        pieces: list[Content | str | tuple[str, str]] = []
        if name:
            pieces.append((name, "bold $accent on $panel"))
        self._spans.clear()
        at = len(name)
        for area, key, label in self._areas:
            is_open = area == self.current
            text = f" {label} " if is_open or not short else " "
            style = "bold $foreground on $surface" if is_open else "$text-muted"
            pieces.append(
                (f" {key}", "$footer-key-foreground" + (" on $surface" if is_open else ""))
            )
            pieces.append((text, style))
            self._spans.append((at, at + len(key) + 1 + len(text), area))
            at += len(key) + 1 + len(text)
        gap = max(0, width - at - len(badge))
        badge_style = "bold $background on $success" if self.live else "bold $background on $accent"
        return Content.assemble(*pieces, " " * gap, (badge, badge_style))

    def on_click(self, event: events.Click) -> None:
        """Open the area under the pointer."""
        for start, end, area in self._spans:
            if start <= event.x < end:
                self.post_message(self.AreaSelected(area))
