"""Balances and the daily allowance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from lix_tui.api.endpoints import Pool
from lix_tui.api.models.base import (
    Flag,
    JsonObject,
    LixModel,
    MaybePart,
    Moment,
    Whole,
    datetime_of,
)


class AutoTopUp(LixModel):
    """Pools that are topped up automatically."""

    standard: Flag = None
    org: Flag = None


class Balances(LixModel):
    """Credits left; a pool that the answer doesn't report is absent."""

    linked_in_balance: Whole = None
    lookc_balance: Whole = None
    email_balance: Whole = None
    auto_top_up_enabled: Annotated[AutoTopUp | None, MaybePart] = None
    enterprise: Flag = None

    @property
    def known(self) -> bool:
        """True if the answer reports at least one pool."""
        return bool(self.pools)

    @cached_property
    def pools(self) -> Mapping[Pool, int]:
        """Credits left by pool, for the pools that were reported."""
        values = {
            Pool.STANDARD: self.linked_in_balance,
            Pool.ORG: self.lookc_balance,
            Pool.EMAIL: self.email_balance,
        }
        return {pool: value for pool, value in values.items() if value is not None}


def read_daily_allowance(answer: JsonObject) -> DailyAllowance:
    """Return today's allowance; a version of the docs has its reset as ISO text beside seconds."""
    moments = (answer.get(name) for name in ("refreshesAt", "refreshes_at", "refreshesAtISO"))
    reset = next((value for value in moments if datetime_of(value) is not None), None)
    return DailyAllowance.model_validate({**answer, "refreshesAt": reset})


class DailyAllowance(LixModel):
    """Requests left today."""

    requests_remaining: Whole = None
    refreshes_at: Moment = None
    """Time of the reset: sent as Unix seconds, or as ISO 8601 in newer versions."""

    @property
    def known(self) -> bool:
        """True if the answer reports any part of the allowance."""
        return self.requests_remaining is not None or self.refreshes_at is not None
