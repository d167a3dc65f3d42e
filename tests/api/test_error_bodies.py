"""Whole error bodies, as the docs, newer pages of the vendor and other servers have them."""

import json

import pytest

from lix_tui.api import errors
from lix_tui.api.errors import LixError, error_from
from lix_tui.api.retry_after import MAX_PAUSE

TRACE = "0123456789abcdef"
HTML = b"<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head></html>"
TYPES: dict[str, tuple[int, type[LixError]]] = {
    "params_invalid": (400, errors.ParamsInvalid),
    "unknown_record": (404, errors.NotFound),
    "unknown_route": (404, errors.UnknownRoute),
    "queued": (503, errors.Queued),
    "rate_limit": (429, errors.RateLimited),
    "api_error": (500, errors.ServerError),
    "viewer_invalid": (407, errors.ViewerInvalid),
    "daily_limit": (429, errors.DailyLimit),
}
"""The docs' table of types, each with the status that fits it best."""


def body(error_type: str, message: str | None = None, trace_id: str | None = None) -> bytes:
    error = {"type": error_type} | ({"message": message} if message else {})
    return json.dumps({"error": error} | ({"traceId": trace_id} if trace_id else {})).encode()


@pytest.mark.parametrize("error_type", TYPES)
def test_every_type_of_the_docs_with_and_without_a_message(error_type: str) -> None:
    status, kind = TYPES[error_type]
    for message in (None, "some words"):
        error = error_from("person", status, {}, body(error_type, message))
        assert (type(error), error.status) == (kind, status)
        assert (error.error_type, error.trace_id) == (error_type, None)
        assert ("(some words)" in error.sentence) is (message is not None)


@pytest.mark.parametrize(
    ("status", "content", "kind", "trace_id", "shown"),
    [
        (400, body("not_found", "profile not found", TRACE), errors.NotFound, TRACE, "profile not"),
        (404, body("not_found", "profile not found", TRACE), errors.NotFound, TRACE, "profile not"),
        (400, body("viewer_invalid", "no such viewer", TRACE), errors.ViewerInvalid, TRACE, "no s"),
        (407, body("viewer_invalid", "no such viewer"), errors.ViewerInvalid, None, "no such"),
        (407, b"", errors.ViewerInvalid, None, "Lix can't use this viewer"),
        (429, body("daily_limit", "reached"), errors.DailyLimit, None, "(reached)"),
        (402, body("daily_limit", "reached"), errors.DailyLimit, None, "(reached)"),
        (402, b"", errors.OutOfCredits, None, "no credits left"),
        (401, b"", errors.KeyRefused, None, "Lix refused the key"),
        (503, body("queued", "lookup queued", TRACE), errors.Queued, TRACE, "(lookup queued)"),
        (503, body("queued"), errors.Queued, None, "Lix has queued this lookup"),
        (503, b"", errors.Unavailable, None, "Lix is unavailable"),
        (503, b"{}", errors.Unavailable, None, "Lix is unavailable"),
        (503, HTML, errors.Unavailable, None, "Lix is unavailable"),
        (404, HTML, errors.NotFound, None, "Lix has no such record"),
        (429, HTML, errors.RateLimited, None, "Requests came too fast"),
        (502, HTML, errors.ServerError, None, "Lix had an internal error"),
        (500, body("api_error", trace_id=TRACE), errors.ServerError, TRACE, "internal error"),
    ],
)
def test_bodies(
    status: int, content: bytes, kind: type[LixError], trace_id: str | None, shown: str
) -> None:
    error = error_from("person", status, {}, content)
    assert type(error) is kind
    assert (error.status, error.trace_id) == (status, trace_id)
    assert shown in error.sentence
    assert "<" not in error.sentence


def test_a_weekly_cap_is_a_bounded_pause() -> None:
    content = body("rate_limit", "weekly connection request limit reached")
    error = error_from("connections", 429, {"retry-after": "3600"}, content)
    assert (type(error), error.retry_after) == (errors.RateLimited, MAX_PAUSE)
