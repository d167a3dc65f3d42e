"""Run that loads all pages of a search."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lix_tui.api.errors import NetworkError
from lix_tui.api.limiter import Lane
from lix_tui.paging.states import Cancelled, Exhausted
from lix_tui.services.runs.run import Paused, Run, is_outage
from lix_tui.services.search.progress_words import exhausted_line

if TYPE_CHECKING:
    from lix_tui.services.budget.leases import Leases
    from lix_tui.services.search.session import SearchSession
    from lix_tui.store.rows import RunRow
    from lix_tui.store.worker import AsyncStore


class SearchRun(Run):
    """Run over the pages of a search; its progress counts pages."""

    def __init__(
        self, row: RunRow, store: AsyncStore, leases: Leases, session: SearchSession
    ) -> None:
        super().__init__(row, store, leases)
        self.session = session

    @property
    def completed(self) -> int:
        """Number of loaded pages."""
        return self.session.state.pages

    @property
    def total(self) -> int | None:
        """Number of pages that can be loaded; None while it is unknown."""
        left = self.session.state.pages_left
        return None if left is None else self.completed + left

    async def _work(self) -> str:
        self.session.listeners.append(self.notify_listeners)
        try:
            return await self._load()
        finally:
            self.session.listeners.remove(self.notify_listeners)

    async def _load(self) -> str:
        session, tries = self.session, 0
        place = f"{session.kind.name} load all"
        while not isinstance(session.state.status, Exhausted):
            if session.loading:  # the user has requested this page
                await session.wait_until_idle()
                continue
            before = session.state.pages
            await session.load_next(
                place=place, lane=Lane.BACKGROUND, max_wait=math.inf, story=self.story
            )
            if session.state.pages > before:
                tries = 0
                continue
            problem = session.problem
            if isinstance(problem, NetworkError) and is_outage(problem):
                await self._wait_out_outage(problem, tries)
                tries += 1
            elif isinstance(session.state.status, Cancelled):
                message = "Stopped. Press <search.all> to continue."
                raise Paused(message)
            elif problem is not None:
                raise problem
        reason = session.state.status
        words = exhausted_line(session, reason.reason if isinstance(reason, Exhausted) else "")
        return f"{words[:1].upper()}{words[1:]}."
