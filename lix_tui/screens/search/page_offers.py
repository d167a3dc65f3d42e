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


def page_targets(
    session: SearchSession, query: Query | None, *, is_stale: bool
) -> dict[str, Target | None]:
    """Return what the commands act on that load the next page, refresh, and run ``query``.

    While the rows are stale, so belong to another query than the one on screen, only the last one
    is offered; else only the others.
    """
    request = None if is_stale else RequestTarget(session.kind.endpoint)
    is_first = session.loading and not session.state.pages
    return {
        "search.more": request if session.can_load() else None,
        "search.refresh": None if is_first else request,
        "search.run": Opening("", "", query=query) if is_stale and query is not None else None,
    }


def load_more(screen: RecordScreen, session: SearchSession) -> None:
    """Load the next page of a screen's search if there is one and no request is on its way."""

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
        screen.end_pause()  # the pending page is the new one
        screen.report("A page is on its way already. Press escape to cancel it.")
    else:
        screen.offers.act("search.refresh", run)
