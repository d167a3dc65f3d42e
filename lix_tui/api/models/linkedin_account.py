"""LinkedIn accounts that are connected to Lix, with their warm-up in every spelling it has had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field
from pydantic.alias_generators import to_camel

from lix_tui.api.models.base import (
    Flag,
    Items,
    JsonObject,
    LixModel,
    MaybePart,
    Moment,
    Part,
    Text,
    Whole,
)

_ACTIVE_DAYS = "activeDays"
_LIMIT_NAMES: Mapping[str, str] = {
    "consecutiveActiveDays": _ACTIVE_DAYS,
    "dailyLimit": "dailyNow",
    "currentDailyLimit": "dailyNow",
    "dailyAvailable": "dailyNow",
    "hourlyLimit": "hourlyNow",
    "currentHourlyLimit": "hourlyNow",
    "hourlyAvailable": "hourlyNow",
    "maxDailyLimit": "dailyGoal",
    "targetDailyLimit": "dailyGoal",
    "dailyTotal": "dailyGoal",
    "maxHourlyLimit": "hourlyGoal",
    "targetHourlyLimit": "hourlyGoal",
    "hourlyTotal": "hourlyGoal",
}
"""Names of the limits in four versions of the docs, and their fields here."""
_ACCOUNT_NAMES: Mapping[str, str] = {"linkedinReady": "linkedInReady"}


class WarmUpLimits(LixModel):
    """Requests that an account may make now, and after its warm-up."""

    active_days: Whole = None
    daily_now: Whole = None
    hourly_now: Whole = None
    daily_goal: Whole = None
    hourly_goal: Whole = None


class WarmUp(LixModel):
    """Gradual increase of an account's limits."""

    status: Text = None
    """State of the warm-up: 'warming', 'completed', maybe others."""
    details: Annotated[WarmUpLimits, Part] = Field(default_factory=WarmUpLimits)


class LinkedinAccount(LixModel):
    """A connected LinkedIn account, which requests are made as: a viewer."""

    viewer_id: Text = None
    linked_in_ready: Flag = None
    sales_navigator_ready: Flag = None
    warmup: Annotated[WarmUp | None, MaybePart] = None
    """None where Lix hasn't enabled the warm-up."""
    num_available_tokens: Whole = None
    """Number in the answer of 2024, which had nothing else."""


class LinkedinAccounts(LixModel):
    """One page of the connected accounts."""

    accounts: Annotated[tuple[LinkedinAccount, ...], Items] = ()


class RemainingConnections(LixModel):
    """Connection requests that an account may still send this week."""

    viewer_id: Text = None
    weekly_limit: Whole = None
    used: Whole = None
    remaining: Whole = None
    next_refresh: Moment = None


def read_linkedin_account(answer: JsonObject) -> LinkedinAccount:
    """Return the account in an answer."""
    return LinkedinAccount.model_validate(_account_fields(answer))


def read_linkedin_accounts(answer: JsonObject) -> LinkedinAccounts:
    """Return the accounts of a page, which the decoder has put under ``accounts``."""
    found = answer.get("accounts")
    entries = found if isinstance(found, list) else []
    accounts = [_account_fields(entry) for entry in entries if isinstance(entry, dict)]
    return LinkedinAccounts.model_validate({**answer, "accounts": accounts})


def _account_fields(answer: JsonObject) -> JsonObject:
    fields = _folded(answer, _ACCOUNT_NAMES)
    warmup = fields.get("warmup")
    if not isinstance(warmup, dict):
        return fields
    details = warmup.get("details")
    if isinstance(details, dict):
        warmup = {**warmup, "details": _folded(details, _LIMIT_NAMES)}
    return {**fields, "warmup": warmup}


def _folded(fields: JsonObject, others: Mapping[str, str]) -> JsonObject:
    """Return fields under their camelCase names, and under one name where there are several."""
    found: JsonObject = {}
    for name, value in fields.items():
        camel = to_camel(name) if "_" in name else name
        found.setdefault(others.get(camel, camel), value)
    return found
