"""Cost and duration of loading the rest of a search, shown before it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lix_tui.api.endpoints import ENDPOINTS, Endpoint, Pool
from lix_tui.counts import counted
from lix_tui.durations import wait_text

if TYPE_CHECKING:
    from lix_tui.api.limiter import Limiter
    from lix_tui.services.budget.account import Account
    from lix_tui.services.search.session import SearchSession
    from lix_tui.settings.settings import Settings


LITTLE = 0.1
"""Share of a pool below which a run warns about the small rest."""


class RunProblem(Exception):
    """Refusal to begin a run; the message is one sentence for the user."""


class CannotPay(RunProblem):
    """Refusal of a run that exceeds credits, budgets or today's allowance."""


@dataclass(frozen=True, slots=True)
class RunPlan:
    """Pages, credits and time of a run."""

    pages: int
    credits: int
    seconds: float
    unreachable: int
    """Elements of the reported total beyond the kind's ceiling."""
    pool: Pool = Pool.STANDARD
    warning: str = ""
    """Warning if the run nearly empties a pool; otherwise empty."""

    @property
    def words(self) -> str:
        """Return the plan as the question before it begins."""
        return self.words_with("Your own requests go first; escape stops it.")

    def words_with(self, advice: str) -> str:
        """Return the price of the pages, a sentence on how to stop them, and warnings."""
        if self.credits:
            verb = ("costs", "cost")
            price = f" {counted(self.credits, f'{self.pool.value.title()} credit')}"
        else:
            verb, price = ("is free", "are free"), ""
        pages = counted(self.pages, "more page")
        text = (
            f"{pages} {verb[self.pages != 1]}{price} and take{'s' if self.pages == 1 else ''} "
            f"about {wait_text(self.seconds)}. {advice}"
        )
        if self.warning:
            text += f"\n{self.warning}"
        if self.unreachable:
            text += f"\n{self.unreachable:,} are out of reach of one search: narrow the query."
        return text


class SpendingLimits(Protocol):
    """Parts of the services that limit long runs: budgets, credits, requests, the rate."""

    @property
    def settings(self) -> Settings:
        """Return the settings, which hold the budgets."""

    @property
    def account(self) -> Account:
        """Return the balances and today's allowance, as last known."""

    @property
    def limiter(self) -> Limiter:
        """Return the limiter, which has the time between requests."""


def plan_run(session: SearchSession, limits: SpendingLimits, page: int = 1) -> RunPlan:
    """Return the cost and the duration of loading the rest, from page number ``page`` on.

    Raises:
        RunProblem: everything is loaded, or the total is unknown.
        CannotPay: the run exceeds budgets, credits or today's allowance.

    """
    pages = session.state.pages_left_from(page)
    if pages is None and session.state.pages:
        message = "Lix doesn't report how many there are. Load them page by page."
        raise RunProblem(message)
    if pages is None:
        message = "Load the first page to see how many there are."
        raise RunProblem(message)
    if pages == 0:
        message = "Everything that can be reached is loaded already."
        raise RunProblem(message)
    entry = ENDPOINTS[session.kind.endpoint]
    cost = pages * entry.cost
    check_payable(limits, entry, pages, cost, counted(pages, "page"))
    total, reachable = session.state.total or 0, session.state.reachable or 0
    seconds, warning = pages * limits.limiter.spacing, warning_of(limits, entry, cost)
    return RunPlan(pages, cost, seconds, total - reachable, entry.pool, warning)


def check_payable(
    limits: SpendingLimits, entry: Endpoint, requests: int, cost: int, purchase: str
) -> None:
    """Check that budgets, credits and today's allowance pay for requests.

    ``purchase`` names the requests, such as '12 pages'. Raises CannotPay if they don't.
    """
    budget = limits.settings.budget_per_run
    if budget is not None and cost > budget:
        message = (
            f"{purchase} would cost {counted(cost, 'credit')}; budget_per_run allows {budget:,}."
        )
        raise CannotPay(message)
    left = limits.account.left(entry.pool)
    if left is not None and left[0] < cost and entry.charged != "valid_only":
        message = (
            f"{purchase} would cost {counted(cost, 'credit')}, but only {left[0]:,} "
            f"{'is' if left[0] == 1 else 'are'} left. Request fewer."
        )
        raise CannotPay(message)
    today = limits.account.requests_left()
    if today is not None and today[0] < requests:
        message = (
            f"{purchase} would need {counted(requests, 'request')}, but only {today[0]:,} "
            f"{'is' if today[0] == 1 else 'are'} left today. Request fewer."
        )
        raise CannotPay(message)


def warning_of(limits: SpendingLimits, entry: Endpoint, cost: int) -> str:
    """Return a warning if a run nearly empties a pool; otherwise an empty string."""
    left = limits.account.left(entry.pool)
    if not cost or left is None or left[0] - cost > left[0] * LITTLE:
        return ""
    rest = max(0, left[0] - cost)
    if not rest:
        return f"This empties the {entry.pool.value.title()} pool."
    return f"This leaves {rest:,} of {left[0]:,} {entry.pool.value.title()} credits."
