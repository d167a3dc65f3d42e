"""Commands of a search screen that buy pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.services.opening_prices import RequestTarget
from lix_tui.services.queries.opening import Opening

if TYPE_CHECKING:
    from lix_tui.screens.record_actions import RecordScreen
    from lix_tui.services.opening_prices import Target
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession


def page_targets(session: SearchSession, *, is_stale: bool) -> dict[str, Target | None]:
    """Return what the commands for the next page and for another run of a search act on.

    Neither is offered while the rows belong to another query than the one on screen.
    """
    request = None if is_stale else RequestTarget(session.kind.endpoint)
    is_first = session.loading and not session.state.pages
    return {
        "search.more": request if session.can_load() else None,
        "search.refresh": None if is_first else request,
    }


def run_target(query: Query | None) -> dict[str, Target | None]:
    """Return what the command acts on that runs the query on screen; None if its rows show."""
    return {"search.run": None if query is None else Opening("", "", query=query)}


def load_more(screen: RecordScreen, session: SearchSession) -> None:
    """Load the next page of a screen's search, where there is one and none is on its way."""

    def load() -> None:
        work = session.load_next(place=f"{session.kind.name} search")
        screen.run_worker(work, group="page", exit_on_error=False)

    if session.can_load():
        screen.offers.act("search.more", load)


def refresh(screen: RecordScreen, session: SearchSession) -> None:
    """Run a screen's search again from its first page, unless a page is on its way."""

    def run() -> None:
        screen.end_pause()
        work = session.refresh(place=f"{session.kind.name} search")
        screen.run_worker(work, group="page", exit_on_error=False)

    if session.loading:
        screen.end_pause()  # the page that is waited for is the one to come
        screen.say("A page is on its way already; escape cancels it.")
    else:
        screen.offers.act("search.refresh", run)
