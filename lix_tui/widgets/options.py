"""Lists of options that also work without any room."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.widgets import OptionList

_NARROWEST = 10
"""Cells that a text needs beside border, padding and scrollbar. Textual's own list fails without
room for text."""


class Options(OptionList):
    """Textual's list of options, which may also have no room at all."""

    DEFAULT_CSS = f"Options {{ min-width: {_NARROWEST}; }}"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height for a width, both in cells."""
        return super().get_content_height(container, viewport, max(width, _NARROWEST))


class RowOptions(Options):
    """A list whose lines have no price of their own: a click highlights, a double click chooses."""

    def on_click(self, event: events.Click) -> None:
        """Highlight the line under the pointer; choose it on a double click."""
        event.prevent_default()  # Textual's list chooses on a single click
        option = event.style.meta.get("option")
        if not isinstance(option, int) or self.get_option_at_index(option).disabled:
            return
        is_same = self.highlighted == option
        self.highlighted = option
        if event.chain == 2 and is_same:
            self.action_select()
