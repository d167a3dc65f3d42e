"""Inbox in words: rows of conversations, lines of messages, and states of their lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.models.conversation import Conversation, Message
from lix_tui.counts import counted
from lix_tui.durations import age
from lix_tui.paging.states import Exhausted
from lix_tui.services.columns import Column
from lix_tui.services.records.types.conversation import (
    last_active,
    people_words,
    person_words,
    sender_words,
)
from lix_tui.services.search.progress_words import state_line
from lix_tui.text import clean_line, shortened

if TYPE_CHECKING:
    from lix_tui.api.limiter import Limiter
    from lix_tui.api.models.elements import Element
    from lix_tui.api.waits import Waits
    from lix_tui.services.search.session import SearchSession

COLUMNS = (
    Column("unread", "New", 4, 0.0, 2, "right"),
    Column("people", "With", 16, 1.0, 0),
    Column("last", "Last message", 14, 1.8, 3),
    Column("active", "Active", 14, 0.0, 1),
)
MOST_LINES = 400
"""Characters of a message in a row, where it is cut off anyway."""


@dataclass(frozen=True, slots=True)
class MessageText:
    """One message as it is shown."""

    sender: str
    """Empty where the message doesn't say."""
    when: str
    text: str
    is_own: bool = False


class ConversationRows:
    """Rows of a table: the conversations of a session."""

    def __init__(self, session: SearchSession | None) -> None:
        self.session = session

    @property
    def _elements(self) -> Sequence[Element]:
        return [] if self.session is None else self.session.elements

    def __len__(self) -> int:
        return len(self._elements)

    def row_id(self, index: int) -> str:
        """Return the key of a conversation."""
        return self._elements[index].key

    def index_of(self, row_id: str) -> int | None:
        """Return the index of a conversation; None if it isn't loaded."""
        found = (place for place, one in enumerate(self._elements) if one.key == row_id)
        return next(found, None)

    def conversation(self, index: int) -> Conversation | None:
        """Return the conversation of a row; None beyond the last one."""
        if not 0 <= index < len(self):
            return None
        record = self._elements[index].record
        return record if isinstance(record, Conversation) else None

    def cells(self, index: int) -> Sequence[str]:
        """Return unread messages, people, last message and age of a row."""
        one = self.conversation(index)
        if one is None:
            return ("", "", "", "")
        active, newest = last_active(one), one.newest
        text = clean_line(newest.body_text or "")[:MOST_LINES] if newest else ""
        words = f"You: {text}" if newest is not None and newest.is_own else text
        when = age(time() - active.timestamp()) if active else ""
        return (f"{one.unread:,}" if one.unread else "", people_words(one), words, when)

    def mark(self, index: int) -> str:
        """Return a dot for a conversation with unread messages."""
        one = self.conversation(index)
        return "●" if one is not None and one.unread else ""


def messages_in(session: SearchSession | None, conversation: Conversation) -> list[Message]:
    """Return the loaded messages of a conversation, the newest first.

    Those that came with the conversation itself, as Sales Navigator's do, count as loaded.
    """
    found: list[Message] = []
    for element in () if session is None else session.elements:
        record = element.record
        if isinstance(record, Message):
            found.append(record)
        elif isinstance(record, Conversation):
            found += record.messages
    if not found:
        found = [*conversation.messages] or ([newest] if (newest := conversation.newest) else [])
    oldest = datetime.fromtimestamp(0).astimezone()
    return sorted(found, key=lambda one: one.delivered_at or oldest, reverse=True)


def message_texts(messages: Sequence[Message]) -> Iterator[MessageText]:
    """Yield messages as they are shown."""
    for one in messages:
        at = one.delivered_at
        when = f"{at.astimezone():%d %b %Y %H:%M} · {age(time() - at.timestamp())}" if at else ""
        kind = clean_line(one.type).replace("_", " ").lower() if one.type else ""
        details = " · ".join(part for part in (when, kind) if part)
        yield MessageText(sender_words(one), details, shortened(one.body_text or ""), one.is_own)


def participant_lines(conversation: Conversation) -> list[str]:
    """Return a line for each participant: name and headline."""
    found = []
    for one in conversation.others or conversation.participants:
        headline = clean_line(one.headline or "")
        name = person_words(one)
        found.append(f"{name} · {headline}" if headline else name)
    return found


def list_title(session: SearchSession, label: str) -> str:
    """Return the title over the conversations: 'LinkedIn · 20 loaded · 3 unread'."""
    loaded = session.elements
    if not loaded:
        return label
    records = [one.record for one in loaded]
    unread = sum(1 for one in records if isinstance(one, Conversation) and one.unread)
    rest = f" · {unread:,} unread" if unread else ""
    return f"{label} · {counted(len(loaded), session.kind.singular)} loaded{rest}"


def list_state(
    session: SearchSession, limiter: Limiter, waits: Waits, more: str, *, offline: bool
) -> str:
    """Return the state of a list for the line after its last row; ``more`` loads a page."""
    if isinstance(session.state.status, Exhausted) and not session.elements:
        return f"No {session.kind.plural}"
    line = state_line(session, limiter.next_slot_in(), waits, offline=offline)
    return line.replace("<search.more>", more)


def count_words(conversation: Conversation, shown: int) -> str:
    """Return how many messages of a conversation are shown: '50 of 80 messages'."""
    total = conversation.total_message_count
    if total is not None and total > shown:
        return f"{shown:,} of {counted(total, 'message')}"
    return counted(shown, "message")
