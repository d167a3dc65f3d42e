"""The bottom line: the keys that work here, as many as fit."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

WAYS = ("app.help", "app.palette")
"""Commands that are shown wherever there is room for them: they lead to all the others."""


class KeyBar(Widget):
    """One line of keys and what they do; a click on one presses it.

    It is one widget, where Textual's own footer makes one a key, and it leaves whole keys out
    where there is no room rather than cutting the line off.
    """

    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        dock: bottom;
        background: $footer-background;
        color: $text-muted;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._spans: list[tuple[int, int, str]] = []
        self._ways: set[str] = set()
        """Keys of what leads to every other command."""
        self._notes: dict[str, str] = {}

    def note(self, command: str, words: str) -> None:
        """Say more beside what a command does, such as what it costs here; '' says no more."""
        if self._notes.get(command, "") != words:
            self._notes[command] = words
            self.refresh()

    def on_mount(self) -> None:
        """Follow the focus: other keys work elsewhere."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def render(self) -> Content:
        """The keys that fit, the nearest first."""
        pieces: list[tuple[str, str]] = []
        self._spans.clear()
        at = 0
        for key, label, action_key in self._fitting():
            width = _width(key, label)
            pieces += [(f" {key}", "$footer-key-foreground bold"), (f" {label} ", "$text-muted")]
            self._spans.append((at, at + width, action_key))
            at += width
        return Content.assemble(*pieces)

    def _fitting(self) -> list[tuple[str, str, str]]:
        """What has room, in its order; the ways to everything else have it first."""
        shown = self._shown()
        left, kept = self.size.width, set[int]()
        for place in sorted(range(len(shown)), key=lambda at: shown[at][2] not in self._ways):
            key, label, _ = shown[place]
            if (width := _width(key, label)) <= left:
                kept.add(place)
                left -= width
        return [shown[place] for place in sorted(kept)]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.app.simulate_key(key)

    def _shown(self) -> list[tuple[str, str, str]]:
        shown: list[tuple[str, str, str]] = []
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                if binding.id in WAYS:
                    self._ways.add(binding.key)
                note = self._notes.get(binding.id or "")
                label = f"{binding.description} · {note}" if note else binding.description
                shown.append((self.app.get_key_display(binding), label, binding.key))
        return shown

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()


def _width(key: str, label: str) -> int:
    """The cells that a key takes with what it does."""
    return len(key) + len(label) + 3
