"""The query of a search screen: what is typed, whose eyes are used, what was asked before."""

from __future__ import annotations

from abc import abstractmethod
from time import time
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from lix_tui.screens.record_actions import RecordScreen
from lix_tui.services.budget.cost_words import page_cost_words
from lix_tui.services.kinds import Kind
from lix_tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.services.queries.query import Query
    from lix_tui.services.records.summary import Line


class QueryScreen(RecordScreen):
    """A screen with a query bar on top; a query that can be run goes to ``run_query``."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self._offer: str | None = None
        self._viewer: str | None = None
        """Whose eyes this screen's searches use; None for the settings' viewer, '' for nobody's."""
        self.kept: dict[str, str] = {}
        """What was asked before by its title."""

    @abstractmethod
    def run_query(self, query: Query) -> None:
        """Show a query's results."""

    @abstractmethod
    def asked_query(self) -> Query:
        """Return the query on screen, of box and filters; raises QueryError when there is none."""

    @abstractmethod
    def learn_names(self, text: str, query: Query) -> None:
        """Remember what the names in a text stand for: they were looked up for a query."""

    def query_bar(self) -> QueryBar:
        """The bar of this screen's kind."""
        return QueryBar(
            title=self.kind.label,
            cost=f"enter runs · {self._page_cost}",
            placeholder=self.kind.placeholder,
        )

    @property
    def _page_cost(self) -> str:
        offline = self.host.settings.offline
        return page_cost_words(self.kind.endpoint, offline=offline)

    @property
    def viewer_id(self) -> str | None:
        """Whose eyes the next search uses."""
        return (self.host.settings.viewer_id if self._viewer is None else self._viewer) or None

    async def show_recent(self, *, beside: bool) -> None:
        """Offer what was asked before: up in the query, and ``beside`` the empty results."""
        from lix_tui.services.records.summary import recent_summary

        services = await self.host.services()
        recent = await services.searches.recent(self.kind)
        self.kept = {row.title: row.url for row in recent}
        self.query_one(QueryBar).remember([row.title for row in recent])
        if beside and recent:
            self.show_beside("Asked before", recent_summary(recent, time()))

    def show_beside(self, title: str, lines: Sequence[Line]) -> None:
        """Show a text beside the results; its pane is there from the first one on."""
        from lix_tui.widgets.summary_pane import SummaryPane

        pane = next(iter(self.query(SummaryPane)), None)
        if pane is None:
            pane = SummaryPane()
            self.query_one("#body").mount(pane)
        pane.show(title, lines)

    # -- what is typed -----------------------------------------------------------------------

    @on(Input.Submitted, "#query")
    def submitted(self, event: Input.Submitted) -> None:
        """Run what was typed, or say what is wrong with it and offer the right screen."""
        if not self.query_one(QueryBar).is_in_view:
            self.app.bell()  # nothing is bought by a query that nobody sees
            return
        from lix_tui.services.queries.query import looks_like_link

        if not self.host.presses.may_buy(words=not looks_like_link(event.value)):
            self.say(self.host.presses.refusal)
            return
        if self._offer is not None and self._offer == event.value:
            self._offer = None
            self.run_worker(self._open_elsewhere(event.value), exit_on_error=False)
            return
        self.action_run_asked()

    def action_run_asked(self) -> None:
        """Run the query on screen, or say what is wrong with it."""
        asked = self._asked()
        if isinstance(asked, str):
            self.run_worker(
                self._run_named(asked), group="asking", exclusive=True, exit_on_error=False
            )
        elif asked is not None:
            self.run_query(asked)

    async def _run_named(self, text: str) -> None:
        if (query := await self.look_names_up(text)) is not None:
            self.run_query(query)

    async def settled_query(self) -> Query | None:
        """Return the query on screen; None when there is none, which is then said.

        Names in it may have to be looked up first, which is free.
        """
        asked = self._asked()
        return await self.look_names_up(asked) if isinstance(asked, str) else asked

    def _asked(self) -> Query | str | None:
        """Return the query on screen, or the text whose names have to be looked up first."""
        from lix_tui.services.queries.builder.draft import NamesUnknown
        from lix_tui.services.queries.query import QueryError

        text = self.query_one(QueryBar).text
        try:
            return self.asked_query()
        except NamesUnknown:
            return text
        except QueryError as error:
            self._refuse(text, error, elsewhere=error.opens_elsewhere)
            return None

    async def look_names_up(self, text: str) -> Query | None:
        """Look up the names in a text, which is free; None when that fails, which is then said."""
        from lix_tui.api.errors import LixError
        from lix_tui.services.queries.query import QueryError
        from lix_tui.services.queries.query_input import query_for
        from lix_tui.store.errors import StoreError

        services, bar = await self.host.services(), self.query_one(QueryBar)
        bar.say("looking the names up, for nothing…", problem=False)
        try:
            query = await query_for(
                services.facets,
                self.kind.name,
                text,
                self.viewer_id,
                place=f"{self.kind.name} search",
                kept=self.kept,
            )
        except QueryError as error:
            self._refuse(text, error, elsewhere=error.opens_elsewhere)
        except (LixError, StoreError) as error:
            self._refuse(text, error)
        else:
            bar.say("")
            self.learn_names(text, query)
            return query
        return None

    def _refuse(self, text: str, why: Exception, *, elsewhere: bool = False) -> None:
        from lix_tui.services.queries.several_links import several_in

        if several := several_in(text):
            self._offer = text
            words = (
                f"These are {len(several):,} links, not a search. Press enter again to choose "
                "what to look up; the price comes first."
            )
            self.query_one(QueryBar).say(words)
            return
        self._offer = text if elsewhere else None
        more = f" Press enter again to open it there{self._cost_of(text)}." if elsewhere else ""
        self.query_one(QueryBar).say(f"{why}{more}")

    def _cost_of(self, text: str) -> str:
        """Return the price of opening a pasted text elsewhere: ' (1 Standard credit a page)'."""
        from lix_tui.services.queries.link_targets import opening_of
        from lix_tui.services.queries.query import QueryError

        try:
            cost = opening_of(text, self.viewer_id).cost
        except QueryError:
            return ""
        if self.host.settings.offline:
            return " (offline: only if it is stored)"
        return f" ({cost}, free if stored)" if cost != "free" else " (free)"

    @on(Input.Changed, "#query")
    def typed(self, event: Input.Changed) -> None:
        """Take a sentence about the former text away; say what is open in this one."""
        self.call_later(self.query_changed)
        from lix_tui.linkedin.expressions import flaw
        from lix_tui.services.queries.query import looks_like_link

        found = None if looks_like_link(event.value) else flaw(event.value)
        self.query_one(QueryBar).say(found.sentence if found else "", problem=False)

    def query_changed(self) -> None:
        """Show what follows from another query on screen."""

    async def _open_elsewhere(self, text: str) -> None:
        if problem := await self.host.navigation.open_text(text):
            self.query_one(QueryBar).say(problem)

    def action_focus_query(self) -> None:
        """Go to the query."""
        self.query_one(QueryBar).focus_input()

    # -- whose eyes --------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Connections are asked for by their viewer, and by nothing else."""
        if action in ("choose_viewer", "filters"):
            return self.kind.name != "connections"
        return super().check_action(action, parameters)

    def action_choose_viewer(self) -> None:
        """Ask whose eyes the next search of this screen uses."""
        from lix_tui.screens.dialogs.viewer_prompt import ViewerScreen

        self.app.push_screen(ViewerScreen(self.viewer_id), self._take_viewer)

    def _take_viewer(self, viewer: str | None) -> None:
        if viewer is None:
            return
        if viewer == (self.viewer_id or ""):
            return
        self.use_viewer(viewer or None)
        self.describe_query()
        bar = self.query_one(QueryBar)
        if self.may_focus_query:
            bar.focus_input()
            bar.say("The viewer counts from the next search. Press enter to run it.", problem=False)
        else:
            bar.say("The viewer counts from the next search. <filters.run> runs it.", problem=False)
        self.query_changed()

    @property
    def may_focus_query(self) -> bool:
        """Return True when the cursor may go to the query without being sent there by a key."""
        return True

    def use_viewer(self, viewer: str | None) -> None:
        """Use the viewer of a query that comes from elsewhere for what follows on this screen."""
        if self.kind.name != "connections":  # their viewer is the query itself
            usual = self.host.settings.viewer_id or None
            self._viewer = None if viewer == usual else viewer or ""

    def query_words(self) -> list[str]:
        """What the frame of the query says beside the kind."""
        if self._viewer:
            return [f"seen by {self._viewer}, so without a sequence"]
        has_none = self._viewer == "" and self.host.settings.viewer_id
        return ["without a viewer"] if has_none else []

    def describe_query(self) -> None:
        """Say in the frame of the query what it asks beside its keywords."""
        words = " · ".join([self.kind.label, *self.query_words()])
        if self.query_one(QueryBar).title != words:
            self.query_one(QueryBar).title = words
