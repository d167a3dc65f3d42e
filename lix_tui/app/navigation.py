"""Navigation of the app: areas, searches, records, and anything that is pasted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from textual.app import App

from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.kinds import SCREENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.screens.app_host import AppHost
    from lix_tui.screens.detail import DetailScreen
    from lix_tui.screens.list_screen import ListScreen
    from lix_tui.screens.record_rows import RecordRows
    from lix_tui.services.queries.destination import Destination, InboxTarget
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession


_KINDS = {kind.name: kind for kind in SCREENS}


class Navigation:
    """Navigation between screens. Every area has a stack; a new screen goes on top of one.

    ``searched`` names the kinds whose area shows a search: another search of such a kind opens in
    front of it.
    """

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._origins: dict[str, str] = {}
        """Areas from which a search was opened in another one, by the name of the other one."""
        self.searched: set[str] = set()

    @property
    def _host(self) -> AppHost:
        return cast("AppHost", self._app)

    def run_query(self, query: Query) -> None:
        """Open the screen of the query's kind and run it there."""
        self._app.run_worker(self._run_query(query), group="query", exit_on_error=False)

    def load_all(self, query: Query) -> None:
        """Open the screen of the query's kind, run it there, and ask to load all of it."""
        self._app.run_worker(self._load_all(query), group="query", exit_on_error=False)

    async def _load_all(self, query: Query) -> None:
        if query.target and not query.is_saved_list:
            (await self._list_screen(query, query.target)).action_load_all()
            return
        if (screen := await self._search_screen(query)) is not None:
            await screen.load_all(query)

    async def show_list(
        self, query: Query, link: str, *, is_from_record: bool = False, replaces: bool = False
    ) -> None:
        """Show a list of the record at ``link``, which buys nothing."""
        await self._list_screen(query, link, is_from_record=is_from_record, replaces=replaces)

    async def _list_screen(
        self,
        query: Query,
        link: str,
        *,
        buys: bool = False,
        is_from_record: bool = False,
        replaces: bool = False,
    ) -> ListScreen:
        """Show a list on top of the present screen, or in its place."""
        from lix_tui.screens.list_screen import ListScreen
        from lix_tui.services.paged_lists import LISTS

        kind = LISTS[query.kind]
        screen = ListScreen(kind, query, link, buys=buys, is_from_record=is_from_record)
        if replaces:
            await self._app.switch_screen(screen)
        else:
            await self._app.push_screen(screen)
        return screen

    async def _run_query(self, query: Query, *, build: bool = False) -> None:
        if query.target and not query.is_saved_list:
            await self._list_screen(query, query.target, buys=True)
            return
        if (screen := await self._search_screen(query)) is None:
            return
        if build:
            await screen.panel_controller.edit(query)
        else:
            screen.run_query(query)

    async def _search_screen(self, query: Query) -> SearchScreen | None:
        """Show the first screen of the area of a query's kind, and run nothing."""
        before = self._app.current_mode
        await self.open_area(query.kind)
        while len(self._app.screen_stack) > 1:  # the search is the first screen of its area
            await self._app.pop_screen()
        if before != query.kind:
            self._origins[query.kind] = before
        screen = self._app.screen_stack[0]
        return screen if isinstance(screen, SearchScreen) else None

    async def _show_file(self, destination: Destination, query: Query) -> None:
        """Show the query of a file with its price; run it if the user agrees."""
        from lix_tui.screens.dialogs.file_query import file_question
        from lix_tui.services.action_prices import with_prices

        services = await self._host.services()
        (priced,) = await with_prices(services, [destination])
        if await self._app.push_screen_wait(file_question(priced, query)):
            self.open(replace(priced, from_file=False))

    async def _open_query(self, query: Query, *, build: bool) -> None:
        if query.target and not query.is_saved_list:
            await self._list_screen(query, query.target, buys=True)
            return
        hides_something = query.kind == self._app.current_mode and len(self._app.screen_stack) > 1
        if query.kind not in self.searched and not hides_something:
            await self._run_query(query, build=build)
            return
        screen = SearchScreen(_KINDS[query.kind])
        await self._app.push_screen(screen)
        if build:
            await screen.panel_controller.edit(query)
        else:
            screen.run_query(query)

    def edit_query(self, query: Query) -> None:
        """Open the screen of the query's kind with the query in its filter panel."""
        self._app.run_worker(self._run_query(query, build=True), group="query", exit_on_error=False)

    async def open_area(self, name: str) -> None:
        """Open an area as it was left; return to the first screen of the present area."""
        if name == "inbox":
            from lix_tui.screens.inbox_entry import open_inbox
            from lix_tui.services.queries.destination import InboxTarget

            open_inbox(self._app, InboxTarget(), self._host.settings.viewer_id)
            return
        self._origins.pop(name, None)
        if name != self._app.current_mode:
            await self._app.switch_mode(name)
            return
        while len(self._app.screen_stack) > 1:
            await self._app.pop_screen()

    async def return_to_origin(self) -> bool:
        """Go back to the origin of the screen in front; return False if it has none."""
        if len(self._app.screen_stack) > 1:
            await self._app.pop_screen()
            return True
        if (before := self._origins.pop(self._app.current_mode, None)) is None:
            return False
        await self._app.switch_mode(before)
        return True

    async def open_text(self, text: str) -> str | None:
        """Open the target of a pasted text; return a sentence if it has none."""
        from lix_tui.services.queries.link_targets import destination_of
        from lix_tui.services.queries.query import QueryError

        try:
            self.open(destination_of(text, self._host.settings.viewer_id))
        except QueryError as error:
            return str(error)
        return None

    def open_prompt_for_link(self) -> None:
        """Open the prompt for a link, and then its target."""
        from lix_tui.screens.dialogs.open_prompt import open_prompt

        self._app.push_screen(open_prompt(self._host), self._open)

    def _open(self, destination: Destination | None) -> None:
        if destination is not None:
            self.open(destination)

    async def _look_up(self, links: Sequence[str]) -> None:
        """Look up records after the user has chosen the lookup and agreed to the price."""
        from lix_tui.screens.base import LixScreen
        from lix_tui.screens.bulk_lookup import enrich_links

        services = await self._host.services()
        screen = next(one for one in reversed(self._app.screen_stack) if isinstance(one, LixScreen))
        await enrich_links(screen, services, links)

    async def _choose(self, choices: Sequence[Destination]) -> None:
        """Open the first of several lookups that is stored, else the one that the user chooses."""
        from lix_tui.screens.dialogs.related_menu import RelatedMenu
        from lix_tui.services.action_prices import stored_of, with_prices

        services = await self._host.services()
        for choice in choices:
            stored = await stored_of(services, choice)
            if stored is not None and not stored.is_missing:
                self.open(choice)
                return
        self._open(
            await self._app.push_screen_wait(RelatedMenu(await with_prices(services, choices)))
        )

    def open(
        self,
        destination: Destination,
        session: SearchSession | None = None,
        rows: RecordRows | None = None,
    ) -> None:
        """Open a record or a search on top of the present screen, to which back returns.

        ``session`` is the search whose results the record was opened from, and ``rows`` the list.
        A query that came in a file is shown first and runs when the user confirms it.
        """
        inbox = destination.inbox or _inbox_of(destination.query)
        if inbox is not None:
            from lix_tui.screens.inbox_entry import open_inbox

            query = destination.query
            viewer = destination.viewer_id if query is None else query.viewer_id
            open_inbox(self._app, inbox, viewer or self._host.settings.viewer_id)
        elif destination.several:
            self._app.run_worker(
                self._look_up(destination.several),
                group="several",
                exclusive=True,
                exit_on_error=False,
            )
        elif destination.choices:
            self._app.run_worker(
                self._choose(destination.choices),
                group="choice",
                exclusive=True,
                exit_on_error=False,
            )
        elif destination.from_file and destination.query is not None:
            self._app.run_worker(
                self._show_file(destination, destination.query),
                group="file query",
                exit_on_error=False,
            )
        elif destination.query is not None:
            self._app.run_worker(
                self._open_query(destination.query, build=destination.build),
                group="query",
                exit_on_error=False,
            )
        elif destination.link is not None and destination.endpoint is not None:
            self._app.push_screen(_detail_screen(destination, session, rows))

    def change_inbox(self, target: InboxTarget, viewer: str) -> None:
        """Ask whose inbox to show in place of ``viewer``'s, which is in front."""
        from lix_tui.screens.inbox_entry import choose_inbox

        choose_inbox(self._app, target, viewer, replaces=self._app.screen)

    def open_neighbour(self, rows: RecordRows, by: int, session: SearchSession | None) -> None:
        """Show the next (1) or previous (-1) record of a list in place of the present one."""
        work = self._open_neighbour(rows, by, session)
        self._app.run_worker(work, group="neighbour", exit_on_error=False)

    async def _open_neighbour(
        self, rows: RecordRows, by: int, session: SearchSession | None
    ) -> None:
        from lix_tui.screens.base import report

        before = self._app.screen
        found = await rows.move(by)
        if isinstance(found, str):
            report(before, found)
        elif found is not None and self._app.screen is before:
            screen = _detail_screen(found, session, rows, confirms_first=True)
            await self._app.switch_screen(screen)


def _inbox_of(query: Query | None) -> InboxTarget | None:
    """Return the inbox that a query asks for; None for another query."""
    if query is None or query.kind in _KINDS:
        return None
    from lix_tui.services.search.inbox import target_of

    return target_of(query)


def _detail_screen(
    destination: Destination,
    session: SearchSession | None,
    rows: RecordRows | None,
    *,
    confirms_first: bool = False,
) -> DetailScreen:
    from lix_tui.screens.detail import DetailScreen

    endpoint, link = destination.endpoint or "", destination.link or ""
    name, viewer = destination.name or link, destination.viewer_id
    return DetailScreen(
        endpoint, link, name, session, viewer_id=viewer, rows=rows, confirms_first=confirms_first
    )
