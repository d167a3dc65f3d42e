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
from lix_tui.durations import wait as span
from lix_tui.services.budget.processes import State, name_of, state_of, this_process
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.settings.key import Key
    from lix_tui.store.leases import Lease
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

POLL_SECONDS = 0.1
"""Seconds between two checks of a lease that another request has."""
HEARTBEAT = 60.0
"""Seconds between two signs of life of a process that fetches something."""


class SharedSlots:
    """Slots of one key on one server, which all processes with the same store take in turn.

    The key is known to the store by a hash only, salted with bytes of that file.
    """

    def __init__(self, store: AsyncStore, key: Key, spacing: float, server: str = "") -> None:
        """``server`` is empty for the usual one, by whose slots older programs go as well."""
        self._store, self._key, self._spacing = store, key, spacing
        self._server = server
        self._account: str | None = None

    async def acquire(
        self, lane: Lane, since: float, *, through_pause: bool = False
    ) -> SlotDelay | None:
        """Take the next slot: None when it is ours, else when to ask again.

        ``since`` says for how many seconds it has been waited for; ``through_pause`` takes it
        although the server has asked for a pause. Raises StoreError.
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
        return None if turn.taken else SlotDelay(turn.slot_in, turn.again_in, turn.paused)

    async def push(self, seconds: float) -> None:
        """Give nobody a slot for so many seconds, as far as others can be told."""
        with suppress(StoreError):  # a request is worth more than the others' pace
            account = await self._name()
            await self._store.run(
                lambda store: store.slots.postpone(account=account, clock=time, seconds=seconds)
            )

    async def pause(self, seconds: float) -> bool:
        """Let everybody keep a pause that the server asked for; False if it can't be shared."""
        try:
            account = await self._name()
            await self._store.run(
                lambda store: store.slots.pause(account=account, clock=time, seconds=seconds)
            )
        except StoreError:
            return False
        return True

    async def pause_left(self) -> float:
        """Return the seconds that the server's pause still lasts; 0.0 if that can't be read."""
        try:
            account = await self._name()
            return await self._store.run(
                lambda store: store.slots.pause_left(account=account, clock=time)
            )
        except StoreError:
            return 0.0

    async def end_pause(self) -> None:
        """End the pause for everybody, as far as others can be told."""
        with suppress(StoreError):
            account = await self._name()
            await self._store.run(lambda store: store.slots.end_pause(account=account))

    async def leave(self) -> None:
        """Wait for a slot no longer; who cannot be told sees it soon enough."""
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
class _Holder:
    """Lease of another process, and the state of that process."""

    lease: Lease
    state: State


