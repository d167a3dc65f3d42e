"""Serialization of a search's state, which lasts across restarts."""

from __future__ import annotations

import json
from hashlib import sha256
from math import isfinite

from lix_tui.paging.cursors import PagePosition, PageToken
from lix_tui.paging.rules import CursorRule, PagingRule
from lix_tui.paging.states import (
    Cancelled,
    EndReason,
    Exhausted,
    Failed,
    Idle,
    Loading,
    Ready,
    SearchState,
    SeenKeys,
    Status,
    Waiting,
    WaitReason,
    is_adoptable,
)

VERSION = 1
END_REASONS: dict[str, EndReason] = {
    "total": "total",
    "empty": "empty",
    "nothing_new": "nothing_new",
    "ceiling": "ceiling",
    "no_cursor": "no_cursor",
    "short_page": "short_page",
}
WAIT_REASONS: dict[str, WaitReason] = {
    "rate_limit": "rate_limit",
    "queued": "queued",
    "daily_limit": "daily_limit",
}


class CodecError(ValueError):
    """A stored state can't be read; the message names the problem."""


def to_json(state: SearchState) -> str:
    """Return the state as one line of ASCII JSON, which preserves even lone surrogates in keys."""
    return json.dumps(
        {
            "version": VERSION,
            "cursor": state.rule.cursor.value,
            "rule_page_size": state.rule.page_size,
            "ceiling": state.rule.ceiling,
            "viewer_id": state.viewer_id,
            "sequence_id": state.sequence_id,
            "sequence_adopted": state.sequence_adopted,
            "status": _status_out(state.status),
            "page": state.position.page,
            "start": state.position.start,
            "pages": state.pages,
            "seen": list(state.seen),
            "total": state.total,
            "page_size": state.page_size,
            "requests": state.requests,
            "generation": state.generation,
            **_list_fields(state),
        },
        separators=(",", ":"),
        allow_nan=False,
    )


def from_json(text: str, *, target: str | None = None) -> SearchState:
    """Return the state that ``to_json`` wrote.

    A page in flight was lost with its process, so the search returns to the state before it. A
    sequence id too long to be sent, which earlier versions adopted, is replaced by a short one.
    Raises CodecError if the text isn't a state, is one of another version, or has a cursor that
    was issued for another target than ``target``.
    """
    read = _FieldReader(_fields(text))
    if read.number("version") != VERSION:
        message = (
            "A stored search has a version that this program can't read; run the search again."
        )
        raise CodecError(message)
    viewer_id, sequence_id = read.maybe_text("viewer_id"), read.maybe_text("sequence_id")
    if bool(viewer_id) is (sequence_id is not None):  # a request has one of them, never both
        raise _wrong("sequence_id")
    is_adopted = read.flag("sequence_adopted")
    if sequence_id and not is_adoptable(sequence_id):
        sequence_id, is_adopted = _shorter(sequence_id), False
    pages = read.number("pages")
    token = read.token("token")
    if token is not None and target is not None and token.target != target:
        raise _wrong("token")
    return SearchState(
        rule=PagingRule(
            _cursor(read.text("cursor")),
            read.number("rule_page_size", least=1),
            read.maybe_number("ceiling"),
            read.is_set("ends_without_cursor"),
            read.is_set("ends_with_short_page"),
        ),
        viewer_id=viewer_id,
        sequence_id=sequence_id,
        sequence_adopted=is_adopted,
        status=_status_in(read.fields("status"), pages),
        position=PagePosition(read.number("page", least=1), read.number("start"), token),
        pages=pages,
        seen=SeenKeys().with_new(read.texts("seen")),
        total=read.maybe_number("total"),
        page_size=read.number("page_size"),
        requests=read.number("requests"),
        generation=read.number("generation"),
        target=read.maybe_text("target") or "",
    )


class _FieldReader:
    """Reader of fields by type. CodecError names the wrong field."""

    def __init__(self, fields: dict[str, object]) -> None:
        self._fields = fields

    def number(self, name: str, *, least: int = 0) -> int:
        value = self._fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise _wrong(name)
        return value

    def maybe_number(self, name: str) -> int | None:
        return None if self._fields.get(name) is None else self.number(name)

    def time(self, name: str) -> float:
        value = self._fields.get(name)
        if not isinstance(value, float) or not isfinite(value):
            raise _wrong(name)
        return value

    def flag(self, name: str) -> bool:
        value = self._fields.get(name)
        if not isinstance(value, bool):
            raise _wrong(name)
        return value

    def text(self, name: str) -> str:
        value = self._fields.get(name)
        if not isinstance(value, str):
            raise _wrong(name)
        return value

    def maybe_text(self, name: str) -> str | None:
        return None if self._fields.get(name) is None else self.text(name)

    def is_set(self, name: str) -> bool:
        return self._fields.get(name) is not None and self.flag(name)

    def token(self, name: str) -> PageToken | None:
        if self._fields.get(name) is None:
            return None
        token = self.fields(name)
        return PageToken(token.text("value"), token.text("target"))

    def texts(self, name: str) -> list[str]:
        value = self._fields.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(name)
        return value

    def fields(self, name: str) -> _FieldReader:
        value = self._fields.get(name)
        if not isinstance(value, dict):
            raise _wrong(name)
        return _FieldReader(value)


def _list_fields(state: SearchState) -> dict[str, object]:
    """Return the fields that states have had since there are lists, without those unset."""
    token = state.position.token
    found: dict[str, object] = {
        "target": state.target,
        "token": None if token is None else {"value": token.value, "target": token.target},
        "ends_without_cursor": state.rule.ends_without_cursor,
        "ends_with_short_page": state.rule.ends_with_short_page,
    }
    return {name: value for name, value in found.items() if value}


def _shorter(sequence_id: str) -> str:
    """Return a short id derived from a sequence id that is too long to be stored."""
    return sha256(sequence_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _fields(text: str) -> dict[str, object]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        message = "A stored search can't be read; run it again."
        raise CodecError(message)
    return fields


def _cursor(name: str) -> CursorRule:
    try:
        return CursorRule(name)
    except ValueError:
        raise _wrong("cursor") from None


def _status_out(status: Status) -> dict[str, object]:
    match status:
        case Waiting(reason=reason, until=until):
            return {"is": "waiting", "reason": reason, "until": float(until)}
        case Failed(problem=problem, retryable=retryable):
            return {"is": "failed", "problem": problem, "retryable": retryable}
        case Cancelled():
            return {"is": "cancelled"}
        case Exhausted(reason=reason):
            return {"is": "exhausted", "reason": reason}
        case Idle() | Ready() | Loading():  # an answer in flight is lost with the process
            return {"is": "ready"}


def _status_in(read: _FieldReader, pages: int) -> Status:
    match read.text("is"):
        case "ready":
            return Ready() if pages else Idle()
        case "cancelled":
            return Cancelled()
        case "waiting" if reason := WAIT_REASONS.get(read.text("reason")):
            return Waiting(reason, read.time("until"))
        case "failed":
            return Failed(read.text("problem"), read.flag("retryable"))
        case "exhausted" if end := END_REASONS.get(read.text("reason")):
            return Exhausted(end)
        case _:
            raise _wrong("status")


def _wrong(name: str) -> CodecError:
    return CodecError(f"A stored search can't be read because of its {name}; run it again.")
