"""Errors: which one an answer means, what it says, and what it costs."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.api import errors
from lix_tui.api.errors import LixError, error_from
from lix_tui.api.retry_after import MAX_PAUSE, seconds_of


def body(error_type: str | None, message: str | None = None) -> bytes:
    error = {"type": error_type, "message": message}
    return json.dumps({"error": {k: v for k, v in error.items() if v}}).encode()


@pytest.mark.parametrize(
    ("status", "error_type", "kind", "exit_status", "may_have_cost"),
    [
        (400, "params_invalid", errors.ParamsInvalid, 2, False),
        (400, None, errors.ParamsInvalid, 2, False),
        (400, "not_found", errors.NotFound, 5, True),
        (400, "viewer_invalid", errors.ViewerInvalid, 8, False),
        (401, None, errors.KeyRefused, 3, False),
        (401, "not_found", errors.KeyRefused, 3, False),
        (402, None, errors.OutOfCredits, 4, False),
        (403, None, LixError, 7, False),
        (404, "unknown_record", errors.NotFound, 5, True),
        (404, "unknown_route", errors.UnknownRoute, 7, False),
        (404, "not_found", errors.NotFound, 5, True),
        (404, None, errors.NotFound, 5, True),
        (407, "viewer_invalid", errors.ViewerInvalid, 8, False),
        (407, None, errors.ViewerInvalid, 8, False),
        (429, "rate_limit", errors.RateLimited, 6, False),
        (429, None, errors.RateLimited, 6, False),
        (429, "daily_limit", errors.DailyLimit, 4, False),
        (402, "daily_limit", errors.DailyLimit, 4, False),
        (500, "api_error", errors.ServerError, 7, True),
        (502, None, errors.ServerError, 7, True),
        (503, "queued", errors.Queued, 6, True),
        (503, None, errors.Unavailable, 7, True),
        (302, None, errors.RedirectRefused, 7, False),
    ],
)
def test_statuses_and_types(
    status: int,
    error_type: str | None,
    kind: type[LixError],
    exit_status: int,
    may_have_cost: bool,
) -> None:
    error = error_from("person", status, {}, body(error_type))
    assert type(error) is kind
    assert error.exit_status == exit_status
    assert error.may_have_cost is may_have_cost
    assert error.status == status
    assert error.error_type == error_type
    assert ("it may have cost a credit" in error.sentence) is may_have_cost
    assert error.sentence == str(error)
    assert error.sentence.endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>502 Bad Gateway</body></html>",
        b'{"error":{"type":"queu',
        b"null",
        b"[1,2]",
        b'"text"',
        b'{"error":7}',
        b'{"error":{"type":7,"message":[]}}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_any_body_will_do(content: bytes) -> None:
    error = error_from("person", 502, {}, content)
    assert type(error) is errors.ServerError
    assert "Lix had an internal error; it may have cost a credit" in error.sentence


def test_the_message_of_the_server_is_shown_as_it_is_but_safe() -> None:
    error = error_from("person", 400, {}, body("params_invalid", "profile_id is required"))
    assert "(profile_id is required)" in error.sentence
    error = error_from("person", 400, {}, body("params_invalid", "a\x1b[2J\u202eb\nc" + "x" * 9999))
    assert "(a[2Jb c" in error.sentence
    assert "\x1b" not in error.sentence
    assert len(error.sentence) < 500


def test_newer_and_bare_bodies() -> None:
    newer = b'{"error":{"type":"not_found","message":"no"},"traceId":"0123456789abcdef"}'
    assert error_from("person", 404, {}, newer).trace_id == "0123456789abcdef"
    flat = error_from("person", 400, {}, b'{"type":"viewer_invalid","message":"gone"}')
    assert isinstance(flat, errors.ViewerInvalid)
    assert "(gone)" in flat.sentence
    assert "(broken)" in error_from("person", 500, {}, b'{"error":"broken"}').sentence


@pytest.mark.parametrize("endpoint", ["balances", "sales_facet", "connections"])
def test_what_is_free_costs_nothing_whatever_happens(endpoint: str) -> None:
    for status in (404, 500, 503):
        assert not error_from(endpoint, status, {}, b"").may_have_cost
    assert not errors.NetworkError("gone", endpoint=endpoint).may_have_cost


def test_an_email_costs_only_where_the_answer_is_lost() -> None:
    assert not error_from("email", 404, {}, b"").may_have_cost
    assert not error_from("email", 503, {}, body("queued")).may_have_cost
    assert errors.NetworkError("gone", endpoint="email").may_have_cost


def test_the_exit_statuses_are_those_of_the_command_line() -> None:
    def all_kinds(kind: type[LixError]) -> set[type[LixError]]:
        return {kind}.union(*(all_kinds(sub) for sub in kind.__subclasses__()))

    for kind in all_kinds(LixError):
        assert kind.exit_status in {2, 3, 4, 5, 6, 7, 8}
        assert kind.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("nan", None),
        ("inf", MAX_PAUSE),
        ("99999999", MAX_PAUSE),
        ("1e400", MAX_PAUSE),
        ("1e3", MAX_PAUSE),
        ("-inf", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_PAUSE),
        ("Fri, 31 Dec 99999 23:59:59 GMT", None),
        ("soon", None),
        ("", None),
        ("Mon, 01 Jan 1990 00:00:00 GMT", 0.0),
    ],
)
def test_retry_after(header: str | None, expected: float | None) -> None:
    assert seconds_of(header) == expected


def test_retry_after_as_a_date() -> None:
    now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        date = format_datetime(now + timedelta(seconds=90), usegmt=True)
        assert seconds_of(date) == 90
    assert error_from("person", 429, {"retry-after": "12"}, b"").retry_after == 12


@given(st.integers(300, 599), st.binary(max_size=60), st.text(max_size=20))
def test_never_raises(status: int, content: bytes, header: str) -> None:
    error = error_from("person", status, {"retry-after": header}, content)
    assert "\n" not in error.sentence
    seconds = seconds_of(header)
    assert seconds is None or 0 <= seconds <= MAX_PAUSE