class Leases:
    """Leases on what is being fetched, so that nothing is fetched twice at once.

    On this machine a process keeps its lease as long as it lives, also while it is stopped. One
    that cannot be seen from here keeps it as long as its heartbeats come.
    """

    def __init__(self, store: AsyncStore, waits: Waits) -> None:
        self._store, self.waits = store, waits
        self._releases: set[asyncio.Task[None]] = set()
        self._unreleased: set[str] = set()
        """Leases that ended but could not be released in the store yet."""
        self._held: set[str] = set()
        self._heartbeat: asyncio.Task[None] | None = None
        self._reported: set[str] = set()
        """Leases whose uncertain outcome was reported: the next request is the user's choice."""

    @asynccontextmanager
    async def lock(
        self,
        thing: str,
        *,
        endpoint: str | None = None,
        may_resend: Callable[[], bool] = lambda: False,
    ) -> AsyncIterator[None]:
        """Wait until nobody else fetches ``thing``, and keep others from it meanwhile.

        A process that was killed holds nothing any more. Where the holder cannot be seen and has
        not been heard of for ten minutes, a request to ``endpoint`` may have been paid for:
        ``may_resend`` says whether it is sent again. Without an endpoint nothing is at stake.

        Raises:
            UncertainOutcome: it may have been paid for, and must not be sent again.
            StillWaiting: it takes longer than the command may wait.
            StoreError: the store cannot be asked.

        """
        process, stop = this_process(), asyncio.Event()
        for left in tuple(self._unreleased):
            await self._release(left, process)
        taking = asyncio.ensure_future(self._acquire(thing, process, stop, endpoint, may_resend))
        try:
            await asyncio.shield(taking)
        except asyncio.CancelledError:
            stop.set()
            # what the store has begun cannot be stopped: it may be taken all the same
            taking.add_done_callback(lambda done: self._release_unwanted(done, thing, process))
            raise
        self._held.add(thing)
        self._start_heartbeat(process)
        try:
            yield
        finally:
            self._held.discard(thing)
            await self._release(thing, process)

    async def close(self) -> None:
        """Release everything, as a later part of this process would wait for it in vain."""
        if self._heartbeat is not None:
            self._heartbeat.cancel()
        for thing in self._held | self._unreleased:
            await self._release(thing, this_process())

    def _release_unwanted(self, taking: asyncio.Task[bool], thing: str, process: str) -> None:
        """Release a lease whose requester has been cancelled."""
        if not taking.cancelled() and taking.exception() is None and taking.result():
            task = asyncio.ensure_future(self._release(thing, process))
            self._releases.add(task)
            task.add_done_callback(self._releases.discard)

    async def _acquire(
        self,
        thing: str,
        process: str,
        stop: asyncio.Event,
        endpoint: str | None,
        may_resend: Callable[[], bool],
    ) -> bool:
        agreed = endpoint is None or thing in self._reported
        with self.waits.open() as wait:
            while not stop.is_set():
                acquire = self._acquirer(thing, process, agreed)
                if (holder := await self._store.run(acquire)) is None:
                    self._unreleased.discard(thing)
                    self._reported.discard(thing)
                    return True
                who = name_of(holder.lease.process, holder.state)
                if holder.state is State.UNCERTAIN and not agreed:
                    if not may_resend():
                        self._reported.add(thing)
                        raise _uncertain(who, holder.lease, endpoint or "")
                    agreed = True
                    continue
                wait.on(concurrent_fetch(who))
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), POLL_SECONDS)
        return False

    def _acquirer(
        self, thing: str, process: str, agreed: bool
    ) -> Callable[[Store], _Holder | None]:
        """Return the function that takes a lease on the store's thread, or returns its holder."""
        free = (State.DEAD, State.UNCERTAIN) if agreed else (State.DEAD,)
        states: dict[Lease, State] = {}

        def state(lease: Lease) -> State:
            if lease not in states:
                states[lease] = state_of(lease.process, lease.heard_at, time())
            return states[lease]

        def is_free(lease: Lease) -> bool:
            ours = lease.process == process and thing in self._unreleased
            return ours or state(lease) in free

        def acquire(store: Store) -> _Holder | None:
            lease = store.leases.acquire(thing, process=process, at=time(), is_free=is_free)
            return None if lease is None else _Holder(lease, state(lease))

        return acquire

    def _start_heartbeat(self, process: str) -> None:
        if self._heartbeat is None or self._heartbeat.done():
            self._heartbeat = asyncio.create_task(self._beat(process))

    async def _beat(self, process: str) -> None:
        """Write a sign of life now and then, while anything is held."""
        while self._held:
            await asyncio.sleep(HEARTBEAT)
            renew = partial(_renew, things=tuple(self._held), process=process)
            with suppress(StoreError):  # the next one comes soon enough
                await self._store.run(renew)

    async def _release(self, thing: str, process: str) -> None:
        """Release a lease: now, or as soon as the store can be written."""
        try:
            await self._store.run(lambda store: store.leases.release(thing, process=process))
        except StoreError:  # what was fetched is not to be lost for that
            self._unreleased.add(thing)
        else:
            self._unreleased.discard(thing)


def _renew(store: Store, *, things: Sequence[str], process: str) -> None:
    store.leases.renew(things, process=process, at=time())


def _uncertain(who: str, lease: Lease, endpoint: str) -> UncertainOutcome:
    silent = span(abs(time() - lease.heard_at))
    message = (
        f"{who[:1].upper()}{who[1:]} requested the same data and hasn't been heard from for "
        f"{silent}"
    )
    return UncertainOutcome(message, endpoint=endpoint)
