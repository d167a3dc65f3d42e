"""Only commands that are declared to buy may spend, and those show their price."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.services.action_prices import UndeclaredPurchase
from lix_tui.services.commands.command import Command
from lix_tui.services.commands.commands import COMMANDS, COMMANDS_BY_ID
from lix_tui.settings.settings import Settings
from lix_tui.widgets.key_bar import KeyBar
from tests.support.filters import open_panel
from tests.support.purchases import bought
from tests.support.screens import results, to_a_run, written
from tests.support.waits import rested, until

Opened = Callable[[Pilot[int], LixApp], Awaitable[None]]
FOOTER_SOURCES = {"opening", "request", "lookups"}
"""Sources of a price that stands in the footer."""


async def a_search(pilot: Pilot[int], app: LixApp) -> None:
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "people are shown")


async def the_filters(pilot: Pilot[int], app: LixApp) -> None:
    await a_search(pilot, app)
    await open_panel(pilot, app, "people")


async def a_record(pilot: Pilot[int], app: LixApp) -> None:
    await a_search(pilot, app)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, DetailScreen), "a record is opened")
    await until(pilot, lambda: "fetched now" in written(app), "it is fetched")


async def an_area(pilot: Pilot[int], app: LixApp, name: str) -> None:
    await a_search(pilot, app)
    await app.run_action(f"area('{name}')")
    await pilot.press("escape")


async def home(pilot: Pilot[int], app: LixApp) -> None:
    await an_area(pilot, app, "home")


async def library(pilot: Pilot[int], app: LixApp) -> None:
    await an_area(pilot, app, "library")


async def account(pilot: Pilot[int], app: LixApp) -> None:
    await an_area(pilot, app, "account")


SCREENS: dict[str, Opened] = {
    "search": a_search,
    "filters": the_filters,
    "record": a_record,
    "home": home,
    "library": library,
    "account": account,
    "run": to_a_run,
}


def commands_in_front(app: LixApp) -> list[Command]:
    """Return the declared commands whose keys work now."""
    ids = {active.binding.id for active in app.screen.active_bindings.values()}
    return [command for command in COMMANDS if command.id in ids]


@pytest.mark.parametrize("name", SCREENS)
async def test_a_command_that_is_not_declared_to_buy_spends_nothing(
    name: str, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.services()
        await SCREENS[name](pilot, app)
        await rested(pilot, app)
        before, screen = await bought(app), app.screen
        tried = [c for c in commands_in_front(app) if not c.buys and c.scope != "app"]
        assert len(tried) > 1
        for command in tried:
            owners = {a.binding.id: a.node for a in app.screen.active_bindings.values()}
            if (owner := owners.get(command.id)) is None:
                continue  # another command took the cursor elsewhere
            await app.run_action(command.action, owner)
            await pilot.pause()
            await _close_others(pilot, app, screen)
            assert await bought(app) == before, f"{command.id} spent a credit"
        await rested(pilot, app)
        assert await bought(app) == before


async def _close_others(pilot: Pilot[int], app: LixApp, screen: Screen[object]) -> None:
    """Close whatever a command has opened."""
    for _ in range(4):
        if app.screen is screen or screen not in app.screen_stack:
            return
        await pilot.press("escape")
        await pilot.pause()


@pytest.mark.parametrize("name", SCREENS)
async def test_a_command_that_buys_has_its_price_in_the_footer(
    name: str, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(240, 40)) as pilot:
        await app.services()
        await SCREENS[name](pilot, app)
        await rested(pilot, app)
        bar = app.screen.query_one(KeyBar)
        for command in commands_in_front(app):
            price = bar.price_of(command.id)
            if price is not None and price.price.buys:
                assert bar.is_price_visible(command.id)
                assert price.words in bar.render().plain
                assert FOOTER_SOURCES & set(command.buys)


async def test_an_undeclared_command_is_refused(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await a_search(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "a record is opened")
        screen = app.screen
        assert isinstance(screen, DetailScreen)
        acted: list[str] = []
        with pytest.raises(UndeclaredPurchase):
            screen.offers.buy("record.copy", lambda: acted.append("copied"))
        assert not COMMANDS_BY_ID["record.copy"].buys
        screen.offers.show({"record.refresh": None})
        screen.offers.buy("record.refresh", lambda: acted.append("refreshed"))
        assert acted == [], "a command without a price buys nothing"
