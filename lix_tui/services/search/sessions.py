"""Open searches: one session per query, on every screen and in every run."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from dataclasses import replace
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.limiter import Limiter
from lix_tui.paging.codec import CodecError, from_json, to_json
from lix_tui.paging.states import new_search
from lix_tui.services.budget.processes import this_process
from lix_tui.services.budget.requests import Requests
from lix_tui.services.kinds import SAVED_LISTS, Kind
from lix_tui.services.queries.query import Query
from lix_tui.services.search.session import SearchSession
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.store.rows import SearchRow
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

Key = tuple[str, str, str | None]
"""Identity of a search: kind, query and viewer."""
MOST_LISTS = 5000
"""Stored lists of a kind among which one by another link of its record is found."""
MOST_OPEN = 8
"""Largest number of idle searches in memory. Others are read from the store again."""


class Searches:
    """Searches of this run, each with its session."""

    def __init__(
        self, requests: Requests, store: AsyncStore, limiter: Limiter, *, pictures: bool = True
    ) -> None:
        """``pictures`` is False to request lists without profile pictures, in half the bytes."""
        self._requests, self._store = requests, store
        self._limiter, self._pictures = limiter, pictures
        self._open: dict[Key, SearchSession] = {}
        """Sessions by identity, the least recently opened first."""
        self._noted: set[Key] = set()
        """Searches whose stored pages were counted as saved when they were first opened."""
        self._opening = asyncio.Lock()

    async def open(self, kind: Kind, query: Query) -> SearchSession:
        """Return the session of a query with its stored pages. Sends nothing.

        The pages of a saved list are those of its own kind. Raises StoreError.
        """
        if query.is_saved_list:
            kind = SAVED_LISTS[query.kind]
        with suppress(StoreError):  # this was reported when it couldn't be written
            await self._requests.write_rest()
        async with self._opening:  # two callers that open the same query at once share its session
            key = (kind.name, query.key, query.viewer_id)
            session = self._open.pop(key, None) or await self._from_store(kind, query)
            self._open[key] = session
            if key not in self._noted:
                self._noted.add(key)
                await self._note_reuse(session, session.loaded.from_store)
            self._drop_idle()
            return session

    async def answer(self, kind: Kind, query: Query) -> SearchSession:
        """Open a query that the user runs. Each time, its stored pages count as saved.

        Raises StoreError.
        """
        was_opened = (kind.name, query.key, query.viewer_id) in self._noted
        session = await self.open(kind, query)
        if was_opened:  # otherwise opening the query has counted them
            await self._note_reuse(session, session.state.pages)
        return session

    def _drop_idle(self) -> None:
        """Remove the sessions unused for longest; their pages are in the store."""
        idle = [key for key, session in self._open.items() if not session.is_needed]
        for key in idle[:-MOST_OPEN]:
            del self._open[key]

    async def _from_store(self, kind: Kind, query: Query) -> SearchSession:
        fresh = new_search(
            kind.paging,
            viewer_id=query.viewer_id,
            sequence_id=new_sequence_id(),
            target=query.target,
        )
        row = await self._row(kind, query, to_json(fresh))
        search_id = row.id
        try:
            state = from_json(row.state, target=query.target)
        except CodecError:
            # written by a newer version, or with the cursor of another target: leave that run alone
            # and begin another one
            state, at = fresh, time()
            search_id = await self._store.run(
                lambda store: store.searches.next_generation(row.id, state=to_json(fresh), at=at)
            )
        session = SearchSession(
            kind=kind if self._pictures else _without_pictures(kind),
            query=query,
            search_id=search_id,
            state=state,
            requests=self._requests,
            store=self._store,
            new_sequence_id=new_sequence_id,
            spacing=self._limiter.spacing,
        )
        await session.show_stored()
        return session

    async def _row(self, kind: Kind, query: Query, state: str) -> SearchRow:
        """Return the newest run of a query; begin one with ``state`` if there isn't one.

        An existing run is only read, so it can be shown from a read-only store.
        """
        found = await self._store.run(
            lambda store: store.searches.find(kind.name, query.key, query.viewer_id)
        )
        if found is not None:
            return found
        return await self._store.run(
            lambda store: store.searches.open(
                kind=kind.name,
                query_key=query.key,
                viewer_id=query.viewer_id,
                title=query.title,
                url=query.definition,
                state=state,
                at=time(),
            )
        )

    async def _note_reuse(self, session: SearchSession, pages: int) -> None:
        """Record the saved cost of ``pages`` pages in the ledger."""
        entry = ENDPOINTS[session.kind.endpoint]
        if pages and entry.cost:
            with suppress(StoreError):  # as above
                await self._store.run(
                    lambda store: store.ledger.record_store_hit(
                        endpoint=entry.name,
                        pool=entry.pool.value,
                        cost=pages * entry.cost,
                        origin=f"{session.kind.name} search",
                        at=time(),
                        process=this_process(),
                        search_id=session.search_id,
                    )
                )
            await self._requests.notify()

    @property
    def opened(self) -> tuple[SearchSession, ...]:
        """Sessions of this run."""
        return tuple(self._open.values())

    def forget_pages(self) -> None:
        """Remove all sessions, so that searches are read from the store when opened again."""
        self._open.clear()
        self._noted.clear()

    async def fetched_at(self, query: Query) -> float | None:
        """Return the time of the query's first page (seconds since the epoch), None without one."""

        def read_fetch_time(store: Store) -> float | None:
            row = store.searches.find(query.kind, query.key, query.viewer_id)
            page = None if row is None else next(iter(store.searches.pages(row.id)), None)
            return None if page is None else page.fetched_at

        return await self._store.run(read_fetch_time)

    async def targets(self, kind: Kind, viewer_id: str | None) -> list[str]:
        """Return the targets of a viewer's stored lists of a kind, the latest first."""
        rows = await self.recent(kind, MOST_LISTS)
        return [row.url for row in rows if row.viewer_id == viewer_id]

    async def recent(self, kind: Kind, limit: int = 20) -> list[SearchRow]:
        """Return the latest searches of a kind, newest first."""
        return await self._store.run(lambda store: store.searches.recent(kind.name, limit))


def _without_pictures(kind: Kind) -> Kind:
    """Return a list whose requests leave profile pictures out, where the endpoint can do so."""
    target = kind.target
    if target is None or not target.picture_parameter:
        return kind
    constants = (*target.constants, (target.picture_parameter, "false"))
    return replace(kind, target=replace(target, constants=constants))


def new_sequence_id() -> str:
    """Return a new sequence id. Clients may use any random string (Lix docs, Sequence IDs)."""
    return str(uuid.uuid4())
