"""Every kind of error says what happened, what to do, what it may have cost, and ends a command."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from lix_tui.api import errors
from lix_tui.api.api_request import ApiRequest
from lix_tui.api.client import Client
from lix_tui.api.errors import LixError, Offline, StillMissing, error_from
from lix_tui.api.limiter import Limiter
from lix_tui.api.waits import (
    AGAIN,
    OUTAGE,
    PACE,
    PAUSE,
    PENDING,
    QUEUED,
    TURN,
    StillWaiting,
    WaitReason,
)
from lix_tui.settings.key import Key
from tests.api.function_transport import API, LOOKC, PERSON, answering, client_of

KINDS = {
    "ParamsInvalid": (2, False, False), "RequestTooLong": (2, False, False),
    "InsecureUrl": (2, False, False), "UnusableNetwork": (2, False, False),
    "KeyRefused": (3, False, False), "OutOfCredits": (4, False, False),
    "DailyLimit": (4, False, False), "NotFound": (5, False, True), "StillMissing": (5, False, False),
    "UnknownRoute": (7, False, False), "ViewerInvalid": (8, False, False),
    "RateLimited": (6, True, False), "Queued": (6, True, True), "ServerError": (7, True, True),
    "Unavailable": (7, True, True), "BadBody": (7, True, True), "RedirectRefused": (7, False, False),
    "NetworkError": (7, True, True), "Offline": (7, False, False), "UncertainOutcome": (7, True, True),
    "LeaseLost": (7, True, False), "BudgetReached": (4, False, False), "StillWaiting": (6, True, False),
}  # fmt: skip
"""Exit status, whether asking again may help, and whether it may have cost a credit."""
WITHOUT_ADVICE = {"InsecureUrl", "BudgetReached"}
"""Kinds whose message says what to do."""


def kinds(base: type[LixError] = LixError) -> Iterator[type[LixError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def made(kind: type[LixError]) -> LixError:
    if issubclass(kind, StillMissing):
        return kind("What happened", endpoint="person", since=5.0)
    if issubclass(kind, StillWaiting):
        return kind("What happened", AGAIN)
    return kind("What happened", endpoint="person")


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_has_its_status_cost_and_advice(name: str) -> None:
    error = made(next(kind for kind in kinds() if kind.__name__ == name))
    assert (error.exit_status, error.retryable, error.may_have_cost) == KINDS[name]
    assert bool(error.advice) is (name not in WITHOUT_ADVICE)
    parts = ["What happened", "it may have cost a credit" if KINDS[name][2] else "", error.advice]
    assert str(error) == "; ".join(part for part in parts if part) + "."
    assert error.message == "What happened"
    assert error.stored_note == ""
    assert (error.status, error.error_type, error.trace_id, error.retry_after) == (None,) * 4


def test_no_kind_is_left_out() -> None:
    assert {kind.__name__ for kind in kinds() if kind.__module__.startswith("lix_tui.api")} == set(
        KINDS
    )


def test_a_missing_record_says_since_when() -> None:
    error = StillMissing("Lix has no such record.", endpoint="person", since=5.0)
    assert (error.since, error.endpoint) == (5.0, "person")
    assert str(error).startswith("Lix has no such record; nothing was sent")


@pytest.mark.parametrize(
    "statuses", [[400, 401, 402, 404, 407, 429, 503, 500, 302], [400, 403, 418, 404, 599]]
)
def test_each_status_has_words_of_its_own(statuses: list[int]) -> None:
    words = [error_from("person", status, {}, b"").message for status in statuses]
    assert len(set(words)) == len(words)
    for status, text in zip(statuses, words, strict=True):
        assert len(text) > 10
        assert str(status) not in text or text == f"Lix answered with status {status}"
    assert error_from("person", 418, {}, b"").message == "Lix answered with status 418"


@pytest.mark.parametrize(
    ("answer", "error_type", "message", "trace"),
    [
        ({"error": {"type": "queued", "message": "Wait"}, "traceId": "t"}, "queued", "Wait", "t"),
        ({"error": "Words", "type": "queued"}, "queued", "Words", None),
        ({"message": "Words", "type": "QUEUED"}, "QUEUED", "Words", None),
        ({"error": "", "message": "Words"}, None, "Words", None),
        ({"error": {"type": "", "message": 7}}, None, None, None),
        ([], None, None, None),
    ],
)
def test_an_error_body_is_read_under_every_name(
    answer: object, error_type: str | None, message: str | None, trace: str | None
) -> None:
    error = error_from("person", 503, {"retry-after": "7"}, json.dumps(answer).encode())
    assert (error.error_type, error.trace_id, error.retry_after) == (error_type, trace, 7.0)
    assert (error.status, error.endpoint) == (503, "person")
    is_queued = (error_type or "").lower() == "queued"
    assert type(error) is (errors.Queued if is_queued else errors.Unavailable)
    plain = error_from("person", 503, {}, json.dumps({"type": error_type}).encode()).message
    assert error.message == (f"{plain} ({message})" if message else plain)


@pytest.mark.parametrize(
    ("endpoint", "status", "error_type", "cost"),
    [
        ("person", 404, None, True), ("person", 503, "queued", True), ("person", 500, None, True),
        ("email", 404, None, False), ("email", 503, "queued", False), ("email", 500, None, True),
        ("balances", 500, None, False), ("balances", 404, None, False), ("unheard of", 500, None, True),
        ("person", 429, None, False), ("person", 402, None, False),
    ],
)  # fmt: skip
def test_what_may_have_cost_follows_from_the_price(
    endpoint: str, status: int, error_type: str | None, cost: bool
) -> None:
    error = error_from(endpoint, status, {}, json.dumps({"type": error_type}).encode())
    assert error.may_have_cost is cost


async def test_offline_sends_nothing_and_says_so() -> None:
    client = Client(
        key=Key("canary-9f8e7d6c5b4a"),
        api_url=API,
        lookc_url=LOOKC,
        limiter=Limiter(0),
        offline=True,
    )
    with pytest.raises(Offline) as refused:
        await client.send(PERSON)
    assert (refused.value.endpoint, refused.value.may_have_cost) == ("person", False)
    assert "--offline" in str(refused.value)
    with pytest.raises(errors.ParamsInvalid):
        await client.send(ApiRequest("person"))
    await client.aclose()


async def test_a_reply_says_what_was_sent_when_and_how_long_it_took() -> None:
    client, _ = client_of(answering(b'{"name": "Ann"}'))
    reply = await client.send(PERSON)
    assert (reply.endpoint, reply.status, reply.body) == ("person", 200, b'{"name": "Ann"}')
    assert reply.elapsed >= 0


@pytest.mark.parametrize("reason", [PACE, PAUSE, TURN, QUEUED, PENDING, OUTAGE])
def test_each_wait_has_words_and_its_limit(reason: WaitReason) -> None:
    """Our own pace has no limit; turns are progress, so only a single one is bounded."""
    assert reason.subject
    assert reason.short
    assert "--wait" in reason.advice
    assert reason.bounded is (reason is not PACE)
    assert reason.counted is (reason not in (PACE, TURN))
