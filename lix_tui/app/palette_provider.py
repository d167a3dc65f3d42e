"""Palette entries besides commands: saved queries, recent searches, records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import time
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from lix_tui.services.action_prices import price_of, stored_of
from lix_tui.services.library.entry_view import KIND_WORDS, destination_of_entry
from lix_tui.services.library.query_language import read_query
from lix_tui.services.queries.destination import Destination
from lix_tui.services.queries.query import KIND_WORDS as SEARCH_WORDS
from lix_tui.services.queries.query import QueryError
from lix_tui.services.queries.saved_queries import query_of_saved
from lix_tui.text import MOST_IN_LINE, clean_line, shortened

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost
    from lix_tui.store.rows import Entry, SavedQuery

MOST_RECORDS = 8
"""Most records that match the typed text."""
FIRST = 5
"""Most saved queries, and most records, before any text is typed."""


class StoredProvider(Provider):
    """Saved queries and stored records; opening one costs its usual price."""

    async def startup(self) -> None:
        """Read the saved queries."""
        self._saved: list[SavedQuery] = []
        if (services := self._host.services_now) is not None:
            self._saved = await services.saved.list_all()

    async def discover(self) -> Hits:
        """Yield the saved queries used last, and the records fetched last."""
        for row in self._saved[:FIRST]:
            yield DiscoveryHit(*await self._saved_hit(row))
        for entry in await self._records("", FIRST):
            yield DiscoveryHit(*await self._record_hit(entry))

    async def search(self, query: str) -> Hits:
        """Yield saved queries by name, and records by any of their stored texts."""
        matcher = self.matcher(query)
        for row in self._saved:
            if (score := matcher.match(clean_line(row.name))) > 0:
                yield Hit(score, *await self._saved_hit(row))
        for place, entry in enumerate(await self._records(query, MOST_RECORDS)):
            # below every command that matches; the newest first
            yield Hit(0.3 - place / 1000, *await self._record_hit(entry))

    @property
    def _host(self) -> AppHost:
        return cast("AppHost", self.app)

    async def _records(self, text: str, limit: int) -> list[Entry]:
        services = self._host.services_now
        if services is None:
            return []
        return await services.library.search(read_query(text, time()), limit=limit)

    async def _price(self, destination: Destination | None) -> str:
        """Return ' · ' and the price of a destination; empty without one."""
        services = self._host.services_now
        if destination is None or services is None:
            return ""
        stored = await stored_of(services, destination)
        return f" · {price_of(destination, stored, offline=services.settings.offline).words}"

    async def _saved_hit(self, row: SavedQuery) -> tuple[Content, Callable[[], None], str, str]:
        name = clean_line(row.name)
        words = SEARCH_WORDS.get(row.kind, "a search")  # type: ignore[call-overload]  # any word may be stored
        try:
            price = await self._price(Destination(name, "", query=query_of_saved(row).query))
        except QueryError:
            price = ""
        return (
            Content(name),
            partial(self._run, row),
            name,
            f"Run the saved query: {words}{price}",
        )

    def _run(self, row: SavedQuery) -> None:
        if not self._host.presses.may_buy():
            return
        try:
            self._host.navigation.run_query(query_of_saved(row).query)
        except QueryError as error:
            self.app.notify(str(error), severity="error", markup=False)

    async def _record_hit(self, entry: Entry) -> tuple[Content, Callable[[], None], str, str]:
        parts = (entry.title, entry.company, entry.place)
        facts = " · ".join(shortened(part, MOST_IN_LINE) for part in parts if part)
        name = shortened(entry.name, MOST_IN_LINE)
        words = f"{KIND_WORDS.get(entry.kind, entry.kind)} in the library{': ' if facts else ''}"
        price = await self._price(destination_of_entry(entry, ""))
        return Content(name), partial(self._open, entry), name, _plain(words + facts + price)

    def _open(self, entry: Entry) -> None:
        if not self._host.presses.may_buy():
            return
        self.app.run_worker(self._open_entry(entry), group="palette", exit_on_error=False)

    async def _open_entry(self, entry: Entry) -> None:
        services = self._host.services_now
        detail = None if services is None else await services.library.detail(entry.id)
        destination = destination_of_entry(entry, detail.endpoint) if detail else None
        if destination is None:
            words = (
                "This record can't be opened because it has no link. Find it in the library (7)."
            )
            self.app.notify(words, severity="error", markup=False)
        else:
            self._host.navigation.open(destination)


def _plain(text: str) -> str:
    """Return a text without brackets: the palette reads its help as markup."""
    return text.replace("[", "(").replace("]", ")").replace("\\", "/")
