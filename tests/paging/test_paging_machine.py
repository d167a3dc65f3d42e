from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.paging.cursors import PagePosition
from lix_tui.paging.events import (
    Abandon,
    Append,
    Cancel,
    Event,
    Fetch,
    LoadNext,
    PageArrived,
    PageDeferred,
    PageFailed,
    Refresh,
)
from lix_tui.paging.machine import step
from lix_tui.paging.states import Cancelled, Failed, Idle, Loading, Ready, SearchState, Waiting
from tests.paging.paging_samples import (
    NOW,
    OFFSETS,
    after,
    fetch_of,
    keys,
    loading,
    page,
    search,
)

AGAIN = LoadNext(at=NOW)
ENDS: list[Event] = [
    PageArrived(1, keys(1, 3)),
    PageFailed(1, "no", retryable=True),
    PageDeferred(1, "queued", NOW),
]


# -- requests ----------------------------------------------------------------------------------


def test_the_first_page_is_asked_for_at_the_first_position_with_the_generated_id() -> None:
    state, effects = step(search(), AGAIN)
    assert effects == (Fetch(1, PagePosition(1, 0), "ours"),)
    assert state.status == Loading(1, PagePosition())
    assert state.in_flight == 1


def test_while_a_page_is_in_flight_no_other_is_asked_for() -> None:
    state = loading(search())
    assert not state.can_load(NOW)
    assert step(state, AGAIN) == (state, ())


def test_after_the_end_nothing_is_asked_for() -> None:
    state, _ = page(search(), ())
    assert not state.can_load(NOW)
    assert step(state, AGAIN) == (state, ())


@pytest.mark.parametrize("event", ENDS)
def test_what_is_not_for_the_request_in_flight_changes_nothing(event: Event) -> None:
    for state in (
        search(),
        loading(after(loading(search()), Cancel())),
        after(loading(search()), Cancel()),
        loading(after(loading(search()), Refresh("new"))),
    ):
        after_event, effects = step(state, event)
        assert after_event is state
        assert effects == ()


# -- sequence ids ------------------------------------------------------------------------------


def test_the_first_id_that_an_answer_carries_is_adopted_and_kept() -> None:
    state, _ = page(search(), keys(1, 10))
    assert (state.sequence_id, state.sequence_adopted) == ("ours", False)
    state, _ = page(state, keys(11, 20), sequence_id="theirs")
    assert (state.sequence_id, state.sequence_adopted) == ("theirs", True)
    state, _ = page(state, keys(21, 30), sequence_id="another")
    assert state.sequence_id == "theirs"
    assert fetch_of(step(state, AGAIN)[1]).sequence_id == "theirs"


def test_an_empty_id_is_no_id() -> None:
    state, _ = page(search(), keys(1, 10), sequence_id="")
    assert (state.sequence_id, state.sequence_adopted) == ("ours", False)


def test_with_a_viewer_no_id_is_sent_or_adopted() -> None:
    state, _ = page(search(viewer_id="ada"), keys(1, 10), sequence_id="theirs")
    assert fetch_of(step(state, AGAIN)[1]).sequence_id is None
    assert fetch_of(step(after(state, Refresh("new")), AGAIN)[1]).sequence_id is None
    assert not state.sequence_adopted


# -- pages -------------------------------------------------------------------------------------


def test_only_new_elements_are_appended_in_their_order() -> None:
    state, effects = page(search(), ("a", "b", "a"))
    assert effects == (Append((0, 1)),)
    state, effects = page(state, ("b", "c", "c", "d", "a"))
    assert effects == (Append((1, 3)),)
    assert list(state.seen) == ["a", "b", "c", "d"]
    assert state.loaded == 4


def test_a_page_leads_to_the_next_one() -> None:
    state, _ = page(search(OFFSETS), keys(1, 8), total=40, count=10)
    assert state.status == Ready()
    assert (state.position, state.pages, state.page_size) == (PagePosition(2, 10), 1, 10)
    assert fetch_of(step(state, AGAIN)[1]) == Fetch(2, PagePosition(2, 10), "ours")


