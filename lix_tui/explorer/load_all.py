"""What loading the rest of a search takes, said before it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.explorer.ages import wait

if TYPE_CHECKING:
    from lix_tui.explorer.services import Explorer
    from lix_tui.explorer.session import SearchSession


class RunProblem(Exception):
    """A run is not begun; the message is one sentence for the user."""


class CannotPay(RunProblem):
    """The credits or today's allowance do not pay for it."""


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run takes."""

    pages: int
    credits: int
    seconds: float
    unreachable: int
    """Elements of the reported total beyond the kind's ceiling."""

    @property
    def words(self) -> str:
        """The plan as the question before it begins."""
        text = (
            f"{self.pages:,} more pages cost {self.credits:,} Standard credits and take about "
            f"{wait(self.seconds)}. Your own requests go first; escape stops it."
        )
        if self.unreachable:
            text += f"\n{self.unreachable:,} are out of reach of one search: narrow the query."
        return text


def plan_run(session: SearchSession, explorer: Explorer) -> RunPlan:
    """What loading the rest takes.

    Raises RunProblem when there is no rest or its size is unknown, CannotPay when the credits or
    today's allowance do not pay for it.
    """
    pages = session.state.pages_left
    if pages is None and session.state.pages:
        message = "Lix does not say how many there are; move on page by page."
        raise RunProblem(message)
    if pages is None:
        message = "Load the first page; only then is it known how many there are."
        raise RunProblem(message)
    if pages == 0:
        message = "Everything that can be reached is loaded already."
        raise RunProblem(message)
    entry = ENDPOINTS[session.kind.endpoint]
    cost = pages * entry.cost
    left = explorer.account.left(entry.pool)
    if left is not None and left[0] < cost:
        message = (
            f"{pages:,} pages cost {cost:,} credits and {left[0]:,} are left; narrow the query."
        )
        raise CannotPay(message)
    today = explorer.account.requests_left()
    if today is not None and today[0] < pages:
        message = f"{pages:,} requests are needed and {today[0]:,} are left today."
        raise CannotPay(message)
    total, reachable = session.state.total or 0, session.state.reachable or 0
    return RunPlan(pages, cost, pages * explorer.limiter.spacing, total - reachable)
