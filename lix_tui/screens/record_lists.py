"""Lists of a record as tabs of its screen: posts, comments, reactions."""

from __future__ import annotations

from contextlib import suppress
from time import time
from typing import TYPE_CHECKING, NamedTuple

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import LixError
from lix_tui.durations import age
from lix_tui.services.budget.cost_words import OFFLINE, cost_words, short_cost
from lix_tui.services.paged_lists import lists_of
from lix_tui.services.queries.list_query import list_query
from lix_tui.services.queries.query import QueryError
from lix_tui.services.search.list_sessions import stored_list_query
from lix_tui.services.search.list_targets import fetch_target, id_lookup_of, stored_target
from lix_tui.store.errors import StoreError
from lix_tui.widgets.list_tabs import ListTab, ListTabs

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.query import Query
    from lix_tui.services.services import Services

RECORD_TAB = "lists.record"
"""Command of the tab with the record itself."""


class _Opening(NamedTuple):
    """Relation of a list to the screen that opens it."""

    is_from_record: bool
    replaces: bool
    """True if the list takes the place of the screen."""


class RecordLists:
    """Tabs of one record. Opening one buys nothing."""

    def __init__(
        self, screen: LixScreen, record: str, link: str, name: str, viewer_id: str | None
    ) -> None:
        """``record`` is the endpoint that looks the record up; ``viewer_id`` the one it has."""
        self._screen, self._record = screen, record
        self.link, self.name, self.viewer_id = link, name, viewer_id
        self._kinds = lists_of(record)

    def has(self, word: str) -> bool:
        """Return True if the record has a list of 'posts', 'comments' or 'reactions'."""
        return self._kind_of(word) is not None

    def _kind_of(self, word: str) -> Kind | None:
        return next((kind for kind in self._kinds if _word(kind) == word), None)

    def query(self, kind: Kind) -> Query | None:
        """Return the query of a list; None if the record's link can't be used for it."""
        entry, target = ENDPOINTS[kind.endpoint], kind.target
        is_sent = entry.accepts_viewer and target is not None and target.has_usual_viewer
        viewer = (self.viewer_id or self._screen.host.settings.viewer_id) if is_sent else None
        try:
            return list_query(kind, self.link, self.name, viewer)
        except QueryError:
            return None

    async def stored_query(self, services: Services, kind: Kind) -> Query | None:
        """Return the query of a list as its pages are stored, by whatever link of the record."""
        if id_lookup_of(kind):
            with suppress(StoreError):  # reported when the list is opened
                target = await stored_target(services.merged_records, kind, self.link)
                return None if target is None else list_query(kind, target, self.name)
            return None
        query = self.query(kind)
        if query is None:
            return None
        with suppress(StoreError):  # reported when the list is opened
            return await stored_list_query(services.searches, services.merged_records, kind, query)
        return query

    def show_tabs(self) -> None:
        """Show the tabs, and read in the background which lists are stored."""
        self._show({})
        services = self._screen.host.services_now
        if self._kinds and services is not None:
            work = self._show_prices(services)
            self._screen.run_worker(work, group="tabs", exclusive=True, exit_on_error=False)

    async def _show_prices(self, services: Services) -> None:
        """Show which lists are stored."""
        stored: dict[str, float] = {}
        for kind in self._kinds:
            query = await self.stored_query(services, kind)
            with suppress(StoreError):
                at = None if query is None else await services.searches.fetched_at(query)
                if at is not None:
                    stored[kind.name] = at
        self._show(stored)

    def _show(self, stored: dict[str, float]) -> None:
        for widget in self._screen.query(ListTabs):
            widget.show(self._tabs(stored), self._current)

    @property
    def _current(self) -> str:
        kind = getattr(self._screen, "kind", None)
        return RECORD_TAB if kind is None else f"lists.{_word(kind)}"

    def _tabs(self, stored: dict[str, float]) -> list[ListTab]:
        label = "Profile" if self._record == "person" else self._record.capitalize()
        found = [ListTab("record", RECORD_TAB, label)]
        for kind in self._kinds:
            word = _word(kind)
            price = self._price(kind, stored.get(kind.name))
            found.append(ListTab(f"show_list('{word}')", f"lists.{word}", kind.label, price))
        return found

    def _price(self, kind: Kind, at: float | None) -> str:
        if at is not None:
            return f"stored {age(time() - at)}"
        return OFFLINE if self._screen.host.settings.offline else short_cost(kind.endpoint)

    async def open(self, word: str, *, is_from_record: bool, replaces: bool = False) -> None:
        """Open a list on top of the screen, or in its place. Buys nothing."""
        kind = self._kind_of(word)
        if kind is None:
            self._screen.report("This record has no such list.", problem=True)
            return
        query = await self.stored_query(await self._screen.host.services(), kind)
        opening = _Opening(is_from_record, replaces)
        if query is None and id_lookup_of(kind):
            self._screen.run_worker(
                self._open_with_id(kind, opening), group="list id", exit_on_error=False
            )
        elif query is None and "viewer_id" in ENDPOINTS[kind.endpoint].required:
            self._screen.run_worker(
                self._open_as_viewer(kind, opening), group="list viewer", exit_on_error=False
            )
        elif query is None:
            self._screen.report("This record has no such list.", problem=True)
        else:
            await self._show_list(query, opening)

    async def _open_as_viewer(self, kind: Kind, opening: _Opening) -> None:
        """Show a list as the account that the user chooses, who stays the viewer of the tabs."""
        from lix_tui.screens.needed_viewer import ViewerNeed, choose_needed_viewer

        services = await self._screen.host.services()
        need = ViewerNeed(
            kind.name,
            f"{kind.label} of {self.name}: as which account?",
            "open (free)",
            f"LinkedIn shows {kind.plural} to a viewer only, probably one who manages the page.",
        )
        viewer = await choose_needed_viewer(self._screen.app, services, need)
        if viewer is not None:
            self.viewer_id = viewer
            await self.open(
                _word(kind), is_from_record=opening.is_from_record, replaces=opening.replaces
            )

    async def _open_with_id(self, kind: Kind, opening: _Opening) -> None:
        """Look up the id that a list is requested by after the user has agreed, then show it."""
        from lix_tui.screens.dialogs.confirm import ConfirmScreen
        from lix_tui.services.records.lookups import LookupOptions

        cost = cost_words(id_lookup_of(kind))
        question = (
            f"{kind.label} are listed by Lix's id of the organisation, which isn't stored. Looking "
            f"up its ids costs {cost}. The {kind.plural} themselves cost extra, and you are asked "
            "again."
        )
        services = await self._screen.host.services()
        if services.settings.offline:
            self._screen.report(f"{kind.label}: {OFFLINE}.", problem=True)
            return
        if not await self._screen.app.push_screen_wait(ConfirmScreen("Look up the ids?", question)):
            return
        try:
            options = LookupOptions(f"{kind.name} list")
            target = await fetch_target(services.lookups, kind, self.link, options)
        except (LixError, StoreError) as error:
            self._screen.report(str(error), problem=True)
            return
        if target is None:
            words = f"Lix's answer has no id to ask for the {kind.plural}."
            self._screen.report(words, problem=True)
            return
        await self._show_list(list_query(kind, target, self.name), opening)

    async def _show_list(self, query: Query, opening: _Opening) -> None:
        await self._screen.host.navigation.show_list(
            query, self.link, is_from_record=opening.is_from_record, replaces=opening.replaces
        )


def _word(kind: Kind) -> str:
    """Return the last word of a list's name, by which its command is called."""
    return kind.name.rpartition("_")[2]
