"""Long runs of a search screen: load all pages, look up the records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from lix_tui.screens.offers import OFFLINE_WORDS

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


class RowsSource(Protocol):
    """Origin of the rows: the query pane of a search, or the screen of a list."""

    @property
    def rows_words(self) -> str:
        """Query or list of the rows in words."""

    @property
    def is_stale(self) -> bool:
        """True if another query than that of the rows is on screen."""

    async def settled_query(self, screen: LixScreen) -> Query | None:
        """Return the query on screen, or report its problem and return None."""

    def load_query(self, query: Query) -> None:
        """Show a query where it is typed."""


class BulkActions:
    """Commands that start long runs, which continue in the background."""

    def __init__(
        self,
        screen: LixScreen,
        query: ScreenQuery,
        source: RowsSource,
        results: SearchResultsPane,
        show: Callable[[Query], Awaitable[None]],
    ) -> None:
        """``show`` shows the results of a query and buys its first page."""
        self._screen, self._query, self._source = screen, query, source
        self._results, self._show = results, show

    def stop_run(self) -> bool:
        """Stop the run that loads all pages; return False if there is none."""
        services = self._screen.host.services_now
        if services is None or self._results.session is None:
            return False
        run = services.runs.find_for_session(self._results.session)
        if run is not None:
            self._screen.run_worker(run.pause(), group="pause", exit_on_error=False)
        return run is not None

    def load_all(self) -> None:
        """Load every page that can be reached, after showing price and time."""
        self._screen.run_worker(self._load_all(), group="all", exclusive=True, exit_on_error=False)

    def enrich(self) -> None:
        """Look up the marked records, or all loaded ones if none is marked."""
        self._screen.run_worker(self._enrich(), group="enrich", exclusive=True, exit_on_error=False)

    async def _enrich(self) -> None:
        from lix_tui.screens.bulk_lookup import enrich
        from lix_tui.services.search.progress_words import no_rows_words

        session, services = self._results.session, await self._screen.host.services()
        if self._screen.host.settings.offline:
            self._screen.report(OFFLINE_WORDS, problem=True)
            return
        if session is None or not session.elements:
            self._screen.report(no_rows_words(session, "look up"), problem=True)
            return
        elements = self._results.marked_elements() or session.elements
        links = [(next(iter(session.view.links(e)), ""), e) for e in elements]
        records = [(session.view.name(element), link) for link, element in links if link]
        title, about = session.query.title, self._source.rows_words
        await enrich(
            self._screen,
            services,
            records,
            title,
            about,
            session.query.viewer_id,
        )

    async def _load_all(self) -> None:
        from lix_tui.screens.dialogs.confirm import confirm
        from lix_tui.services.search.load_plan import RunProblem, plan_run

        services = self._screen.host.services_now
        if self._screen.host.settings.offline:
            self._screen.report(OFFLINE_WORDS, problem=True)
            return
        if services is None:
            self._screen.report("Run a search first, then load all of it.", problem=True)
            return
        if (
            self._results.session is None or self._source.is_stale
        ) and not await self._show_current(services):
            return
        if (session := self._results.session) is None or not await self._buy_first_page(session):
            return
        if services.runs.find_for_session(session) is not None:
            self._screen.report("All pages are already loading. Press escape to stop.")
            return
        try:
            plan = plan_run(session, services)
        except RunProblem as problem:
            self._screen.report(str(problem), problem=True)
            return
        question = f"Load all of {self._source.rows_words}?\n{plan.words}"
        if not await confirm(self._screen.app, "Load all", question):
            return
        await services.runs.load_all(session)

    async def _show_current(self, services: Services) -> bool:
        """Show the query on screen, which hasn't been run, and agree on its price.

        Return False without a query or without agreement; the former is reported.
        """
        if (query := await self._source.settled_query(self._screen)) is None:
            return False
        if not await self._query.check_store(services, query):
            price = self._query.price(query)
            return await self._agrees_to(query, price) and await self._run_now(query)
        return await self._run_now(query)

    async def _run_now(self, query: Query) -> bool:
        self._source.load_query(query)
        await self._show(query)
        return True

    async def _buy_first_page(self, session: SearchSession) -> bool:
        """Fetch the first page if it is missing and the user agrees; return False if not."""
        if session.state.pages or not session.can_load():
            return True
        if not await self._agrees_to(session.query, self._query.price(None)):
            return False
        await session.load_next(place=f"{session.kind.name} search")
        return True

    async def _agrees_to(self, query: Query, price: str) -> bool:
        """Ask if a query is to be run whose results aren't on screen."""
        from lix_tui.screens.dialogs.confirm import confirm
        from lix_tui.services.queries.builder.titles import quoted

        question = (
            f"{quoted(query, self._query.labels)} hasn't been run yet. "
            f"Run it now: {price}?\nThe price of all pages follows, once the total is known."
        )
        return await confirm(self._screen.app, "Run this query first", question)
