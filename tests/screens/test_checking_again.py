"""Asking for an email address again: every status but VALID, ten times, until escape."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.services.queries.destination import Destination
from lix_tui.settings.settings import Settings
from tests.support.screens import keys, written
from tests.support.waits import until

UNKNOWN, RISKY = "joanna-pawlowski", "marcus-marshall"


async def email_requests(app: LixApp) -> int:
    """Return the number of answered requests for an email address."""
    services = await app.services()
    lines = await services.store.run(lambda store: store.ledger.lines(100))
    outcomes = [line.outcome for line in lines if line.endpoint == "email"]
    assert set(outcomes) <= {"ok", "kept", "rate_limit"}, outcomes  # a busy machine sends early
    return outcomes.count("ok")


async def at_address(pilot: Pilot[int], app: LixApp, who: str, status: str) -> DetailScreen:
    await app.services()
    link = f"https://www.linkedin.com/in/{who}"
    app.navigation.open(Destination("", "", endpoint="email", link=link, name=who))
    await until(pilot, lambda: status in written(app), "the status is shown")
    screen = app.screen
    assert isinstance(screen, DetailScreen)
    await until(pilot, lambda: "Check again · 1 Email if VALID" in keys(app), "and the price")
    return screen


@pytest.mark.parametrize(("who", "status"), [(UNKNOWN, "UNKNOWN"), (RISKY, "RISKY")])
async def test_every_status_but_valid_is_checked_ten_times(
    who: str, status: str, demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(replace(demo_settings, confirm="never"))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await at_address(pilot, app, who, status)
        heads: list[str] = []
        head = screen._head

        def note(name: str, *lines: str) -> None:
            heads.append("\n".join(lines))
            head(name, *lines)

        monkeypatch.setattr(screen, "_head", note)
        await pilot.press("c")
        await until(pilot, lambda: "check 10 of 10" in "".join(heads), "the last check")
        await until(pilot, lambda: not screen._is_waiting, "it ends")
        assert all(f"check {n} of 10: {status}" in "".join(heads) for n in range(1, 11))
        assert await email_requests(app) == 11
        assert status in written(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen, "nothing is waited for: it goes back")


async def test_escape_stops_the_checks_and_the_next_one_goes_back(demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, confirm="never", rate_interval=0.2))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await at_address(pilot, app, UNKNOWN, "UNKNOWN")
        await pilot.press("c")
        await until(pilot, lambda: "check 1 of 10: UNKNOWN" in written(app), "the first check")
        await pilot.press("escape")
        await until(pilot, lambda: "check 1 of 10" not in written(app), "it is stopped")
        assert app.screen is screen
        asked = await email_requests(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen, "the next one goes back")
        assert await email_requests(app) == asked


async def test_an_escape_after_no_goes_back(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 30)) as pilot:
        await app.services()
        link = f"https://www.linkedin.com/in/{UNKNOWN}"
        app.navigation.open(Destination("", "", endpoint="email", link=link, name=UNKNOWN))
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "an email is asked for")
        await pilot.press("enter")
        await until(pilot, lambda: "UNKNOWN" in written(app), "the status is shown")
        screen = app.screen
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "checking asks")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "no")
        await pilot.pause()
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen, "it goes back at once")
