"""Slots and leases that processes share through the store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.errors import UncertainOutcome
from lix_tui.api.limiter import Lane, SlotDelay
from lix_tui.api.waits import Waits, concurrent_fetch
from lix_tui.durations import wait_text
from lix_tui.services.budget.processes import State, name_of, state_of, this_process
from lix_tui.services.budget.request_terms import OtherNames, no_names
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.settings.key import Key
    from lix_tui.store.leases import Lease
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

POLL_SECONDS = 0.1
"""Seconds between two checks of a lease that another request owns."""
HEARTBEAT = 60.0
"""Seconds between two heartbeats of a process that is fetching."""


class SharedSlots:
    """Request slots of one key on one server, shared by all processes that use the same store.

    The store has only a hash of the key, salted with bytes from the database file.
    """

    def __init__(self, store: AsyncStore, key: Key, spacing: float, server: str = "") -> None:
        """``server`` is empty for the default server, so that older versions share its slots."""
        self._store, self._key, self._spacing = store, key, spacing
        self._server = server
        self._account: str | None = None

    async def acquire(
        self, lane: Lane, since: float, *, through_pause: bool = False
    ) -> SlotDelay | None:
        """Reserve the next slot: return None if this process got it, else the time to retry.

        ``since`` is the number of seconds that the request has waited so far. With
        ``through_pause``, a pause that the server asked for is ignored. Raises StoreError.
        """
        account, begun = await self._name(), time() - since
        turn = await self._store.run(
            lambda store: store.slots.acquire(
                account=account,
                process=this_process(),
                lane=lane,
                since=begun,
                clock=time,
                spacing=self._spacing,
                through_pause=through_pause,
            )
        )
        return None if turn.acquired else SlotDelay(turn.slot_in, turn.again_in, turn.paused)

    async def push(self, seconds: float) -> None:
        """Block all slots for ``seconds``. A store that can't be written is ignored."""
        with suppress(StoreError):  # sending the request matters more than the spacing of others
            account = await self._name()
            await self._store.run(
                lambda store: store.slots.postpone(account=account, clock=time, seconds=seconds)
            )

    async def pause(self, seconds: float) -> bool:
        """Share a pause that the server asked for. Return False if the store can't be written."""
        try:
            account = await self._name()
            await self._store.run(
                lambda store: store.slots.pause(account=account, clock=time, seconds=seconds)
            )
        except StoreError:
            return False
        return True

    async def pause_left(self) -> float:
        """Return the seconds left of the server's pause; 0.0 if the store can't be read."""
        try:
            account = await self._name()
            return await self._store.run(
                lambda store: store.slots.pause_left(account=account, clock=time)
            )
        except StoreError:
            return 0.0

    async def end_pause(self) -> None:
        """End the pause for all processes. A store that can't be written is ignored."""
        with suppress(StoreError):
            account = await self._name()
            await self._store.run(lambda store: store.slots.end_pause(account=account))

    async def leave(self) -> None:
        """Leave the queue for a slot. If that can't be written, the place in the queue expires."""
        with suppress(StoreError):
            account = await self._name()
            await self._store.run(
                lambda store: store.slots.leave_queue(account=account, process=this_process())
            )

    async def _name(self) -> str:
        if self._account is None:
            fingerprint = self._key.fingerprint(await self._store.run(lambda s: s.scopes.salt()))
            self._account = f"{fingerprint} {self._server}".rstrip()
        return self._account


@dataclass(frozen=True, slots=True)
class _Owner:
    """Lease of another process, and the state of that process."""

    lease: Lease
    state: State


