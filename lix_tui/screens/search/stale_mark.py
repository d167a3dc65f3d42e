"""Mark on rows that don't belong to the query on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.widgets.query_bar import QueryInput

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.query_pane import QueryPane
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.services import Services


class StaleMark:
    """Mark on the rows of one screen; while it is on, no more rows are bought."""

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
        comparison = self._query_pane.comparison
        needs_price = comparison.is_stale and not query.is_priced(comparison.asked)
        if needs_price and not self._is_pricing:
            self._is_pricing = True
            screen.run_worker(self._price(services), group="price", exit_on_error=False)
        key = "enter" if isinstance(screen.focused, QueryInput) else "<search.run>"
        before = pane.is_stale
        pane.mark_stale(comparison.line(key, query.price(comparison.asked)))
        if before != pane.is_stale:
            screen.refresh_bindings()
        return pane.is_stale

    async def _price(self, services: Services) -> None:
        """Read from the store if the query on screen is there, for its price."""
        try:
            if (query := self._query_pane.comparison.asked) is not None:
                await self._query.look_in_store(services, query)
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
