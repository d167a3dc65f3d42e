"""Runs of this process: started, resumed, paused, deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from lix_tui.services.budget.processes import State, state_of, this_process
from lix_tui.services.records.stored_records import viewer_of
from lix_tui.services.runs.lookup_run import LookupRun
from lix_tui.services.runs.run import Run
from lix_tui.services.runs.search_run import SearchRun
from lix_tui.store.rows import ANY_VIEWER, RunItem

if TYPE_CHECKING:
    from lix_tui.services.budget.leases import Leases
    from lix_tui.services.records.lookups import Lookups
    from lix_tui.services.runs.lookup_batch import LookupBatch
    from lix_tui.services.runs.lookup_list import LookupList
    from lix_tui.services.search.session import SearchSession
    from lix_tui.store.rows import RunRow
    from lix_tui.store.worker import AsyncStore

LEFT = "Stopped when lix-tui was closed. Continue the run to finish it."


class Runs:
    """Runs of this process by their id, and access to all stored runs."""

    def __init__(
        self, store: AsyncStore, leases: Leases, lookups: Lookups, viewer_id: str | None
    ) -> None:
        self._store, self._leases, self._lookups = store, leases, lookups
        self._viewer_id = viewer_id
        self._runs: dict[int, Run] = {}
        self.listeners: list[Callable[[Run], None]] = []
        """Functions that are called with a run that has ended or stopped."""

    @property
    def running(self) -> list[Run]:
        """Running runs."""
        return [run for run in self._runs.values() if run.status == "running"]

    def find_for_session(self, session: SearchSession) -> SearchRun | None:
        """Return the running run that loads a search; None without one."""
        for run in self.running:
            if isinstance(run, SearchRun) and run.session is session:
                return run
        return None

    async def load_all(self, session: SearchSession) -> SearchRun:
        """Load the rest of a search in the background. Raises StoreError."""
        if (going := self.find_for_session(session)) is not None:
            return going
        search_id = session.search_id
        row = await self._store.run(
            lambda store: store.runs.begin(
                title=session.query.title,
                search_id=search_id,
                endpoint=session.kind.endpoint,
                query_key=f"search {search_id}",
                items=(),
                result_file="",
                at=time(),
            )
        )
        run = SearchRun(row, self._store, self._leases, session)
        self._start_run(run)
        return run

    async def look_up(
        self,
        batch: LookupBatch,
        *,
        title: str,
        result_file: Path | None,
        again: frozenset[str],
        viewer_id: str | None = None,
        source: str = "",
    ) -> LookupRun:
        """Look up records in the background, as a viewer where the endpoint takes one.

        Lookups that were started before are resumed; those with one of the outcomes ``again`` are
        repeated. ``source`` describes the file that they come from. Raises StoreError.
        """
        given = batch.to_buy
        endpoints = [one.endpoint for one in given]
        viewers = [viewer_of(endpoint, viewer_id) for endpoint in endpoints]
        items = _items_of(given)
        row = await self._store.run(
            lambda store: store.runs.begin(
                title=title,
                search_id=None,
                endpoint=",".join(endpoints),
                query_key=_key_of(given),
                items=items,
                result_file=str(result_file or ""),
                at=time(),
                viewer_id=next(filter(None, viewers), None),
                source=source,
            )
        )
        run = await self._lookup_run(row)
        run.reset_outcomes(again)
        self._start_run(run)
        return run

    async def resume(self, row: RunRow, again: frozenset[str] = frozenset()) -> LookupRun:
        """Resume a stored list of lookups; ``again`` is that of ``look_up``.

        Raises StoreError.
        """
        run = await self._lookup_run(row)
        run.reset_outcomes(again)
        self._start_run(run)
        return run

    async def list_recent(self, limit: int = 50) -> list[RunRow]:
        """Return the stored runs of all processes, the last changed first. Raises StoreError."""
        return await self._store.run(lambda store: store.runs.recent(limit))

    async def items(self, run_id: int) -> list[RunItem]:
        """Return the lookups of a run. Raises StoreError."""
        return await self._store.run(lambda store: store.runs.items(run_id))

    async def is_elsewhere(self, run_id: int) -> bool:
        """Return True if another process works on the run. Raises StoreError."""
        lease = await self._store.run(lambda store: store.leases.get(f"run {run_id}"))
        if lease is None or lease.process == this_process():
            return False
        state = state_of(lease.process, lease.heard_at, time())
        return state not in (State.DEAD, State.UNCERTAIN)

    def find(self, run_id: int) -> Run | None:
        """Return a run of this process; None for another run."""
        return self._runs.get(run_id)

    async def forget(self, run_id: int) -> None:
        """Stop a run and delete it; its fetched records stay in the store. Raises StoreError."""
        if (run := self._runs.pop(run_id, None)) is not None:
            await run.pause()
        await self._store.run(lambda store: store.runs.delete(run_id))

    async def close(self) -> None:
        """Pause all runs when the program is closed."""
        for run in self.running:
            await run.pause(LEFT)

    async def _lookup_run(self, row: RunRow) -> LookupRun:
        if isinstance(known := self._runs.get(row.id), LookupRun) and known.status == "running":
            return known
        items = await self.items(row.id)
        viewer = self._viewer_id if row.viewer_id == ANY_VIEWER else row.viewer_id or None
        return LookupRun(row, self._store, self._leases, self._lookups, items, viewer)

    def _start_run(self, run: Run) -> None:
        if self._runs.get(run.id) is run and run.status == "running":
            return
        self._runs[run.id] = run
        was = [run.status]

        def changed() -> None:
            if was[0] == "running" != run.status:
                for listener in tuple(self.listeners):
                    listener(run)
            was[0] = run.status

        run.listeners.append(changed)
        run.start()


def _items_of(lookup_lists: Sequence[LookupList]) -> list[RunItem]:
    """Return the lookups of lists in the order of their inputs."""
    found: list[RunItem] = []
    done: list[set[int]] = [set() for _ in lookup_lists]
    for places in zip(*(one.places for one in lookup_lists), strict=True):
        for one, place, seen in zip(lookup_lists, places, done, strict=True):
            if place is not None and place not in seen:
                seen.add(place)
                item, endpoint = one.items[place], one.endpoint if len(lookup_lists) > 1 else ""
                found.append(RunItem(len(found) + 1, item.link, item.label, endpoint=endpoint))
    return found


def _key_of(lookup_lists: Sequence[LookupList]) -> str:
    lines = [item.link for one in lookup_lists for item in one.items]
    digest = hashlib.sha256("\n".join(lines).encode())
    endpoints = ",".join(one.endpoint for one in lookup_lists)
    return f"lookups {endpoints} {digest.hexdigest()[:32]}"
