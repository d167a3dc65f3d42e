"""Screens behind others: they are brought up to date when they are in front again."""

from __future__ import annotations

from lix_tui.app.app import LixApp
from lix_tui.screens.base import is_in_front, is_in_view
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.help import HelpScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from tests.support.screens import results
from tests.support.waits import rested, until


def screens_in_view(app: LixApp) -> list[SearchScreen]:
    found = [screen for screen in app.screen_stack if isinstance(screen, SearchScreen)]
    return [screen for screen in found if is_in_view(screen)]


async def test_a_covered_search_reads_records_when_it_is_in_front_again(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await rested(pilot, app)
        search = app.screen
        assert isinstance(search, SearchScreen)
        assert screens_in_view(app) == [search]
        joined = search.results.join.joined
        assert joined is not None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the profile opens")
        assert screens_in_view(app) == []
        await until(pilot, lambda: bool(app.screen.query(".section")), "the profile is shown")
        await until(pilot, lambda: joined.is_behind, "the search knows of the profile")
        await pilot.press("escape")
        await until(pilot, lambda: not joined.is_behind, "the search has read the profile")


async def test_a_screen_behind_a_dialog_is_in_view(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        search = app.screen
        assert isinstance(search, SearchScreen)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen), "the help opens")
        assert screens_in_view(app) == [search]
        assert not is_in_front(search)
