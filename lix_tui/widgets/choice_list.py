"""List with an input above it; only lines that contain every typed word are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options

MOST_DIGITS = 9
"""Number of lines that a digit chooses."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list."""

    content: Content
    text: str
    """Words that typed text is compared with."""


class _ChoiceInput(LineInput):
    """Input that leaves digits to the list while it is empty."""

    class Digit(Message):
        """A digit was pressed in the empty input."""

        def __init__(self, digit: int) -> None:
            super().__init__()
            self.digit = digit

    def __init__(self, placeholder: str, *, digits: bool) -> None:
        super().__init__(placeholder=placeholder, id="choice-find")
        self._digits = digits

    def on_key(self, event: events.Key) -> None:
        """Choose by digit before anything is typed."""
        if self._digits and not self.value and event.character and event.character in "123456789":
            event.stop()
            event.prevent_default()
            self.post_message(self.Digit(int(event.character)))


class ChoiceList(Vertical):
    """Lines to choose from. Typed words filter them; enter or a click chooses one."""

    DEFAULT_CSS = """
    ChoiceList { height: auto; }
    ChoiceList Input, ChoiceList Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    class ChoiceSelected(Message):
        """A line was chosen; ``index`` is its place in the whole list."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(
        self, choices: Sequence[Choice], *, placeholder: str, digits: bool = False
    ) -> None:
        """Show ``choices``; with ``digits`` the first nine are numbered and a digit chooses one."""
        super().__init__()
        self._choices, self._placeholder, self._digits = choices, placeholder, digits
        self._matching: list[int] = []

    def compose(self) -> ComposeResult:
        """Yield the input over the lines."""
        yield _ChoiceInput(self._placeholder, digits=self._digits)
        options = Options(markup=False)
        options.can_focus = False
        yield options

    def on_mount(self) -> None:
        """Show every line."""
        if self.children:  # else the app closes while the list opens
            self._show("")
            self.query_one(Input).focus()

    def show(self, choices: Sequence[Choice]) -> None:
        """Show the same lines with other text, such as prices that arrived."""
        options = self.query_one(OptionList)
        place = options.highlighted
        self._choices = choices
        self._show(self.query_one(Input).value)
        if place is not None and place < options.option_count:
            options.highlighted = place

    @on(Input.Changed)
    def text_changed(self, event: Input.Changed) -> None:
        """Show the lines that match the text."""
        event.stop()
        self._show(event.value)

    @on(_ChoiceInput.Digit)
    def digit_pressed(self, event: _ChoiceInput.Digit) -> None:
        """Choose a line by its digit."""
        event.stop()
        if event.digit <= len(self._choices):
            self.post_message(self.ChoiceSelected(event.digit - 1))

    @on(Input.Submitted)
    def text_submitted(self, event: Input.Submitted) -> None:
        """Choose the highlighted line."""
        event.stop()
        place = self.query_one(OptionList).highlighted
        if self._matching and place is not None:
            self.post_message(self.ChoiceSelected(self._matching[place]))
        else:
            self.app.bell()

    @on(OptionList.OptionSelected)
    def option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the line that was clicked."""
        event.stop()
        if event.option_index < len(self._matching):
            self.post_message(self.ChoiceSelected(self._matching[event.option_index]))

    def action_move(self, by: int) -> None:
        """Move among the lines."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def _show(self, text: str) -> None:
        words = text.casefold().split()
        self._matching = [
            place
            for place, choice in enumerate(self._choices)
            if all(word in choice.text.casefold() for word in words)
        ]
        lines = [self._line(place, numbered=not text) for place in self._matching]
        if not lines:
            lines = [Option(Content.styled("No line matches.", "$warning"), disabled=True)]
        options = self.query_one(OptionList)
        options.clear_options().add_options(lines)
        options.highlighted = 0 if self._matching else None

    def _line(self, place: int, *, numbered: bool) -> Option:
        content = self._choices[place].content
        if not self._digits:
            return Option(content)
        sign = f"{place + 1} " if numbered and place < MOST_DIGITS else "  "
        return Option(Content.assemble((sign, "$footer-key-foreground"), content))
