"""Shares the limiter and what is being fetched with other processes, through the store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.limiter import Lane, Wait
from lix_tui.explorer.processes import is_alive, this_process

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
        """Give nobody a slot for so many seconds. Raises StoreError."""
        account = await self._name()
        await self._store.run(
            lambda store: store.push_slot(account=account, clock=time, seconds=seconds)
        )

    async def leave(self) -> None:
        """Wait for a slot no longer. Raises StoreError."""
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

    @asynccontextmanager
    async def hold(self, thing: str) -> AsyncIterator[None]:
        """Wait until nobody else fetches ``thing``, and keep others from it meanwhile.

        One that was killed holds nothing any more. Raises StoreError.
        """
        process = this_process()
        taking = asyncio.ensure_future(self._take(thing, process))
        try:
            await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.cancel()
            (ended,) = await asyncio.gather(taking, return_exceptions=True)
            if ended is True:  # taken all the same: it is given back
                await self._release(thing, process)
            raise
        try:
            yield
        finally:
            await self._release(thing, process)

    async def _take(self, thing: str, process: str) -> bool:
        def take(store: Store) -> bool:
            return store.take_lease(thing, process=process, at=time(), alive=is_alive)

        while True:
            if await self._store.run(take):
                return True
            await asyncio.sleep(LOOK_AGAIN)

    async def _release(self, thing: str, process: str) -> None:
        await self._store.run(lambda store: store.release_lease(thing, process=process))
