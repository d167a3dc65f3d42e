"""Conversations, messages and Sales Navigator threads of a connected account."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from lix_tui.linkedin.conversations import conversation_id
from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import not_found, params_invalid
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire import messages as wire
from lix_tui.sandbox.wire.values import JsonObject
from lix_tui.sandbox.world.conversations import (
    WorldConversation,
    WorldMessage,
    conversations_of,
    sales_threads_of,
)

PAGE_SIZE = 20
_MOMENT = re.compile("[0-9]{1,15}")


def conversations(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of conversations, the newest first; its cursor leads to older ones."""
    world, viewer = sandbox.world, call.params["viewer_id"]
    found = conversations_of(world, viewer)
    target = f"conversations {viewer}"
    start = _start(call, target)
    end = start + call.number("count", PAGE_SIZE)
    page: JsonObject = {
        "conversations": [wire.conversation(world, viewer, one) for one in found[start:end]]
    }
    if end < len(found):
        page[_cursor_name(sandbox)] = _cursor(target, end)
    return Answer(page)


def messages(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of messages, the newest first, or those around a moment."""
    world, viewer = sandbox.world, call.params["viewer_id"]
    text = call.params.get("conversation_id") or call.params["conversation_urn"]
    found = _named(conversations_of(world, viewer), text)
    newest = found.messages[::-1]
    around = "delivered_at" in call.params
    if around and "sequence_id" in call.params:
        raise params_invalid("sequence_id and delivered_at exclude each other")
    target = f"messages {viewer} {found.id}"
    start = 0 if around else _start(call, target)
    end = start + PAGE_SIZE
    chosen = _around(newest, call) if around else newest[start:end]
    page: JsonObject = {"messages": [wire.message(world, viewer, found, one) for one in chosen]}
    if not around and end < len(newest):
        page[_cursor_name(sandbox)] = _cursor(target, end)
    return Answer(page)


def sales_threads(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of threads before a time, the newest first, in LinkedIn's normalised form."""
    if call.params.get("filter", "INBOX") != "INBOX":
        raise params_invalid("filter must be INBOX")
    before = _moment(call, "page_starts_at")
    found = sales_threads_of(sandbox.world, call.params["viewer_id"])
    rest = [one for one in found if before is None or one.at < before]
    page = rest[: call.number("count", PAGE_SIZE)]
    draft = sandbox.config.inbox == "draft"
    elements = [wire.sales_thread(one, 1, draft=draft, listed=True) for one in page]
    data: JsonObject = {"entityUrn": "urn:li:collectionResponse:threads", "elements": elements}
    if draft:
        data["paging"] = {"count": len(page), "start": len(found) - len(rest), "total": len(found)}
    return Answer({"data": data, "included": _included(page)})


def sales_thread(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return one thread with its newest messages."""
    found = _named(
        sales_threads_of(sandbox.world, call.params["viewer_id"]), call.params["thread_id"]
    )
    draft = sandbox.config.inbox == "draft"
    count = call.number("message_count", 10)
    thread = wire.sales_thread(found, count, draft=draft, listed=False)
    return Answer({"data": thread, "included": _included([found])})


def _named(found: list[WorldConversation], text: str) -> WorldConversation:
    id_ = conversation_id(text)
    for one in found:
        if one.id == id_:
            return one
    raise not_found("conversation")


def _included(page: list[WorldConversation]) -> list[JsonObject]:
    people = {person.member: person for one in page for person in one.people}
    return [one for one in map(wire.included, people.values()) if one is not None]


def _around(newest: tuple[WorldMessage, ...], call: Call) -> list[WorldMessage]:
    """Return messages around ``delivered_at``: that one, and as many older and newer as wanted."""
    at = _moment(call, "delivered_at") or 0
    newer = [one for one in newest if one.at > at]
    older = [one for one in newest if one.at < at]
    after, before = call.number("count_after", 0), call.number("count_before", 0)
    here = [one for one in newest if one.at == at]
    return [*(newer[-after:] if after else ()), *here, *older[:before]]


def _moment(call: Call, name: str) -> int | None:
    text = call.params.get(name)
    if text is not None and not _MOMENT.fullmatch(text):
        message = f"{name} must be a time in milliseconds"
        raise params_invalid(message)
    return None if text is None else int(text)


def _cursor_name(sandbox: Sandbox) -> str:
    return "syncToken" if sandbox.config.inbox == "draft" else "sequenceId"


def _cursor(target: str, start: int) -> str:
    text = json.dumps({"of": target, "start": start})
    return urlsafe_b64encode(text.encode()).decode()


def _start(call: Call, target: str) -> int:
    """Return the position in a cursor. A cursor of another list is refused."""
    text = call.params.get("sequence_id")
    if not text:
        return 0
    try:
        read: object = json.loads(urlsafe_b64decode(text))
    except (Error, ValueError):
        read = None
    start = read.get("start") if isinstance(read, dict) and read.get("of") == target else None
    if not isinstance(start, int):
        raise params_invalid("sequence_id isn't from an answer about the same list")
    return start
