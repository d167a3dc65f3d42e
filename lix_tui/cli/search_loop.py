"""Loading of the pages that a search command needs, with its progress."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from lix_tui.api.waits import OUTAGE
from lix_tui.cli.failures import UNKNOWN_FORM, Failure, print_message
from lix_tui.cli.options import progress
from lix_tui.counts import counted

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services

ASK_FROM = 10
"""Fewest pages for which the balance is fetched first. It is free but uses a request slot."""


@dataclass(frozen=True, slots=True)
class LoadGoal:
    """Number of results to load: a limit, all, or one page."""

    limit: int | None
    """Most elements; None for no limit."""
    everything: bool
    """True to load every page. Otherwise, without a limit, one page is enough."""

    def is_reached(self, session: SearchSession) -> bool:
        """Return True if enough is loaded."""
        if self.limit is not None:
            return len(session.elements) >= self.limit
        return not self.everything and session.state.pages > 0


async def load(
    services: Services,
    session: SearchSession,
    wanted: LoadGoal,
    write: Callable[[Sequence[Element]], Awaitable[None]],
    place: str = "",
) -> int:
    """Write the stored elements, buy and write the missing ones, and return the exit status.

    ``place`` names the command in the ledger. Raises Failure if the credits or today's allowance
    don't suffice.
    """
    from lix_tui.api.errors import RequestTooLong
    from lix_tui.services.runs.run import is_outage, outage_pause

    place = place or f"lix-tui search {session.kind.name}"
    outages, written = 0, 0
    planned, pace = False, _Pace(session)
    while True:
        await write(session.elements[written : wanted.limit])
        written = len(session.elements)
        if wanted.is_reached(session) or not (session.can_load() or session.waiting):
            break
        if wanted.everything and not planned and session.state.pages_left:
            planned = True
            await _check(services, session)
            pace = _Pace(session)
        progress(f"{counted(written, 'element')} · page {session.state.pages + 1:,}{pace.words}")
        pages = session.state.pages
        await session.load_next(place=place, max_wait=math.inf)
        if session.state.pages > pages:
            outages = 0
        if (problem := session.problem) is not None:
            pause = outage_pause(outages)
            if wanted.everything and pages and is_outage(problem) and services.waits.allows(pause):
                # no server was reached, so nothing was charged
                progress(
                    f"{counted(written, 'element')} · no connection, next try in {pause:.0f} s"
                )
                await services.waits.sleep(OUTAGE, pause)
                outages += 1
                continue
            progress("")
            await write(session.elements[written : wanted.limit])  # paid for, stored or not
            written = max(written, len(session.elements[: wanted.limit]))
            if isinstance(problem, RequestTooLong) and not written:
                return print_message(str(problem), _status(problem))
            return print_message(_stopped(services, problem, written), _status(problem))
    progress("")
    if session.loaded.damaged:
        damaged = counted(session.loaded.damaged, "page")
        verb = "is" if session.loaded.damaged == 1 else "are"
        lost = f"{damaged} in the store {verb} damaged and left out;"
        return print_message(f"{lost} --refresh pays for all of it again.", 1)
    if session.loaded.strange:
        return print_message(
            f"{UNKNOWN_FORM} Press I in the explorer to see the page; --refresh fetches it again.",
            7,
        )
    if session.loaded.unread:  # never hide what was paid for
        parts = counted(session.loaded.unread, "part")
        print_message(f"{parts} of the answers couldn't be read. All answers are stored.", 0)
    return _end(session) if wanted.everything else 0


async def _check(services: Services, session: SearchSession) -> None:
    """Print the price of the missing pages. Raises Failure if it exceeds the credits."""
    from lix_tui.services.search.load_plan import CannotPay, RunProblem, plan_run

    await services.account.load_stored()
    if (session.state.pages_left or 0) >= ASK_FROM:
        await services.account.refresh(place="lix-tui search --all")
    try:
        plan = plan_run(session, services)
    except CannotPay as problem:
        message = f"{problem} {_so_far(services, len(session.elements))}"
        raise Failure(message, 4) from None
    except RunProblem:  # the total is unknown: load page by page
        return
    progress(plan.words.replace("\n", " "), stays=True)


def _stopped(services: Services, problem: Exception, elements: int) -> str:
    """Return the problem, the number of elements, and one instruction to continue."""
    if "run " not in getattr(problem, "advice", ""):
        return f"{problem} {_so_far(services, elements)}"
    if not elements:
        return str(problem)
    place = "stored" if services.is_all_stored else "in the output"
    return f"{problem} {counted(elements, 'element', ('is', 'are'))} {place}."


def _so_far(services: Services, elements: int) -> str:
    """Return the number of elements that a stopped command has, and how to continue."""
    count = counted(elements, "element", ("is", "are"))
    if not services.is_all_stored:  # closing the store reports the missing ones
        return f"{count} in the output."
    return f"{count} stored. Run the same command again to continue."


def _status(problem: Exception) -> int:
    return getattr(problem, "exit_status", 1)


def _end(session: SearchSession) -> int:
    """Print the number of results beyond LinkedIn's ceiling, and return the exit status."""
    total, loaded = session.state.total, len(session.elements)
    ceiling = session.kind.paging.ceiling
    if ceiling is not None and total is not None and total > ceiling:
        limit = f"{loaded:,} of {total:,}: LinkedIn shows no more results for one search."
        print_message(f"{limit} Narrow the query.", 0)
    return 0


class _Pace:
    """Pace of loading, and the remaining time."""

    def __init__(self, session: SearchSession) -> None:
        self._session, self._since, self._from = session, monotonic(), session.state.pages

    @property
    def words(self) -> str:
        """Progress after the page number, such as ' of 100 · 19 a minute · 3 min left'."""
        from lix_tui.durations import wait_text

        state, passed = self._session.state, monotonic() - self._since
        if not state.pages_left:
            return "…"
        words, came = f" of {state.pages + state.pages_left:,}", state.pages - self._from
        if came < 2:
            return words
        left = state.pages_left * passed / came
        return f"{words} · {came / passed * 60:.0f} a minute · {wait_text(left)} left"
