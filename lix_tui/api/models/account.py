"""Balances and the daily allowance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import field_validator

from lix_tui.api.endpoints import Pool
from lix_tui.api.models.base import Flag, LixModel, Whole


class AutoTopUp(LixModel):
    """Which pools are topped up by themselves."""

    standard: Flag = None
    org: Flag = None


class Balances(LixModel):
    """Credits left; an absent pool is one that this account's answer does not speak of."""

    linked_in_balance: Whole = None
    lookc_balance: Whole = None
    email_balance: Whole = None
    auto_top_up_enabled: AutoTopUp | None = None
    enterprise: Flag = None

    @property
    def pools(self) -> Mapping[Pool, int]:
        """Credits left by pool, for the pools that were reported."""
        values = {
            Pool.STANDARD: self.linked_in_balance,
            Pool.ORG: self.lookc_balance,
            Pool.EMAIL: self.email_balance,
        }
        return {pool: value for pool, value in values.items() if value is not None}


class DailyAllowance(LixModel):
    """Requests left today."""

    requests_remaining: Whole = None
    refreshes_at: datetime | None = None
    """When it is whole again: sent as Unix seconds, or as ISO 8601 in newer versions."""

    @field_validator("refreshes_at", mode="before")
    @classmethod
    def _moment(cls, value: object) -> datetime | None:
        if isinstance(value, str) and not value.strip().isdigit():
            try:
                moment = datetime.fromisoformat(value.strip())
            except ValueError:
                return None
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            try:
                return datetime.fromtimestamp(float(value), UTC)
            except (ValueError, OverflowError, OSError):
                return None
        return None
