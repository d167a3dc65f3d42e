"""Long runs over failures, outages and lookups that take a while: what goes on and what stops."""

from __future__ import annotations

import asyncio

import pytest

from lix_tui.api.errors import NetworkError
from lix_tui.services.runs.lookup_batch import build_batch
from lix_tui.services.runs.lookup_list import LookupInput
from lix_tui.services.runs.run import OUTAGE_PAUSES, is_outage, outage_pause
from lix_tui.services.services import Services
from tests.conftest import Served
from tests.support.runs import NEVER, bought, people, session_of

SIX = (
    "olivia-shaw", "thomas-thornton", "avi-biton", "priya-mitchell", "ethan-fletcher",
    "sanjay-nair",
)  # fmt: skip


def failing(*numbers: int) -> list[str]:
    return [word for number in numbers for word in ("--fault", f"500@person#{number}")]


@pytest.mark.sandbox_options(*failing(1, 2, 4, 5))
async def test_failures_stop_a_list_only_in_a_row(services: Services, sandbox: Served) -> None:
    run = await services.runs.look_up(people(*SIX), title="list", result_file=None, again=NEVER)
    await run.wait_until_done()
    outcomes = [item.outcome for item in run.items]
    assert outcomes == ["failed", "failed", "fetched"] * 2
    assert run.status == "done"


@pytest.mark.sandbox_options(*failing(1, 2), "--fault", "not_found@person#3", *failing(4, 5))
async def test_an_answer_that_nobody_is_there_ends_the_row_too(services: Services) -> None:
    run = await services.runs.look_up(people(*SIX), title="list", result_file=None, again=NEVER)
    await run.wait_until_done()
    assert [item.outcome for item in run.items] == [
        "failed", "failed", "not found", "failed", "failed", "fetched",
    ]  # fmt: skip
    assert run.status == "done"


@pytest.mark.sandbox_options("--fault", "reset@person#2")
async def test_a_connection_that_breaks_stops_a_list_before_it_pays_again(
    services: Services, sandbox: Served
) -> None:
    run = await services.runs.look_up(people(*SIX), title="list", result_file=None, again=NEVER)
    await run.wait_until_done()
    assert run.status == "paused"
    assert isinstance(run.problem, NetworkError)
    assert [item.outcome for item in run.items] == ["fetched", "failed", "", "", "", ""]
    assert len(sandbox.requests()) == 2
    again = await services.runs.look_up(people(*SIX), title="list", result_file=None, again=NEVER)
    await again.wait_until_done()
    assert [item.outcome for item in again.items][:3] == ["fetched", "failed", "fetched"]
    assert len(sandbox.requests()) == 6, "what may have cost a credit isn't sent again unasked"


@pytest.mark.sandbox_options("--dialect", "lookc_polls=3")
async def test_a_list_waits_for_what_lix_works_on(services: Services, sandbox: Served) -> None:
    given = build_batch([LookupInput("sanjay.nair@foxbank.example")], ["person_by_email"])
    run = await services.runs.look_up(given, title="list", result_file=None, again=NEVER)
    await run.wait_until_done()
    assert (run.status, run.reason) == ("done", "1 fetched from Lix.")
    assert len(bought(sandbox, "person_by_email")) == 1


@pytest.mark.sandbox_options(*failing(1))
async def test_what_failed_is_tried_again_only_when_asked_for(
    services: Services, sandbox: Served
) -> None:
    given = people(*SIX[:2])
    for again, outcomes, asked in (
        (NEVER, ["failed", "fetched"], 2),
        (NEVER, ["failed", "kept"], 2),
        (frozenset({"not found"}), ["failed", "kept"], 2),
        (frozenset({"failed"}), ["fetched", "kept"], 3),
    ):
        run = await services.runs.look_up(given, title="list", result_file=None, again=again)
        await run.wait_until_done()
        assert [item.outcome for item in run.items] == outcomes
        assert len(sandbox.requests()) == asked


async def test_a_run_waits_for_the_page_that_the_user_has_asked_for(
    services: Services, sandbox: Served
) -> None:
    session = await session_of(services)
    sandbox.answers.delay()
    asked = asyncio.create_task(session.load_next(place="test"))
    while not session.sent:
        await asyncio.sleep(0.005)
    run = await services.runs.load_all(session)
    while run.notify_listeners not in session.listeners:  # then it waits for the page
        await asyncio.sleep(0.005)
    assert run.status == "running"
    sandbox.answers.send()
    await asked
    await run.wait_until_done()
    assert (run.status, run.completed) == ("done", run.total)
    assert set(bought(sandbox, "people_search").values()) == {1}


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [(0, OUTAGE_PAUSES[0]), (1, OUTAGE_PAUSES[1]), (4, 60.0), (5, 60.0), (99, 60.0)],
)
def test_an_outage_is_sat_out_longer_and_longer(tries: int, seconds: float) -> None:
    assert outage_pause(tries) == seconds


@pytest.mark.parametrize("may_have_cost", [True, False])
def test_only_what_cannot_have_cost_is_an_outage(may_have_cost: bool) -> None:
    assert is_outage(NetworkError("Gone", may_have_cost=may_have_cost)) is not may_have_cost
    assert not is_outage(ValueError())
    assert not is_outage(None)
