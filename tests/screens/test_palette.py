"""The palette finds saved queries and records too; the jump overlay goes to a pane."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.jump import JumpScreen
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.results_table import ResultsTable
from tests.support.screens import provider_of, results
from tests.support.waits import rested, until

HOSTILE = "CTO [/ [@click=app.quit]x[/] [red]"


def offered(app: LixApp) -> str:
    """Return the entries of the palette, a line each."""
    options = app.screen.query_one(OptionList)
    count = options.option_count
    return "\n".join(str(options.get_option_at_index(i).prompt) for i in range(count))


async def open_palette(pilot: Pilot[int], app: LixApp, text: str) -> None:
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(app.screen, CommandPalette), "the palette opens")
    await pilot.press(*text)


async def test_it_finds_saved_queries_and_records(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks for a name")
        app.screen.query_one(Input).value = HOSTILE
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, PromptScreen), "it is named")
        await rested(pilot, app)
        await open_palette(pilot, app, "cto")
        await until(pilot, lambda: HOSTILE in offered(app), "the saved query is offered")
        await pilot.press("escape")
        name = provider_of(app).cells(0)[0]
        await open_palette(pilot, app, name.lower())
        await until(pilot, lambda: name in offered(app), "the record is offered")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "it opens")


async def test_it_has_the_commands_of_the_pane_in_front(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await open_palette(pilot, app, "")
        await pilot.press(*"mark", "space", *"all")
        await until(pilot, lambda: "Mark every loaded row" in offered(app), "it is offered")
        await pilot.press("down", "enter")
        screen = app.screen_stack[0]
        assert isinstance(screen, SearchScreen)
        await until(pilot, lambda: len(screen.results.marked_elements()) == 10, "all are marked")


async def test_a_letter_goes_to_a_pane(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await pilot.press("semicolon")
        assert isinstance(app.screen, JumpScreen)
        await pilot.press("a")
        assert isinstance(app.focused, Input), "the query is the first pane"
        await pilot.press("alt+j", "s")
        assert isinstance(app.focused, ResultsTable)
        await pilot.press("semicolon", "escape")
        assert isinstance(app.focused, ResultsTable)
