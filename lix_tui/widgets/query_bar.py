"""Query input with its price and a line for problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.line_input import LinkInput


class QueryInput(LinkInput):
    """Input with a history: up recalls older queries, down newer ones."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("query")

    class Recalled(Message):
        """A query was recalled; None for the text typed before."""

        def __init__(self, text: str | None) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002  # Textual's name
        super().__init__(placeholder=placeholder, id=id)
        self.history: Sequence[str] = ()
        """Recent queries, the newest first."""
        self._place = -1
        self._draft = ""

    def remember(self, history: Sequence[str]) -> None:
        """Set the recent queries; the present text counts as typed."""
        self.history, self._place = history, -1

    def action_recall(self, by: int) -> None:
        """Recall an older (1) or newer (-1) query; after the newest comes the typed text."""
        if self._place == -1:
            self._draft = self.value
        place = max(-1, min(self._place + by, len(self.history) - 1))
        if place != self._place:
            self._place = place
            self.value = self.history[place] if place >= 0 else self._draft
            self.cursor_position = len(self.value)
            self.post_message(self.Recalled(self.history[place] if place >= 0 else None))

    @property
    def draft(self) -> str:
        """Text that was typed before a query was recalled."""
        return self._draft if self._place >= 0 else self.value

    @property
    def recalled(self) -> bool:
        """True if the text was recalled and not changed since."""
        return 0 <= self._place < len(self.history) and self.value == self.history[self._place]


class QueryBar(Vertical):
    """Framed query input; the frame shows the price of a search."""

    DEFAULT_CSS = """
    QueryBar {
        height: auto;
        padding: 0;
    }
    QueryBar Input {
        border: round $border;
        background: $background;
        padding: 0 1;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
    }
    QueryBar Input:focus {
        border: round $primary;
        border-title-color: $foreground;
    }
    QueryBar #query-message {
        height: auto;
        max-height: 3;
        padding: 0 2;
        display: none;
    }
    QueryBar #query-message.shown { display: block; }
    QueryBar #query-message.problem { color: $error; }
    QueryBar #query-message.hint { color: $text-muted; }
    """

    def __init__(self, *, title: str, cost: str, placeholder: str) -> None:
        super().__init__()
        self._title, self._cost, self._placeholder = title, cost, placeholder
        self._message = ("", False)
        """Sentence under the input, and True if it is a problem."""

    def compose(self) -> ComposeResult:
        """Yield the input and its message line."""
        query = QueryInput(placeholder=self._placeholder, id="query")
        query.border_title = Content(self._title)
        query.border_subtitle = Content(self._cost)
        yield query
        yield Static("", id="query-message", markup=False)

    def remember(self, history: Sequence[str]) -> None:
        """Set the recent queries, the newest first, that up recalls."""
        self.query_one("#query", QueryInput).remember(history)

    @property
    def recalled(self) -> bool:
        """True if the text was recalled and not changed since."""
        return self.query_one("#query", QueryInput).recalled

    @property
    def draft(self) -> str:
        """Text that was typed before a query was recalled."""
        return self.query_one("#query", QueryInput).draft

    @property
    def is_in_view(self) -> bool:
        """Return True when the user can see the text in the input."""
        text = self.query_one("#query", Input).content_region
        return text.area > 0 and self.screen.region.contains_region(text)

    @property
    def text(self) -> str:
        """Text of the input."""
        return self.query_one("#query", Input).value

    @text.setter
    def text(self, value: str) -> None:
        self.query_one("#query", Input).value = value

    @property
    def title(self) -> str:
        """Title in the upper edge of the frame."""
        return self._title

    @title.setter
    def title(self, words: str) -> None:
        self._title = words
        self.query_one("#query", Input).border_title = Content(words)

    def focus_input(self) -> None:
        """Focus the input at once and select its text."""
        query = self.query_one("#query", Input)
        self.screen.set_focus(query)
        query.action_select_all()

    def show_message(self, sentence: str, *, problem: bool = True) -> None:
        """Show one sentence under the input; an empty one hides the line."""
        if (sentence, problem) == self._message:  # a letter mostly leaves it as it is
            return
        self._message = sentence, problem
        line = self.query_one("#query-message", Static)
        line.update(Content(spelled(self, sentence)))
        line.set_class(bool(sentence), "shown")
        line.set_class(problem, "problem")
        line.set_class(not problem, "hint")
