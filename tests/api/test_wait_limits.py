"""Limits of waits at their edges, and the words that say how long a wait is."""

from __future__ import annotations

import asyncio

import pytest

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
    waiting_words,
)
from tests.support.limiter_clock import FakeTime

LEASE = concurrent_fetch("another lix-tui")
REASONS = (PACE, PAUSE, TURN, QUEUED, PENDING, OUTAGE, LEASE)


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.mark.parametrize("reason", REASONS)
def test_the_short_words_of_a_wait_are_the_shorter_ones(reason: WaitReason) -> None:
    assert 0 < len(reason.short) < len(reason.subject)


def test_a_wait_for_another_process_says_how_to_find_it() -> None:
    assert (LEASE.subject, LEASE.short) == (
        "another lix-tui that is fetching the same data",
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
        "The pause that Lix asked for (rate limit) took longer than 12 s, the limit of "
        f"--wait 12.5; {PAUSE.advice}."
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
    waits.allow(100)
    begun = time.now
    task = asyncio.create_task(waits.sleep(QUEUED, 90, over=over.is_set))
    await time.until(begun + 4.5)
    over.set()
    await time.until(begun + 5)
    assert task.done()
    assert waits.left == pytest.approx(95), "a wait that is over early counts what it took"
    await waits.sleep(QUEUED, 90, over=over.is_set)
    short = asyncio.create_task(waits.sleep(QUEUED, 0.5))
    await time.until(time.now + 0.4)
    assert not short.done()
    await time.until(time.now + 0.2)
    assert short.done()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"), (0.2, "1 s"), (60, "60 s"), (118.5, "119 s"), (119, "119 s"),
        (119.5, "2 min"), (120, "2 min"), (180, "3 min"), (181, "3 min 1 s"), (272, "4 min 32 s"),
    ],
)  # fmt: skip
def test_a_countdown_has_minutes_from_two_on(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


def test_the_words_name_what_is_waited_for_and_the_best_known_time(time: FakeTime) -> None:
    waits = Waits(clock=time.clock, sleep=time.sleep)
    with waits.open() as wait:
        wait.on(QUEUED, 5.3)
        assert waiting_words(wait, 3.0) == "waiting for a lookup that Lix has queued: 6 s left"
        assert time_words(wait, 3.0) == "6 s left"
        wait.on(LEASE)
        assert waiting_words(wait, 3.0) == f"waiting for {LEASE.subject}: at most 3 s"
        time.now += 5
        assert time_words(wait, float("inf")) == "5 s so far"
