"""Connections: totals for the price of loading all, and pictures only where they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lix_tui.api.decoders import decode
from lix_tui.api.models.account import Balances, DailyAllowance
from lix_tui.api.models.person import Person
from lix_tui.services.kinds import CONNECTIONS
from lix_tui.services.queries.query import query_from_connections
from lix_tui.services.search.load_plan import RunProblem, plan_run
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import Served


async def first_page(services: Services) -> SearchSession:
    session = await services.searches.open(CONNECTIONS, query_from_connections("alfie-lambert"))
    await session.load_next(place="test")
    return session


@pytest.mark.parametrize("pictures", [False, True])
async def test_pictures_are_requested_only_where_they_are_shown(
    sandbox: Served, paths: Paths, pictures: bool
) -> None:
    chosen = Settings(
        paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=0, pictures=pictures
    )
    services = await Services.open(chosen, FoundKey(Key("any"), "session"))
    try:
        session = await first_page(services)
    finally:
        await services.close()
    (sent,) = sandbox.requests()
    params = dict(sent["params"])  # type: ignore[call-overload]  # parsed JSON
    assert params.get("include_profile_pictures") == (None if pictures else "false")
    people = [one.record for one in session.elements if isinstance(one.record, Person)]
    assert any(person.img for person in people) is pictures
    assert len(people) > 100


async def test_the_total_tells_what_is_left(services: Services) -> None:
    session = await first_page(services)
    assert session.state.total is not None
    with pytest.raises(RunProblem, match="loaded already"):
        plan_run(session, services)


async def test_loading_the_rest_is_free(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = replace(CONNECTIONS.paging, page_size=100)
    kind = replace(CONNECTIONS, paging=rule)
    session = await services.searches.open(kind, query_from_connections("alfie-lambert"))
    await session.load_next(place="test")
    plan = plan_run(session, services)
    assert plan.credits == 0
    assert plan.words.startswith(f"{plan.pages} more pages are free and take about ")
    assert "credit" not in plan.words


@pytest.mark.sandbox_options("--dialect", "connections=docs")
async def test_without_a_total_pages_are_loaded_one_by_one(services: Services) -> None:
    session = await first_page(services)
    assert session.elements
    assert session.state.total is None


@pytest.mark.parametrize(
    "answer",
    [
        b'{"refreshesAt": 1793664000}',
        b'{"refreshesAt": "1793664000"}',
        b'{"refreshesAt": "2026-11-03T00:00:00Z"}',
        b'{"refreshesAt": 1793664000, "refreshesAtISO": "2026-11-03T00:00:00Z"}',
        b'{"refreshesAtISO": "2026-11-03T00:00:00Z"}',
        b'{"refreshesAt": null, "refreshesAtISO": "2026-11-03T00:00:00Z"}',
        b'{"refreshes_at": "2026-11-03T00:00:00Z"}',
    ],
)
def test_the_reset_is_read_in_each_form(answer: bytes) -> None:
    allowance = decode("daily_allowance", answer)
    assert isinstance(allowance, DailyAllowance)
    assert allowance.refreshes_at == datetime(2026, 11, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "enterprise", "top_up"),
    [
        (b'{"enterprise": null, "autoTopUpEnabled": null}', None, None),
        (b'{"enterprise": true}', True, None),
        (b'{"autoTopUpEnabled": {"standard": true, "org": false}}', None, (True, False)),
    ],
)
def test_the_plan_is_read(
    body: bytes, enterprise: bool | None, top_up: tuple[bool, bool] | None
) -> None:
    balances = decode("balances", body)
    assert isinstance(balances, Balances)
    assert balances.enterprise is enterprise
    found = balances.auto_top_up_enabled
    assert (None if found is None else (found.standard, found.org)) == top_up
