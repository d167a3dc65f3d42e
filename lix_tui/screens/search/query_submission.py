"""Submission of the text of a query box: run, look up, refuse, or open elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.query import Query
    from lix_tui.widgets.query_bar import QueryBar


class QuerySubmission:
    """Submitter of the query on screen; reports a text that can't be run under the box."""

    def __init__(
        self,
        kind: Kind,
        bar: QueryBar,
        query: ScreenQuery,
        current: Callable[[], Query],
        run: Callable[[Query], None],
    ) -> None:
        """Use ``current`` to get the query on screen (or a QueryError), and ``run`` to run it."""
        self._kind, self._bar, self._query = kind, bar, query
        self._read, self._run = current, run
        self._offer: str | None = None
        """Text that a second press of enter opens elsewhere."""

    def submit(self, screen: LixScreen, text: str) -> None:
        """Run the typed query, or report its problem and offer the right screen."""
        if not self._bar.is_in_view:
            screen.app.bell()  # an invisible query buys nothing
            return
        from lix_tui.services.queries.query import looks_like_link

        if not screen.host.presses.may_buy(words=not looks_like_link(text)):
            screen.report(screen.host.presses.refusal)
            return
        if self._offer is not None and self._offer == text:
            self._offer = None
            screen.run_worker(self._open_elsewhere(screen, text), exit_on_error=False)
            return
        self.run(screen)

    def run(self, screen: LixScreen) -> None:
        """Run the query on screen, or report its problem."""
        found = self._current(screen)
        if isinstance(found, str):
            screen.run_worker(
                self._run_named(screen, found), group="asking", exclusive=True, exit_on_error=False
            )
        elif found is not None:
            self._run(found)

    async def _run_named(self, screen: LixScreen, text: str) -> None:
        if (query := await self.resolve_names(screen, text)) is not None:
            self._run(query)

    async def settled_query(self, screen: LixScreen) -> Query | None:
        """Return the query on screen; report its problem and return None without one.

        Names in the query may have to be looked up first, which is free.
        """
        found = self._current(screen)
        return await self.resolve_names(screen, found) if isinstance(found, str) else found

    def _current(self, screen: LixScreen) -> Query | str | None:
        """Return the query on screen, or the text whose names have to be looked up first."""
        from lix_tui.services.queries.builder.draft import UnknownNames
        from lix_tui.services.queries.query import QueryError

        text = self._bar.text
        try:
            return self._read()
        except UnknownNames:
            return text
        except QueryError as error:
            self._refuse(screen, text, error, elsewhere=error.opens_elsewhere)
            return None

    def look_up_soon(self, screen: LixScreen) -> None:
        """Look up the names in the box in the background, and run nothing."""
        work = self.resolve_names(screen, self._bar.text)
        screen.run_worker(work, group="asking", exclusive=True, exit_on_error=False)

    async def resolve_names(self, screen: LixScreen, text: str) -> Query | None:
        """Look up the names in a text, which is free; report a failure and return None."""
        from lix_tui.api.errors import LixError
        from lix_tui.services.queries.query import QueryError
        from lix_tui.services.queries.query_input import resolve_query
        from lix_tui.store.errors import StoreError

        services, bar = await screen.host.services(), self._bar
        bar.show_message("looking up the names (free)…", problem=False)
        try:
            query = await resolve_query(
                services.facets,
                self._kind.name,
                text,
                self._query.viewer_id,
                place=f"{self._kind.name} search",
                former_queries=self._query.recent_urls,
            )
        except QueryError as error:
            self._refuse(screen, text, error, elsewhere=error.opens_elsewhere)
        except (LixError, StoreError) as error:
            self._refuse(screen, text, error)
        else:
            bar.show_message("")
            self._remember_names(text, query)
            return query
        return None

    def _remember_names(self, text: str, query: Query) -> None:
        """Remember the ids of the names in a text, which were looked up for a query."""
        from lix_tui.services.queries.query import QueryError, read_query_skills

        with suppress(QueryError):  # the text of a recalled query may have another form
            self._query.draft.add_skills(read_query_skills(text), query.skills)

    def _refuse(
        self, screen: LixScreen, text: str, problem: Exception, *, elsewhere: bool = False
    ) -> None:
        from lix_tui.services.queries.several_links import several_in

        if several := several_in(text):
            self._offer = text
            words = (
                f"These are {len(several):,} links, not a search. Press enter again to choose "
                "what to look up; the price is shown first."
            )
            self._bar.show_message(words)
            return
        self._offer = text if elsewhere else None
        cost = self._cost_of(text, offline=screen.host.settings.offline) if elsewhere else ""
        more = f" Press enter again to open it there{cost}." if elsewhere else ""
        self._bar.show_message(f"{problem}{more}")

    def _cost_of(self, text: str, *, offline: bool) -> str:
        """Return the price of opening a pasted text elsewhere: ' (1 Standard credit per page)'."""
        from lix_tui.services.queries.link_targets import destination_of
        from lix_tui.services.queries.query import QueryError

        try:
            cost = destination_of(text, self._query.viewer_id).cost
        except QueryError:
            return ""
        if offline:
            return " (offline: only if it is stored)"
        return f" ({cost}, free if stored)" if cost != "free" else " (free)"

    async def _open_elsewhere(self, screen: LixScreen, text: str) -> None:
        if problem := await screen.host.navigation.open_text(text):
            self._bar.show_message(problem)
