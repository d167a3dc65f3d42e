"""Shares the limiter and what is being fetched with other processes, through the store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.limiter import Lane, Wait
from lix_tui.explorer.processes import is_alive, this_process
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.credentials import Key
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

LOOK_AGAIN = 0.1
"""Seconds between two looks at something that another request is fetching."""


class SharedSlots:
    """The slots of one key, which all processes with the same store take in turn.

    The key is known to the store by a hash only, salted with bytes of that file.
    """

    def __init__(self, store: AsyncStore, key: Key, spacing: float) -> None:
        self._store, self._key, self._spacing = store, key, spacing
        self._account: str | None = None

    async def take(self, lane: Lane, since: float) -> Wait | None:
        """Take the next slot: None when it is ours, else when to ask again.

        ``since`` says for how many seconds it has been waited for. Raises StoreError.
        """
        account, begun = await self._name(), time() - since
        turn = await self._store.run(
            lambda store: store.take_slot(
                account=account,
                process=this_process(),
                lane=lane,
                since=begun,
                clock=time,
                spacing=self._spacing,
            )
        )
        return None if turn.taken else Wait(turn.slot_in, turn.again_in)

    async def push(self, seconds: float) -> None:
        """Give nobody a slot for so many seconds, as far as others can be told."""
        with suppress(StoreError):  # a request is worth more than the others' pace
            account = await self._name()
            await self._store.run(
                lambda store: store.push_slot(account=account, clock=time, seconds=seconds)
            )

    async def leave(self) -> None:
        """Wait for a slot no longer; who cannot be told sees it soon enough."""
        with suppress(StoreError):
            account = await self._name()
            await self._store.run(
                lambda store: store.leave_line(account=account, process=this_process())
            )

    async def _name(self) -> str:
        if self._account is None:
            self._account = self._key.fingerprint(await self._store.run(lambda s: s.salt()))
        return self._account


class Leases:
    """Sees to it that nothing is fetched twice at once, in whichever process."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self._given_back: set[asyncio.Task[None]] = set()
        self._left: set[str] = set()
        """What is not fetched any more, which the store could not be told yet."""

    @asynccontextmanager
    async def hold(self, thing: str) -> AsyncIterator[None]:
        """Wait until nobody else fetches ``thing``, and keep others from it meanwhile.

        One that was killed holds nothing any more. Raises StoreError.
        """
        process, stop = this_process(), asyncio.Event()
        for left in tuple(self._left):
            await self._release(left, process)
        taking = asyncio.ensure_future(self._take(thing, process, stop))
        try:
            await asyncio.shield(taking)
        except asyncio.CancelledError:
            stop.set()
            # what the store has begun cannot be stopped: it may be taken all the same
            taking.add_done_callback(lambda done: self._give_back(done, thing, process))
            raise
        try:
            yield
        finally:
            await self._release(thing, process)

    def _give_back(self, taking: asyncio.Task[bool], thing: str, process: str) -> None:
        """Release what was taken for somebody who has gone."""
        if not taking.cancelled() and taking.exception() is None and taking.result():
            task = asyncio.ensure_future(self._release(thing, process))
            self._given_back.add(task)
            task.add_done_callback(self._given_back.discard)

    async def _take(self, thing: str, process: str, stop: asyncio.Event) -> bool:
        def holds(holder: str) -> bool:
            return is_alive(holder) and not (holder == process and thing in self._left)

        def take(store: Store) -> bool:
            return store.take_lease(thing, process=process, at=time(), alive=holds)

        while not stop.is_set():
            if await self._store.run(take):
                self._left.discard(thing)
                return True
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_AGAIN)
        return False

    async def _release(self, thing: str, process: str) -> None:
        """Let others fetch it: now, or as soon as the store can be told."""
        try:
            await self._store.run(lambda store: store.release_lease(thing, process=process))
        except StoreError:  # what was fetched is not to be lost for that
            self._left.add(thing)
        else:
            self._left.discard(thing)
