"""Waits: each is named, and all of them together are no longer than a command may wait."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from lix_tui.api import errors
from lix_tui.api.limiter import Lane, Limiter, SlotDelay
from lix_tui.api.retry_after import MAX_PAUSE
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
)
from tests.api.function_transport import BALANCES, answering, client_of
from tests.support.limiter_clock import INTERVAL, SPACING, FakeTime, Waiters

LEASE = concurrent_fetch("another lix-tui (process 1234)")


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def waits_of(time: FakeTime, seconds: float) -> Waits:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    waits.allow(seconds)
    return waits


async def passing(time: FakeTime, task: asyncio.Task[None], seconds: float) -> None:
    """Let `seconds` pass, and wait for the end of the task."""
    await time.until(time.now + seconds)
    await task


async def test_several_waits_share_one_limit(time: FakeTime) -> None:
    waits = waits_of(time, 100)
    for reason in (PAUSE, QUEUED, PENDING, OUTAGE):
        task = asyncio.create_task(waits.sleep(reason, 20))
        await passing(time, task, 20)
    assert waits.left == pytest.approx(20)
    with pytest.raises(StillWaiting, match="--wait 100") as caught:
        await waits.sleep(QUEUED, 30)
    assert caught.value.exit_status == 6
    assert waits.left == pytest.approx(20), "what is too long is not begun"


async def test_two_waits_at_once_count_once(time: FakeTime) -> None:
    waits = waits_of(time, 100)
    tasks = [asyncio.create_task(waits.sleep(reason, 30)) for reason in (PAUSE, QUEUED)]
    await time.until(time.now + 30)
    await asyncio.gather(*tasks)
    assert waits.left == pytest.approx(70)


@pytest.mark.parametrize("reason", [LEASE, QUEUED, PAUSE])
async def test_a_wait_of_unknown_length_ends_when_the_limit_does(
    time: FakeTime, reason: WaitReason
) -> None:
    waits = waits_of(time, 10)
    with waits.open() as wait:
        wait.on(reason)
        time.now += 9.9
        wait.on(reason)
        time.now += 0.2
        with pytest.raises(StillWaiting, match="10 s") as caught:
            wait.on(reason)
    assert reason.subject[1:] in str(caught.value)
    assert "--wait" in caught.value.advice
    assert waits.current is None


async def test_one_turn_is_bounded_but_turns_do_not_add_up(time: FakeTime) -> None:
    waits = waits_of(time, 5)
    for _ in range(10):
        with waits.open() as wait:
            wait.on(TURN, 4)
            time.now += 4
    assert waits.left == 5
    with waits.open() as wait, pytest.raises(StillWaiting):
        wait.on(TURN, 6)


async def test_a_cancelled_wait_is_no_longer_shown(time: FakeTime) -> None:
    waits = waits_of(time, 100)
    task = asyncio.create_task(waits.sleep(QUEUED, 90))
    await time.settle()
    assert waits.current is not None
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert waits.current is None


async def test_the_special_wait_is_shown_before_our_own_pace(time: FakeTime) -> None:
    waits = waits_of(time, 100)
    with waits.open() as pace, waits.open() as lease, waits.open() as other:
        pace.on(PACE, 3)
        lease.on(LEASE)
        other.on(PACE, 6)
        assert waits.current is lease
        time.now += 2
        assert lease.lasted == 2
        lease.over()
        assert waits.current is other


class Paused:
    """Slots that another process has paused up to ``until``; records each call."""

    def __init__(self, time: FakeTime, until: float) -> None:
        self.time, self.until = time, until
        self.left_line = 0
        self.reachable = True

    async def acquire(
        self, lane: Lane, since: float, *, through_pause: bool = False
    ) -> SlotDelay | None:
        left = 0.0 if through_pause else self.until - self.time.now
        return SlotDelay(left, min(left, 2.0), paused=True) if left > 0 else None

    async def push(self, seconds: float) -> None:
        """Ignore the call: no other process shares the slots."""

    async def pause(self, seconds: float) -> bool:
        if self.reachable:
            self.until = self.time.now + seconds
        return self.reachable

    async def pause_left(self) -> float:
        return max(0.0, self.until - self.time.now)

    async def end_pause(self) -> None:
        self.until = self.time.now

    async def leave(self) -> None:
        self.left_line += 1


def paused(time: FakeTime, seconds: float) -> tuple[Waiters, Paused]:
    limiter = Limiter(INTERVAL, clock=time.clock, sleep=time.sleep)
    limiter.shared = slots = Paused(time, time.now + seconds)
    return Waiters(time, limiter), slots


async def test_a_pause_of_others_is_kept_within_the_limit(time: FakeTime) -> None:
    waiters, slots = paused(time, 60)
    waiters.limiter.waits.allow(30)
    await waiters.add("a")
    with pytest.raises(StillWaiting, match="pause that Lix asked for"):
        await waiters.tasks["a"]
    assert slots.left_line == 1, "it stands in the line no longer"
    waiters.limiter.waits.allow(61)
    await waiters.add("b")
    await time.until(time.now + 60)
    assert waiters.order == "b"
    assert waiters.limiter.waits.left == pytest.approx(1, abs=0.01)


async def test_a_pause_that_another_process_ends_is_over_here(time: FakeTime) -> None:
    waiters, slots = paused(time, 300)
    await waiters.add("a")
    await time.until(time.now + 10)
    assert waiters.limiter.pause_left() > 200
    await slots.end_pause()
    await time.until(time.now + 2.5)
    assert waiters.order == "a"
    assert waiters.limiter.pause_left() == 0


async def test_one_that_tries_the_pause_goes_ahead(time: FakeTime) -> None:
    waiters, _ = paused(time, 300)
    await waiters.add("a")
    trying = asyncio.create_task(waiters.limiter.acquire(through_pause=True))
    await time.settle()
    await trying
    assert waiters.order == ""
    await waiters.limiter.end_pause()
    await time.until(time.now + 2 * SPACING)
    assert waiters.order == "a"


async def test_a_pause_that_cannot_be_shared_is_kept_here(time: FakeTime) -> None:
    waiters, slots = paused(time, 0)
    slots.reachable = False
    await waiters.limiter.refused(50)
    await waiters.add("a")
    await time.until(time.now + 49)
    assert waiters.order == ""
    await time.until(time.now + 2)
    assert waiters.order == "a"


async def test_our_own_pace_is_never_too_long(time: FakeTime) -> None:
    waiters, _ = paused(time, 0)
    waiters.limiter.waits.allow(0)
    for name in "abcd":
        await waiters.add(name)
    await time.until(time.now + 4 * SPACING)
    assert waiters.order == "abcd"


@pytest.mark.parametrize(
    "header",
    [
        "99999999", "inf", "1e400", "1e3", "-5", "nan", "garbage", "", "0", "0x10",
        "Wed, 01 Jan 2999 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "9" * 5000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("interval", [0, 3])
async def test_whatever_retry_after_says_the_pause_is_short(header: str, interval: float) -> None:
    limiter = Limiter(interval)
    client, _ = client_of(answering(b"", 429, retry_after=header), limiter=limiter)
    with pytest.raises(errors.RateLimited):
        await client.send(BALANCES)
    assert limiter.spacing - 1 <= limiter.next_slot_in() <= MAX_PAUSE == 300
    limiter.waits.allow(0)
    if limiter.pause_left() > limiter.spacing:
        with pytest.raises(StillWaiting):
            await client.send(BALANCES)


async def test_an_answer_ends_the_pause_that_it_came_through() -> None:
    for status, ended in ((200, True), (500, True), (429, False)):
        limiter = Limiter(0)
        client, requests = client_of(answering(b"{}", status), limiter=limiter)
        limiter.penalise(200)
        with suppress(errors.LixError):
            await client.send(BALANCES, through_pause=True)
        assert len(requests) == 1
        assert (limiter.pause_left() == 0) == ended
