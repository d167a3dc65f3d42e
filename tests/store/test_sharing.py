"""What processes agree on: one slot a spacing for all of them, and one fetcher of a thing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.store.sharing import GONE_AFTER, LOOK_AGAIN, Turn
from lix_tui.store.store import Store

SPACING = 3.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lix.db"


def ask(store: Store, process: str, now: float, *, lane: int = 0, since: float = 0.0) -> Turn:
    return store.take_slot(
        account="a", process=process, lane=lane, since=since, clock=lambda: now, spacing=SPACING
    )


def test_two_processes_share_one_slot(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)
    assert ask(ours, "ours", 100.0).taken
    turn = ask(other, "other", 101.0)
    assert (turn.taken, turn.slot_in, turn.again_in) == (False, 2.0, LOOK_AGAIN)
    assert ask(other, "other", 103.0).taken
    assert not ask(ours, "ours", 103.0).taken


def test_another_account_has_slots_of_its_own(path: Path) -> None:
    store = Store.open(path)
    assert ask(store, "ours", 100.0).taken
    assert store.take_slot(
        account="b", process="ours", lane=0, since=0.0, clock=lambda: 100.0, spacing=SPACING
    ).taken


def test_the_longest_waiting_goes_first_whoever_asks(path: Path) -> None:
    store = Store.open(path)
    assert ask(store, "first", 100.0).taken
    assert not ask(store, "late", 102.9, since=102.9).taken
    assert not ask(store, "early", 102.9, since=101.0).taken
    assert not ask(store, "late", 103.0, since=102.9).taken
    assert ask(store, "early", 103.0, since=101.0).taken


def test_a_click_goes_before_the_long_run_of_another_process(path: Path) -> None:
    store = Store.open(path)
    assert ask(store, "run", 100.0, lane=1).taken
    assert not ask(store, "run", 100.1, lane=1, since=100.1).taken
    assert not ask(store, "click", 102.0, lane=0, since=102.0).taken
    turn = ask(store, "run", 103.0, lane=1, since=100.1)
    assert not turn.taken
    assert 0 < turn.again_in < 1
    assert ask(store, "click", 103.0, lane=0, since=102.0).taken


def test_a_waiter_that_was_killed_holds_nobody_up_for_long(path: Path) -> None:
    store = Store.open(path)
    assert ask(store, "ours", 100.0).taken
    ask(store, "killed", 102.0, since=101.0)
    assert not ask(store, "ours", 103.0, since=102.5).taken
    assert ask(store, "ours", 102.0 + GONE_AFTER * LOOK_AGAIN + 0.1, since=102.5).taken


def test_who_leaves_the_line_holds_nobody_up(path: Path) -> None:
    store = Store.open(path)
    assert ask(store, "ours", 100.0).taken
    ask(store, "cancelled", 102.0, since=101.0)
    store.leave_line(account="a", process="cancelled")
    assert ask(store, "ours", 103.0, since=102.5).taken


def test_a_clock_that_is_set_back_makes_nobody_wait_for_hours(path: Path) -> None:
    store = Store.open(path)
    assert ask(store, "ours", 10_000.0).taken
    assert ask(store, "ours", 100.0).slot_in == SPACING
    assert ask(store, "ours", 100.0 + SPACING).taken


def test_a_pause_that_lix_asked_for_holds_for_all(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)
    ours.push_slot(account="a", clock=lambda: 100.0, seconds=60)
    ours.push_slot(account="a", clock=lambda: 101.0, seconds=1)
    assert ask(other, "other", 150.0).slot_in == 10.0
    assert ask(other, "other", 160.0).taken


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(0, 1), st.floats(0, 4)),
        min_size=1,
        max_size=40,
    )
)
def test_never_two_slots_within_a_spacing(steps: list[tuple[str, int, float]]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        store, now, taken = Store.open(Path(folder) / "lix.db"), 1000.0, []
        for process, lane, passes in steps:
            now += passes
            if ask(store, process, now, lane=lane, since=now).taken:
                taken.append(now)
        store.close()
    assert all(after - before >= SPACING for before, after in pairwise(taken))


def test_one_fetcher_at_a_time(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)

    def take(store: Store, process: str, living: str = "ours other") -> bool:
        return store.take_lease("page", process=process, at=1.0, alive=living.split().__contains__)

    assert take(ours, "ours")
    assert not take(other, "other")
    assert not take(ours, "ours"), "a request of our own is on its way, too"
    other.release_lease("page", process="other")
    assert not take(other, "other"), "only the holder gives it back"
    ours.release_lease("page", process="ours")
    assert take(other, "other")
    assert take(ours, "ours", living="ours"), "its holder has died"
    assert other.take_lease("another", process="other", at=1.0, alive=lambda _: True)


def test_the_salt_is_the_same_for_all_and_another_in_another_file(path: Path) -> None:
    assert Store.open(path).salt() == Store.open(path).salt()
    assert len(Store.open(path).salt()) == 32
    assert Store.open(path).salt() != Store.open(path.with_name("b.db")).salt()
