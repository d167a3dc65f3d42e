"""Waiting for Lix and for other processes: bounded, named, and never a second payment."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from time import time

import pytest

from lix_tui.api.errors import BudgetReached, LeaseLost, LixError, UncertainOutcome
from lix_tui.api.waits import StillWaiting
from lix_tui.services.budget import leases as sharing
from lix_tui.services.budget.lease_list import clear_leases, list_leases
from lix_tui.services.budget.processes import SILENCE, State, identity, this_process
from lix_tui.services.kinds import PEOPLE
from lix_tui.services.queries.query import query_from_text
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from lix_tui.store.errors import StoreError
from tests.conftest import INTERVAL, Served, served
from tests.support.processes import becomes, child, named

__all__ = ["child"]

UNHURRIED = ("--interval", "0")
"""Options of a sandbox without a rate limit, which could refuse requests on a busy machine."""
PERSON = "https://www.linkedin.com/in/olivia-shaw"
THING = "person slug:olivia-shaw of account 1"
OPTIONS = LookupOptions("test")
ELSEWHERE = str(replace(identity(), place="elsewhere.1"))
"""A process on another machine with the number and start of this one."""


def sent_requests(sandbox: Served) -> list[object]:
    return [entry["endpoint"] for entry in sandbox.requests()]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def another(services: Services) -> AsyncIterator[Services]:
    """Yield the services of another program with the same store and key."""
    other = await Services.open(services.settings, FoundKey(Key("any"), "session"))
    try:
        yield other
    finally:
        await other.close()


async def lend(services: Services, process: str, heard_at: float, thing: str = THING) -> None:
    """Store the lease of another process."""
    held = await services.store.run(
        lambda store: store.leases.acquire(
            thing, process=process, at=heard_at, is_free=lambda _: True
        )
    )
    assert held is None


async def get(services: Services, link: str = PERSON) -> bool:
    """Look a person up; return True if the lookup was paid for."""
    return not (await services.lookups.get("person", link, OPTIONS)).from_store


# -- a pause that Lix asks for ---------------------------------------------------------------


@pytest.mark.sandbox_options(*UNHURRIED, "--fault", "429:retry=99999999@person#1")
async def test_a_pause_is_shared_bounded_and_ended_by_an_answer(
    sandbox: Served, services: Services
) -> None:
    async with another(services) as other:
        services.waits.allow(2)
        with pytest.raises(StillWaiting, match="pause that Lix asked for"):
            await get(services)
        other.waits.allow(2)
        for wanted in (
            lambda: other.facets.values("TITLE", "engineer", place="test"),
            lambda: get(other, "https://www.linkedin.com/in/noah-stone"),
        ):
            with pytest.raises(StillWaiting, match="pause that Lix asked for"):
                await wanted()
        assert 200 < other.limiter.pause_left() <= 300
        await other.account.refresh(place="test")
        assert isinstance(other.account.problems["balances"], StillWaiting), "free, but it waits"
        assert sent_requests(sandbox) == ["person"], "nobody has sent anything"
        await other.account.refresh(place="test", through_pause=True)
        assert not other.account.problems
        assert await get(services), "the pause is over for everybody"


@pytest.mark.sandbox_options(*UNHURRIED, "--fault", "429:retry=99999999@person#1")
async def test_who_waits_goes_on_when_the_pause_is_ended(
    sandbox: Served, services: Services
) -> None:
    async with another(services) as other:
        waiting = asyncio.create_task(get(services))
        await until(lambda: services.limiter.pause_left() > 0)
        await other.end_pause()
        assert await waiting
    assert sent_requests(sandbox).count("person") == 2


@pytest.mark.sandbox_options(*UNHURRIED, "--fault", "429:retry=99999999")
async def test_a_pause_that_lix_still_wants_is_kept(sandbox: Served, services: Services) -> None:
    services.waits.allow(2)
    with pytest.raises(StillWaiting):
        await get(services)
    await services.end_pause()
    assert isinstance(services.account.problems["balances"], StillWaiting)
    assert services.limiter.pause_left() > 200
    assert sent_requests(sandbox) == ["person", "balances"]


@pytest.mark.sandbox_options(*UNHURRIED, "--fault", "429:retry=99999999@people_search#2")
async def test_a_search_that_waits_goes_on_when_the_pause_is_ended(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
    await session.load_next(place="test")
    loading = asyncio.create_task(session.load_next(place="test"))
    await until(lambda: services.limiter.pause_left() > 0)
    await until(lambda: services.waits.current is not None)
    await services.end_pause()
    await loading
    assert len(session.elements) == 20


@pytest.mark.sandbox_options(*UNHURRIED, "--fault", "429:retry=0.4@person")
async def test_many_short_pauses_are_bounded_together(sandbox: Served, services: Services) -> None:
    services.waits.allow(3)
    with pytest.raises(StillWaiting):
        await services.lookups.get("person", PERSON, LookupOptions("test", max_wait=float("inf")))
    assert 2 <= len(sent_requests(sandbox)) <= 5


@pytest.mark.sandbox_options(*UNHURRIED, "--fault", "429:retry=99999999@person#1")
async def test_a_cancelled_waiter_leaves_the_line(sandbox: Served, services: Services) -> None:
    waiting = asyncio.create_task(get(services))
    await until(lambda: services.limiter.pause_left() > 0)

    def line() -> int:
        count = "SELECT COUNT(*) FROM slot_waiters"
        return int(services.store._store.connection.sqlite.execute(count).fetchone()[0])

    async with asyncio.timeout(60):
        while await services.store.run(lambda _: line()) == 0:
            await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(60):
        while await services.store.run(lambda _: line()):
            await asyncio.sleep(0.01)
    assert services.waits.current is None
    assert await list_leases(services.store) == []


# -- leases of other processes ---------------------------------------------------------------


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_a_stopped_process_is_waited_for_and_named(
    sandbox: Served, services: Services, child: subprocess.Popen[bytes]
) -> None:
    child.send_signal(signal.SIGSTOP)
    assert becomes(child, State.STOPPED)
    await lend(services, str(named(child)), heard_at=0.0)
    services.waits.allow(0.3)
    with pytest.raises(StillWaiting, match=f"process {child.pid}, which is stopped"):
        await get(services)
    assert sent_requests(sandbox) == []
    child.kill()
    child.wait()
    assert await get(services), "what a dead process held is free at once"


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_one_that_waits_can_be_cancelled(
    sandbox: Served, services: Services, child: subprocess.Popen[bytes]
) -> None:
    await lend(services, str(named(child)), time())
    waiting = asyncio.create_task(get(services))
    await until(lambda: services.waits.current is not None)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until(lambda: services.waits.current is None)
    (held,) = await list_leases(services.store)
    assert (held.pid, held.state) == (child.pid, State.ALIVE)
    assert sent_requests(sandbox) == []


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_a_process_elsewhere_is_waited_for_while_it_is_heard_of(
    sandbox: Served, services: Services
) -> None:
    await lend(services, ELSEWHERE, time())
    services.waits.allow(0.3)
    with pytest.raises(StillWaiting, match="in another container"):
        await get(services)
    assert sent_requests(sandbox) == []


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_one_that_fell_silent_elsewhere_may_have_paid(
    sandbox: Served, services: Services
) -> None:
    await lend(services, ELSEWHERE, time() - SILENCE - 60)
    with pytest.raises(UncertainOutcome, match="hasn't been heard from for 11 min") as caught:
        await get(services)
    assert caught.value.exit_status == 7
    assert caught.value.may_have_cost
    assert "--retry 1" in str(caught.value)
    assert sent_requests(sandbox) == []
    async with another(services) as other:
        with pytest.raises(UncertainOutcome):
            await get(other)
    async with another(services) as other:
        other.requests.retries = 1
        assert await get(other), "it is sent again as the user wants it"
        assert other.requests.retries == 0
    assert sent_requests(sandbox) == ["person"]


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_to_ask_again_is_the_users_word(sandbox: Served, services: Services) -> None:
    session = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
    await lend(services, ELSEWHERE, time() - 2 * SILENCE, f"search {session.search_id}")
    await session.load_next(place="test")
    assert isinstance(session.problem, UncertainOutcome)
    assert session.retryable
    await session.load_next(place="test")
    assert len(session.elements) == 10


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_what_costs_nothing_is_asked_for_again(sandbox: Served, services: Services) -> None:
    await lend(services, ELSEWHERE, time() - 2 * SILENCE, "run 7")
    async with services.leases.lock("run 7"):
        (lease,) = await services.store.run(lambda store: store.leases.all())
        assert lease.process == this_process()


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_two_take_over_from_a_dead_process_and_one_pays(
    sandbox: Served, services: Services
) -> None:
    await lend(services, "4000000:1.00", time())
    async with another(services) as other:
        paid = await asyncio.gather(get(services), get(other))
    assert sorted(paid) == [False, True]
    assert sent_requests(sandbox) == ["person"]


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_a_holder_gives_signs_of_life(
    sandbox: Served, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "HEARTBEAT", 0.01)
    async with services.leases.lock("thing"):
        (first,) = await services.store.run(lambda store: store.leases.all())
        async with asyncio.timeout(60):
            while (await services.store.run(lambda store: store.leases.all()))[0] == first:
                await asyncio.sleep(0.01)
    assert await services.store.run(lambda store: store.leases.all()) == []


@pytest.mark.sandbox_options(*UNHURRIED)
async def test_what_another_one_took_over_is_not_sent(sandbox: Served, services: Services) -> None:
    """Send nothing after another process took the lease over, as it may from a stopped process."""
    services.limiter.penalise(1000)
    waiting = asyncio.create_task(get(services))
    await until(lambda: services.waits.current is not None)
    await lend(services, ELSEWHERE, time())
    await services.limiter.end_pause()
    with pytest.raises(LeaseLost):
        await waiting
    assert sent_requests(sandbox) == []
    lines = await services.store.run(lambda store: store.ledger.lines(9))
    assert lines == []
    (held,) = await list_leases(services.store)
    assert held.process == ELSEWHERE, "what is another one's is left alone"


async def test_closed_services_hold_nothing_that_later_ones_would_wait_for(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with another(services) as other:
        holding = other.leases.lock("thing")
        await holding.__aenter__()
    async with asyncio.timeout(60), services.leases.lock("thing"):
        pass
    with pytest.raises(StoreError):
        await other.store.run(lambda store: store.leases.all())
    await holding.__aexit__(None, None, None)


# -- outcomes of requests --------------------------------------------------------------------


async def test_only_a_silent_process_elsewhere_has_lost_its_request(services: Services) -> None:
    def send(process: str, at: float) -> None:
        services.store._store.ledger.begin(
            endpoint="person", pool="standard", cost=1, origin="test", at=at, process=process
        )

    silent, beating = (str(replace(identity(), pid=pid, place="there")) for pid in (7, 8))
    old = time() - 2 * SILENCE
    for process, at in (
        (ELSEWHERE, time() - 60),
        (silent, old),
        (beating, old),
        ("4000000:1.00", old),
    ):
        await services.store.run(lambda _: send(process, at))
    await lend(services, beating, time() - 60)
    async with another(services) as other:
        assert other.lost == 2
    lines = await services.store.run(lambda store: store.ledger.lines(9))
    assert [line.outcome for line in lines] == ["lost", "sent", "lost", "sent"]


@asynccontextmanager
async def opened(paths: Paths, *options: str) -> AsyncIterator[tuple[Served, Services]]:
    """Yield a sandbox with options, and the services over it."""
    with served(*UNHURRIED, *options) as sandbox:
        settings = Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL)
        services = await Services.open(settings, FoundKey(Key("any"), "session"))
        try:
            yield sandbox, services
        finally:
            await services.close()


FAILURES = ["500", "503", "html", "truncate", "reset", "garbage"]


@pytest.mark.parametrize("fault", FAILURES)
async def test_what_may_have_cost_is_not_sent_again_by_itself(fault: str, paths: Paths) -> None:
    async with opened(paths, "--fault", f"{fault}@person#1") as (sandbox, services):
        with pytest.raises(LixError, match="it may have cost a credit") as caught:
            await get(services)
        assert caught.value.exit_status == 7
        assert caught.value.stored_note
        assert len(sent_requests(sandbox)) == 1


@pytest.mark.parametrize("fault", FAILURES)
async def test_a_retry_is_counted_like_any_request(fault: str, paths: Paths) -> None:
    async with opened(paths, "--fault", f"{fault}@person#1") as (sandbox, services):
        services.requests.retries = services.requests.budget.per_run = 2
        assert await get(services)
        assert services.requests.retries == 1
        assert services.requests.budget.run_spent == 2
        lines = await services.store.run(lambda store: store.ledger.lines(9))
        assert [line.cost for line in lines] == [1, 1]
        assert len({line.id for line in lines}) == len(sent_requests(sandbox)) == 2


async def test_a_retry_keeps_to_the_budget(paths: Paths) -> None:
    async with opened(paths, "--fault", "500@person") as (sandbox, services):
        services.requests.retries, services.requests.budget.per_run = 5, 2
        with pytest.raises(BudgetReached):
            await get(services)
        assert len(sent_requests(sandbox)) == 2


async def test_a_retry_that_nobody_waits_for_is_not_sent(paths: Paths) -> None:
    async with opened(paths, "--fault", "500@person") as (sandbox, services):
        services.requests.retries = 5
        sandbox.answers.delay()
        waiting = asyncio.create_task(get(services))
        async with asyncio.timeout(60):
            while not await services.store.run(lambda store: store.ledger.lines(9)):
                await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        sandbox.answers.send()
        await services.requests.settle(60)
        assert len(sent_requests(sandbox)) == 1
        assert services.requests.retries == 5


# -- the list of leases ----------------------------------------------------------------------


async def test_only_abandoned_leases_are_cleared(
    services: Services, child: subprocess.Popen[bytes]
) -> None:
    await lend(services, str(named(child)), 0.0, "alive")
    await lend(services, "4000000:1.00", time(), "dead")
    await lend(services, ELSEWHERE, time(), "elsewhere")
    await lend(services, ELSEWHERE, time() - 2 * SILENCE, "uncertain")
    await lend(services, str(replace(identity(), place="b")), time() - 2 * SILENCE, "awakes")
    held = await list_leases(services.store)
    assert {one.thing: one.state.value for one in held} == {
        "alive": "alive", "dead": "dead", "elsewhere": "elsewhere", "uncertain": "uncertain",
        "awakes": "uncertain",
    }  # fmt: skip
    awake = next(one for one in held if one.thing == "awakes")
    await services.store.run(
        lambda store: store.leases.renew(["awakes"], process=awake.process, at=time())
    )
    assert await clear_leases(services.store, held) == 2
    left = {one.thing for one in await list_leases(services.store)}
    assert left == {"alive", "elsewhere", "awakes"}
