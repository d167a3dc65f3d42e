"""Keys of a search screen that buy pages, and the prices beside them and the row's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.screens.offers import Offers
    from lix_tui.screens.record_actions import RecordScreen
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession


def show_row(offers: Offers, opening: Opening | None, related: Opening | None) -> None:
    """Show what opening the row under the cursor costs, and where it leads to first."""
    offers.show({"table.open": opening, "search.related": related})


def show_pages(offers: Offers, session: SearchSession, *, is_stale: bool) -> None:
    """Show what the next page costs and what running the search again costs.

    Neither is offered while the rows belong to another query than the one on screen.
    """
    endpoint = session.kind.endpoint if session.state.pages and not is_stale else None
    offers.show_request("search.more", endpoint if session.can_load() else None, "Next page")
    offers.show_request("search.refresh", endpoint, "Refresh")


def show_run(offers: Offers, query: Query | None) -> None:
    """Show what running the query on screen costs; None where its rows are shown."""
    from lix_tui.services.queries.opening import Opening

    run = None if query is None else Opening("", "", query=query, noun="Run")
    offers.show({"search.run": run})


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
