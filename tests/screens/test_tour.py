"""The tour: over the real app, never in the way, offered once."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.commands.commands import COMMANDS
from lix_tui.services.commands.keymap import make_keymap
from lix_tui.services.commands.tour import STEPS, Tour
from lix_tui.settings.settings import Paths, Settings
from lix_tui.widgets.tour_bar import TourBar
from tests.conftest import INTERVAL
from tests.support.screens import results
from tests.support.waits import rested, until
from tests.support.welcome import terminal_text, welcomed


def bar(app: LixApp) -> str:
    bars = [str(bar.render()) for screen in app.screen_stack for bar in screen.query(TourBar)]
    assert len(bars) <= 1, "there is one bar at most"
    return bars[0] if bars else ""


async def at_step(app: LixApp, pilot: Pilot[int], number: int) -> None:
    await until(pilot, lambda: f"step {number} of {len(STEPS)}" in bar(app), f"step {number} comes")


def let_tour_check(app: LixApp) -> None:
    """Let the tour check the screen on top, as its timer does five times a second."""
    assert app.tour.running is not None
    app.tour.running.update()


def test_each_step_names_commands_that_there_are() -> None:
    ids = {command.id for command in COMMANDS}
    for step in STEPS:
        assert set(step.commands) <= ids
        assert step.words.count("{}") == len(step.commands)
    assert len({step.done for step in STEPS}) == len(STEPS) == 8


def test_keys_are_the_users_and_costs_are_said_with_a_key() -> None:
    tour = Tour()
    keymap = make_keymap("default", {"search.query": "ctrl+f"})
    assert "Press ctrl+f to go to the query" in tour.texts(keymap, demo=True)[1]
    assert "credit" not in tour.texts(keymap, demo=True)[1]
    assert "1 Standard credit" in tour.texts(keymap, demo=False)[1]


async def test_the_whole_tour(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await app.services()
        await pilot.press("alt+h")
        await at_step(app, pilot, 1)
        assert isinstance(app.focused, Input), "the query still has the keys"
        await pilot.press(*"solutions", "enter")
        await at_step(app, pilot, 2)
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("j")
        await at_step(app, pilot, 3)
        await pilot.press("enter")
        await at_step(app, pilot, 4)
        await until(pilot, lambda: bool(app.screen.query("CareerTimeline")), "the career is drawn")
        assert app.screen.query(TourBar), "the bar is on the record"
        await pilot.press("l")
        await at_step(app, pilot, 5)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "the results are back")
        await pilot.press("f")
        await at_step(app, pilot, 6)
        await pilot.press("escape", "L")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the cost is said")
        let_tour_check(app)
        await pilot.press("escape")
        await at_step(app, pilot, 7)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "the export opens")
        let_tour_check(app)
        await pilot.press("escape")
        await at_step(app, pilot, 8)
        await pilot.press("f1")
        await until(pilot, lambda: app.tour.running is None, "it has ended")
        await pilot.press("escape")
        await until(pilot, lambda: not bar(app), "the bar is gone")
        assert any("You have finished the tour" in n.message for n in app._notifications)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_steps_can_be_passed_over_and_the_tour_ended(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        services = await app.services()
        await pilot.press("alt+h")
        for number in range(1, len(STEPS) + 1):
            await at_step(app, pilot, number)
            assert app.screen.query_one(TourBar).region.bottom <= size[1] - 2
            await pilot.press("alt+n")
        await until(pilot, lambda: app.tour.running is None and not bar(app), "it has ended")
        assert services.account.spent == {}
        await pilot.press("alt+h")
        await at_step(app, pilot, 1)
        await pilot.press("alt+x")
        await until(pilot, lambda: app.tour.running is None and not bar(app), "it is ended")


@pytest.mark.parametrize("key", ["f1", "ctrl+p", "Y", "ctrl+o", "f12"])
async def test_its_keys_are_hidden_while_a_dialog_is_open(
    demo_settings: Settings, key: str
) -> None:
    """Show the keys of the tour only on the screen where they work, in a bar of one height."""
    keys = "alt+n: skip · alt+x: end the tour"
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.services()
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("alt+h")
        await at_step(app, pilot, 2)
        below = app.screen
        await until(pilot, lambda: keys in terminal_text(app), "the keys are shown")
        height = below.query_one(TourBar).region.height
        await pilot.press(key)
        await until(pilot, lambda: app.screen is not below, "the dialog is open")
        await until(pilot, lambda: keys not in terminal_text(app), "the keys are hidden")
        assert keys not in bar(app)
        assert "step 2" in bar(app)
        await pilot.press("alt+n")
        let_tour_check(app)
        assert below.query_one(TourBar).region.height == height
        await pilot.press("escape")
        await until(pilot, lambda: keys in terminal_text(app), "the keys are shown again")


async def test_leaving_in_the_middle_of_the_tour_is_no_failure(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test() as pilot:
        await app.services()
        await pilot.press("alt+h")
        await at_step(app, pilot, 1)
        touring = app.tour.running
        assert touring is not None
    touring.update()  # the tour's timer may fire while the app closes


async def test_it_is_offered_after_the_welcome_and_only_once(paths: Paths) -> None:
    settings = Settings(paths=paths, rate_interval=INTERVAL, sources={"rate_interval": "the test"})
    for first in (True, False):
        app = LixApp(settings)
        async with app.run_test(size=(100, 34)) as pilot:
            await welcomed(app, pilot)
            await pilot.press("enter")
            await app.services()
            if first:
                offered = lambda: isinstance(app.screen, ConfirmScreen)  # noqa: E731
                await until(pilot, offered, "it is offered")
                await pilot.press("y")
                await at_step(app, pilot, 1)
            else:
                await rested(pilot, app)
                assert isinstance(app.screen, SearchScreen)
                assert app.tour.running is None
            assert not isinstance(app.screen, DetailScreen)
