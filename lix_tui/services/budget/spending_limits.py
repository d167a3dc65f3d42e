"""Limits that long runs are checked against: budgets, credits, today's requests, the rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lix_tui.api.limiter import Limiter
    from lix_tui.services.budget.account import Account
    from lix_tui.settings.settings import Settings


class SpendingLimits(Protocol):
    """Parts of the services that say how much may be spent, and how fast."""

    @property
    def settings(self) -> Settings:
        """Return the settings, which hold the budgets."""

    @property
    def account(self) -> Account:
        """Return the balances and today's allowance, as last known."""

    @property
    def limiter(self) -> Limiter:
        """Return the limiter, which knows the time between requests."""
