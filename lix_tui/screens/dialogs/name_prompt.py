"""A prompt for a name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from lix_tui.widgets.line_input import LineInput


class NameScreen(ModalScreen[str | None]):
    """Returns a name, or None."""

    CSS = """
    NameScreen { align: center top; }
    NameScreen #naming {
        margin-top: 4;
        width: 90%;
        max-width: 70;
        height: auto;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 1 2;
    }
    NameScreen Input, NameScreen Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(
        self, title: str, name: str, placeholder: str = "a name", *, empty: bool = False
    ) -> None:
        """``name`` is offered; ``empty`` says whether nothing is an answer too."""
        super().__init__()
        self._heading, self._name, self._placeholder = title, name, placeholder
        self._empty = empty

    def compose(self) -> ComposeResult:
        """One input."""
        with Vertical(id="naming") as frame:
            frame.border_title = Content(self._heading)
            frame.border_subtitle = Content("enter: save · esc: cancel")
            yield LineInput(self._name, placeholder=self._placeholder)

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Take the name, unless there is none."""
        if event.value.strip() or self._empty:
            self.dismiss(event.value)
        else:
            self.app.bell()

    def action_close(self) -> None:
        """Take none."""
        self.dismiss(None)
