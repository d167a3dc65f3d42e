"""Keys of a search screen that buy: their prices, and their refusal for rows of another query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.widgets.query_bar import QueryInput

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.offers import Offers
    from lix_tui.screens.record_actions import RecordScreen
    from lix_tui.screens.search.query_pane import QueryPane
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


class StaleMark:
    """Mark on rows of another query than the one on screen; more of them can't be bought."""

    def __init__(
        self,
        screen: LixScreen,
        query: ScreenQuery,
        query_pane: QueryPane,
        results: SearchResultsPane,
    ) -> None:
        self._screen, self._query = screen, query
        self._query_pane, self._results = query_pane, results
        self._is_pricing = False
        """True while the store is asked for the query on screen."""

    def show(self, services: Services) -> bool:
        """Mark the rows, or take the mark away; return True when they are marked."""
        screen, query, pane = self._screen, self._query, self._results
        comparison, line = self._query_pane.comparison, ""
        if comparison.is_stale:
            if not query.is_priced(comparison.current) and not self._is_pricing:
                self._is_pricing = True
                screen.run_worker(self._price(services), group="price", exit_on_error=False)
            key = "enter" if isinstance(screen.focused, QueryInput) else "<search.run>"
            line = comparison.line(key, query.price(comparison.current))
        before = pane.is_stale
        pane.mark_stale(line)
        if before != pane.is_stale:
            screen.refresh_bindings()
        return pane.is_stale

    async def _price(self, services: Services) -> None:
        """Find out if the query on screen is stored, and say so in its price."""
        try:
            if (asked := self._query_pane.comparison.current) is not None:
                await self._query.look_in_store(services, asked)
        finally:
            self._is_pricing = False
        self._query_pane.post_message(self._query_pane.Edited())

    @property
    def offers_run(self) -> bool:
        """Return True while a key runs the query on screen: other rows, or none, are shown."""
        if self._results.session is not None:
            return self._results.is_stale
        return self._query.builder_now is not None

    def refuses(self) -> bool:
        """Refuse to buy more of a query that is not on screen any more; True when refused."""
        comparison = self._query_pane.comparison
        if comparison.is_stale:
            self._screen.say(comparison.refusal("<search.run>"), problem=True)
        return comparison.is_stale


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