class Leases:
    """Leases on resources that are being fetched, which prevent two requests for the same one.

    A process on this machine keeps its lease as long as it exists, even while it is suspended. A
    process on another machine keeps its lease as long as it writes heartbeats.
    """

    def __init__(self, store: AsyncStore, waits: Waits) -> None:
        self._store, self.waits = store, waits
        self._releases: set[asyncio.Task[None]] = set()
        self._unreleased: set[str] = set()
        """Resources whose leases ended but couldn't be released in the store yet."""
        self._owned: set[str] = set()
        self._heartbeat: asyncio.Task[None] | None = None
        self._reported: set[str] = set()
        """Resources with a reported uncertain outcome. A further request is the user's decision."""

    @asynccontextmanager
    async def lock(
        self,
        resource: str,
        *,
        endpoint: str | None = None,
        may_resend: Callable[[], bool] = lambda: False,
        repeats_lost: bool = True,
        other_names: OtherNames = no_names,
    ) -> AsyncIterator[None]:
        """Lock ``resource`` for the block, after waiting until no other request fetches it.

        The lease of a killed process is free, unless ``repeats_lost`` is False and the process had
        sent its request, which may have been paid for. If the owner runs on another machine and
        has sent no heartbeat for ten minutes, its request to ``endpoint`` may have been paid for.
        Both are repeated only if ``may_resend`` returns True. Without an endpoint, nothing was
        paid.

        Raises:
            UncertainOutcome: the request may have been paid for and must not be repeated.
            StillWaiting: the wait is longer than the command allows.
            StoreError: the store can't be read or written.

        """
        process, stop = this_process(), asyncio.Event()
        for left in tuple(self._unreleased):
            await self._release(left, process)
        acquisition = asyncio.ensure_future(
            self._acquire(resource, process, stop, endpoint, may_resend, repeats_lost, other_names)
        )
        try:
            await asyncio.shield(acquisition)
        except asyncio.CancelledError:
            stop.set()
            # the store's thread can't be interrupted and may still acquire the lease
            acquisition.add_done_callback(
                lambda done: self._release_unwanted(done, resource, process)
            )
            raise
        self._owned.add(resource)
        self._start_heartbeat(process)
        try:
            yield
        finally:
            self._owned.discard(resource)
            await self._release(resource, process)

    async def close(self) -> None:
        """Release all leases. This process still exists, so they would block its later requests."""
        if self._heartbeat is not None:
            self._heartbeat.cancel()
        for resource in self._owned | self._unreleased:
            await self._release(resource, this_process())

    def _release_unwanted(
        self, acquisition: asyncio.Task[bool], resource: str, process: str
    ) -> None:
        """Release a lease that was acquired after its request was cancelled."""
        if not acquisition.cancelled() and acquisition.exception() is None and acquisition.result():
            task = asyncio.ensure_future(self._release(resource, process))
            self._releases.add(task)
            task.add_done_callback(self._releases.discard)

    async def _acquire(
        self,
        resource: str,
        process: str,
        stop: asyncio.Event,
        endpoint: str | None,
        may_resend: Callable[[], bool],
        repeats_lost: bool,
        other_names: OtherNames,
    ) -> bool:
        agreed = endpoint is None or resource in self._reported
        with self.waits.open() as wait:
            while not stop.is_set():
                acquire = self._acquirer(resource, process, agreed, repeats_lost, other_names)
                if (owner := await self._store.run(acquire)) is None:
                    self._unreleased.discard(resource)
                    self._reported.discard(resource)
                    return True
                name = name_of(owner.lease.process, owner.state)
                if owner.state in (State.DEAD, State.UNCERTAIN) and not agreed:
                    if not may_resend():
                        self._reported.add(resource)
                        raise _uncertain(name, owner, endpoint or "")
                    agreed = True
                    continue
                wait.on(concurrent_fetch(name))
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), POLL_SECONDS)
        return False

    def _acquirer(
        self,
        resource: str,
        process: str,
        agreed: bool,
        repeats_lost: bool,
        other_names: OtherNames,
    ) -> Callable[[Store], _Owner | None]:
        """Return a function for the store's thread that acquires the lease or returns its owner."""
        free = (State.DEAD, State.UNCERTAIN) if agreed else (State.DEAD,)
        states: dict[Lease, State] = {}

        def state(lease: Lease) -> State:
            if lease not in states:
                states[lease] = state_of(lease.process, lease.heard_at, time())
            return states[lease]

        def is_free(lease: Lease) -> bool:
            ours = lease.process == process and lease.thing in self._unreleased
            is_lost = lease.is_unanswered and not agreed and not repeats_lost
            return ours or (state(lease) in free and not is_lost)

        def acquire(store: Store) -> _Owner | None:
            lease = store.leases.acquire(
                resource,
                process=process,
                at=time(),
                is_free=is_free,
                other_names=partial(other_names, store),
            )
            return None if lease is None else _Owner(lease, state(lease))

        return acquire

    def _start_heartbeat(self, process: str) -> None:
        if self._heartbeat is None or self._heartbeat.done():
            self._heartbeat = asyncio.create_task(self._beat(process))

    async def _beat(self, process: str) -> None:
        """Write a heartbeat at an interval while this process has leases."""
        while self._owned:
            await asyncio.sleep(HEARTBEAT)
            renew = partial(_renew, resources=tuple(self._owned), process=process)
            with suppress(StoreError):  # the next heartbeat follows soon
                await self._store.run(renew)

    async def _release(self, resource: str, process: str) -> None:
        """Release a lease now, or later if the store can't be written."""
        try:
            await self._store.run(lambda store: store.leases.release(resource, process=process))
        except StoreError:  # the fetched answer must not be lost for a failed release
            self._unreleased.add(resource)
        else:
            self._unreleased.discard(resource)


def _renew(store: Store, *, resources: Sequence[str], process: str) -> None:
    store.leases.renew(resources, process=process, at=time())


def _uncertain(name: str, owner: _Owner, endpoint: str) -> UncertainOutcome:
    if owner.state is State.DEAD:
        message = "An earlier lix-tui sent this request and ended before the answer arrived"
        return UncertainOutcome(message, endpoint=endpoint)
    silent = wait_text(abs(time() - owner.lease.heard_at))
    message = (
        f"{name[:1].upper()}{name[1:]} requested the same data and hasn't been heard from for "
        f"{silent}"
    )
    return UncertainOutcome(message, endpoint=endpoint)
