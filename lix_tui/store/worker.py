"""Asynchronous access to the store on its own thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from lix_tui.store.errors import StoreError
from lix_tui.store.store import Store

T = TypeVar("T")


class AsyncStore:
    """Store on its own thread.

    A started function always finishes: cancelling the wait for it never interrupts a write.
    """

    def __init__(self, store: Store, thread: ThreadPoolExecutor) -> None:
        self._store, self._thread = store, thread
        self._closed = False
        self._requested = self._started = 0  # each is written by one thread alone
        self.listeners: list[Callable[[Sequence[str]], object]] = []
        """Called in the event loop with all keys of the library entries that were just written."""

    @classmethod
    async def open(cls, path: Path, spare: Path | None = None) -> AsyncStore:
        """Open or create the store at ``path``, as ``Store.open`` does; raises StoreError."""
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        opening = thread.submit(Store.open, path, spare)
        with ExitStack() as on_failure:  # also if the opening task is cancelled
            on_failure.callback(thread.shutdown, wait=False)
            on_failure.callback(thread.submit, _close_unwanted, opening)
            store = await asyncio.shield(asyncio.wrap_future(opening))
            on_failure.pop_all()
        return cls(store, thread)

    @property
    def notice(self) -> str | None:
        """Sentence about damage to the former file; None if there was none."""
        return self._store.notice

    @property
    def misplaced(self) -> str:
        """Sentence with the path of the data if it isn't the store's own path; otherwise empty."""
        return self._store.misplaced

    @property
    def last_words(self) -> str:
        """Sentence about a moved store that wasn't shown yet; otherwise empty."""
        return self._store.last_words

    @property
    def is_awaited(self) -> bool:
        """True if a further function waits for the store's thread."""
        return self._requested > self._started

    async def run(self, function: Callable[[Store], T]) -> T:
        """Run ``function`` with the store on its thread and return what it returns.

        Raises what ``function`` raises, and StoreError after ``close``.
        """
        if self._closed:
            raise StoreError("The store is closed; start lix-tui again.")
        loop = asyncio.get_running_loop()
        if self.listeners:
            self._store.connection.on_change = partial(_report, loop, tuple(self.listeners))
        self._requested += 1
        work = loop.run_in_executor(self._thread, self._start, function)
        return await asyncio.shield(work)

    def _start(self, function: Callable[[Store], T]) -> T:
        self._started += 1
        return function(self._store)

    async def close(self) -> None:
        """Finish pending work and close the database. Further calls do nothing."""
        if self._closed:
            return
        self._closed = True
        closing = asyncio.get_running_loop().run_in_executor(self._thread, self._store.close)
        self._thread.shutdown(wait=False)  # earlier requests are still performed
        await asyncio.shield(closing)


def _report(
    loop: asyncio.AbstractEventLoop,
    listeners: Sequence[Callable[[Sequence[str]], object]],
    keys: Sequence[str],
) -> None:
    """Call the listeners in the event loop, which may have ended meanwhile."""
    with suppress(RuntimeError):
        for listener in listeners:
            loop.call_soon_threadsafe(listener, keys)


def _close_unwanted(opening: Future[Store]) -> None:
    """Close a store whose opening task was cancelled. Runs on the store's thread."""
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()
