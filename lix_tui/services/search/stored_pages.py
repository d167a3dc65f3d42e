"""Pages and paging states of searches in the store, off the event loop."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from lix_tui.api.decoding import decode_page
from lix_tui.paging.codec import to_json

if TYPE_CHECKING:
    from lix_tui.api.models.search import SearchPage
    from lix_tui.paging.states import SearchState
    from lix_tui.store.rows import SearchRow, StoredPage
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore


class StoredPages:
    """The stored pages of one endpoint's searches. Methods raise StoreError."""

    def __init__(self, store: AsyncStore, endpoint: str) -> None:
        self._store, self._endpoint = store, endpoint

    async def row(self, search_id: int) -> SearchRow | None:
        """Return a search as it is stored; None if it is gone."""
        return await self._store.run(lambda store: store.searches.get(search_id))

    async def read(
        self, search_id: int, first: int = 0
    ) -> list[tuple[StoredPage, SearchPage | None]]:
        """Return the pages from one on, read on the store's thread; None for damaged ones."""

        def page_of(entry: StoredPage) -> SearchPage | None:
            if not entry.body:
                return None
            page = decode_page(self._endpoint, entry.body)
            page.received.retain()
            return page

        def read(store: Store) -> list[tuple[StoredPage, SearchPage | None]]:
            return [(entry, page_of(entry)) for entry in store.searches.pages(search_id, first)]

        return await self._store.run(read)

    async def bodies(self, search_id: int) -> dict[int, bytes]:
        """Return the pages as they were received, by page number."""
        stored = await self._store.run(lambda store: list(store.searches.pages(search_id)))
        return {entry.number: entry.body for entry in stored if entry.body}

    async def late(self, search_id: int, number: int) -> StoredPage | None:
        """Return the answer of a cancelled request for a page; None without one."""
        return await self._store.run(lambda store: store.searches.late_page(search_id, number))

    async def show_late(self, search_id: int, number: int, state: SearchState) -> None:
        """Count a late page as shown, with the state that it has moved."""
        at = time()
        await self._store.run(
            lambda store: store.searches.show_late_page(
                search_id,
                number,
                state=to_json(state),
                total=state.total,
                loaded=state.loaded,
                at=at,
            )
        )

    async def save_state(self, search_id: int, state: SearchState) -> None:
        """Write the paging state of a search, unless another process has loaded more of it."""
        at = time()
        await self._store.run(
            lambda store: store.searches.save_state(
                search_id, state=to_json(state), total=state.total, loaded=state.loaded, at=at
            )
        )
