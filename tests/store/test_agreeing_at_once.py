"""Two processes that act at the same moment: one takes over, and nobody waits for the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from lix_tui.store.leases import Lease
from lix_tui.store.slots import Turn
from lix_tui.store.store import Store

SPACING = 3.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lix.db"


def holder(store: Store) -> str:
    held = store.leases.get("page")
    return "" if held is None else held.process


def test_of_two_that_find_the_holder_dead_at_once_one_takes_over(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)
    assert ours.leases.acquire("page", process="killed", at=1.0, is_free=lambda _: False) is None

    def overtaken(held: Lease) -> bool:
        assert held.process == "killed"
        assert other.leases.acquire("page", process="other", at=2.0, is_free=lambda _: True) is None
        return True

    kept_by = ours.leases.acquire("page", process="ours", at=3.0, is_free=overtaken)
    assert kept_by is not None
    assert kept_by.process == "other"
    assert holder(ours) == "other"


def test_of_two_that_find_nobody_at_once_one_takes_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, other = Store.open(path), Store.open(path)
    write = ours.connection.write

    def overtaken() -> object:
        monkeypatch.undo()
        assert (
            other.leases.acquire("page", process="other", at=2.0, is_free=lambda _: False) is None
        )
        return write()

    monkeypatch.setattr(ours.connection, "write", overtaken)
    assert ours.leases.acquire("page", process="ours", at=3.0, is_free=lambda _: False) is not None
    assert holder(ours) == "other"


def test_a_holder_that_lets_go_meanwhile_leaves_it_to_the_next_look(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)
    assert other.leases.acquire("page", process="other", at=1.0, is_free=lambda _: False) is None

    def is_free_now(_held: Lease) -> bool:
        other.leases.release("page", process="other")
        return True

    ours.leases.acquire("page", process="ours", at=2.0, is_free=is_free_now)
    assert ours.leases.acquire("page", process="ours", at=3.0, is_free=lambda _: True) is None
    assert holder(ours) == "ours"


def acquire_slot(store: Store, process: str, now: float, *, since: float) -> Turn:
    return store.slots.acquire(
        account="a", process=process, lane=0, since=since, clock=lambda: now, spacing=SPACING
    )


def test_who_has_had_the_slot_is_in_nobodys_way_for_the_next_one(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "first", 100.0, since=100.0).acquired
    assert not acquire_slot(store, "early", 101.5, since=101.0).acquired
    assert acquire_slot(store, "early", 103.0, since=101.0).acquired
    # as long as a place in the queue is valid
    assert acquire_slot(store, "late", 106.0, since=105.0).acquired


def test_a_place_in_line_is_one_account_only(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "first", 100.0, since=100.0).acquired
    assert not acquire_slot(store, "early", 102.0, since=101.0).acquired
    store.slots.leave_queue(account="another", process="early")
    assert not acquire_slot(store, "late", 103.0, since=102.5).acquired, "its place is kept"
    store.slots.leave_queue(account="a", process="early")
    assert acquire_slot(store, "late", 103.0, since=102.5).acquired
