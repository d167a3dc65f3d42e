"""Loading of the pages that a search command needs, with its progress."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from lix_tui.api.waits import OUTAGE
from lix_tui.cli.failures import UNKNOWN_FORM, Failure, print_message, stop_words
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
    all_pages: bool
    """True to load every page. Otherwise, without a limit, one page is enough."""
    page: int = 1
    """Number of the page to begin with."""

    def is_reached(self, session: SearchSession) -> bool:
        """Return True if enough is loaded."""
        if self.limit is not None:
            return len(self.loaded(session)) >= self.limit
        return not self.all_pages and session.state.has_page(self.page)

    def loaded(self, session: SearchSession) -> list[Element]:
        """Return the loaded elements, from the page to begin with to before a missing page."""
        return session.loaded.from_page(session.state, self.page)


async def load(
    services: Services,
    session: SearchSession,
    goal: LoadGoal,
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
    planned, pace = False, _Pace(session, goal.page)
    while True:
        found = goal.loaded(session)
        await write(found[written : goal.limit])
        written = len(found)
        if goal.is_reached(session) or not (session.can_load(goal.page) or session.waiting):
            break
        if goal.all_pages and not planned and session.state.pages_left_from(goal.page):
            planned = True
            await _check(services, session, goal.page)
            pace = _Pace(session, goal.page)
        number = session.state.missing_from(goal.page).page
        progress(f"{counted(written, 'element')} · page {number:,}{pace.words}")
        pages = session.state.pages
        await session.load_next(place=place, max_wait=math.inf, page=goal.page)
        if session.state.pages > pages:
            outages = 0
        if (problem := session.problem) is not None:
            pause = outage_pause(outages)
            if goal.all_pages and pages and is_outage(problem) and services.waits.allows(pause):
                # no server was reached, so nothing was charged
                progress(
                    f"{counted(written, 'element')} · no connection, next try in {pause:.0f} s"
                )
                await services.waits.sleep(OUTAGE, pause)
                outages += 1
                continue
            progress("")
            found = goal.loaded(session)
            await write(found[written : goal.limit])  # paid for, stored or not
            written = max(written, len(found[: goal.limit]))
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
    if goal.page > 1 and not written:
        print_message(f"The search has no page {goal.page:,}. Choose an earlier one.", 0)
    if session.loaded.unread:  # never hide what was paid for
        parts = counted(session.loaded.unread, "part")
        print_message(f"{parts} of the answers couldn't be read. All answers are stored.", 0)
    return _end(session) if goal.all_pages else 0


async def _check(services: Services, session: SearchSession, page: int) -> None:
    """Print the price of the missing pages. Raises Failure if it exceeds the credits."""
    from lix_tui.services.search.load_plan import CannotPay, RunProblem, plan_run

    await services.account.load_stored()
    if (session.state.pages_left_from(page) or 0) >= ASK_FROM:
        await services.account.refresh(place="lix-tui search --all")
    try:
        plan = plan_run(session, services, page)
    except CannotPay as problem:
        message = f"{problem} {_so_far(services, len(session.elements))}"
        raise Failure(message, 4) from None
    except RunProblem:  # the total is unknown: load page by page
        return
    words = plan.words_with("Ctrl+C stops and keeps what has arrived.")
    print_message(words.replace("\n", " "), 0)


def _stopped(services: Services, problem: Exception, elements: int) -> str:
    """Return the problem, the number of elements, and one instruction to continue."""
    so_far = _so_far(services, elements)
    if not services.is_all_stored:  # closing the store reports the missing ones
        return f"{problem} {so_far}"
    if not elements and "run " in getattr(problem, "advice", ""):
        return str(problem)
    return stop_words(problem, so_far)


def _so_far(services: Services, elements: int) -> str:
    """Return the number of elements that a stopped command has."""
    place = "stored" if services.is_all_stored else "in the output"
    return f"{counted(elements, 'element', ('is', 'are'))} {place}."


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

    def __init__(self, session: SearchSession, page: int) -> None:
        self._session, self._page = session, page
        self._since, self._from = monotonic(), session.state.pages

    @property
    def words(self) -> str:
        """Progress after the page number, such as ' of 100 · 19 a minute · 3 min left'."""
        from lix_tui.durations import wait_text

        state, passed = self._session.state, monotonic() - self._since
        if not (pages := state.pages_left_from(self._page)):
            return "…"
        last = state.missing_from(self._page).page + pages - 1
        words, came = f" of {max(last, state.pages + pages):,}", state.pages - self._from
        if came < 2:
            return words
        left = pages * passed / came
        return f"{words} · {came / passed * 60:.0f} a minute · {wait_text(left)} left"
