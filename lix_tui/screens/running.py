"""Long runs from a search screen: load all of it, look its records up."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from lix_tui.screens.filtering import FilteringScreen
from lix_tui.screens.offers import OFFLINE_WORDS

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.explorer.query import Query


class RunningScreen(FilteringScreen):
    """A screen whose search can be loaded whole, behind whatever the user does meanwhile."""

    @abstractmethod
    async def show(self, query: Query) -> None:
        """Show a query's results; returns when the first page is there."""

    @abstractmethod
    def marked_elements(self) -> list[Element]:
        """The elements that are marked, in the order of the results."""

    def stop_run(self) -> bool:
        """Stop loading all of the search that shows; False when nothing is."""
        explorer = self.host.explorer_now
        if explorer is None or self.session is None:
            return False
        run = explorer.runs.of_session(self.session)
        if run is not None:
            self.run_worker(run.pause(), group="pause", exit_on_error=False)
        return run is not None

    def action_load_all(self) -> None:
        """Load every page that can be reached, after saying what that takes."""
        self.run_worker(self._load_all(), group="all", exclusive=True, exit_on_error=False)

    async def load_all(self, query: Query) -> None:
        """Run a query and load all of it, after saying what that takes."""
        self.take_query(query)
        await self.show(query)
        self.action_load_all()

    def action_enrich(self) -> None:
        """Look something up for the marked records, else for all that are loaded."""
        self.run_worker(self._enrich(), group="enrich", exclusive=True, exit_on_error=False)

    async def _enrich(self) -> None:
        from lix_tui.explorer.runs.items import Given
        from lix_tui.screens.enriching import enrich

        session, explorer = self.session, await self.host.explorer()
        if self.host.settings.offline:
            self.say(OFFLINE_WORDS, problem=True)
            return
        if session is None or not session.elements:
            self.say("Run a search first; then its records can be looked up.", problem=True)
            return
        elements = self.marked_elements() or session.elements
        links = [(next(iter(session.view.links(e)), ""), e) for e in elements]
        given = [Given(link, session.view.name(element)) for link, element in links if link]
        await enrich(self, explorer, given, self.kind.detail, session.query.title)

    async def _load_all(self) -> None:
        from lix_tui.explorer.load_all import RunProblem, plan_run
        from lix_tui.screens.confirm import ConfirmScreen

        session, explorer = self.session, self.host.explorer_now
        if self.host.settings.offline:
            self.say(OFFLINE_WORDS, problem=True)
            return
        if session is None or explorer is None:
            self.say("Run a search first; then all of it can be loaded.", problem=True)
            return
        if explorer.runs.of_session(session) is not None:
            self.say("It is being loaded already; escape stops it.")
            return
        try:
            plan = plan_run(session, explorer)
        except RunProblem as problem:
            self.say(str(problem), problem=True)
            return
        if not await self.app.push_screen_wait(ConfirmScreen("Load all", plan.words)):
            return
        await explorer.runs.load_all(session)
