"""Spending limits: of a day for all processes, and of one command or long run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lix_tui.api.errors import BudgetReached
from lix_tui.counts import counted
from lix_tui.store.ledger import DayBudget


@dataclass(slots=True)
class Budget:
    """Budgets in credits of all pools together; None without one."""

    per_day: int | None = None
    per_run: int | None = None
    run_spent: int = 0
    """Credits that this process may have spent."""

    @property
    def today(self) -> DayBudget | None:
        """Budget of the day that began at midnight, local time; None without one."""
        if self.per_day is None:
            return None
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        return DayBudget(self.per_day, midnight.timestamp())

    def check_run(self, endpoint: str, cost: int) -> None:
        """Raise BudgetReached if a request would exceed the run's budget."""
        if cost and self.per_run is not None and self.run_spent + cost > self.per_run:
            message = (
                f"The budget of {counted(self.per_run, 'credit')} for this run is used up "
                f"({self.run_spent:,} spent), so nothing was sent"
            )
            raise _reached(message, endpoint, "raise it with --budget or budget_per_run")

    def day_reached(self, endpoint: str, spent: int) -> BudgetReached:
        """Return the error for a request that would exceed the day's budget."""
        message = (
            f"Today's budget of {counted(self.per_day or 0, 'credit')} is used up ({spent:,} "
            "spent), so nothing was sent"
        )
        return _reached(message, endpoint, "raise it with budget_per_day in the settings")


def _reached(message: str, endpoint: str, advice: str) -> BudgetReached:
    error = BudgetReached(message, endpoint=endpoint, may_have_cost=False)
    error.advice = advice
    return error
