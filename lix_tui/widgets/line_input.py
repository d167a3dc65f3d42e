"""Inputs of one line that take a paste of several lines whole."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.widgets import Input

from lix_tui.explorer.pasting import PasteRefused, Takes, one_line


class LineInput(Input):
    """Input that shows a paste as one line, or says why it can't; a paste never submits."""

    takes: ClassVar[Takes] = "text"

    def on_paste(self, event: events.Paste) -> None:
        """Insert the paste; Textual's own input keeps only its first line."""
        event.prevent_default()
        event.stop()
        self._insert(event.text)

    def action_paste(self) -> None:
        """Insert text that was copied in this program."""
        self._insert(self.app.clipboard)

    def _insert(self, text: str) -> None:
        try:
            line = one_line(text, self.takes)
        except PasteRefused as problem:
            self.notify(str(problem), severity="error", markup=False)
            return
        self.replace(line, *self.selection)


class LinkInput(LineInput):
    """Input of links and ids: a link broken over lines is joined, never cut."""

    takes = "links"
