"""Answers about conversations and messages, read into their models.

Sales Navigator's threads come in LinkedIn's normalised form: a thread names its participants by
urn, and ``included`` has the people (Lix docs, Sales Navigator messages). How the two belong
together isn't documented, so that any id that both have joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic.alias_generators import to_camel

from lix_tui.api.models.base import JsonObject, as_list, as_object, first_present
from lix_tui.api.models.conversation import Conversation, Message
from lix_tui.linkedin.links import person_keys

_MOVED: Mapping[str, str] = {"body": "bodyText", "text": "bodyText"}
_SENDERS = ("sender", "author", "from")
_ID_NAMES = frozenset({"publicIdentifier", "profileUrl", "profileId", "navigationUrl", "id"})
_MEMBERS = ("participants", "participantsResolutionResults")


def read_conversation(raw: JsonObject) -> Conversation:
    """Return the conversation in an element, whose people are joined to it."""
    fields = folded(raw)
    included = as_list(fields.pop("included", None))
    people = _People(one for one in included if isinstance(one, dict))
    members = first_present(fields, *_MEMBERS)
    entries = list(members.values()) if isinstance(members, dict) else as_list(members)
    participants = [found for one in entries if (found := people.person(one)) is not None]
    messages = [_message_fields(one, people) for one in as_list(fields.get("messages"))
                if isinstance(one, dict)]  # fmt: skip
    fields |= {"participants": participants, "messages": messages}
    if isinstance(last := fields.get("lastMessage"), dict):
        fields["lastMessage"] = _message_fields(last, people)
    return Conversation.model_validate(fields)


def read_message(raw: JsonObject) -> Message:
    """Return the message in an element."""
    included = as_list(raw.get("included"))
    people = _People(one for one in included if isinstance(one, dict))
    return Message.model_validate(_message_fields(raw, people))


def sales_page(answer: JsonObject) -> JsonObject:
    """Return Sales Navigator's normalised page as a list of threads, each with its people.

    One thread is a page with one element. An included object that no thread names is part of
    every thread, because nothing says where it belongs. An answer of another form is unchanged.
    """
    data = answer.get("data")
    if not isinstance(data, dict):
        return answer
    found = first_present(data, "elements", "threads")
    threads = as_list(found) if isinstance(found, list) else [data] * ("id" in data)
    included = [one for one in as_list(answer.get("included")) if isinstance(one, dict)]
    people = [(one, _ids_in(one)) for one in included]
    named = [_ids_of_thread(one) if isinstance(one, dict) else set() for one in threads]
    everywhere = set().union(*named)
    joined: list[object] = []
    for thread, ids in zip(threads, named, strict=True):
        own = [one for one, its in people if its & ids or not its & everywhere]
        joined.append({**thread, "included": own} if own and isinstance(thread, dict) else thread)
    paging = as_object(data.get("paging")) or as_object(answer.get("paging"))
    return {"threads": joined, "paging": paging}


class _People:
    """People by every id that their objects have."""

    def __init__(self, included: Iterable[JsonObject]) -> None:
        self._entries: Sequence[tuple[JsonObject, set[str]]] = [
            (one, _ids_in(one)) for one in included
        ]

    def person(self, entry: object) -> JsonObject | None:
        """Return the fields of a participant, given as a urn or as an object."""
        if isinstance(entry, dict):
            own = folded(entry)
            return {**self._found(_ids_in(own)), **own}
        if not isinstance(entry, str) or not entry:
            return None
        return {**self._found(_ids_of(entry)), "hostIdentityUrn": entry}

    def _found(self, ids: set[str]) -> JsonObject:
        return next((folded(one) for one, its in self._entries if its & ids), {})


def _message_fields(raw: JsonObject, people: _People) -> JsonObject:
    """Return a message with LinkedIn's names as Lix's; a sender that it names is joined to it."""
    fields = folded(raw)
    fields.pop("included", None)
    for theirs, ours in _MOVED.items():
        value = fields.get(theirs)
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            value = value["text"]
        if isinstance(value, str) and ours not in fields:
            del fields[theirs]
            fields[ours] = value
    for name in _SENDERS:
        sender = people.person(fields.get(name))
        if sender is not None:
            for part, value in sender.items():
                fields.setdefault(f"sender{part[0].upper()}{part[1:]}", value)
            break
    return fields


def folded(fields: JsonObject) -> JsonObject:
    """Return an object with camelCase names, whichever case they came in."""
    return {(to_camel(name) if "_" in name else name): value for name, value in fields.items()}


def _ids_of_thread(thread: JsonObject) -> set[str]:
    fields = folded(thread)
    members = first_present(fields, *_MEMBERS)
    entries = list(members.values()) if isinstance(members, dict) else as_list(members)
    messages = [one for one in as_list(fields.get("messages")) if isinstance(one, dict)]
    senders = [one.get(name) for one in messages for name in _SENDERS]
    found: set[str] = set()
    for one in (*entries, *senders):
        found |= _ids_in(one) if isinstance(one, dict) else _ids_of(one)
    return found


def _ids_in(fields: JsonObject) -> set[str]:
    """Return every id in an object's own texts: urns, links and tokens."""
    found: set[str] = set()
    for name, value in fields.items():
        if name in _ID_NAMES or (isinstance(value, str) and "urn:li:" in value):
            found |= _ids_of(value)
    return found


def _ids_of(value: object) -> set[str]:
    return {value, *person_keys(value)} if isinstance(value, str) and value else set()
