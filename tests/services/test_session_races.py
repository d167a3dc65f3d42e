"""Concurrent actions on a search: cancel, refresh and wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from time import time

import pytest

from lix_tui.api.waits import StillWaiting
from lix_tui.paging.events import Fetch
from lix_tui.paging.states import Cancelled, Failed, Waiting
from lix_tui.services.budget.request_terms import QUEUED_WAIT
from lix_tui.services.kinds import PEOPLE
from lix_tui.services.queries.query import query_from_text
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services
from lix_tui.store.searches import SearchStore
from tests.conftest import Served

QUERY = query_from_text("people", "engineer")


def requested_pages(sandbox: Served) -> int:
    return sum("/search/" in str(entry["path"]) for entry in sandbox.requests())


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.005)


def keys(session: SearchSession) -> list[str]:
    return [element.key for element in session.elements]


class Gate:
    """A function of the store that waits for `open` before it ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.begun, self.open = threading.Event(), threading.Event()
        function = getattr(SearchStore, name)

        def gated(part: SearchStore, *given: object, **named: object) -> object:
            self.begun.set()
            self.open.wait()
            return function(part, *given, **named)

        monkeypatch.setattr(SearchStore, name, gated)

    async def reached(self) -> None:
        await until(self.begun.is_set)


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch, services: Services) -> list[float]:
    """Record requested pauses and move the clock instead of sleeping."""
    slept: list[float] = []

    async def instead(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr("lix_tui.services.search.pages.time", lambda: 1e9 + sum(slept))
    monkeypatch.setattr("lix_tui.services.search.pages.monotonic", lambda: 50.0 + sum(slept))
    monkeypatch.setattr(services.waits, "now", lambda: 50.0 + sum(slept))
    monkeypatch.setattr(services.waits, "_sleep", instead)
    return slept


@pytest.mark.sandbox_options("--fault", "queued:5@people_search")
@pytest.mark.parametrize(
    ("max_wait", "waits"),
    [(0.0, 0), (QUEUED_WAIT - 1, 0), (QUEUED_WAIT, 1), (2.5 * QUEUED_WAIT, 2)],
)
async def test_patience_is_for_all_waits_together(
    max_wait: float, waits: int, sandbox: Served, services: Services, waited: list[float]
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    assert await session.load_next(place="test", max_wait=max_wait) == waits * QUEUED_WAIT
    assert sum(waited) == waits * QUEUED_WAIT
    assert requested_pages(sandbox) == waits + 1
    assert isinstance(session.state.status, Waiting)
    assert not session.elements


@pytest.mark.sandbox_options("--fault", "queued:5@people_search")
async def test_what_takes_longer_than_the_command_may_wait_is_said(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    notices: list[str] = []
    services.waits.allow(1.0)
    session.listeners.append(lambda: notices.append(session.notice))
    await session.load_next(place="test", max_wait=10_000.0)
    assert isinstance(session.problem, StillWaiting)
    assert notices[-1] == str(session.problem)
    assert "--wait 1" in notices[-1]
    assert session.waiting
    assert requested_pages(sandbox) == 1


@pytest.mark.sandbox_options("--fault", "queued:2@people_search")
async def test_a_page_that_comes_after_several_waits_costs_once(
    sandbox: Served, services: Services, waited: list[float]
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    assert await session.load_next(place="test", max_wait=300.0) == 2 * QUEUED_WAIT
    assert len(session.elements) == 10
    assert sum(int(str(entry["cost"])) for entry in sandbox.requests()) == 1


async def test_a_cancelled_refresh_brings_back_what_was_there(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    for _ in range(2):
        await session.load_next(place="test")
    before, sequence = keys(session), session.state.sequence_id
    sandbox.answers.delay()
    task = asyncio.create_task(session.refresh(place="test"))
    await until(lambda: session.sent and requested_pages(sandbox) == 3)
    assert not session.elements
    assert session.cancel()
    await task
    assert keys(session) == before
    assert session.state.sequence_id == sequence
    sandbox.answers.send()
    await services.requests.settle(60)
    assert keys(session) == before, "the answer that came late replaces nothing"
    await session.load_next(place="test")
    assert len(set(keys(session))) == len(session.elements) == 30
    again = await Services.open(services.settings, services.found_key)
    kept = await again.searches.open(PEOPLE, QUERY)
    assert keys(kept) == keys(session)
    await again.close()


async def test_a_refresh_that_is_cancelled_before_its_slot_brings_back_what_was_there(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    before = keys(session)
    services.limiter.penalise(3600)
    task = asyncio.create_task(session.refresh(place="test"))
    await until(lambda: session.loading)
    assert session.cancel()
    await task
    assert keys(session) == before
    assert requested_pages(sandbox) == 1


async def test_a_cancel_while_a_late_page_is_read_leaves_it_for_the_next_time(
    sandbox: Served, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    sandbox.answers.delay()
    task = asyncio.create_task(session.load_next(place="test"))
    await until(lambda: requested_pages(sandbox) == 1)
    assert session.cancel()
    await task
    sandbox.answers.send()
    await services.requests.settle(60)
    gate = Gate(monkeypatch, "late_page")
    task = asyncio.create_task(session.load_next(place="test"))
    await gate.reached()
    assert session.cancel()
    gate.open.set()
    await task
    await services.requests.settle(60)
    assert isinstance(session.state.status, Cancelled)
    assert not session.elements
    assert session.state.pages == 0
    await session.load_next(place="test")
    assert len(session.elements) == 10
    await session.load_next(place="test")
    assert len(set(keys(session))) == 20
    assert requested_pages(sandbox) == 2, "it was not bought again"


async def test_a_late_page_is_not_shown_for_a_request_that_was_given_up(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    sandbox.answers.delay()
    task = asyncio.create_task(session.load_next(place="test"))
    await until(lambda: requested_pages(sandbox) == 1)
    assert session.cancel()
    await task
    sandbox.answers.send()
    await services.requests.settle(60)
    # cancel ends the read too, so that the test calls the read itself
    given_up = Fetch(session.state.requests, session.state.position, session.state.sequence_id)
    assert not await session._use_late_answer(session.search_id, given_up)
    assert not session.elements
    assert session.state.pages == 0
    late = await services.store.run(lambda store: store.searches.late_page(session.search_id, 1))
    assert late is not None, "it is there for the next time"


async def test_a_refresh_while_a_page_is_written_shows_none_of_the_run_before(
    sandbox: Served, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    gate = Gate(monkeypatch, "save_page")
    task = asyncio.create_task(session.load_next(place="test"))
    await gate.reached()
    session.restart()
    gate.open.set()
    await task
    await services.requests.settle(60)
    assert not session.elements
    assert session.state.pages == 0
    await session.load_next(place="test")
    assert len(set(keys(session))) == len(session.elements) == 10
    assert session.state.pages == len(session.loaded.spans) == 1
    again = await Services.open(services.settings, services.found_key)
    kept = await again.searches.open(PEOPLE, QUERY)
    assert keys(kept) == keys(session)
    await again.close()


@pytest.mark.parametrize("pages", [0, 1, 2])
@pytest.mark.parametrize("refreshed", [False, True], ids=["the next page", "a refresh"])
async def test_a_page_written_while_a_refresh_began_is_there_when_that_is_cancelled(
    pages: int,
    refreshed: bool,
    sandbox: Served,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    for _ in range(pages):
        await session.load_next(place="test")
    gate = Gate(monkeypatch, "save_page")
    load = session.refresh if refreshed else session.load_next
    task = asyncio.create_task(load(place="test"))
    await gate.reached()
    services.limiter.penalise(3600)
    refreshing = asyncio.create_task(session.refresh(place="test"))
    await until(lambda: session.loading)
    assert not session.elements
    gate.open.set()
    await task
    await services.requests.settle(60)
    assert session.cancel()
    await refreshing
    shown = 10 if refreshed else 10 * (pages + 1)
    assert len(set(keys(session))) == len(session.elements) == session.state.loaded == shown
    await services.limiter.end_pause()
    await session.load_next(place="test")
    assert len(session.elements) == session.state.loaded == shown + 10
    again = await Services.open(services.settings, services.found_key)
    kept = await again.searches.open(PEOPLE, QUERY)
    assert kept.search_id == session.search_id
    assert kept.state.sequence_id == session.state.sequence_id
    assert keys(kept) == keys(session)
    await again.close()


async def test_request_numbers_go_on_where_another_process_was_faster(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    services.limiter.penalise(3600)
    for _ in range(3):
        task = asyncio.create_task(session.load_next(place="test"))
        await until(lambda: session.loading)
        assert session.cancel()
        await task
    assert session.state.requests == 4
    other = await Services.open(services.settings, services.found_key)
    ahead = await other.searches.open(PEOPLE, QUERY)
    for _ in range(2):
        await ahead.load_next(place="test")
    assert ahead.state.requests < session.state.requests
    await session.load_next(place="test")
    assert keys(session) == keys(ahead)
    assert session.state.requests == 5, "no answer of before is taken for a later one"
    assert requested_pages(sandbox) == 3
    await other.close()


@pytest.mark.sandbox_options("--fault", "500@people_search#2")
async def test_a_failure_is_known_to_the_next_run(sandbox: Served, services: Services) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    for _ in range(2):
        await session.load_next(place="test")
    assert isinstance(session.state.status, Failed)
    again = await Services.open(services.settings, services.found_key)
    kept = await again.searches.open(PEOPLE, QUERY)
    assert kept.state.status == session.state.status
    assert len(kept.elements) == 10
    await again.close()


@pytest.mark.parametrize(
    ("reason", "pause"),
    [
        pytest.param(
            reason, pause, marks=pytest.mark.sandbox_options("--fault", f"{fault}@people_search#2")
        )
        for reason, pause, fault in (
            ("queued", QUEUED_WAIT, "queued:1"),
            ("rate_limit", 60.0, "429:retry=60"),
        )
    ],
)
async def test_a_page_that_lix_has_deferred_is_known_to_the_next_run(
    sandbox: Served, services: Services, reason: str, pause: float
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    begun = time()
    await session.load_next(place="test", max_wait=0.0)
    again = await Services.open(services.settings, services.found_key)
    kept = await again.searches.open(PEOPLE, QUERY)
    assert kept.search_id == session.search_id
    assert keys(kept) == keys(session)
    assert len(keys(kept)) == 10
    status = kept.state.status
    assert isinstance(status, Waiting)
    assert status == session.state.status
    assert status.reason == reason
    assert begun + pause <= status.until <= time() + pause
    await again.close()


@pytest.mark.parametrize(
    "status",
    [
        pytest.param(
            status, marks=pytest.mark.sandbox_options("--fault", f"{fault}@people_search#1")
        )
        for status, fault in ((Failed, "500"), (Waiting, "queued:1"))
    ],
)
async def test_whoever_looks_is_told_that_a_page_did_not_come(
    sandbox: Served, services: Services, status: type[object]
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    seen: list[tuple[bool, str]] = []
    session.listeners.append(lambda: seen.append((session.loading, session.notice)))
    await session.load_next(place="test", max_wait=0.0)
    assert isinstance(session.state.status, status)
    assert session.notice
    assert seen[-1] == (False, session.notice)


@pytest.mark.parametrize(
    ("page", "waiter"), [(True, True), (True, False), (False, True)], ids=["both", "page", "waiter"]
)
async def test_a_page_before_its_slot_is_not_sent_after_a_cancel(
    sandbox: Served, services: Services, page: bool, waiter: bool
) -> None:
    """Cancel the page, its waiter or both; a waiter that isn't cancelled returns at once."""
    session = await services.searches.open(PEOPLE, QUERY)
    services.limiter.penalise(3600)
    task = asyncio.create_task(session.load_next(place="test"))
    await until(lambda: session.loading)
    if page:
        assert session.cancel()
    if waiter:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    else:
        assert await task == 0.0
    assert isinstance(session.state.status, Cancelled)
    await services.requests.settle(60)
    assert requested_pages(sandbox) == 0
