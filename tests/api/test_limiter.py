"""Slots: one a spacing, interactive first, first come first served, and none lost."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.api.limiter import Lane, Limiter
from tests.support.limiter_clock import INTERVAL, SPACING, FakeTime, Waiters, limiter


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


async def test_the_first_slot_is_there_at_once_and_the_next_after_the_spacing(
    time: FakeTime,
) -> None:
    waiters = Waiters(time, limiter(time))
    for name in "abc":
        await waiters.add(name)
    await time.until(200)
    assert [name for name, _ in waiters.served] == ["a", "b", "c"]
    assert [at for _, at in waiters.served] == pytest.approx(
        [100, 100 + SPACING, 100 + 2 * SPACING]
    )


async def test_idle_time_is_not_saved_up_for_a_burst(time: FakeTime) -> None:
    waiters = Waiters(time, limiter(time))
    await time.until(1000)
    await waiters.add("a")
    await waiters.add("b")
    assert waiters.order == "a"
    assert waiters.limiter.next_slot_in() == pytest.approx(SPACING)


async def test_the_interactive_lane_goes_first(time: FakeTime) -> None:
    waiters = Waiters(time, limiter(time))
    await waiters.add("0")
    for name in "ab":
        await waiters.add(name, Lane.BACKGROUND)
    for name in "xy":
        await waiters.add(name)
    assert waiters.limiter.waiting(Lane.BACKGROUND) == 2
    assert waiters.limiter.waiting(Lane.INTERACTIVE) == 2
    await time.until(200)
    assert waiters.order == "0xyab"


async def test_a_cancelled_waiter_costs_nobody_a_slot(time: FakeTime) -> None:
    waiters = Waiters(time, limiter(time))
    for name in "abc":
        await waiters.add(name)
    await time.until(101)
    waiters.tasks["b"].cancel()
    await time.until(100 + SPACING)
    assert waiters.order == "ac"
    assert waiters.limiter.waiting(Lane.INTERACTIVE) == 0


async def test_a_penalty_moves_the_next_slot_but_never_nearer(time: FakeTime) -> None:
    waiters = Waiters(time, limiter(time))
    await waiters.add("a")
    await waiters.add("b")
    waiters.limiter.penalise(30)
    waiters.limiter.penalise(1)
    assert waiters.limiter.next_slot_in() == pytest.approx(30)
    await time.until(129.9)
    assert waiters.order == "a"
    await time.until(130)
    assert waiters.order == "ab"


async def test_the_spacing_counts_from_when_a_request_leaves(time: FakeTime) -> None:
    waiters = Waiters(time, limiter(time))
    await waiters.add("a")
    await time.until(100.4)  # a slow handshake
    await waiters.limiter.sent()
    await waiters.add("b")
    await time.until(200)
    assert waiters.served[1][1] == pytest.approx(100.4 + SPACING)


async def test_without_an_interval_nobody_waits() -> None:
    free = Limiter(0)
    for _ in range(5):
        await free.acquire()
    assert free.next_slot_in() == 0


async def test_a_sleep_that_ends_early_gives_no_early_slot(time: FakeTime) -> None:
    async def short(seconds: float) -> None:
        await time.sleep(seconds * 0.5 + 0.0001)

    waiters = Waiters(time, Limiter(INTERVAL, clock=time.clock, sleep=short))
    await waiters.add("a")
    await waiters.add("b")
    await time.until(200)
    assert waiters.served[1][1] >= 100 + SPACING


Step = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(Lane)),
    st.tuples(st.just("cancel"), st.integers(0, 30)),
    st.tuples(st.just("pass"), st.floats(0, 8)),
    st.tuples(st.just("penalise"), st.floats(0, 8)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(Step, max_size=30))
def test_whatever_comes_and_goes(steps: list[tuple[str, float]]) -> None:
    async def run() -> None:
        time = FakeTime()
        waiters = Waiters(time, limiter(time))
        lanes: dict[str, Lane] = {}
        cancelled: set[str] = set()
        barred_until = 0.0
        for number, (what, value) in enumerate(steps):
            if what == "add":
                lanes[str(number)] = Lane(int(value))
                await waiters.add(str(number), Lane(int(value)))
            elif what == "cancel" and (task := waiters.tasks.get(str(value))) and not task.done():
                task.cancel()
                cancelled.add(str(value))
                await time.settle()
            elif what == "pass":
                await time.until(time.now + value)
            elif what == "penalise":
                before = len(waiters.served)
                barred_until = time.now + value
                waiters.limiter.penalise(value)
                await time.settle()
                assert len(waiters.served) == before or value == 0
        start = time.now
        left = [name for name in lanes if not waiters.tasks[name].done()]
        rest = len(waiters.served)
        await time.until(time.now + 10_000)
        times = [at for _, at in waiters.served]
        assert all(b - a >= SPACING - 1e-6 for a, b in pairwise(times))
        assert {name for name, _ in waiters.served} == set(lanes) - cancelled
        later = [name for name, _ in waiters.served[rest:]]
        assert later == sorted(left, key=lambda name: (lanes[name], int(name)))
        if left:  # no waiter waited longer than the earlier slots required
            assert times[-1] <= max(start, barred_until) + 8 + len(left) * SPACING + 1e-6
        assert not any(waiters.limiter.waiting(lane) for lane in Lane)

    asyncio.run(run())