def test_the_largest_page_is_remembered() -> None:
    state, _ = page(search(), keys(1, 25), count=10)
    assert state.page_size == 25
    state, _ = page(state, keys(26, 30))
    assert state.page_size == 25


# -- failures, deferrals, cancelling -----------------------------------------------------------


@pytest.mark.parametrize("retryable", [True, False])
def test_a_failed_page_loses_nothing_and_is_asked_for_again(retryable: bool) -> None:
    before, _ = page(search(), keys(1, 10), total=30, count=10, sequence_id="theirs")
    failed, effects = step(loading(before), PageFailed(2, "The network is down.", retryable))
    assert effects == ()
    assert failed == replace(
        before,
        status=Failed("The network is down.", retryable),
        requests=failed.requests,
    )
    assert fetch_of(step(failed, AGAIN)[1]) == Fetch(3, PagePosition(2, 10), "theirs")


def test_a_deferred_page_is_asked_for_again_when_its_time_has_come() -> None:
    state, effects = step(loading(search()), PageDeferred(1, "rate_limit", until=50.0))
    assert effects == ()
    assert state.status == Waiting("rate_limit", 50.0)
    assert not state.can_load(49.9)
    assert step(state, LoadNext(at=49.9)) == (state, ())
    assert state.can_load(50.0)
    assert fetch_of(step(state, LoadNext(at=50.0))[1]) == Fetch(2, PagePosition(1, 0), "ours")


def test_cancelling_abandons_the_request_and_keeps_the_place() -> None:
    before, _ = page(search(), keys(1, 10))
    state, effects = step(loading(before), Cancel())
    assert effects == (Abandon(2),)
    assert state.status == Cancelled()
    assert fetch_of(step(state, AGAIN)[1]) == Fetch(3, PagePosition(2, 10), "ours")


def test_a_wait_can_be_cancelled() -> None:
    waiting = after(loading(search()), PageDeferred(1, "queued", until=NOW + 60))
    state, effects = step(waiting, Cancel())
    assert (state.status, effects) == (Cancelled(), ())
    assert state.can_load(NOW)


@pytest.mark.parametrize(
    "state",
    [
        search(),
        page(search(), keys(1, 10))[0],
        page(search(), ())[0],
        after(loading(search()), PageFailed(1, "no", retryable=True)),
    ],
    ids=["idle", "ready", "exhausted", "failed"],
)
def test_there_is_nothing_to_cancel_while_nothing_is_awaited(state: SearchState) -> None:
    assert step(state, Cancel()) == (state, ())


# -- refresh -----------------------------------------------------------------------------------


def test_a_refresh_starts_again_with_a_new_id_and_request_numbers_go_on() -> None:
    used, _ = page(search(), keys(1, 10), total=90, count=10, sequence_id="theirs")
    state, effects = step(loading(used), Refresh("fresh"))
    assert effects == (Abandon(2),)
    assert state == replace(search(), sequence_id="fresh", requests=2, generation=1, status=Idle())
    assert fetch_of(step(state, AGAIN)[1]) == Fetch(3, PagePosition(1, 0), "fresh")
    adopted, _ = page(state, keys(1, 10), sequence_id="newest")
    assert adopted.sequence_id == "newest"


def test_a_refresh_with_nothing_in_flight_abandons_nothing() -> None:
    state, effects = step(page(search(), ())[0], Refresh("fresh"))
    assert effects == ()
    assert state.can_load(NOW)


@pytest.mark.parametrize("length", [513, 70_000])
def test_an_id_that_is_too_long_to_be_sent_is_not_adopted(length: int) -> None:
    state, _ = page(search(), keys(1, 10), total=90, sequence_id="x" * length)
    assert (state.sequence_id, state.sequence_adopted) == ("ours", False)
    state, _ = page(state, keys(11, 20), sequence_id="y" * 512)
    assert (state.sequence_id, state.sequence_adopted) == ("y" * 512, True)
    state, _ = page(state, keys(21, 30), sequence_id="z" * length)
    assert state.sequence_id == "y" * 512
