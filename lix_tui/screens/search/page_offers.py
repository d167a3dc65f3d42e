"""Commands of a search screen that buy pages, and the mark on rows of another query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.services.action_prices import RequestTarget
from lix_tui.widgets.query_bar import QueryInput

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.record_actions import RecordScreen
    from lix_tui.screens.search.query_pane import QueryPane
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.action_prices import Target
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
        """True while the store is being read for the query on screen."""

    def show(self, services: Services) -> bool:
        """Mark the rows, or remove the mark; return True if they are marked."""
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
        """Read from the store if the query on screen is there, for its price."""
        try:
            if (query := self._query_pane.comparison.current) is not None:
                await self._query.check_store(services, query)
        finally:
            self._is_pricing = False
        self._query_pane.post_message(self._query_pane.Edited())

    @property
    def offers_run(self) -> bool:
        """True while a key runs the query on screen: its rows aren't shown."""
        if self._results.session is not None:
            return self._results.is_stale
        return self._query.builder_now is not None

    def refuses(self) -> bool:
        """Report and return True if the rows belong to another query than the one on screen."""
        comparison = self._query_pane.comparison
        if comparison.is_stale:
            self._screen.report(comparison.refusal("<search.run>"), problem=True)
        return comparison.is_stale


def page_targets(
    session: SearchSession, query: Query | None, *, is_stale: bool
) -> dict[str, Target | None]:
    """Return the targets of the commands "next page", "refresh" and "run".

    While the rows are stale, so belong to another query than the one on screen, only the last one
    is offered; else only the others.
    """
    from lix_tui.services.queries.destination import Destination  # too slow for the first frame

    request = None if is_stale else RequestTarget(session.kind.endpoint)
    is_first = session.loading and not session.state.pages
    return {
        "search.more": request if session.can_load() else None,
        "search.refresh": None if is_first else request,
        "search.run": Destination("", "", query=query) if is_stale and query is not None else None,
    }


def load_more(screen: RecordScreen, session: SearchSession) -> None:
    """Load the page after the last one, or at the end the first missing one, if there is one."""

    def load() -> None:
        page = session.state.next_position.page
        work = session.load_next(place=f"{session.kind.name} search", page=page)
        screen.run_worker(work, group="page", exit_on_error=False)

    if session.can_load():
        screen.offers.buy("search.more", load)


def refresh(screen: RecordScreen, session: SearchSession) -> None:
    """Run a screen's search again from its first page, unless a page is on its way."""

    def run() -> None:
        screen.end_pause()
        work = session.refresh(place=f"{session.kind.name} search")
        screen.run_worker(work, group="page", exit_on_error=False)

    if session.loading:
        screen.end_pause()  # the pending page is the new one
        screen.report("A page is already loading. Press escape to cancel it.")
    else:
        screen.offers.buy("search.refresh", run)
