"""A search as it runs: nothing that was paid for is lost, nothing is paid for twice."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from lix_tui.api.limiter import Lane
from lix_tui.paging.states import Cancelled, Ready
from lix_tui.services.kinds import PEOPLE
from lix_tui.services.queries.query import query_from_text
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.store.store import Store
from tests.conftest import Served

QUERY = query_from_text("people", "engineer")


def requested_pages(sandbox: Served) -> int:
    return sum("/search/" in str(entry["path"]) for entry in sandbox.requests())


async def loading(session: SearchSession) -> asyncio.Task[float]:
    task = asyncio.create_task(session.load_next(place="test"))
    await asyncio.sleep(0)
    return task


async def test_an_answer_that_comes_after_a_cancel_is_used_for_nothing(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    sandbox.answers.delay()
    task = await loading(session)
    while not session.sent:
        await asyncio.sleep(0.01)
    assert session.cancel()
    await task
    assert isinstance(session.state.status, Cancelled)
    assert not session.elements
    sandbox.answers.send()
    await services.requests.settle(60)
    assert not session.elements, "a late answer changes nothing by itself"
    await session.load_next(place="test")
    assert len(session.elements) == 10
    assert requested_pages(sandbox) == 1
    await session.load_next(place="test")
    assert len(session.elements) == 20
    assert requested_pages(sandbox) == 2


async def test_what_waits_for_its_slot_is_not_sent_after_a_cancel(
    sandbox: Served, services: Services
) -> None:
    services.limiter.penalise(3600)
    session = await services.searches.open(PEOPLE, QUERY)
    task = await loading(session)
    while not services.limiter.waiting(Lane.INTERACTIVE):
        await asyncio.sleep(0.01)
    assert not session.sent
    session.cancel()
    await task
    await services.requests.settle(60)
    assert not services.requests.on_the_way
    assert not services.limiter.waiting(Lane.INTERACTIVE), "nobody waits who could send later"
    assert requested_pages(sandbox) == 0
    lines = await services.store.run(lambda store: store.ledger.lines(9))
    assert lines == []


async def test_another_run_goes_on_where_this_one_stopped(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    await session.load_next(place="test")
    again = await Services.open(services.settings, services.found_key)
    resumed = await again.searches.open(PEOPLE, QUERY)
    assert [e.key for e in resumed.elements] == [e.key for e in session.elements]
    assert resumed.state.sequence_id == session.state.sequence_id
    assert resumed.loaded.from_store == 2
    await resumed.load_next(place="test")
    assert len(resumed.elements) == 30
    assert requested_pages(sandbox) == 3
    await again.close()


async def test_leaving_waits_a_moment_for_an_answer_on_its_way(
    sandbox: Served, services: Services
) -> None:
    other = await Services.open(services.settings, services.found_key)
    session = await other.searches.open(PEOPLE, QUERY)
    sandbox.answers.delay()
    task = await loading(session)
    while not session.sent:
        await asyncio.sleep(0.01)
    task.cancel()
    closing = asyncio.create_task(other.close())
    while not task.done():
        await asyncio.sleep(0.01)
    assert not closing.done(), "the answer is waited for"
    sandbox.answers.send()
    await closing
    fresh = await services.searches.open(PEOPLE, QUERY)
    await fresh.load_next(place="test")
    assert len(fresh.elements) == 10
    assert requested_pages(sandbox) == 1


async def test_a_page_that_cannot_be_written_is_shown_all_the_same(services: Services) -> None:
    session = await services.searches.open(PEOPLE, QUERY)

    def fill(store: Store) -> None:
        connection = store.connection.sqlite
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    await services.store.run(fill)
    pages = 0
    while session.problem is None:
        await session.load_next(place="test")
        pages += 1
        assert pages < 20
    assert "full" in str(session.problem)
    assert session.state.pages == pages
    assert len(session.elements) == 10 * pages


async def test_with_a_viewer_no_sequence_is_sent(sandbox: Served, services: Services) -> None:
    session = await services.searches.open(PEOPLE, replace(QUERY, viewer_id="alfie-lambert"))
    await session.load_next(place="test")
    assert isinstance(session.state.status, Ready)
    (entry,) = [e for e in sandbox.requests() if "/search/" in str(e["path"])]
    assert isinstance(entry["params"], dict)
    assert entry["params"]["viewer_id"] == "alfie-lambert"
    assert "sequence_id" not in entry["params"]


async def test_the_ledger_adds_up_to_what_was_charged(sandbox: Served, services: Services) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    for _ in range(3):
        await session.load_next(place="test")
    link = next(iter(session.view.links(session.elements[0])))
    await services.lookups.get("person", link, LookupOptions("test"))
    await services.lookups.get("person", link, LookupOptions("test"))
    (account,) = sandbox.accounts()
    assert services.account.spent == {"standard": 4}
    assert services.account.saved == {"standard": 1}
    assert 50_000 - 4 in account.values()


async def test_a_state_of_a_newer_program_begins_another_run(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    former = session.search_id
    await services.store.run(
        lambda store: store.searches.save_state(
            former, state='{"version": 99}', total=None, loaded=10, at=1.0
        )
    )
    again = await Services.open(services.settings, services.found_key)
    fresh = await again.searches.open(PEOPLE, QUERY)
    assert fresh.elements == []
    await fresh.load_next(place="test")
    assert len(fresh.elements) == 10
    assert len(await again.store.run(lambda store: list(store.searches.pages(former)))) == 1
    await again.close()


async def test_a_page_on_its_way_is_waited_for_rather_than_bought_again(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    sandbox.answers.delay()
    task = await loading(session)
    while not session.sent:
        await asyncio.sleep(0.01)
    assert session.cancel()
    await task
    again = await loading(session)
    assert session.loading
    sandbox.answers.send()
    await again
    assert len(session.elements) == 10
    assert requested_pages(sandbox) == 1


async def test_a_refresh_that_fails_brings_back_what_was_there(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    await session.load_next(place="test")
    shown, sequence = list(session.elements), session.state.sequence_id
    sandbox.stop()
    await session.refresh(place="test")
    assert session.problem is not None
    assert session.elements == shown
    assert session.state.sequence_id == sequence
    again = await Services.open(services.settings, services.found_key)
    kept = await again.searches.open(PEOPLE, QUERY)
    assert [e.key for e in kept.elements] == [e.key for e in shown]
    await again.close()


async def test_a_refresh_that_succeeds_replaces_what_was_there(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    await session.load_next(place="test")
    before = session.state.sequence_id
    await session.refresh(place="test")
    assert len(session.elements) == 10
    assert session.state.sequence_id != before
    again = await Services.open(services.settings, services.found_key)
    kept = await again.searches.open(PEOPLE, QUERY)
    assert len(kept.elements) == 10
    assert kept.state.sequence_id == session.state.sequence_id
    await again.close()


async def test_a_damaged_page_takes_no_other_page_with_it(
    sandbox: Served, services: Services
) -> None:
    settings = services.settings
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    await session.load_next(place="test")
    await services.close()
    file = settings.paths.database(demo=False)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "UPDATE answers SET body = x'00' WHERE id = (SELECT MIN(answer_id) FROM pages)"
        )
    before = requested_pages(sandbox)
    again = await Services.open(settings, FoundKey(Key("any"), "session"))
    try:
        kept = await again.searches.open(PEOPLE, QUERY)
        assert (len(kept.elements), kept.loaded.damaged) == (10, 1)
        assert "1 page in the store can't be read" in kept.notice
        assert requested_pages(sandbox) == before
        await kept.load_next(place="test")
        assert len(kept.elements) == 20
    finally:
        await again.close()


async def test_a_search_that_two_open_at_once_is_one_and_saves_once(services: Services) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    services.searches.forget_pages()
    one, other = await asyncio.gather(
        services.searches.open(PEOPLE, QUERY), services.searches.open(PEOPLE, QUERY)
    )
    assert one is other
    lines = await services.store.run(lambda store: store.ledger.lines(10))
    assert [line.cost for line in lines if line.outcome == "kept"] == [1]


async def test_a_lease_that_is_taken_for_somebody_who_has_gone_is_given_back(
    services: Services,
) -> None:
    async def own_lease() -> None:
        async with services.leases.lock("thing"):
            await asyncio.Event().wait()

    begun, gate = threading.Event(), threading.Event()

    def wait(_: Store) -> None:
        begun.set()
        gate.wait()

    busy = asyncio.create_task(services.store.run(wait))
    while not begun.is_set():
        await asyncio.sleep(0.01)
    holding = asyncio.create_task(own_lease())
    while not services.store._thread._work_queue.qsize():
        await asyncio.sleep(0.01)  # the lease is requested from the store, which is blocked
    holding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await holding
    gate.set()
    await busy
    async with services.leases.lock(
        "thing"
    ):  # the lease is free again, else this would wait for ever
        pass
