"""Line of tabs of a record: the record and its lists, each with its key and price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.widget import Widget

from lix_tui.widgets.key_hints import spelled


class ListTab(NamedTuple):
    """One tab."""

    action: str
    """Action that opens it."""
    command: str
    """Id of its command, whose key is shown."""
    label: str
    price: str = ""
    """Price of its first page, or what is stored; empty for the record itself."""


class ListTabs(Widget):
    """Tabs in one line, the open one marked. A click opens another one, which buys nothing."""

    DEFAULT_CSS = """
    ListTabs { height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._tabs: tuple[ListTab, ...] = ()
        self._current = ""
        self._spans: list[tuple[int, int, ListTab]] = []

    def show(self, tabs: Sequence[ListTab], current: str) -> None:
        """Show tabs; ``current`` is the command of the open one."""
        self._tabs, self._current = tuple(tabs), current
        self.refresh()

    def render(self) -> Content:
        """Return the tabs with their keys; prices are left out where there is no room."""
        has_room = sum(len(self._text(tab)) + 4 for tab in self._tabs) <= self.size.width
        pieces: list[str | tuple[str, str]] = []
        self._spans.clear()
        at = 0
        for tab in self._tabs:
            is_open = tab.command == self._current
            marked = " on $surface" if is_open else ""
            key = spelled(self, f" <{tab.command}>")
            text = f" {self._text(tab) if has_room else tab.label} "
            pieces.append((key, f"$footer-key-foreground{marked}"))
            pieces.append((text, f"bold $foreground{marked}" if is_open else "$text-muted"))
            self._spans.append((at, at + len(key) + len(text), tab))
            at += len(key) + len(text)
        return Content.assemble(*pieces)

    def _text(self, tab: ListTab) -> str:
        return f"{tab.label} · {tab.price}" if tab.price else tab.label

    async def on_click(self, event: events.Click) -> None:
        """Open the tab under the pointer."""
        place = event.x - 1  # the padding
        for start, end, tab in self._spans:
            if start <= place < end and tab.command != self._current:
                await self.run_action(f"screen.{tab.action}")
