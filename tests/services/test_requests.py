"""Requests under the ledger: what each may cost, did cost, and who may still send."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from lix_tui.api.api_request import ApiRequest, Reply
from lix_tui.api.errors import BudgetReached, LixError, NetworkError, Queued
from lix_tui.services.budget.budget import Budget
from lix_tui.services.budget.request_terms import ExclusiveFetch, Origin
from lix_tui.services.budget.requests import Requests
from lix_tui.services.services import Services
from lix_tui.store.errors import StoreReadOnly
from lix_tui.store.records import RecordStore
from lix_tui.store.rows import LedgerLine

BeforeSend = Callable[[], Awaitable[None]]
HERE = Origin("test")
PERSON = ApiRequest("person", {"profile_link": "https://linkedin.com/in/x"})
REPLY = Reply("person", 200, b"{}", 10.0, 0.1)


class Call:
    """Calls of the client that return answers or raise errors in turn."""

    def __init__(self, *ends: LixError | Reply) -> None:
        self.ends, self.sent = list(ends), 0

    async def __call__(self, before_send: BeforeSend) -> Reply:
        await before_send()
        self.sent += 1
        end = self.ends.pop(0) if self.ends else REPLY
        if isinstance(end, LixError):
            raise end
        return end


def answered_by(services: Services, call: Callable[[BeforeSend], Awaitable[Reply]]) -> Requests:
    """Return the requests of services whose client uses `call` instead of a server."""

    async def send(_request: ApiRequest, *, before_send: BeforeSend, **_: object) -> Reply:
        return await call(before_send)

    services.client.send = send  # type: ignore[method-assign,assignment]
    return services.requests


def saving(requests: Requests, cost: int | None = None) -> Callable[[Reply, int], Awaitable[str]]:
    async def save(reply: Reply, ledger_id: int) -> str:
        await requests.write(
            lambda store: store.records.save(
                kind="person", keys=("in:x",), ledger_id=ledger_id, endpoint="person",
                body=reply.body, at=reply.sent_at, status=200, elapsed=0.1, cost=cost,
            )
        )  # fmt: skip
        return "kept"

    return save


async def ledger(services: Services) -> list[LedgerLine]:
    lines = await services.store.run(lambda store: store.ledger.lines(99))
    return lines[::-1]


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch, services: Services) -> list[float]:
    """Record requested pauses and move the clock instead of sleeping."""
    seconds: list[float] = []

    async def instead(pause: float) -> None:
        seconds.append(pause)
        await asyncio.sleep(0)

    monkeypatch.setattr(services.waits, "now", lambda: 50.0 + sum(seconds))
    monkeypatch.setattr(services.waits, "_sleep", instead)
    return seconds


def queued(seconds: float) -> Queued:
    return Queued("Queued", endpoint="person", retry_after=seconds, may_have_cost=False)


@pytest.mark.parametrize(
    ("max_wait", "waits"), [(0.0, 0), (39.0, 0), (40.0, 1), (79.0, 1), (80.0, 2), (100.0, 2)]
)
async def test_patience_is_for_all_waits_together(
    max_wait: float, waits: int, services: Services, waited: list[float]
) -> None:
    call = Call(queued(40), queued(40), queued(40))
    requests = answered_by(services, call)
    with pytest.raises(Queued):
        await requests.perform(PERSON, HERE, saving(requests), max_wait=max_wait)
    assert sum(waited) == 40.0 * waits
    assert call.sent == waits + 1


async def test_what_is_put_off_is_asked_again_and_costs_once(
    services: Services, waited: list[float]
) -> None:
    requests = services.requests
    call = Call(queued(5), queued(30.0))
    answered_by(services, call)
    told: list[float] = []
    kept = await requests.perform(
        PERSON, HERE, saving(requests), max_wait=100.0,
        on_wait=lambda _, seconds: told.append(seconds),
    )  # fmt: skip
    assert kept == "kept"
    assert told == [5.0, 30.0]
    assert sum(waited) == 35.0
    assert [line.cost for line in await ledger(services)] == [0, 0, 1]


@pytest.mark.parametrize(("may_have_cost", "cost"), [(True, 1), (False, 0)])
async def test_a_failure_costs_what_it_may_have_cost(
    services: Services, may_have_cost: bool, cost: int
) -> None:
    requests = services.requests
    error = NetworkError("It broke", endpoint="person", may_have_cost=may_have_cost)
    call = Call(error)
    answered_by(services, call)
    with pytest.raises(NetworkError):
        await requests.perform(PERSON, HERE, saving(requests), max_wait=100.0)
    assert call.sent == 1, "it is not sent again by itself"
    (line,) = await ledger(services)
    assert (line.cost, line.outcome) == (cost, "NetworkError")


async def test_a_second_address_is_one_line_more_and_one_credit(services: Services) -> None:
    requests = services.requests

    async def call(before_send: BeforeSend) -> Reply:
        await before_send()
        await before_send()
        return REPLY

    answered_by(services, call)

    await requests.once(PERSON, HERE, saving(requests))
    assert [(line.outcome, line.cost) for line in await ledger(services)] == [
        ("unknown_route", 0),
        ("ok", 1),
    ]


async def test_a_runs_budget_is_kept_to_the_credit(services: Services) -> None:
    requests = services.requests
    requests.budget.per_run = 2
    call = Call()
    answered_by(services, call)
    for _ in range(2):
        await requests.once(PERSON, HERE, saving(requests))
    with pytest.raises(BudgetReached):
        await requests.once(PERSON, HERE, saving(requests))
    assert call.sent == 2
    await requests.once(ApiRequest("balances"), HERE, saving(requests))
    assert call.sent == 3, "what is free is sent all the same"


async def test_what_cost_nothing_after_all_is_given_back_to_the_budget(services: Services) -> None:
    requests = services.requests
    requests.budget.per_run = 1
    call = Call(NetworkError("No connection", endpoint="person", may_have_cost=False))
    answered_by(services, call)
    with pytest.raises(NetworkError):
        await requests.once(PERSON, HERE, saving(requests))
    assert requests.budget.run_spent == 0
    await requests.once(PERSON, HERE, saving(requests, cost=0))
    assert requests.budget.run_spent == 0
    await requests.once(PERSON, HERE, saving(requests))
    assert requests.budget.run_spent == 1


async def test_what_a_budget_does_not_allow_waits_for_no_slot(services: Services) -> None:
    requests = services.requests
    requests.budget.per_run = 0

    async def call(before_send: BeforeSend) -> Reply:
        pytest.fail("the slot would be waited for here")

    answered_by(services, call)

    with pytest.raises(BudgetReached):
        await requests.once(PERSON, HERE, saving(requests))
    requests.budget.per_run, requests.budget.per_day = None, 0
    with pytest.raises(BudgetReached):
        await requests.once(PERSON, HERE, saving(requests))
    assert await ledger(services) == []


async def test_a_budget_that_others_use_up_meanwhile_stops_what_has_its_slot(
    services: Services,
) -> None:
    requests = services.requests
    requests.budget.per_day = 1
    sent: list[str] = []

    async def call(before_send: BeforeSend) -> Reply:
        await services.store.run(
            lambda store: store.ledger.begin(
                endpoint="person", pool="standard", cost=1, origin="other", at=2e9
            )
        )
        await before_send()
        sent.append("sent")
        return REPLY

    answered_by(services, call)

    with pytest.raises(BudgetReached):
        await requests.once(PERSON, HERE, saving(requests))
    assert sent == []
    assert [line.origin for line in await ledger(services)] == ["other"]


async def test_what_was_sent_is_held_on_to_until_it_is_kept(services: Services) -> None:
    requests, answered = services.requests, asyncio.Event()

    async def call(before_send: BeforeSend) -> Reply:
        await before_send()
        await answered.wait()
        return REPLY

    answered_by(services, call)

    task = asyncio.create_task(requests.once(PERSON, HERE, saving(requests)))
    while not requests.on_the_way or not await ledger(services):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert requests.on_the_way == 1
    settling = asyncio.create_task(requests.settle(60))
    await asyncio.sleep(0)
    assert not settling.done()
    answered.set()
    await settling
    assert requests.on_the_way == 0
    assert [line.outcome for line in await ledger(services)] == ["ok"]


async def test_what_was_not_sent_yet_is_not_sent_after_a_cancel(services: Services) -> None:
    requests, waiting = services.requests, asyncio.Event()
    sent: list[str] = []

    async def call(before_send: BeforeSend) -> Reply:
        waiting.set()
        await asyncio.Event().wait()  # for its slot
        sent.append("sent")
        return REPLY

    answered_by(services, call)

    async def known() -> str | None:
        return None

    exclusive = ExclusiveFetch("thing", known)
    task = asyncio.create_task(requests.once(PERSON, HERE, saving(requests), exclusive=exclusive))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await requests.settle(60)
    assert (sent, await ledger(services)) == ([], [])
    async with services.leases.lock("thing"):
        pass


async def test_what_is_known_by_now_is_not_sent(services: Services) -> None:
    call = Call()
    requests = answered_by(services, call)

    async def known() -> str | None:
        return "known"

    found = await requests.once(
        PERSON, HERE, saving(requests), exclusive=ExclusiveFetch("thing", known)
    )
    assert (found, call.sent) == ("known", 0)


async def test_nothing_is_sent_before_what_was_paid_for_is_written(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, save = Call(), RecordStore.save
    requests = answered_by(services, call)

    def refuse(part: RecordStore, **what: object) -> None:
        raise StoreReadOnly("The store can't be written.")

    monkeypatch.setattr(RecordStore, "save", refuse)
    with pytest.raises(StoreReadOnly):
        await requests.once(PERSON, HERE, saving(requests))
    with pytest.raises(StoreReadOnly):
        await requests.once(PERSON, HERE, saving(requests))
    assert call.sent == 1
    monkeypatch.setattr(RecordStore, "save", save)
    await requests.once(PERSON, HERE, saving(requests))
    assert call.sent == 2
    assert [line.outcome for line in await ledger(services)] == ["ok", "ok"]


@pytest.mark.parametrize(
    ("per_run", "spent", "cost", "allowed"),
    [(None, 99, 1, True), (3, 2, 1, True), (3, 3, 1, False), (3, 3, 0, True), (3, 1, 3, False)],
)
def test_the_budget_of_a_run(per_run: int | None, spent: int, cost: int, allowed: bool) -> None:
    budget = Budget(per_run=per_run, run_spent=spent)
    if allowed:
        budget.check_run("person", cost)
    else:
        with pytest.raises(BudgetReached) as caught:
            budget.check_run("person", cost)
        assert not caught.value.may_have_cost
