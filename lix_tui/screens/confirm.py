"""A question before something that costs."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class ConfirmScreen(ModalScreen[bool]):
    """Returns whether the user agreed."""

    CSS = """
    ConfirmScreen { align: center middle; }
    ConfirmScreen #confirm {
        width: 90%;
        max-width: 72;
        height: auto;
        border: round $accent;
        background: $surface;
        border-title-color: $foreground;
        padding: 1 2;
    }
    ConfirmScreen Horizontal { height: auto; align-horizontal: right; margin-top: 1; }
    ConfirmScreen Button { margin-left: 2; }
    ConfirmScreen Button:focus { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, title: str, question: str) -> None:
        super().__init__()
        self._heading, self._question = title, question

    def compose(self) -> ComposeResult:
        """The question and two buttons."""
        with Vertical(id="confirm") as frame:
            frame.border_title = Content(self._heading)
            yield Static(Content(self._question), markup=False)
            with Horizontal():
                yield Button(Content("No (escape)"), id="no", compact=True)
                yield Button(Content("Yes (enter)"), id="yes", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Enter agrees."""
        self.query_one("#yes", Button).focus()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, agreed: bool) -> None:
        """Answer by key."""
        self.dismiss(agreed)
