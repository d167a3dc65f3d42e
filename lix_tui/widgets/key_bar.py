"""The bottom line: the keys that work here, as many as fit, with the price of those that buy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from lix_tui.services.action_prices import KeyPrice, PriceList

WAYS = ("app.help", "app.palette")
"""Commands that lead to all others; they are shown wherever keys that buy leave them room."""

ONE_LINE = 110
"""Columns from which one line has room for every price."""


@dataclass(frozen=True, slots=True)
class _KeyHint:
    """One key as it is drawn."""

    command: str
    key: str
    """As it is spelled on screen."""
    label: str
    press: str
    """The key to simulate on a click."""
    is_first: bool = False
    """True for a key with a price: it comes first and leaves last."""

    @property
    def width(self) -> int:
        """Cells that the key takes with its label."""
        return len(self.key) + len(self.label) + 3


class KeyBar(Widget):
    """The keys and what they do, on one line or on two where the terminal is narrow.

    Keys with a price come first; whole keys are left out where there is no room. A click presses
    the key under the pointer. It is one widget, where Textual's own footer makes one a key.
    """

    DEFAULT_CSS = """
    KeyBar {
        height: auto;
        dock: bottom;
        background: $footer-background;
        color: $text-muted;
    }
    """

    def __init__(self, prices: PriceList | None = None) -> None:
        """``prices`` has the prices of the screen's commands; None where no command buys."""
        super().__init__()
        self._prices = prices
        self._spans: list[tuple[int, int, int, str]] = []
        """Line, first cell, cell after the last, and key of everything that is drawn."""

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 - Textual's signature
        viewport: Size,
        width: int,  # noqa: ARG002
    ) -> int:
        """Return one line, two in a narrow terminal; it doesn't depend on what is drawn."""
        return 1 if viewport.width >= ONE_LINE else 2

    def price_of(self, command: str) -> KeyPrice | None:
        """Return label and price of a command; None for one without a price now."""
        return None if self._prices is None else self._prices.price_of(command)

    def is_price_visible(self, command: str) -> bool:
        """Return True if the command's price is on screen now."""
        return any(shown.command == command for line in self._lines() for shown in line)

    def on_mount(self) -> None:
        """Follow the focus: other keys work elsewhere."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def render(self) -> Content:
        """Return the keys that fit; none while another screen is in front, where none works."""
        pieces: list[str | tuple[str, str]] = []
        self._spans.clear()
        if not self.screen.is_active:
            return Content("")
        for number, line in enumerate(self._lines()):
            at = 0
            if number:
                pieces.append("\n")
            for shown in line:
                pieces += [
                    (f" {shown.key}", "$footer-key-foreground bold"),
                    (f" {shown.label} ", "$text-muted"),
                ]
                self._spans.append((number, at, at + shown.width, shown.press))
                at += shown.width
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer, once for a double click."""
        if event.chain > 1:
            return
        for line, start, end, key in self._spans:
            if line == event.y and start <= event.x < end:
                self.app.simulate_key(key)

    def _lines(self) -> list[list[_KeyHint]]:
        """Return the lines that fit; prices are shortened where not all have room."""
        active = self.screen.active_bindings
        for short in (False, True):
            shown = self._hints(active, short=short)
            needed = [one for one in shown if one.is_first or one.command in WAYS]
            lines, left_out = self._packed(needed)
            if not left_out:
                break
        rest = [one for one in shown if one not in needed]
        if left_out:  # prices matter more than the ways to other commands
            lines, _ = self._packed([one for one in needed if one.is_first])
            rest = [one for one in shown if not one.is_first]
            rest.sort(key=lambda one: one.command not in WAYS)
        lines, _ = self._packed(rest, lines)
        order = {one.command: place for place, one in enumerate(shown)}
        for line in lines:
            line.sort(key=lambda one: (not one.is_first, order[one.command]))
        return lines

    def _packed(
        self, keys: Iterable[_KeyHint], lines: list[list[_KeyHint]] | None = None
    ) -> tuple[list[list[_KeyHint]], bool]:
        """Put each key on the first line with room for it; return True if one had none."""
        if lines is None:
            lines = [[] for _ in range(max(1, self.size.height))]
        left_out = False
        for key in keys:
            for line in lines:
                if sum(one.width for one in line) + key.width <= self.size.width:
                    line.append(key)
                    break
            else:
                left_out = True
        return lines, left_out

    def _hints(self, bindings: Mapping[str, ActiveBinding], *, short: bool) -> list[_KeyHint]:
        """Return every key that works here and is to be shown, those with a price first."""
        found: list[_KeyHint] = []
        seen: set[str] = set()
        for active in bindings.values():
            binding = active.binding
            command = binding.id or binding.action
            priced = None if self._prices is None else self._prices.price_of(command)
            if not (binding.show or priced) or not active.enabled or binding.action in seen:
                continue
            seen.add(binding.action)
            label = binding.description
            if priced is not None:
                label = f"{priced.label} · {priced.price.short if short else priced.price.words}"
            key = self.app.get_key_display(binding)
            found.append(_KeyHint(command, key, label, binding.key, priced is not None))
        return sorted(found, key=lambda one: not one.is_first)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()
