"""Messages of one conversation, the newest first; scrolling past the end requests older ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from lix_tui.services.search.inbox_words import MessageText
from lix_tui.text import MOST_IN_LINE, shortened
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_hints import spelled


class MessagePane(VerticalScroll):
    """Text of messages that scrolls while it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("messages")
    DEFAULT_CSS = """
    MessagePane {
        border: round $border;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        padding: 0 1;
        width: 3fr;
        height: 1fr;
        scrollbar-size-vertical: 1;
    }
    MessagePane:focus { border: round $primary; border-title-color: $foreground; }
    """

    class OlderRequested(Message):
        """Request for older messages: the pane was scrolled past its end."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Static("", id="message-text", markup=False)
        self._drawn: object = None
        self._current_key = ""

    def compose(self) -> ComposeResult:
        """Yield the text."""
        yield self._text

    def show(
        self,
        key: str,
        title: str,
        head: Sequence[str],
        messages: Sequence[MessageText],
        foot: str,
        subtitle: str = "",
    ) -> None:
        """Show the messages of the conversation ``key``, below ``head`` and above ``foot``.

        The pane stays where it is while the conversation is the same.
        """
        foot, subtitle = spelled(self, foot), spelled(self, subtitle)
        drawn = (key, title, tuple(head), tuple(messages), foot, subtitle)
        if drawn == self._drawn:  # this runs on a timer, so paint changes only
            return
        self._drawn = drawn
        self.border_title = Content(shortened(title, MOST_IN_LINE))
        self.border_subtitle = Content(subtitle)
        pieces: list[str | tuple[str, str]] = [(f"{line}\n", "$text-muted") for line in head]
        for one in messages:
            pieces.append("\n")
            if one.sender:
                style = "bold $accent" if one.is_own else "bold $foreground"
                pieces.append((f"{one.sender}  ", style))
            pieces.append((f"{one.when}\n", "$text-muted"))
            pieces.append((f"{one.text}\n", "$foreground"))
        pieces.append((f"\n{foot}" if foot else "", "$text-muted"))
        self._text.update(Content.assemble(*pieces))
        if key != self._current_key:
            self._current_key = key
            self.scroll_home(animate=False)

    def action_scroll_down(self) -> None:
        """Scroll down; past the end, request older messages."""
        self._scroll_on()
        super().action_scroll_down()

    def action_page_down(self) -> None:
        """Scroll down by a page; past the end, request older messages."""
        self._scroll_on()
        super().action_page_down()

    def action_scroll_end(self) -> None:
        """Scroll to the end; from there, request older messages."""
        self._scroll_on()
        super().action_scroll_end()

    def _scroll_on(self) -> None:
        if self.scroll_offset.y >= self.max_scroll_y:
            self.post_message(self.OlderRequested())
