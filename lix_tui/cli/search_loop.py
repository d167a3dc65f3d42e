"""Loads as much of a search as a command wants, and says on the way how far it is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from lix_tui.api.waits import OUTAGE
from lix_tui.cli.failures import UNKNOWN_FORM, Failure, say
from lix_tui.cli.options import progress
from lix_tui.counts import counted

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services

ASK_FROM = 10
"""Pages that are left from which the balance is asked for before they are bought: it is free, but
takes a slot."""


@dataclass(frozen=True, slots=True)
class LoadGoal:
    """Number of results that a search shall load: a limit, all, or one page."""

    limit: int | None
    """Elements at most; None for no limit."""
    everything: bool
    """Every page; else, without a limit, one page is enough."""

    def enough(self, session: SearchSession) -> bool:
        """Return True if what is loaded will do."""
        if self.limit is not None:
            return len(session.elements) >= self.limit
        return not self.everything and session.state.pages > 0


async def load(
    services: Services, session: SearchSession, wanted: LoadGoal, write: Callable[[Element], None]
) -> int:
    """Write what is kept, then buy and write what is missing; returns the exit status.

    Raises Failure when the credits or today's allowance do not pay for everything.
    """
    from lix_tui.api.errors import RequestTooLong
    from lix_tui.services.runs.run import is_outage, outage_pause

    place = f"lix-tui search {session.kind.name}"
    outages, written = 0, 0
    planned, pace = False, _Pace(session)
    while True:
        for element in session.elements[written : wanted.limit]:
            write(element)
        written = len(session.elements)
        if wanted.enough(session) or not (session.can_load() or session.waiting):
            break
        if wanted.everything and not planned and session.state.pages_left:
            planned = True
            await _check(services, session)
            pace = _Pace(session)
        progress(f"{written:,} elements · page {session.state.pages + 1:,}{pace.words}")
        pages = session.state.pages
        await session.load_next(place=place, patience=math.inf)
        if session.state.pages > pages:
            outages = 0
        if (problem := session.problem) is not None:
            pause = outage_pause(outages)
            if wanted.everything and pages and is_outage(problem) and services.waits.allows(pause):
                # nothing was reached, so nothing was charged
                progress(f"{written:,} elements · no connection, tried again in {pause:.0f} s")
                await services.waits.sleep(OUTAGE, pause)
                outages += 1
                continue
            progress("")
            for element in session.elements[written : wanted.limit]:  # paid for, kept or not
                write(element)
            written = max(written, len(session.elements[: wanted.limit]))
            if isinstance(problem, RequestTooLong) and not written:
                return say(str(problem), _status(problem))
            return say(f"{problem} {_so_far(services, written)}", _status(problem))
    progress("")
    if session.loaded.damaged:
        lost = f"{session.loaded.damaged:,} pages in the store are damaged and left out;"
        return say(f"{lost} --refresh pays for all of it again.", 1)
    if session.loaded.strange:
        return say(f"{UNKNOWN_FORM} The explorer shows it raw (I), --refresh asks again.", 7)
    if session.loaded.unread:  # nothing that was paid for is passed over in silence
        say(f"{session.loaded.unread:,} parts of the answers couldn't be read; they are stored.", 0)
    return _end(session) if wanted.everything else 0


async def _check(services: Services, session: SearchSession) -> None:
    """Say what the rest takes; raise Failure when it cannot be paid for."""
    from lix_tui.services.search.load_plan import CannotPay, RunProblem, plan_run

    await services.account.recall()
    if (session.state.pages_left or 0) >= ASK_FROM:
        await services.account.refresh(place="lix-tui search --all")
    try:
        plan = plan_run(session, services)
    except CannotPay as problem:
        message = f"{problem} {_so_far(services, len(session.elements))}"
        raise Failure(message, 4) from None
    except RunProblem:  # nobody knows how much there is: it goes on page by page
        return
    progress(plan.words.replace("\n", " "), stays=True)


def _so_far(services: Services, elements: int) -> str:
    """Return the words for what is there when a command stops, as far as it is in the store."""
    count = counted(elements, "element", ("is", "are"))
    if not services.is_all_stored:  # how much is not is said when the store is closed
        return f"{count} in the output."
    return f"{count} kept; the same command goes on from there."


def _status(problem: Exception) -> int:
    return getattr(problem, "exit_status", 1)


def _end(session: SearchSession) -> int:
    """Say what one search cannot reach."""
    total, loaded = session.state.total, len(session.elements)
    ceiling = session.kind.paging.ceiling
    if ceiling is not None and total is not None and total > ceiling:
        say(f"{loaded:,} of {total:,}: LinkedIn shows no more of one search; narrow the query.", 0)
    return 0


class _Pace:
    """Speed of the loaded pages, and the time that the rest takes."""

    def __init__(self, session: SearchSession) -> None:
        self._session, self._since, self._from = session, monotonic(), session.state.pages

    @property
    def words(self) -> str:
        """' of 100 · 19 a minute · 3 min left'."""
        from lix_tui.services.durations import wait

        state, passed = self._session.state, monotonic() - self._since
        if not state.pages_left:
            return "…"
        words, came = f" of {state.pages + state.pages_left:,}", state.pages - self._from
        if came < 2:
            return words
        left = state.pages_left * passed / came
        return f"{words} · {came / passed * 60:.0f} a minute · {wait(left)} left"
