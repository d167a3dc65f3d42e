"""Question that the user answers with yes or no, for example before something that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from lix_tui.screens.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import App

TYPED = "Typing doesn't answer here. To agree, press tab, then enter."


class ConfirmScreen(Dialog[bool]):
    """Question whose result is True if the user agreed.

    A key that was already down when the question opened doesn't answer it. Typing text, as if the
    question were an input, moves the focus to No, so that enter then declines.
    """

    CSS = """
    ConfirmScreen DialogFrame { border: round $accent; padding: 1 2; }
    ConfirmScreen #question { height: auto; max-height: 60vh; }
    ConfirmScreen Horizontal { height: auto; align-horizontal: right; margin-top: 1; }
    ConfirmScreen Button { margin-left: 2; }
    ConfirmScreen Button:focus { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "letter(False)", "No"),
        Binding("y", "letter(True)", "Yes"),
    ]

    def __init__(self, title: str, question: str) -> None:
        super().__init__(title, size="small")
        self._question = question
        self._is_typed_into = False

    def compose_body(self) -> ComposeResult:
        """Yield the question and two buttons."""
        with VerticalScroll(id="question", can_focus=False):
            yield Static(Content(self._question), markup=False)
        with Horizontal():
            yield Button("", id="no", compact=True)
            yield Button("", id="yes", compact=True)

    def set_up(self) -> None:
        """Focus Yes, so that enter agrees."""
        self._label_buttons("yes")
        self.query_one("#yes", Button).focus()

    @on(events.DescendantFocus)
    def focus_moved(self, event: events.DescendantFocus) -> None:
        """Name enter on the focused button, and paint it."""
        self._label_buttons(event.widget.id)

    def _label_buttons(self, focused: str | None) -> None:
        is_yes = focused == "yes"
        no, yes = self.query_one("#no", Button), self.query_one("#yes", Button)
        no.label = Content("No (esc)" if is_yes else "No (enter)")
        yes.label = Content("Yes (enter)" if is_yes else "Yes")
        no.variant, yes.variant = ("default", "primary") if is_yes else ("primary", "default")

    def on_key(self, event: events.Key) -> None:
        """Focus No after typed text: from then on only a button answers."""
        if event.is_printable and event.key not in ("y", "n", "space") and not self._is_typed_into:
            self._is_typed_into = True
            self.query_one("#no", Button).focus()
            self.frame.show_hints(TYPED)

    @on(Button.Pressed)
    def button_pressed(self, event: Button.Pressed) -> None:
        """Answer by button."""
        self._answer(agreed=event.button.id == "yes")

    def action_close(self) -> None:
        """Answer no."""
        self._answer(agreed=False)

    def action_letter(self, agreed: bool) -> None:
        """Answer by y or n, unless the letter is part of a typed text."""
        if not self._is_typed_into:
            self._answer(agreed=agreed)

    def _answer(self, *, agreed: bool) -> None:
        if not agreed or self.host.presses.may_buy():
            self.dismiss(agreed)


async def confirm(app: App[int], title: str, question: str) -> bool:
    """Ask the user a question; return True if the user agreed. Call it from a worker."""
    return await app.push_screen_wait(ConfirmScreen(title, question)) is True
