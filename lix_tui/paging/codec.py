"""Writes a search's state down and reads it again, across restarts."""

from __future__ import annotations

import json

from lix_tui.paging.cursors import CursorRule, PagingRule, Position
from lix_tui.paging.seen import SeenKeys
from lix_tui.paging.states import (
    Cancelled,
    EndReason,
    Exhausted,
    Failed,
    Idle,
    Ready,
    SearchState,
    Status,
    Waiting,
    WaitReason,
)

VERSION = 1
END_REASONS: dict[str, EndReason] = {
    "total": "total",
    "empty": "empty",
    "nothing_new": "nothing_new",
    "ceiling": "ceiling",
}
WAIT_REASONS: dict[str, WaitReason] = {
    "rate_limit": "rate_limit",
    "queued": "queued",
    "daily_limit": "daily_limit",
}


class CodecError(ValueError):
    """A stored state cannot be read; the message says what is wrong with it."""


def to_json(state: SearchState) -> str:
    """The state as one line of JSON."""
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
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> SearchState:
    """The state that was written.

    A page that was in flight never arrived: the search stands before it again. Raises CodecError
    when the text is no state, or one of a newer version.
    """
    try:
        fields = json.loads(text)
    except ValueError as error:
        message = f"a stored search state is not JSON: {error}"
        raise CodecError(message) from None
    if not isinstance(fields, dict) or fields.get("version") != VERSION:
        message = "a stored search state has another version than this program knows"
        raise CodecError(message)
    read = _Reader(fields)
    pages = read.number("pages")
    return SearchState(
        rule=PagingRule(
            _cursor(read.text("cursor")),
            read.number("rule_page_size"),
            read.maybe_number("ceiling"),
        ),
        viewer_id=read.maybe_text("viewer_id"),
        sequence_id=read.maybe_text("sequence_id"),
        sequence_adopted=fields.get("sequence_adopted") is True,
        status=_status_in(fields.get("status"), pages),
        position=Position(read.number("page"), read.number("start")),
        pages=pages,
        seen=SeenKeys().with_new(read.texts("seen")),
        total=read.maybe_number("total"),
        page_size=read.number("page_size"),
        requests=read.number("requests"),
        generation=read.number("generation"),
    )


class _Reader:
    """Reads fields by type; CodecError names the one that is wrong."""

    def __init__(self, fields: dict[str, object]) -> None:
        self._fields = fields

    def number(self, name: str) -> int:
        value = self._fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise _wrong(name)
        return value

    def maybe_number(self, name: str) -> int | None:
        return None if self._fields.get(name) is None else self.number(name)

    def text(self, name: str) -> str:
        value = self._fields.get(name)
        if not isinstance(value, str):
            raise _wrong(name)
        return value

    def maybe_text(self, name: str) -> str | None:
        return None if self._fields.get(name) is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._fields.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(name)
        return tuple(value)


def _cursor(name: str) -> CursorRule:
    try:
        return CursorRule(name)
    except ValueError:
        raise _wrong("cursor") from None


def _status_out(status: Status) -> dict[str, object]:
    match status:
        case Waiting(reason=reason, until=until):
            return {"is": "waiting", "reason": reason, "until": until}
        case Failed(problem=problem, retryable=retryable):
            return {"is": "failed", "problem": problem, "retryable": retryable}
        case Cancelled():
            return {"is": "cancelled"}
        case Exhausted(reason=reason):
            return {"is": "exhausted", "reason": reason}
        case _:  # an answer in flight is lost with the process: the page is still to come
            return {"is": "ready"}


def _status_in(value: object, pages: int) -> Status:
    if not isinstance(value, dict):
        raise _wrong("status")
    reason, until, problem = value.get("reason"), value.get("until"), value.get("problem")
    match value.get("is"):
        case "ready":
            return Ready() if pages else Idle()
        case "cancelled":
            return Cancelled()
        case "waiting" if reason in WAIT_REASONS and isinstance(until, int | float):
            return Waiting(WAIT_REASONS[reason], float(until))
        case "failed" if isinstance(problem, str):
            return Failed(problem, value.get("retryable") is True)
        case "exhausted" if reason in END_REASONS:
            return Exhausted(END_REASONS[reason])
        case _:
            raise _wrong("status")


def _wrong(name: str) -> CodecError:
    return CodecError(f"a stored search state has no usable {name}")
