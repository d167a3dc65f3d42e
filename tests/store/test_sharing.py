"""Agreement between processes: one slot per interval for all of them, one lease per record."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.store.leases import Lease
from lix_tui.store.ledger import LeaseReplaced
from lix_tui.store.slots import GONE_AFTER, LONGEST_PAUSE, LOOK_AGAIN, Turn
from lix_tui.store.store import Store

SPACING = 3.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lix.db"


def acquire_slot(
    store: Store, process: str, now: float, *, lane: int = 0, since: float = 0.0
) -> Turn:
    return store.slots.acquire(
        account="a", process=process, lane=lane, since=since, clock=lambda: now, spacing=SPACING
    )


def test_two_processes_share_one_slot(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)
    assert acquire_slot(ours, "ours", 100.0).acquired
    turn = acquire_slot(other, "other", 101.0)
    assert (turn.acquired, turn.slot_in, turn.again_in) == (False, 2.0, LOOK_AGAIN)
    assert acquire_slot(other, "other", 103.0).acquired
    assert not acquire_slot(ours, "ours", 103.0).acquired


def test_another_account_has_slots_of_its_own(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "ours", 100.0).acquired
    assert store.slots.acquire(
        account="b", process="ours", lane=0, since=0.0, clock=lambda: 100.0, spacing=SPACING
    ).acquired


def test_the_longest_waiting_goes_first_whoever_asks(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "first", 100.0).acquired
    assert not acquire_slot(store, "late", 102.9, since=102.9).acquired
    assert not acquire_slot(store, "early", 102.9, since=101.0).acquired
    assert not acquire_slot(store, "late", 103.0, since=102.9).acquired
    assert acquire_slot(store, "early", 103.0, since=101.0).acquired


def test_who_takes_a_slot_leaves_the_line(path: Path) -> None:
    store = Store.open(path)

    def slot_of(process: str, now: float, since: float) -> bool:
        return store.slots.acquire(
            account="a", process=process, lane=0, since=since, clock=lambda: now, spacing=0.5
        ).acquired

    assert slot_of("ours", 100.0, 100.0)
    assert not slot_of("early", 100.4, 100.1)
    assert slot_of("early", 100.5, 100.1)
    assert slot_of("late", 101.0, 100.9)


def test_a_click_goes_before_the_long_run_of_another_process(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "run", 100.0, lane=1).acquired
    assert not acquire_slot(store, "run", 100.1, lane=1, since=100.1).acquired
    assert not acquire_slot(store, "click", 102.0, lane=0, since=102.0).acquired
    turn = acquire_slot(store, "run", 103.0, lane=1, since=100.1)
    assert not turn.acquired
    assert 0 < turn.again_in < 1
    assert acquire_slot(store, "click", 103.0, lane=0, since=102.0).acquired


def test_a_waiter_that_was_killed_holds_nobody_up_for_long(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "ours", 100.0).acquired
    acquire_slot(store, "killed", 102.0, since=101.0)
    assert not acquire_slot(store, "ours", 103.0, since=102.5).acquired
    assert acquire_slot(store, "ours", 102.0 + GONE_AFTER * LOOK_AGAIN + 0.1, since=102.5).acquired


def test_who_leaves_the_line_holds_nobody_up(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "ours", 100.0).acquired
    acquire_slot(store, "cancelled", 102.0, since=101.0)
    store.slots.leave_queue(account="a", process="cancelled")
    assert acquire_slot(store, "ours", 103.0, since=102.5).acquired


def test_a_clock_that_is_set_back_makes_nobody_wait_for_hours(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "ours", 10_000.0).acquired
    assert acquire_slot(store, "ours", 100.0).slot_in == SPACING
    assert acquire_slot(store, "ours", 100.0 + SPACING).acquired


def pause(store: Store, now: float, seconds: float) -> None:
    store.slots.pause(account="a", clock=lambda: now, seconds=seconds)


def test_a_pause_that_lix_asked_for_holds_for_all(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)
    pause(ours, 100.0, 60)
    pause(ours, 101.0, 1)
    turn = acquire_slot(other, "other", 150.0)
    assert (turn.slot_in, turn.paused) == (10.0, True)
    assert acquire_slot(other, "other", 160.0).acquired


@pytest.mark.parametrize("seconds", [99_999_999.0, 1e300, float("inf"), LONGEST_PAUSE + 1])
def test_no_pause_is_shared_for_longer_than_five_minutes(path: Path, seconds: float) -> None:
    store = Store.open(path)
    pause(store, 100.0, seconds)
    assert acquire_slot(store, "ours", 100.0).slot_in == LONGEST_PAUSE == 300.0
    assert not acquire_slot(store, "ours", 100.0 + LONGEST_PAUSE - 1).acquired
    assert acquire_slot(store, "ours", 100.0 + LONGEST_PAUSE).acquired


def test_a_pause_of_a_day_that_an_older_version_wrote_ends_after_five_minutes(path: Path) -> None:
    store = Store.open(path)
    store.connection.sqlite.execute("INSERT INTO slots VALUES ('a', 86500.0, 100.0)")
    assert not acquire_slot(store, "ours", 399.0).acquired
    store.slots.postpone(account="a", clock=lambda: 399.5, seconds=SPACING)
    assert acquire_slot(store, "ours", 403.0).acquired


def test_a_pause_ends_for_everybody(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)
    pause(ours, 100.0, 60)
    assert acquire_slot(other, "other", 101.0).paused
    other.slots.end_pause(account="b")
    assert acquire_slot(other, "other", 101.0).paused
    ours.slots.end_pause(account="a")
    assert acquire_slot(other, "other", 101.0).acquired


def test_one_that_tries_the_pause_goes_ahead_of_those_who_keep_it(path: Path) -> None:
    store = Store.open(path)
    pause(store, 100.0, 60)
    assert not acquire_slot(store, "keeps it", 101.0, since=100.0).acquired

    def acquire_at(now: float) -> Turn:
        return store.slots.acquire(
            account="a", process="tries", lane=0, since=now, clock=lambda: now, spacing=SPACING,
            through_pause=True,
        )  # fmt: skip

    assert acquire_at(102.0).acquired
    assert acquire_at(103.0).slot_in == 2.0, "the rate is kept all the same"
    assert acquire_slot(store, "keeps it", 106.0, since=100.0).paused, (
        "only an answer ends the pause"
    )
    assert store.slots.pause_left(account="a", clock=lambda: 106.0) == 54.0


@pytest.mark.parametrize(("now", "left"), [(50.0, 60.0), (-1e6, 60.0), (130.0, 30.0)])
def test_a_clock_that_is_set_lengthens_no_pause(path: Path, now: float, left: float) -> None:
    store = Store.open(path)
    pause(store, 100.0, 60)
    assert acquire_slot(store, "ours", now).slot_in == left
    assert acquire_slot(store, "ours", now + left).acquired


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
        store, now, slot_of = Store.open(Path(folder) / "lix.db"), 1000.0, []
        for process, lane, passes in steps:
            now += passes
            if acquire_slot(store, process, now, lane=lane, since=now).acquired:
                slot_of.append(now)
        store.close()
    assert all(after - before >= SPACING for before, after in pairwise(slot_of))


def test_one_fetcher_at_a_time(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)

    def acquire_lease(store: Store, process: str, living: str = "ours other") -> bool:
        held = store.leases.acquire(
            "page", process=process, at=1.0, is_free=lambda held: held.process not in living.split()
        )
        return held is None

    assert acquire_lease(ours, "ours")
    assert not acquire_lease(other, "other")
    assert not acquire_lease(ours, "ours"), "a request of our own is on its way, too"
    assert not other.leases.release("page", process="other")
    assert not acquire_lease(other, "other"), "only the holder gives it back"
    assert ours.leases.release("page", process="ours")
    assert acquire_lease(other, "other")
    assert acquire_lease(ours, "ours", living="ours"), "its holder has died"
    assert other.leases.acquire("another", process="other", at=1.0, is_free=lambda _: False) is None


def test_two_take_over_the_same_lease_at_once(path: Path) -> None:
    """Let only one of two processes take over the lease of a dead one."""
    ours, other = Store.open(path), Store.open(path)
    assert ours.leases.acquire("page", process="dead", at=1.0, is_free=lambda _: True) is None

    def is_free_but_another_is_faster(held: Lease) -> bool:
        slot_of = other.leases.acquire("page", process="other", at=2.0, is_free=lambda _: True)
        assert slot_of is None
        return held.process == "dead"

    held = ours.leases.acquire(
        "page", process="ours", at=3.0, is_free=is_free_but_another_is_faster
    )
    assert held == Lease("page", "other", 2.0)
    assert [lease.process for lease in ours.leases.all()] == ["other"]


def test_a_holder_that_awakes_meanwhile_keeps_its_lease(path: Path) -> None:
    ours, other = Store.open(path), Store.open(path)
    assert other.leases.acquire("page", process="asleep", at=1.0, is_free=lambda _: True) is None

    def is_free_but_awakes(held: Lease) -> bool:
        other.leases.renew(["page"], process="asleep", at=700.0)
        return True

    held = ours.leases.acquire("page", process="ours", at=3.0, is_free=is_free_but_awakes)
    assert held == Lease("page", "asleep", 700.0)


def test_only_the_holder_sends_what_a_lease_is_on(path: Path) -> None:
    store = Store.open(path)
    assert store.leases.acquire("page", process="other", at=1.0, is_free=lambda _: True) is None
    begin = partial(
        store.ledger.begin, endpoint="person", pool="standard", cost=1, origin="test", at=2.0
    )
    with pytest.raises(LeaseReplaced):
        begin(process="ours", lease="page")
    assert store.ledger.lines(9) == []
    assert begin(process="other", lease="page") == 1


def test_the_salt_is_the_same_for_all_and_another_in_another_file(path: Path) -> None:
    assert Store.open(path).scopes.salt() == Store.open(path).scopes.salt()
    assert len(Store.open(path).scopes.salt()) == 32
    assert Store.open(path).scopes.salt() != Store.open(path.with_name("b.db")).scopes.salt()


def acquire(
    store: Store, now: float, *, spacing: float = SPACING, process: str = "ours", since: float = 0.0
) -> Turn:
    return store.slots.acquire(
        account="a", process=process, lane=0, since=since, clock=lambda: now, spacing=spacing
    )  # fmt: skip


@pytest.mark.parametrize(
    ("spacing", "again_in"), [(0.01, 0.005), (0.2, 0.02), (0.5, 0.05), (3.0, 0.1)]
)
def test_who_waits_for_anothers_turn_looks_again_soon(
    path: Path, spacing: float, again_in: float
) -> None:
    store = Store.open(path)
    assert acquire(store, 100.0, spacing=spacing).acquired
    assert not acquire(store, 100.0, spacing=spacing, process="first", since=1.0).acquired
    moment = 100.0 + spacing
    turn = acquire(store, moment, spacing=spacing, process="second", since=2.0)
    assert (turn.acquired, turn.slot_in, turn.paused) == (False, 0.0, False)
    assert turn.again_in == pytest.approx(again_in)


@pytest.mark.parametrize("spacing", [0.01, 0.5, 2.0, 60.0])
def test_who_waits_for_a_slot_looks_again_before_it_is_long_overdue(
    path: Path, spacing: float
) -> None:
    store = Store.open(path)
    assert acquire(store, 100.0, spacing=spacing).acquired
    for passed in (0.0, spacing / 2):
        turn = acquire(store, 100.0 + passed, spacing=spacing)
        assert turn.slot_in == pytest.approx(spacing - passed)
        assert turn.again_in == pytest.approx(min(spacing - passed, LOOK_AGAIN, max(spacing, 0.05)))


def test_after_a_clock_was_set_back_the_rate_is_kept(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "ours", 10_000.0).acquired
    for now, left in ((100.0, 3.0), (101.0, 2.0), (102.5, 0.5)):
        assert (
            acquire_slot(store, "ours", now).acquired,
            acquire_slot(store, "ours", now).slot_in,
        ) == (False, left)
    assert acquire_slot(store, "ours", 103.0).acquired
    assert acquire_slot(store, "ours", 104.0).slot_in == 2.0


def test_a_slot_that_is_postponed_is_not_there_before(path: Path) -> None:
    store = Store.open(path)

    def postpone(now: float, seconds: float) -> None:
        store.slots.postpone(account="a", clock=lambda: now, seconds=seconds)

    postpone(100.0, 5.0)
    assert acquire_slot(store, "ours", 101.0).slot_in == 4.0
    postpone(102.0, 1.0)
    assert acquire_slot(store, "ours", 102.0).slot_in == 3.0, "never for a shorter time than before"
    postpone(103.0, 7.0)
    assert acquire_slot(store, "ours", 103.0).slot_in == 7.0
    assert acquire_slot(store, "ours", 110.0).acquired


def test_a_pause_and_a_slot_are_told_apart(path: Path) -> None:
    store = Store.open(path)
    assert acquire_slot(store, "ours", 100.0).acquired
    pause(store, 100.0, 1.0)
    turn = acquire_slot(store, "ours", 100.5)
    assert (turn.slot_in, turn.paused) == (2.5, False), "the slot comes later than the pause ends"
    pause(store, 100.5, 10.0)
    turn = acquire_slot(store, "ours", 100.5)
    assert (turn.slot_in, turn.again_in, turn.paused) == (10.0, LOOK_AGAIN, True)
    assert store.slots.pause_left(account="a", clock=lambda: 104.5) == 6.0
    assert store.slots.pause_left(account="a", clock=lambda: 111.0) == 0.0
    assert store.slots.pause_left(account="b", clock=lambda: 104.5) == 0.0


@pytest.mark.parametrize(("seen", "goes_first"), [(0.0, True), (1.0, True), (-1.0, False)])
def test_a_waiter_counts_until_it_was_not_seen_for_some_looks(
    path: Path, seen: float, goes_first: bool
) -> None:
    store, now = Store.open(path), 100.0
    assert acquire(store, now - 50.0, process="former").acquired
    last = now - GONE_AFTER * LOOK_AGAIN + seen
    store.slots.postpone(account="a", clock=lambda: last, seconds=now - last)
    assert not acquire(store, last, process="waits", since=1.0).acquired
    assert acquire(store, now, since=2.0).acquired is not goes_first
