"""The limiter beside other processes: what it tells them, and what they make it wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from lix_tui.api.limiter import JITTER_SECONDS, Lane, Limiter, SlotDelay
from lix_tui.api.waits import PACE, PAUSE, QUEUED, TURN, WaitReason
from tests.support.limiter_clock import INTERVAL, SPACING, FakeTime


class OtherProcesses:
    """Slots as other processes see them; records each call."""

    def __init__(self, limiter: Limiter, *waits: SlotDelay) -> None:
        self.told: list[tuple[str, float]] = []
        self._limiter, self._waits = limiter, list(waits)
        self.asked: list[tuple[Lane, float, bool]] = []
        self.pause_lasts, self.reachable = 0.0, True
        self.refused_meanwhile = 0.0
        """Seconds that the server asks for while a slot is being taken."""

    async def acquire(
        self, lane: Lane, since: float, *, through_pause: bool = False
    ) -> SlotDelay | None:
        self.asked.append((lane, since, through_pause))
        await asyncio.sleep(0)
        if self.refused_meanwhile:
            self._limiter.penalise(self.refused_meanwhile)
        return self._waits.pop(0) if self._waits else None

    async def push(self, seconds: float) -> None:
        self.told.append(("push", seconds))

    async def pause(self, seconds: float) -> bool:
        self.told.append(("pause", seconds))
        return self.reachable

    async def pause_left(self) -> float:
        return self.pause_lasts

    async def end_pause(self) -> None:
        self.told.append(("end", 0.0))

    async def leave(self) -> None:
        self.told.append(("leave", 0.0))


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def shared(
    time: FakeTime, *waits: SlotDelay, interval: float = INTERVAL
) -> tuple[Limiter, OtherProcesses]:
    limiter = Limiter(interval, clock=time.clock, sleep=time.sleep)
    others = OtherProcesses(limiter, *waits)
    limiter.shared = others
    return limiter, others


async def test_a_refusal_holds_for_the_others_too(time: FakeTime) -> None:
    limiter, others = shared(time)
    await limiter.refused(30.0)
    assert others.told == [("pause", 30.0)]
    assert limiter.next_slot_in() == 30.0


@pytest.mark.parametrize(
    ("late", "told"),
    [(0.0, []), (JITTER_SECONDS, []), (0.5, [("push", SPACING)]), (10.0, [("push", SPACING)])],
)
async def test_a_late_departure_is_told_to_the_others(
    time: FakeTime, late: float, told: list[tuple[str, float]]
) -> None:
    limiter, others = shared(time)
    await limiter.acquire()
    time.now += late
    await limiter.sent()
    assert others.told == told
    assert limiter.next_slot_in() == pytest.approx(SPACING)


async def test_how_late_a_departure_is_counts_from_its_own_slot(time: FakeTime) -> None:
    limiter, others = shared(time)
    await limiter.acquire()
    time.now += 60
    await limiter.acquire()
    await limiter.sent()
    assert others.told == []


async def test_without_a_limit_nobody_is_told_anything(time: FakeTime) -> None:
    limiter = Limiter(0, clock=time.clock, sleep=time.sleep)
    others = OtherProcesses(limiter, SlotDelay(5.0, 5.0, False))
    limiter.shared = others
    await limiter.acquire()
    time.now += 1
    await limiter.sent()
    assert others.told == []


async def test_a_pause_that_comes_while_a_slot_is_taken_is_kept(time: FakeTime) -> None:
    limiter, others = shared(time)
    others.refused_meanwhile = 60.0
    await limiter.acquire()
    assert limiter.next_slot_in() == pytest.approx(60.0)


async def test_the_next_slot_of_ours_counts_from_the_one_taken(time: FakeTime) -> None:
    limiter, _ = shared(time)
    await limiter.acquire()
    assert limiter.next_slot_in() == pytest.approx(SPACING)


async def test_a_cancelled_waiter_leaves_the_others_line(time: FakeTime) -> None:
    limiter, others = shared(time, SlotDelay(2.0, 2.0, False))
    waiting = asyncio.create_task(limiter.acquire())
    await time.settle()
    assert limiter.next_slot_in() == 2.0
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert others.told == [("leave", 0.0)]
    assert limiter.waiting(Lane.INTERACTIVE) == 0


async def test_one_that_never_stood_in_the_others_line_does_not_leave_it(time: FakeTime) -> None:
    limiter, others = shared(time)
    await limiter.acquire()
    waiting = asyncio.create_task(limiter.acquire())
    await time.settle()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert others.told == []


async def test_one_that_has_its_slot_stands_in_line_no_longer(time: FakeTime) -> None:
    limiter, others = shared(time, SlotDelay(2.0, 2.0, False))
    waiting = asyncio.create_task(limiter.acquire())
    await time.until(time.now + 2.0)
    await waiting
    assert others.told == []
    assert limiter.next_slot_in() == pytest.approx(SPACING)


@pytest.mark.parametrize(
    ("interval", "spacing"), [(3.0, 3.035), (0.5, 0.51), (0.0, 0.0), (-1.0, 0.0), (60.0, 60.605)]
)
def test_slots_are_a_little_further_apart_than_the_interval(
    interval: float, spacing: float
) -> None:
    assert Limiter(interval).spacing == pytest.approx(spacing)


@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.parametrize(
    ("interval", "asked", "seconds"),
    [(0.0, 0.0, 1.0), (0.0, 0.5, 1.0), (0.0, 7.0, 7.0), (0.0, 999.0, 300.0),
     (3.0, 0.0, SPACING), (3.0, 7.0, 7.0), (3.0, 999.0, 300.0)],
)  # fmt: skip
async def test_a_refusal_holds_for_as_long_as_it_says_within_bounds(
    time: FakeTime, is_alone: bool, interval: float, asked: float, seconds: float
) -> None:
    limiter, others = shared(time, interval=interval)
    if is_alone:
        limiter.shared = None
    await limiter.refused(asked)
    assert limiter.pause_left() == pytest.approx(seconds)
    assert limiter.next_slot_in() == pytest.approx(seconds)
    assert others.told == ([("pause", seconds)] if interval and not is_alone else [])


async def test_no_pause_leaves_nothing_to_wait_for(time: FakeTime) -> None:
    for limiter in (shared(time)[0], Limiter(INTERVAL, clock=time.clock, sleep=time.sleep)):
        assert (limiter.pause_left(), limiter.next_slot_in()) == (0.0, 0.0)
        assert not await limiter.is_paused()
        await limiter.acquire()
        assert limiter.pause_left() == 0.0


async def test_a_pause_of_the_others_is_looked_up(time: FakeTime) -> None:
    limiter, others = shared(time)
    others.pause_lasts = 0.5
    assert await limiter.is_paused()
    assert (limiter.pause_left(), limiter.next_slot_in()) == (0.5, 0.5)
    others.pause_lasts = 0.0
    assert not await limiter.is_paused(), "another process has ended it"
    assert (limiter.pause_left(), limiter.next_slot_in()) == (0.0, 0.0)


async def test_others_who_wait_are_not_a_pause(time: FakeTime) -> None:
    limiter, _ = shared(time, SlotDelay(8.0, 8.0))
    waiting = asyncio.create_task(limiter.acquire())
    await time.settle()
    assert (limiter.pause_left(), limiter.next_slot_in()) == (0.0, 8.0)
    assert not await limiter.is_paused()
    assert limiter.next_slot_in() == 8.0
    await time.until(time.now + 8)
    await waiting


async def test_without_an_interval_others_have_no_part_in_a_pause(time: FakeTime) -> None:
    limiter, others = shared(time, interval=0.0)
    others.pause_lasts = 60.0
    assert not await limiter.is_paused()
    limiter.penalise(0.5)
    assert await limiter.is_paused()
    await limiter.end_pause()
    assert not await limiter.is_paused()
    assert others.told == []


async def test_the_end_of_a_pause_reaches_everybody(time: FakeTime) -> None:
    limiter, others = shared(time)
    await limiter.refused(60)
    limiter.penalise(90)
    await limiter.end_pause()
    assert (limiter.pause_left(), limiter.next_slot_in()) == (0.0, 0.0)
    assert others.told[-1] == ("end", 0.0)
    alone = Limiter(INTERVAL, clock=time.clock, sleep=time.sleep)
    await alone.refused(60)
    await alone.end_pause()
    assert (alone.pause_left(), alone.next_slot_in()) == (0.0, 0.0)


async def test_the_end_of_a_pause_leaves_the_others_turns(time: FakeTime) -> None:
    limiter, _ = shared(time, SlotDelay(8.0, 8.0))
    waiting = asyncio.create_task(limiter.acquire())
    await time.settle()
    await limiter.end_pause()
    assert limiter.next_slot_in() == 8.0
    waiting.cancel()


async def test_a_pause_that_no_other_can_see_is_kept_here(time: FakeTime) -> None:
    limiter, others = shared(time)
    others.reachable = False
    await limiter.refused(60)
    assert await limiter.is_paused()
    assert limiter.pause_left() == 60


@pytest.mark.parametrize("through_pause", [True, False])
@pytest.mark.parametrize("lane", Lane)
async def test_the_others_learn_lane_and_waiting_time(
    time: FakeTime, lane: Lane, through_pause: bool
) -> None:
    limiter, others = shared(time, SlotDelay(2.0, 2.0), SlotDelay(9.0, 0.5))
    acquired = asyncio.create_task(limiter.acquire(lane, through_pause=through_pause))
    await time.until(time.now + 2.4)
    assert not acquired.done()
    await time.until(time.now + 0.1)
    await acquired
    assert others.asked == [(lane, 0.0, through_pause), (lane, 2.0, through_pause),
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
    limiter, _ = shared(time, *([delay] if delay else []))
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
    limiter, _ = shared(time, SlotDelay(8.0, 8.0))
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
    limiter = Limiter(INTERVAL, clock=time.clock, sleep=time.sleep)
    await limiter.acquire()
    time.now += SPACING - 0.5
    second = asyncio.create_task(limiter.acquire())
    await time.until(time.now + 0.4)
    assert not second.done()
    await time.until(time.now + 0.2)
    assert second.done()


async def test_every_wait_of_a_limiter_is_by_its_clock(time: FakeTime) -> None:
    limiter, _ = shared(time)
    waiting = asyncio.create_task(limiter.waits.sleep(QUEUED, 5.0))
    await time.until(time.now + 4.9)
    assert not waiting.done()
    await time.until(time.now + 0.2)
    assert waiting.done()
