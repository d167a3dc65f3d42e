"""The store's thread: one thing after another, all of it, and then closed."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from lix_tui.store.errors import StoreError
from lix_tui.store.store import Store
from lix_tui.store.worker import AsyncStore
from tests.support.store_samples import begin


def store_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("store")]


async def test_what_is_asked_at_once_is_done_in_order_on_one_thread(tmp_path: Path) -> None:
    store = await AsyncStore.open(tmp_path / "lix.db")

    def write(inner: Store) -> tuple[int, int]:
        return begin(inner), threading.get_ident()

    done = await asyncio.gather(*(store.run(write) for _ in range(5)))
    assert [ledger_id for ledger_id, _ in done] == [1, 2, 3, 4, 5]
    assert {ident for _, ident in done} != {threading.get_ident()}
    assert len({ident for _, ident in done}) == 1
    await store.close()


async def test_a_failure_reaches_who_asked_and_no_one_else(tmp_path: Path) -> None:
    store = await AsyncStore.open(tmp_path / "lix.db")

    def fail(inner: Store) -> None:
        raise StoreError("This one failed.")

    with pytest.raises(StoreError, match="This one failed"):
        await store.run(fail)
    assert await store.run(begin) == 1
    await store.close()


async def test_closing_finishes_what_was_asked_before(tmp_path: Path) -> None:
    path = tmp_path / "lix.db"
    store = await AsyncStore.open(path)

    gate = threading.Event()

    def slow(inner: Store) -> int:
        gate.wait()
        return begin(inner)

    work = asyncio.create_task(store.run(slow))
    await asyncio.sleep(0)
    closing = asyncio.create_task(store.close())
    await asyncio.sleep(0)
    assert not closing.done()
    gate.set()
    await closing
    assert await work == 1
    assert len(Store.open(path).ledger.lines(9)) == 1


async def test_a_write_that_is_cancelled_in_the_queue_is_done_all_the_same(tmp_path: Path) -> None:
    store = await AsyncStore.open(tmp_path / "lix.db")
    gate = threading.Event()
    first = asyncio.create_task(store.run(lambda _: gate.wait()))
    second = asyncio.create_task(store.run(begin))
    await asyncio.sleep(0)  # both are in the queue, in their order
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    gate.set()
    assert await first
    assert len(await store.run(lambda inner: inner.ledger.lines(9))) == 1
    await store.close()


async def test_after_closing_every_call_says_so(tmp_path: Path) -> None:
    store = await AsyncStore.open(tmp_path / "lix.db")
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="is closed"):
        await store.run(begin)


async def test_a_store_whose_opening_was_cancelled_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "lix.db"
    opening = asyncio.create_task(AsyncStore.open(path))
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    for thread in store_threads():
        thread.join(60)
    assert path.exists()
    assert not path.with_name("lix.db-wal").exists()  # SQLite removes the log with the last close


async def test_a_store_that_cannot_be_opened_leaves_no_thread(tmp_path: Path) -> None:
    (tmp_path / "lix.db").mkdir()
    before = set(store_threads())
    with pytest.raises(StoreError):
        await AsyncStore.open(tmp_path / "lix.db")
    for thread in set(store_threads()) - before:
        thread.join(60)
        assert not thread.is_alive()


async def test_a_function_knows_if_another_one_waits_for_the_thread(tmp_path: Path) -> None:
    store = await AsyncStore.open(tmp_path / "lix.db")
    begun, queued = threading.Event(), threading.Event()

    def work(_store: Store) -> bool:
        begun.set()
        assert queued.wait(60)
        return store.is_awaited

    assert not store.is_awaited
    first = asyncio.create_task(store.run(work))
    assert await asyncio.to_thread(begun.wait, 60)
    assert not store.is_awaited, "it is being done"
    second = asyncio.create_task(store.run(lambda _: store.is_awaited))
    await asyncio.sleep(0)
    queued.set()
    assert await first
    assert not await second
    await store.close()
