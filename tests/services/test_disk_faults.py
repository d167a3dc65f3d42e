"""A store that cannot be written for a while; ``python -m tests.faults`` tries every endpoint."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lix_tui.services.budget.requests import Requests
from lix_tui.services.kinds import PEOPLE
from lix_tui.services.queries.query import query_from_text
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services
from lix_tui.store.errors import StoreError, StoreReadOnly
from lix_tui.store.records import RecordStore
from lix_tui.store.searches import SearchStore
from lix_tui.store.store import Store
from tests.conftest import Served
from tests.faults.disks import ReadOnly, disk_outcomes

QUERY = query_from_text("people", "engineer")
OPTIONS = LookupOptions("test")
PERSON = "https://www.linkedin.com/in/olivia-shaw"


async def test_each_disk_is_survived_by_some_endpoints() -> None:
    outcomes = [outcome async for outcome in disk_outcomes(every=11)]
    assert [one for one in outcomes if one.wrong] == []
    assert len({outcome.fault for outcome in outcomes}) >= 3


async def test_what_is_not_written_later_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def forgetful(
        requests: Requests,
        function: Callable[[Store], object],
        then: object = None,
        *,
        reply: object = None,
    ) -> None:
        await requests._store.run(function)

    monkeypatch.setattr(Requests, "write", forgetful)
    outcomes = [outcome async for outcome in disk_outcomes(every=22)]
    assert [one for one in outcomes if "was charged 2 times" in one.wrong]


async def read_only(services: Services, *, on: bool = True) -> None:
    await (ReadOnly().begin if on else ReadOnly().pass_by)(services)


def problem_of(session: SearchSession) -> object:
    return session.problem


async def test_a_refresh_that_cannot_be_written_is_written_later_as_a_run_of_its_own(
    sandbox: Served, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    former, kept = session.search_id, SearchStore.save_page

    def refuse(part: SearchStore, page: object) -> int:
        raise StoreReadOnly("The store can't be written.")

    monkeypatch.setattr(SearchStore, "save_page", refuse)
    await session.refresh(place="test")
    assert isinstance(problem_of(session), StoreError)
    assert len(session.elements) == 10
    assert session.search_id == former
    monkeypatch.setattr(SearchStore, "save_page", kept)
    await session.load_next(place="test")
    assert problem_of(session) is None
    assert session.search_id != former
    again = await Services.open(services.settings, services.found_key)
    resumed = await again.searches.open(PEOPLE, QUERY)
    assert [e.key for e in resumed.elements] == [e.key for e in session.elements]
    assert len(resumed.elements) == 20
    await again.close()
    asked = [entry for entry in sandbox.requests() if entry["endpoint"] == "people_search"]
    assert len(asked) == 3


async def test_a_lookup_that_could_not_be_stored_is_stored_later_instead_of_paid_again(
    sandbox: Served, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = RecordStore.save

    def refuse(part: RecordStore, **what: object) -> None:
        raise StoreReadOnly("The store can't be written.")

    monkeypatch.setattr(RecordStore, "save", refuse)
    shown = await services.lookups.get("person", PERSON, OPTIONS)
    assert "can't be written" in shown.unsaved
    assert [reply.body for reply in services.requests.unstored] == [shown.body]
    monkeypatch.setattr(RecordStore, "save", kept)
    again = await services.lookups.get("person", PERSON, OPTIONS)
    assert (again.from_store, again.body) == (True, shown.body)
    assert services.requests.unstored == []
    assert len([entry for entry in sandbox.requests() if entry["endpoint"] == "person"]) == 1


async def test_what_is_kept_is_shown_where_nothing_can_be_written(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, QUERY)
    await session.load_next(place="test")
    await services.lookups.get("person", PERSON, OPTIONS)
    asked = len(sandbox.requests())
    services.searches.forget_pages()
    await read_only(services)
    again = await services.searches.open(PEOPLE, QUERY)
    assert len(again.elements) == 10
    assert (await services.lookups.get("person", PERSON, OPTIONS)).from_store
    await again.load_next(place="test")
    assert "can't be written" in str(again.problem)
    await read_only(services, on=False)
    assert len(sandbox.requests()) == asked, "what cannot be written down is not sent"


async def test_what_nobody_fetches_any_more_is_free_although_that_could_not_be_written(
    services: Services,
) -> None:
    async with services.leases.lock("a thing"):
        await read_only(services)
    await read_only(services, on=False)
    async with services.leases.lock("a thing"):
        pass
    async with services.leases.lock("another"):
        pass
    other = await Services.open(services.settings, services.found_key)
    async with other.leases.lock("a thing"):
        await other.close()


async def test_a_failure_that_does_not_pass_is_not_in_the_way_of_what_follows(
    services: Services,
) -> None:
    def impossible(store: Store) -> None:
        raise StoreError("Never.")

    with pytest.raises(StoreError, match="Never"):
        await services.requests.write(impossible)
    await services.requests.write(lambda store: None)


async def test_an_answer_that_trips_us_is_kept_all_the_same(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(*what: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lix_tui.services.records.record_type.RecordType.listings", trip)
    with pytest.raises(ZeroDivisionError):
        await services.lookups.get("person", PERSON, OPTIONS)
    (kept,) = await services.store.run(lambda store: store.answers.newest("person", 9))
    assert b"Olivia" in kept.body
    (line,) = await services.store.run(lambda store: store.ledger.lines(9))
    assert line.outcome == "unread"
