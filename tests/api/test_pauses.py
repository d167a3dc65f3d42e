"""Pauses of the server and the others' slots: the limiter's figures, and its words for waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from lix_tui.api.limiter import Lane, Limiter, SlotDelay
from lix_tui.api.waits import (
    OUTAGE,
    PACE,
    PAUSE,
    PENDING,
    QUEUED,
    TURN,
    StillWaiting,
    WaitReason,
    Waits,
    concurrent_fetch,
    span_words,
    time_words,
)
from tests.support.limiter_clock import SPACING, FakeTime

LEASE = concurrent_fetch("another lix-tui")
REASONS = (PACE, PAUSE, TURN, QUEUED, PENDING, OUTAGE, LEASE)


class Others:
    """Slots shared with other processes that ask for the given delays; records each call."""

    def __init__(self, *delays: SlotDelay) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.pause_lasts, self.reachable = 0.0, True
        self._delays = list(delays)

    async def acquire(
        self, lane: Lane, since: float, *, through_pause: bool = False
    ) -> SlotDelay | None:
        self.calls.append((lane, since, through_pause))
        return self._delays.pop(0) if self._delays else None

    async def push(self, seconds: float) -> None:
        self.calls.append(("push", seconds))

    async def pause(self, seconds: float) -> bool:
        self.calls.append(("pause", seconds))
        return self.reachable

    async def pause_left(self) -> float:
        self.calls.append(("pause left",))
        return self.pause_lasts

    async def end_pause(self) -> None:
        self.calls.append(("end pause",))

    async def leave(self) -> None:
        self.calls.append(("leave",))


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def limiter_of(time: FakeTime, others: Others | None, interval: float = 3.0) -> Limiter:
    limiter = Limiter(interval, clock=time.clock, sleep=time.sleep)
    limiter.shared = others
    return limiter


@pytest.mark.parametrize(
    ("interval", "spacing"), [(3.0, 3.035), (0.5, 0.51), (0.0, 0.0), (-1.0, 0.0), (60.0, 60.605)]
)
def test_slots_are_a_little_further_apart_than_the_interval(
    interval: float, spacing: float
) -> None:
    assert Limiter(interval).spacing == pytest.approx(spacing)


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(
    ("interval", "asked", "seconds"),
    [(0.0, 0.0, 1.0), (0.0, 0.5, 1.0), (0.0, 7.0, 7.0), (0.0, 999.0, 300.0),
     (3.0, 0.0, SPACING), (3.0, 7.0, 7.0), (3.0, 999.0, 300.0)],
)  # fmt: skip
async def test_a_refusal_holds_for_as_long_as_it_says_within_bounds(
    time: FakeTime, shared: bool, interval: float, asked: float, seconds: float
) -> None:
    others = Others()
    limiter = limiter_of(time, others if shared else None, interval)
    await limiter.refused(asked)
    assert limiter.pause_left() == pytest.approx(seconds)
    assert limiter.next_slot_in() == pytest.approx(seconds)
    assert others.calls == ([("pause", seconds)] if shared and interval else [])


async def test_no_pause_leaves_nothing_to_wait_for(time: FakeTime) -> None:
    for others in (None, Others()):
        limiter = limiter_of(time, others)
        assert (limiter.pause_left(), limiter.next_slot_in()) == (0.0, 0.0)
        assert not await limiter.is_paused()
        await limiter.acquire()
        assert limiter.pause_left() == 0.0


async def test_a_pause_of_the_others_is_looked_up(time: FakeTime) -> None:
    others = Others()
    limiter = limiter_of(time, others)
    others.pause_lasts = 0.5
    assert await limiter.is_paused()
    assert (limiter.pause_left(), limiter.next_slot_in()) == (0.5, 0.5)
    others.pause_lasts = 0.0
    assert not await limiter.is_paused(), "another process has ended it"
    assert (limiter.pause_left(), limiter.next_slot_in()) == (0.0, 0.0)
    assert others.calls == [("pause left",)] * 2


async def test_others_who_wait_are_not_a_pause(time: FakeTime) -> None:
    limiter = limiter_of(time, Others(SlotDelay(8.0, 8.0)))
    waiting = asyncio.create_task(limiter.acquire())
    await time.settle()
    assert (limiter.pause_left(), limiter.next_slot_in()) == (0.0, 8.0)
    assert not await limiter.is_paused()
    assert limiter.next_slot_in() == 8.0
    await time.until(time.now + 8)
    await waiting


async def test_without_an_interval_others_have_no_part_in_a_pause(time: FakeTime) -> None:
    others = Others()
    limiter = limiter_of(time, others, 0.0)
    others.pause_lasts = 60.0
    assert not await limiter.is_paused()
    limiter.penalise(0.5)
    assert await limiter.is_paused()
    await limiter.end_pause()
    assert not await limiter.is_paused()
    assert others.calls == []


async def test_the_end_of_a_pause_reaches_everybody(time: FakeTime) -> None:
    others = Others()
    limiter = limiter_of(time, others)
    await limiter.refused(60)
    limiter.penalise(90)
    await limiter.end_pause()
    assert (limiter.pause_left(), limiter.next_slot_in()) == (0.0, 0.0)
    assert others.calls[-1] == ("end pause",)
    alone = limiter_of(time, None)
    await alone.refused(60)
    await alone.end_pause()
    assert (alone.pause_left(), alone.next_slot_in()) == (0.0, 0.0)


async def test_the_end_of_a_pause_leaves_the_others_turns(time: FakeTime) -> None:
    limiter = limiter_of(time, Others(SlotDelay(8.0, 8.0)))
    waiting = asyncio.create_task(limiter.acquire())
    await time.settle()
    await limiter.end_pause()
    assert limiter.next_slot_in() == 8.0
    waiting.cancel()


async def test_a_pause_that_no_other_can_see_is_kept_here(time: FakeTime) -> None:
    others = Others()
    others.reachable = False
    limiter = limiter_of(time, others)
    await limiter.refused(60)
    others.pause_lasts = 0.0
    assert await limiter.is_paused()
    assert limiter.pause_left() == 60


@pytest.mark.parametrize("through_pause", [True, False])
@pytest.mark.parametrize("lane", Lane)
async def test_the_others_learn_lane_and_waiting_time(
    time: FakeTime, lane: Lane, through_pause: bool
) -> None:
    others = Others(SlotDelay(2.0, 2.0), SlotDelay(9.0, 0.5))
    limiter = limiter_of(time, others)
    acquired = asyncio.create_task(limiter.acquire(lane, through_pause=through_pause))
    await time.until(time.now + 2.4)
    assert not acquired.done()
    await time.until(time.now + 0.1)
    await acquired
    assert others.calls == [(lane, 0.0, through_pause), (lane, 2.0, through_pause),
                            (lane, 2.5, through_pause)]  # fmt: skip


async def _acquire(limiter: Limiter) -> None:
    await limiter.acquire()


async def _refuse_and_acquire(limiter: Limiter) -> None:
    limiter.penalise(0.5)
    await limiter.acquire()


async def _acquire_twice(limiter: Limiter) -> None:
    await limiter.acquire()
    await limiter.acquire()


@pytest.mark.parametrize(
    ("act", "delay", "reason", "seconds"),
    [
        (_acquire, SlotDelay(8.0, 8.0), TURN, 8.0),
        (_acquire, SlotDelay(8.0, 8.0, paused=True), PAUSE, 8.0),
        (_refuse_and_acquire, None, PAUSE, 0.5),
        (_acquire_twice, None, PACE, SPACING),
    ],
)
async def test_the_wait_for_a_slot_has_its_reason_and_its_end(
    time: FakeTime,
    act: Callable[[Limiter], Awaitable[None]],
    delay: SlotDelay | None,
    reason: WaitReason,
    seconds: float,
) -> None:
    limiter = limiter_of(time, Others(*([delay] if delay else [])))
    task = asyncio.ensure_future(act(limiter))
    await time.settle()
    wait = limiter.waits.current
    assert wait is not None
    assert wait.reason is reason
    assert wait.seconds_left == pytest.approx(seconds)
    await time.until(time.now + seconds * 0.9)
    assert not task.done()
    await time.until(time.now + seconds * 0.1 + 0.001)
    await task
    assert limiter.waits.current is None


async def test_one_behind_another_waits_for_the_pace(time: FakeTime) -> None:
    limiter = limiter_of(time, Others(SlotDelay(8.0, 8.0)))
    first = asyncio.create_task(limiter.acquire())
    await time.settle()
    second = asyncio.create_task(limiter.acquire())
    await time.settle()
    assert limiter.waits.current is not None
    assert limiter.waits.current.reason is TURN, "the special wait is the one to show"
    first.cancel()
    await time.settle()
    assert second.done(), "the slot is free for the next"


async def test_half_a_second_of_the_pace_is_kept(time: FakeTime) -> None:
    limiter = limiter_of(time, None)
    await limiter.acquire()
    time.now += SPACING - 0.5
    second = asyncio.create_task(limiter.acquire())
    await time.until(time.now + 0.4)
    assert not second.done()
    await time.until(time.now + 0.2)
    assert second.done()


@pytest.mark.parametrize("reason", REASONS)
def test_the_short_words_of_a_wait_are_the_shorter_ones(reason: WaitReason) -> None:
    assert 0 < len(reason.short) < len(reason.what)


def test_a_wait_for_another_process_says_how_to_find_it() -> None:
    assert (LEASE.what, LEASE.short) == (
        "another lix-tui that is fetching the same",
        "another lix-tui",
    )
    assert LEASE.advice == (
        "run the same command later, or allow more with --wait; "
        "'lix-tui library check' lists all leases"
    )


@pytest.mark.parametrize(
    ("allowed", "reason", "fits"),
    [(100, QUEUED, 101.0), (1000, QUEUED, 1001.0), (50, QUEUED, 50.5), (0, QUEUED, 0.0),
     (100, PAUSE, 101.0), (100, TURN, 100.5), (0, TURN, 0.5)],
)  # fmt: skip
def test_a_wait_may_exceed_its_limit_by_a_look_at_the_clock(
    time: FakeTime, allowed: float, reason: WaitReason, fits: float
) -> None:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    waits.allow(allowed)
    if reason.counted:
        assert waits.allows(fits)
        assert not waits.allows(fits + 0.01)
    with waits.open() as wait:
        wait.on(reason, fits)
    with waits.open() as wait, pytest.raises(StillWaiting):
        wait.on(reason, fits + 0.01)
    assert waits.current is None


@pytest.mark.parametrize(("allowed", "begins"), [(0, False), (0.5, True), (1, True)])
def test_a_wait_of_unknown_length_begins_while_any_time_is_left(
    time: FakeTime, allowed: float, begins: bool
) -> None:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    waits.allow(allowed)
    with waits.open() as wait:
        if begins:
            wait.on(LEASE)
        else:
            with pytest.raises(StillWaiting):
                wait.on(LEASE)


def test_the_error_of_a_wait_says_how_long_and_what_allows_it(time: FakeTime) -> None:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    waits.allow(12.5)
    known = waits.too_long(QUEUED, 130.0, 0.0)
    assert str(known) == (
        "A lookup that Lix has queued takes 2 min 10 s more, which --wait 12.5 doesn't allow; "
        "run the same command later, or allow more with --wait."
    )
    unknown = waits.too_long(PAUSE, None, 12.4)
    assert str(unknown) == (
        "The pause that Lix asked for (rate limit) wasn't done after 12 s, which is all that "
        f"--wait 12.5 allows; {PAUSE.advice}."
    )
    assert (known.may_have_cost, known.exit_status, known.retryable) == (False, 6, True)


def test_a_limit_counts_from_when_it_is_set(time: FakeTime) -> None:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    assert waits.allows(10**9)
    waits.allow(10)
    with waits.open() as wait:
        wait.on(LEASE)
        time.now += 4
        assert waits.left == 6
    assert waits.left == 6
    time.now += 100
    assert waits.left == 6, "nothing is waited for"
    waits.allow(3)
    assert waits.left == 3
    with waits.open() as wait:
        wait.on(LEASE)
        time.now += 50
        assert waits.left == 0.0


def test_a_wait_lasts_from_its_reason_on(time: FakeTime) -> None:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    with waits.open() as wait:
        wait.on(LEASE)
        time.now += 4
        wait.on(LEASE)
        assert (wait.lasted, wait.seconds_left) == (4, None)
        wait.on(QUEUED, 6)
        assert (wait.lasted, wait.seconds_left) == (0, 6)
        time.now += 7
        assert (wait.lasted, wait.seconds_left) == (7, 0)
        wait.over()
        assert (wait.reason, waits.current) == (None, None)
        wait.on(LEASE)
        assert (wait.lasted, wait.seconds_left, waits.current) == (0, None, wait)
    assert waits.current is None


def test_the_latest_of_two_waits_is_the_one_to_show(time: FakeTime) -> None:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    with waits.open() as first, waits.open() as second:
        first.on(LEASE)
        second.on(QUEUED, 5)
        assert waits.current is second
        first.on(LEASE)
        assert waits.current is second, "the same wait goes on"


async def test_a_sleep_looks_every_second_for_its_end(time: FakeTime) -> None:
    waits, over = Waits(clock=time.clock, sleep=time.sleep), asyncio.Event()
    begun = time.now
    task = asyncio.create_task(waits.sleep(QUEUED, 90, over=over.is_set))
    await time.until(begun + 4.5)
    over.set()
    await time.until(begun + 5)
    assert task.done()
    await waits.sleep(QUEUED, 90, over=over.is_set)
    short = asyncio.create_task(waits.sleep(QUEUED, 0.5))
    await time.until(time.now + 0.4)
    assert not short.done()
    await time.until(time.now + 0.2)
    assert short.done()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (60, "60 s"),
        (119, "119 s"),
        (119.5, "2 min"),
        (180, "3 min"),
        (181, "3 min 1 s"),
    ],
)
def test_a_countdown_has_minutes_from_two_on(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


def test_the_words_of_a_time_are_the_best_known(time: FakeTime) -> None:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    with waits.open() as wait:
        wait.on(QUEUED, 6)
        assert time_words(wait, 3.0) == "6 s left"
        wait.on(LEASE)
        assert time_words(wait, 3.0) == "at most 3 s"
        time.now += 5
        assert time_words(wait, float("inf")) == "5 s so far"
