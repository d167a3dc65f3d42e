"""Conversations with a person, found in stored answers and removed from them."""

from __future__ import annotations

import json
from collections.abc import Collection

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.models.base import JsonObject, as_list, as_object
from lix_tui.api.models.conversation import Conversation, Correspondent, Message
from lix_tui.api.models.elements import KINDS, Record, read_element
from lix_tui.api.models.search import read_page
from lix_tui.linkedin.conversations import conversation_keys


class ConversationContent:
    """Reader of the answers that have conversations or messages."""

    endpoints = tuple(name for name, entry in ENDPOINTS.items() if entry.is_private)

    def keys_of(self, target: str) -> tuple[str, ...]:
        """Return the keys of the conversation that a list of messages belongs to."""
        return conversation_keys(target)

    def involved(self, endpoint: str, body: bytes, people: Collection[str]) -> set[str]:
        """Return the keys of the conversations with any of these people, by their identity keys."""
        answer, wanted = _object(body), set(people)
        found: set[str] = set()
        for element in read_page(endpoint, answer).elements:
            record = element.record
            if all(wanted.isdisjoint(one.keys) for one in _members(record)):
                continue
            found.update(_own_keys(record) if isinstance(record, Message) else element.keys)
        return found

    def without(
        self, endpoint: str, body: bytes, conversations: Collection[str], people: Collection[str]
    ) -> bytes:
        """Return the answer without these conversations, their messages and these people."""
        answer = _object(body)
        left = {name: _pruned(endpoint, part, conversations) for name, part in answer.items()}
        if isinstance(included := answer.get("included"), list):
            left["included"] = [one for one in included if not _is_one_of(one, people)]
        if left == answer:
            return body
        return json.dumps(left, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _object(body: bytes) -> JsonObject:
    try:
        return as_object(json.loads(body))
    except (ValueError, RecursionError):
        return {}


def _members(record: Record) -> tuple[Correspondent, ...]:
    if isinstance(record, Message):
        return (record.sender,)
    if not isinstance(record, Conversation):
        return ()
    newest = () if record.last_message is None else (record.last_message,)
    return (*record.participants, *(one.sender for one in (*record.messages, *newest)))


def _own_keys(message: Message) -> tuple[str, ...]:
    texts = (message.backend_conversation_urn, message.conversation_urn)
    return conversation_keys(*(text for text in texts if text))


def _pruned(endpoint: str, part: object, conversations: Collection[str]) -> object:
    """Return a list of an answer, or an object with such a list, without these conversations."""
    if isinstance(part, list):
        return [one for one in part if not _is_of(endpoint, one, conversations)]
    if isinstance(part, dict):
        if _is_of(endpoint, part, conversations):  # the only thread of an answer
            return {}
        return {
            name: _pruned(endpoint, as_list(inner), conversations)
            if isinstance(inner, list)
            else inner
            for name, inner in part.items()
        }
    return part


def _is_of(endpoint: str, item: object, conversations: Collection[str]) -> bool:
    if not isinstance(item, dict):
        return False
    element = read_element(KINDS[endpoint], item)
    record = element.record
    keys = _own_keys(record) if isinstance(record, Message) else element.keys
    return not set(conversations).isdisjoint(keys)


def _is_one_of(item: object, people: Collection[str]) -> bool:
    person = Correspondent.model_validate(item) if isinstance(item, dict) else None
    return person is not None and not set(people).isdisjoint(person.keys)
