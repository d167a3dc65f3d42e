"""A question before something that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost

TYPED = "Typing doesn't answer here. To agree, press tab, then enter."


class ConfirmScreen(ModalScreen[bool]):
    """Returns True if the user agreed.

    A key held from before answers nothing. Text typed into the question, by somebody who takes it
    for an input, moves the focus to No, so that an enter after it declines.
    """

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
    ConfirmScreen VerticalScroll { height: auto; max-height: 60vh; }
    ConfirmScreen Horizontal { height: auto; align-horizontal: right; margin-top: 1; }
    ConfirmScreen Button { margin-left: 2; }
    ConfirmScreen Button:focus { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", "No"),
        Binding("n", "letter(False)", "No"),
        Binding("y", "letter(True)", "Yes"),
    ]

    def __init__(self, title: str, question: str) -> None:
        super().__init__()
        self._heading, self._question = title, question
        self._is_typed_into = False

    def compose(self) -> ComposeResult:
        """Yield the question and two buttons."""
        with Vertical(id="confirm") as frame:
            frame.border_title = Content(self._heading)
            with VerticalScroll(can_focus=False):
                yield Static(Content(self._question), markup=False)
            with Horizontal():
                yield Button(Content("No (escape)"), id="no", compact=True)
                yield Button(Content("Yes (enter)"), id="yes", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Let enter agree; the buttons are gone where the app closes meanwhile."""
        for button in self.query("#yes").results(Button):
            button.focus()

    def on_key(self, event: events.Key) -> None:
        """Take typed text for a mistake: from then on only a button answers."""
        if event.is_printable and event.key not in ("y", "n", "space") and not self._is_typed_into:
            self._is_typed_into = True
            self.query_one("#no", Button).focus()
            self.query_one("#confirm").border_subtitle = Content(TYPED)

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        self._answer(agreed=event.button.id == "yes")

    def action_answer(self, agreed: bool) -> None:
        """Answer by key."""
        self._answer(agreed=agreed)

    def action_letter(self, agreed: bool) -> None:
        """Answer by y or n, unless the letter is part of a typed text."""
        if not self._is_typed_into:
            self._answer(agreed=agreed)

    def _answer(self, *, agreed: bool) -> None:
        if not agreed or cast("AppHost", self.app).presses.may_buy():
            self.dismiss(agreed)
