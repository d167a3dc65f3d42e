"""List of all leases with the state of their owners, and removal of abandoned ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING

from lix_tui.services.budget.processes import Identity, State, identity, state_of

if TYPE_CHECKING:
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore


@dataclass(frozen=True, slots=True)
class LeaseStatus:
    """Lease and the state of its owner, a process."""

    thing: str
    process: str
    pid: int | None
    host: str
    """Name of the owner's machine; empty for a lease of an older version."""
    age: float
    """Seconds since the owner's last heartbeat."""
    state: State

    @property
    def is_abandoned(self) -> bool:
        """Return True if nobody can be expected to release it."""
        return self.state in (State.DEAD, State.UNCERTAIN)


async def list_leases(store: AsyncStore) -> list[LeaseStatus]:
    """Return all leases, the oldest heartbeat first. Raises StoreError."""
    return await store.run(_read)


async def clear_leases(store: AsyncStore, leases: Sequence[LeaseStatus]) -> int:
    """Clear unchanged leases; return the number of cleared ones. Raises StoreError.

    An owner with a newer heartbeat keeps its lease. A request that was sent under a cleared lease
    and whose answer isn't stored is still repeated only where its outcome is accepted as lost.
    """

    def clear(opened: Store) -> int:
        abandoned = {(held.thing, held.process) for held in _read(opened) if held.is_abandoned}
        chosen = [held for held in leases if (held.thing, held.process) in abandoned]
        return sum(opened.leases.clear(held.thing, process=held.process) for held in chosen)

    return await store.run(clear)


def _read(store: Store) -> list[LeaseStatus]:
    now = time()
    return [
        _status_of(lease.thing, lease.process, lease.heard_at, now)
        for lease in store.leases.all()
        if lease.process != str(identity())
    ]


def _status_of(thing: str, process: str, heard_at: float, now: float) -> LeaseStatus:
    holder = Identity.read(process)
    return LeaseStatus(
        thing,
        process,
        None if holder is None else holder.pid,
        "" if holder is None else holder.host,
        max(0.0, now - heard_at),
        state_of(process, heard_at, now),
    )
