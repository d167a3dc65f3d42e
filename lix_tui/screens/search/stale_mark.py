"""The mark on rows that do not belong to the query on screen."""

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
    """Marks the rows of one screen, and refuses to buy more of them while they are marked."""

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
        comparison = self._query_pane.comparison
        needs_price = comparison.is_stale and not query.is_priced(comparison.current)
        if needs_price and not self._is_pricing:
            self._is_pricing = True
            screen.run_worker(self._price(services), group="price", exit_on_error=False)
        key = "enter" if isinstance(screen.focused, QueryInput) else "<search.run>"
        before = pane.is_stale
        pane.mark_stale(comparison.line(key, query.price(comparison.current)))
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
