"""The limiter beside other processes: what it tells them, and what they make it wait for."""

from __future__ import annotations

import asyncio

import pytest

from lix_tui.api.limiter import JITTER_SECONDS, Lane, Limiter, SlotDelay
from tests.support.limiter_clock import INTERVAL, SPACING, FakeTime


class OtherProcesses:
    """Slots as other processes see them; records each call."""

    def __init__(self, limiter: Limiter, *waits: SlotDelay) -> None:
        self.told: list[tuple[str, float]] = []
        self._limiter, self._waits = limiter, list(waits)
        self.refused_meanwhile = 0.0
        """Seconds that the server asks for while a slot is being taken."""

    async def acquire(
        self, lane: Lane, since: float, *, through_pause: bool = False
    ) -> SlotDelay | None:
        await asyncio.sleep(0)
        if self.refused_meanwhile:
            self._limiter.penalise(self.refused_meanwhile)
        return self._waits.pop(0) if self._waits else None

    async def push(self, seconds: float) -> None:
        self.told.append(("push", seconds))

    async def pause(self, seconds: float) -> bool:
        self.told.append(("pause", seconds))
        return True

    async def pause_left(self) -> float:
        return 0.0

    async def end_pause(self) -> None:
        self.told.append(("end", 0.0))

    async def leave(self) -> None:
        self.told.append(("leave", 0.0))


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def shared(time: FakeTime, *waits: SlotDelay) -> tuple[Limiter, OtherProcesses]:
    limiter = Limiter(INTERVAL, clock=time.clock, sleep=time.sleep)
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
