"""The clock is set while things are under way; ``python -m tests.faults`` tries every endpoint."""

from __future__ import annotations

import asyncio

import psutil
import pytest

from lix_tui.services.budget.processes import State, identity, state_of, this_process
from lix_tui.services.kinds import PEOPLE
from lix_tui.services.queries.query import query_from_text
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.services import Services
from tests.conftest import Served
from tests.faults.clocks import DAY, JUMPS, clock, clock_outcomes

OPTIONS = LookupOptions("test")
PERSON = "https://www.linkedin.com/in/olivia-shaw"


async def test_each_jump_is_survived_by_some_endpoints() -> None:
    outcomes = [outcome async for outcome in clock_outcomes(every=22)]
    assert [one for one in outcomes if one.wrong] == []
    assert len({outcome.fault for outcome in outcomes}) == 4


@pytest.mark.parametrize("jump", JUMPS.values(), ids=list(JUMPS))
async def test_a_refresh_is_one_whatever_the_clock_says(
    jump: float, sandbox: Served, services: Services
) -> None:
    first = await services.lookups.get("person", PERSON, OPTIONS)
    with clock() as set_clock:
        set_clock.move(jump)
        fresh = await services.lookups.get("person", PERSON, OPTIONS, refresh=True)
        assert not fresh.from_store
        kept = await services.lookups.get("person", PERSON, OPTIONS)
        assert kept.fetched_at == fresh.fetched_at != first.fetched_at
    assert sum(int(str(entry["cost"])) for entry in sandbox.requests()) == 2
    assert services.account.spent == {"standard": 2}


@pytest.mark.sandbox_options("--fault", "429:retry=0.3@people_search#1")
@pytest.mark.parametrize("jump", JUMPS.values(), ids=list(JUMPS))
async def test_a_page_that_was_put_off_comes_in_its_time(
    jump: float, sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
    await session.load_next(place="test", max_wait=0.0)
    assert session.waiting
    with clock() as set_clock:
        set_clock.move(jump)
        assert session.wait_left <= 0.3
        async with asyncio.timeout(10):
            await session.load_next(place="test", max_wait=1.0)
        assert len(session.elements) == 10


async def test_setting_the_clock_kills_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    if not psutil.LINUX:
        pytest.skip("elsewhere the system writes down the time of day")
    parent = psutil.Process().ppid()
    begun = psutil.Process(parent).create_time() - psutil.boot_time()
    name, boot = f"{parent}:{begun:.2f}@{identity().place}@here", psutil.boot_time()
    monkeypatch.setattr("psutil._pslinux.boot_time", lambda: boot + DAY)
    assert state_of(name, 0.0, 1e9) in (State.ALIVE, State.STOPPED)
    assert state_of(name.replace(":", ":9"), 0.0, 1e9) is State.DEAD
    assert state_of(this_process(), 0.0, 1e9) is State.ALIVE
