"""Long runs: behind the user, paused and gone on with, nothing paid for twice."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from lix_tui.api.limiter import Lane
from lix_tui.paging.states import Exhausted
from lix_tui.services.runs.joined_table import write_joined
from lix_tui.services.runs.lookup_plan import plan_lookups
from lix_tui.services.runs.lookup_run import FAILED
from lix_tui.services.runs.overview import home_rows, query_of_row
from lix_tui.services.runs.run_table import table_of_run
from lix_tui.services.services import Services
from tests.conftest import Served
from tests.support.runs import NEVER, bought, people, session_of

PEOPLE = ("olivia-shaw", "thomas-thornton", "avi-biton")


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


async def settled(services: Services) -> None:
    """Wait until no run, request or waiter for a slot is left, so that nothing can be sent."""
    await until(
        lambda: (
            not services.runs.running
            and not services.requests.on_the_way
            and not any(services.limiter.waiting(lane) for lane in Lane)
        )
    )


async def test_all_of_a_search_is_loaded_behind_the_user(
    services: Services, sandbox: Served
) -> None:
    session = await session_of(services)
    run = await services.runs.load_all(session)
    assert await services.runs.load_all(session) is run
    await until(lambda: run.completed >= 4)
    assert run.rate
    assert "a minute" in run.progress_words
    await run.wait_until_done()
    assert (run.status, run.completed) == ("done", run.total)
    assert isinstance(session.state.status, Exhausted)
    assert run.reason == f"All {len(session.elements)} shown."
    assert set(bought(sandbox, "people_search").values()) == {1}
    assert services.runs.running == []


async def test_a_run_is_paused_and_gone_on_with(services: Services, sandbox: Served) -> None:
    session = await session_of(services)
    run = await services.runs.load_all(session)
    await until(lambda: run.completed >= 3)
    await run.pause()
    done, asked = run.completed, len(sandbox.requests())
    await settled(services)
    assert (run.status, run.reason, run.completed) == ("paused", "Paused.", done)
    assert len(sandbox.requests()) == asked
    again = await services.runs.load_all(session)
    await again.wait_until_done()
    assert again.status == "done"
    assert set(bought(sandbox, "people_search").values()) == {1}


async def test_escape_on_the_page_stops_the_run(services: Services) -> None:
    session = await session_of(services)
    run = await services.runs.load_all(session)
    await until(lambda: run.completed >= 2 and session.loading)
    session.cancel()
    await run.wait_until_done()
    assert (run.status, run.reason) == ("paused", "Stopped. Press <search.all> to continue.")


@pytest.mark.sandbox_options("--fault", "429@people_search%3")
async def test_a_run_survives_the_rate_limit(services: Services, sandbox: Served) -> None:
    session = await session_of(services)
    run = await services.runs.load_all(session)
    await run.wait_until_done()
    assert (run.status, run.completed) == ("done", run.total)
    assert set(bought(sandbox, "people_search").values()) == {1}


@pytest.mark.sandbox_options("--fault", "500@people_search#4")
async def test_what_may_have_cost_stops_a_run_and_is_not_asked_again(
    services: Services, sandbox: Served
) -> None:
    session = await session_of(services)
    run = await services.runs.load_all(session)
    await run.wait_until_done()
    asked = len(sandbox.requests())
    await settled(services)
    assert run.status == "paused"
    assert "it may have cost a credit" in run.reason
    assert len(sandbox.requests()) == asked
    rows = await home_rows(services.store, services.runs)
    assert "load all stopped" in rows[0].state
    assert rows[0].search is not None
    assert query_of_row(rows[0].search).key == session.query.key


async def test_an_outage_is_sat_out(
    services: Services, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.services.runs.run.OUTAGE_PAUSES", (0.2,))
    session = await session_of(services)
    bases = dict(services.client._bases)
    run = await services.runs.load_all(session)
    await until(lambda: run.completed >= 2)
    for host in bases:
        services.client._bases[host] = "http://127.0.0.1:9"  # no server listens on this port
    await until(lambda: "No connection" in run.reason)
    assert run.status == "running"
    services.client._bases.update(bases)
    await run.wait_until_done()
    assert (run.status, run.completed) == ("done", run.total)


async def test_a_list_costs_each_record_once_and_what_is_kept_nothing(
    services: Services, sandbox: Served, tmp_path: Path
) -> None:
    given = people(PEOPLE[0], PEOPLE[1], PEOPLE[0], "nobody-at-all-x")
    plan = await plan_lookups(services, given)
    assert plan.credits == 3
    assert "4 inputs: 3 profiles" in plan.words
    run = await services.runs.look_up(given, title="list", result_file=None, again=NEVER)
    await run.wait_until_done()
    assert (run.status, run.reason) == ("done", "2 fetched from Lix, 1 not found.")
    more = people(*PEOPLE)
    assert (await plan_lookups(services, more)).credits == 1
    run = await services.runs.look_up(more, title="more", result_file=None, again=NEVER)
    await run.wait_until_done()
    assert run.reason == "2 already stored (free), 1 fetched from Lix."
    assert set(bought(sandbox, "person").values()) == {1}
    assert len(bought(sandbox, "person")) == 3
    path = tmp_path / "out.csv"
    (row,) = [row for row in await services.runs.list_recent() if row.id == run.id]
    table = await table_of_run(services, row, run.items, "csv", unsaved={}, viewer_id=None)
    write_joined(table, path, "csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert [row["lix_status"] for row in rows] == ["found"] * 3
    assert (rows[0]["name"], rows[0]["lix_name"]) == (PEOPLE[0], "Olivia Shaw")
    assert path.stat().st_mode & 0o077 == 0


async def test_the_same_list_goes_on_where_it_stopped(services: Services, sandbox: Served) -> None:
    given = people(*PEOPLE, "nobody-at-all-x")
    run = await services.runs.look_up(given, title="list", result_file=None, again=NEVER)
    await until(lambda: run.completed >= 1)
    await run.pause()
    assert run.completed < 4
    again = await services.runs.look_up(given, title="list", result_file=None, again=NEVER)
    assert again.id == run.id
    await again.wait_until_done()
    assert (again.status, again.completed) == ("done", 4)
    assert set(bought(sandbox, "person").values()) == {1}
    asked = len(sandbox.requests())
    once_more = await services.runs.look_up(given, title="list", result_file=None, again=NEVER)
    await once_more.wait_until_done()
    assert len(sandbox.requests()) == asked, "what was not found is not asked for again either"


@pytest.mark.sandbox_options("--fault", "500@person")
async def test_three_failures_in_a_row_stop_a_list(services: Services, sandbox: Served) -> None:
    given = people(*PEOPLE, "priya-mitchell", "ethan-fletcher")
    run = await services.runs.look_up(given, title="list", result_file=None, again=NEVER)
    await run.wait_until_done()
    assert run.status == "paused"
    assert run.reason.startswith("3 lookups failed in a row")
    assert len(sandbox.requests()) == 3
    assert [item.outcome for item in run.items] == [FAILED, FAILED, FAILED, "", ""]


@pytest.mark.sandbox_options("--fault", "queued@person%2")
async def test_what_lix_queues_is_asked_for_later_while_others_go_on(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.services.runs.lookup_run.QUEUED_WAIT", 0.2)
    run = await services.runs.look_up(people(*PEOPLE), title="list", result_file=None, again=NEVER)
    await run.wait_until_done()
    assert (run.status, run.reason) == ("done", "3 fetched from Lix.")
