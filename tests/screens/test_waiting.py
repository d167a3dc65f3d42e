"""Waiting in the explorer: the status bar names it, esc: cancel it, r ends Lix's pause."""

from __future__ import annotations

import signal
import subprocess
from time import time

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.account import AccountScreen
from lix_tui.services.budget.processes import State
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served
from tests.support.processes import becomes, child, named
from tests.support.screens import results, status, written
from tests.support.waits import until

__all__ = ["child"]

PERSON = "https://www.linkedin.com/in/olivia-shaw"
PAUSE = "Lix asked for a pause: "


@pytest.fixture
def app(sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> LixApp:
    monkeypatch.setenv("LIX_API_KEY", "any")
    return LixApp(Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL))


def requests_to(sandbox: Served, endpoint: str) -> int:
    return sum(entry["endpoint"] == endpoint for entry in sandbox.requests())


@pytest.mark.sandbox_options("--interval", "0", "--fault", "429:retry=99999999@people_search#1")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_pause_is_named_cancelled_and_ended_by_refreshing(
    app: LixApp, sandbox: Served, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: PAUSE in status(app), "the pause is named")
        await until(pilot, lambda: "esc cancels" in status(app), "so is the way out")
        assert "min" in status(app)
        assert "days" not in status(app)
        await pilot.press("escape")
        await until(pilot, lambda: "esc cancels" not in status(app), "it is cancelled")
        assert PAUSE in status(app), "the pause lasts"
        assert requests_to(sandbox, "people_search") == 1
        before = requests_to(sandbox, "balances")
        await pilot.press("r")
        await until(pilot, lambda: results(app).row_count == 10, "the page comes after all")
        await until(pilot, lambda: PAUSE not in status(app), "the pause is over")
        assert requests_to(sandbox, "balances") == before + 1
        assert requests_to(sandbox, "people_search") == 2


@pytest.mark.sandbox_options("--interval", "0", "--fault", "429:retry=99999999@people_search#1")
async def test_what_waits_goes_on_once_the_account_was_refreshed(app: LixApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: PAUSE in status(app), "the pause is named")
        await until(pilot, lambda: "esc cancels" in status(app), "the search waits")
        await pilot.press("8")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen), "the account opens")
        await pilot.press("r")
        await until(pilot, lambda: PAUSE not in status(app), "the pause is over")
        await pilot.press("1")
        await until(pilot, lambda: results(app).row_count == 10, "the search has gone on")


@pytest.mark.sandbox_options("--interval", "0", "--fault", "429:retry=99999999@person#1")
async def test_refreshing_a_record_ends_the_pause(app: LixApp, sandbox: Served) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.services_now is not None, "the services are up")
        assert await app.navigation.open_text(PERSON) is None
        await until(pilot, lambda: "esc: cancel" in written(app), "it is fetched")
        await until(pilot, lambda: PAUSE in status(app), "the pause is named")
        assert "esc: cancel" in written(app)
        await pilot.press("r")
        await until(pilot, lambda: "fetched now" in written(app), "the record is there")
        await until(pilot, lambda: PAUSE not in status(app), "the pause is over")
        assert requests_to(sandbox, "person") == 2


@pytest.mark.sandbox_options("--interval", "0")
async def test_a_stopped_process_is_named_and_escape_stops_the_wait(
    app: LixApp, sandbox: Served, child: subprocess.Popen[bytes]
) -> None:
    child.send_signal(signal.SIGSTOP)
    assert becomes(child, State.STOPPED)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.services_now is not None, "the services are up")
        assert app.services_now is not None
        await app.services_now.store.run(
            lambda store: store.leases.acquire(
                "search 1", process=str(named(child)), at=time(), is_free=lambda _: True
            )
        )
        await pilot.press(*"engineer", "enter")
        who = f"another lix-tui (process {child.pid}, which is stopped)"
        await until(pilot, lambda: f"{who}: " in status(app), "it is named")
        assert "so far · esc cancels" in status(app)
        await pilot.press("escape")
        await until(pilot, lambda: who not in status(app), "nobody waits any more")
        assert requests_to(sandbox, "people_search") == 0
        child.kill()
        child.wait()
        await pilot.press("m")
        await until(pilot, lambda: results(app).row_count == 10, "a dead process holds nothing")
        assert requests_to(sandbox, "people_search") == 1
