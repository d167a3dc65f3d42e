"""Connected accounts in every spelling that the docs have had."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from lix_tui.api.decoders import decode_as
from lix_tui.api.errors import BadBody
from lix_tui.api.models.linkedin_account import (
    LinkedinAccount,
    LinkedinAccounts,
    RemainingConnections,
)

SPELLINGS = {
    "main": ("active_days", "daily_limit", "hourly_limit", "max_daily_limit", "max_hourly_limit"),
    "draft": (
        "consecutiveActiveDays", "currentDailyLimit", "currentHourlyLimit", "maxDailyLimit",
        "maxHourlyLimit",
    ),
    "second draft": (
        "consecutiveActiveDays", "currentDailyLimit", "currentHourlyLimit", "targetDailyLimit",
        "targetHourlyLimit",
    ),
    "later": (
        "consecutiveActiveDays", "dailyAvailable", "hourlyAvailable", "dailyTotal", "hourlyTotal",
    ),
}  # fmt: skip


def account(answer: object) -> LinkedinAccount:
    return decode_as(LinkedinAccount, "linkedin_account", json.dumps(answer).encode())


@pytest.mark.parametrize("names", SPELLINGS.values(), ids=SPELLINGS)
def test_the_warm_up_is_read_in_every_spelling(names: tuple[str, ...]) -> None:
    details = dict(zip(names, (12, 40, 4, 100, 10), strict=True)) | {"somethingNew": 1}
    found = account({"viewerId": "v", "warmup": {"status": "warming", "details": details}})
    assert found.warmup is not None
    limits = found.warmup.details
    assert found.warmup.status == "warming"
    assert (limits.active_days, limits.daily_now, limits.hourly_now) == (12, 40, 4)
    assert (limits.daily_goal, limits.hourly_goal) == (100, 10)
    assert limits.model_extra == {"somethingNew": 1}


@pytest.mark.parametrize(
    "answer",
    [
        {"viewerId": "v", "linkedInReady": True, "salesNavigatorReady": False},
        {"viewer_id": "v", "linkedin_ready": True, "sales_navigator_ready": False},
        {"viewer_id": "v", "linked_in_ready": "true", "sales_navigator_ready": "false"},
    ],
)
def test_readiness_in_both_spellings(answer: dict[str, object]) -> None:
    found = account(answer)
    assert (found.viewer_id, found.linked_in_ready, found.sales_navigator_ready) == (
        "v", True, False,
    )  # fmt: skip
    assert found.warmup is None


def test_the_answer_of_2024() -> None:
    found = account({"viewer_id": "v", "numAvailableTokens": 3})
    assert (found.viewer_id, found.num_available_tokens, found.linked_in_ready) == ("v", 3, None)


@pytest.mark.parametrize("warmup", [None, "completed", [], {}, {"details": None}])
def test_an_incomplete_warm_up(warmup: object) -> None:
    found = account({"warmup": warmup})
    assert found.warmup is None or found.warmup.details.daily_now is None


@pytest.mark.parametrize(
    ("body", "viewers"),
    [
        ("[]", []),
        ('[{"viewerId": "a"}, {"viewer_id": "b"}]', ["a", "b"]),
        ('{"accounts": [{"viewerId": "a"}]}', ["a"]),
        ('[{"viewerId": "a"}, null, 7]', ["a"]),
        ("{}", []),
    ],
)
def test_the_list_is_a_bare_array(body: str, viewers: list[str]) -> None:
    found = decode_as(LinkedinAccounts, "linkedin_accounts", body.encode())
    assert [one.viewer_id for one in found.accounts] == viewers


@pytest.mark.parametrize("body", ["7", '"text"', "null", ""])
def test_a_list_that_cannot_be_read(body: str) -> None:
    with pytest.raises(BadBody):
        decode_as(LinkedinAccounts, "linkedin_accounts", body.encode())


def test_an_array_is_no_answer_of_another_endpoint() -> None:
    with pytest.raises(BadBody):
        decode_as(LinkedinAccount, "linkedin_account", b"[]")


@pytest.mark.parametrize(
    "answer",
    [
        {"viewerId": "v", "weeklyLimit": 100, "used": 1, "remaining": 99,
         "nextRefresh": "2026-11-09T00:00:00Z"},
        {"viewer_id": "v", "weekly_limit": "100", "used": 1, "remaining": 99,
         "next_refresh": "2026-11-09T00:00:00Z"},
    ],
)  # fmt: skip
def test_remaining_connections(answer: dict[str, object]) -> None:
    body = json.dumps(answer).encode()
    found = decode_as(RemainingConnections, "connections_remaining", body)
    assert (found.weekly_limit, found.used, found.remaining) == (100, 1, 99)
    assert found.next_refresh == datetime(2026, 11, 9, tzinfo=UTC)
