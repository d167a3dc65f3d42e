"""The raw view: a record exactly as it was received."""

from __future__ import annotations

import json
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from lix_tui.text import clean
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.clipboard import copy_text
from lix_tui.widgets.key_bar import KeyBar

MAX_SHOWN = 400_000
"""Characters drawn at most; copying still takes the whole."""


class RawScreen(ModalScreen[None]):
    """Pretty JSON of one answer, with the request that fetched it."""

    CSS = """
    RawScreen { align: center middle; }
    RawScreen #raw-frame {
        width: 90%;
        height: 90%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("raw"),
        Binding("escape,i,f9", "dismiss", "Back"),
    ]

    def __init__(self, title: str, value: object, subtitle: str) -> None:
        """``value`` is the parsed JSON; ``subtitle`` says where it came from and its age."""
        super().__init__()
        self._title, self._subtitle = title, subtitle
        self._json = json.dumps(value, indent=2, ensure_ascii=False)

    def compose(self) -> ComposeResult:
        """One scrollable text."""
        shown = clean(self._json)
        if len(shown) > MAX_SHOWN:
            shown = shown[:MAX_SHOWN] + "\n… (the rest is copied with y)"
        frame = VerticalScroll(Static(Content(shown)), id="raw-frame")
        frame.border_title = Content(self._title)
        frame.border_subtitle = Content(self._subtitle)
        yield frame
        yield KeyBar()

    def action_copy_json(self) -> None:
        """Copy the whole answer."""
        self.notify(copy_text(self.app, self._json, "the JSON"), markup=False)

    async def action_dismiss(self, result: None = None) -> None:
        """Go back."""
        self.dismiss(result)
