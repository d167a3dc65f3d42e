"""Long runs from a search screen: load all of it, look its records up."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from lix_tui.screens.offers import OFFLINE_WORDS
from lix_tui.screens.search.filters import FilteringScreen

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


class RunningScreen(FilteringScreen):
    """A screen whose search can be loaded whole, behind whatever the user does meanwhile."""

    @abstractmethod
    async def show(self, query: Query, *, buy: bool = True) -> None:
        """Show a query's results; returns when the first page is there.

        Without ``buy`` only stored pages are shown.
        """

    @abstractmethod
    def marked_elements(self) -> list[Element]:
        """The elements that are marked, in the order of the results."""

    def stop_run(self) -> bool:
        """Stop loading all of the search that shows; False when nothing is."""
        services = self.host.services_now
        if services is None or self.session is None:
            return False
        run = services.runs.of_session(self.session)
        if run is not None:
            self.run_worker(run.pause(), group="pause", exit_on_error=False)
        return run is not None

    def action_load_all(self) -> None:
        """Load every page that can be reached, after saying what that takes."""
        self.run_worker(self._load_all(), group="all", exclusive=True, exit_on_error=False)

    async def load_all(self, query: Query) -> None:
        """Show a query and load all of it, after saying what that takes."""
        self.use_viewer(query.viewer_id)
        self.take_query(query)
        await self.show(query, buy=False)
        self.action_load_all()

    def action_enrich(self) -> None:
        """Look something up for the marked records, else for all that are loaded."""
        self.run_worker(self._enrich(), group="enrich", exclusive=True, exit_on_error=False)

    async def _enrich(self) -> None:
        from lix_tui.screens.bulk_lookup import enrich
        from lix_tui.services.runs.lookup_list import Given

        session, services = self.session, await self.host.services()
        if self.host.settings.offline:
            self.say(OFFLINE_WORDS, problem=True)
            return
        if session is None or not session.elements:
            self.say("Run a search first; then its records can be looked up.", problem=True)
            return
        elements = self.marked_elements() or session.elements
        links = [(next(iter(session.view.links(e)), ""), e) for e in elements]
        given = [Given(link, session.view.name(element)) for link, element in links if link]
        title, about = session.query.title, self.rows_words
        await enrich(self, services, given, self.kind.detail, title, about, session.query.viewer_id)

    @property
    def rows_words(self) -> str:
        """The query of the rows in words; says so when another one is on screen."""
        comparison = self.comparison
        previous = "the previous query, " if comparison.is_stale else ""
        return f"{previous}{comparison.shown_words}"

    async def _load_all(self) -> None:
        from lix_tui.screens.dialogs.confirm import ConfirmScreen
        from lix_tui.services.search.load_plan import RunProblem, plan_run

        services = self.host.services_now
        if self.host.settings.offline:
            self.say(OFFLINE_WORDS, problem=True)
            return
        if services is None:
            self.say("Run a search first; then all of it can be loaded.", problem=True)
            return
        comparison = self.comparison
        if (self.session is None or comparison.is_stale) and not await self._show_asked(services):
            return
        if (session := self.session) is None or not await self._buy_first_page(session):
            return
        if services.runs.of_session(session) is not None:
            self.say("It is being loaded already; escape stops it.")
            return
        try:
            plan = plan_run(session, services)
        except RunProblem as problem:
            self.say(str(problem), problem=True)
            return
        question = f"Load all of {self.rows_words}?\n{plan.words}"
        if not await self.app.push_screen_wait(ConfirmScreen("Load all", question)):
            return
        await services.runs.load_all(session)

    async def _show_asked(self, services: Services) -> bool:
        """Show the query on screen, which has not been run; buys nothing yet.

        Returns False when there is none, which is then said.
        """
        if (query := await self.settled_query()) is None:
            return False
        if not await self.screen_query.look_in_store(services, query):
            price = self.screen_query.price(query)
            return await self._agreed_on(query, price) and await self._run_now(query)
        return await self._run_now(query)

    async def _run_now(self, query: Query) -> bool:
        self.take_query(query)
        await self.show(query)
        return True

    async def _buy_first_page(self, session: SearchSession) -> bool:
        """Fetch the first page where there is none, after asking; False when the user said no."""
        if session.state.pages or not session.can_load():
            return True
        if not await self._agreed_on(session.query, self.screen_query.price(None)):
            return False
        await session.load_next(place=f"{self.kind.name} search")
        return True

    async def _agreed_on(self, query: Query, price: str) -> bool:
        """Ask if a query is to be run, which is not on screen yet."""
        from lix_tui.screens.dialogs.confirm import ConfirmScreen
        from lix_tui.services.queries.builder.titles import quoted

        question = (
            f"{quoted(query, self.screen_query.labels)} has not been run yet. "
            f"Run it now: {price}?\nLoading all of it is priced next, once the total is known."
        )
        return await self.app.push_screen_wait(ConfirmScreen("Run this query first", question))
