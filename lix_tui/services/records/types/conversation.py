"""Types of conversations and messages: columns and copies, without any entry in the library."""

from __future__ import annotations

from datetime import datetime

from lix_tui.api.models.conversation import Conversation, Correspondent, Message
from lix_tui.linkedin.conversations import conversation_keys, message_keys
from lix_tui.services.columns import ColumnLayout
from lix_tui.services.records.record_type import Field, RecordType
from lix_tui.services.records.related_records import Destinations, lookup
from lix_tui.text import clean_line

MOST_NAMES = 3
"""Participants that a line names; the others are counted."""
_SHORT = 12


def person_words(person: Correspondent) -> str:
    """Return a participant's name, or the id that is known of one without a name."""
    if person.name:
        return clean_line(person.name)
    id_ = person.public_identifier or person.host_identity_urn or person.object_urn
    if not id_:
        return "Unknown participant"
    shown = id_.rpartition(":")[2].strip("()").partition(",")[0]
    return f"Participant {shown[:_SHORT]}{'…' if len(shown) > _SHORT else ''}"


def people_words(conversation: Conversation) -> str:
    """Return the title of a conversation, or the names of its participants."""
    if conversation.title:
        return clean_line(conversation.title)
    people = conversation.others or conversation.participants
    names = [person_words(person) for person in people[:MOST_NAMES]]
    if rest := len(people) - len(names):
        names.append(f"{rest:,} more")
    return ", ".join(names) or "Nobody is named"


def sender_words(message: Message) -> str:
    """Return the name of a sender; empty where the message doesn't say."""
    if message.is_own:
        return "You"
    sender = message.sender
    is_known = bool(sender.name or sender.keys or sender.host_identity_urn)
    return person_words(sender) if is_known else ""


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _last_text(conversation: Conversation) -> str | None:
    newest = conversation.newest
    return newest.body_text if newest else None


def _last_line(conversation: Conversation) -> str:
    newest = conversation.newest
    if newest is None:
        return ""
    sender, text = sender_words(newest), clean_line(newest.body_text or "")
    return f"{sender}: {text}" if sender == "You" else text


def last_active(conversation: Conversation) -> datetime | None:
    """Return the time of the last activity, or of the last message."""
    if conversation.last_activity_at is not None:
        return conversation.last_activity_at
    newest = conversation.newest
    return newest.delivered_at if newest else None


def _related(conversation: Conversation, _link: str | None) -> Destinations:
    """Yield the profile and the email address of each participant whose link is known."""
    for person in conversation.others or conversation.participants:
        for endpoint in ("person", "email"):
            yield from lookup(endpoint, person.best_link, person_words(person))


def _copies(conversation: Conversation) -> list[tuple[str, str | None]]:
    people = conversation.others or conversation.participants
    is_one = len(people) == 1
    links = [
        ("Profile link" if is_one else f"{person_words(one)}: profile link", one.best_link)
        for one in people
    ]
    names = ", ".join(person_words(one) for one in people)
    return [*links, ("Conversation link", conversation.best_link), ("Names", names)]


CONVERSATION: RecordType[Conversation] = RecordType(
    endpoint="conversations",
    model=Conversation,
    entry_kind="conversation",
    keys=conversation_keys,
    params=lambda link: {"conversation_id": link},
    links=lambda one: (one.best_link,),
    best_link=lambda one: one.best_link,
    title=people_words,
    subtitle=lambda _: (),
    related=_related,
    more_copies=_copies,
    fields=(
        Field("people", "With", people_words, column=ColumnLayout(16, 1.0, 0)),
        Field("last_message", "Last message", _last_text, cell=_last_line,
              column=ColumnLayout(14, 1.6, 2), exported=False),
        Field("active", "Active", lambda one: _iso(last_active(one)), type="date"),
    ),
)  # fmt: skip
MESSAGE: RecordType[Message] = RecordType(
    endpoint="messages",
    model=Message,
    entry_kind="message",
    keys=message_keys,
    params=lambda link: {"conversation_id": link},
    title=sender_words,
    subtitle=lambda _: (),
    fields=(
        Field("sender", "From", sender_words),
        Field("text", "Text", lambda one: one.body_text, exported=False),
        Field("sent", "Sent", lambda one: _iso(one.delivered_at), type="date"),
    ),
)
