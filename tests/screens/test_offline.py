"""Offline nothing that would be sent is offered, and what is stored is free."""

from __future__ import annotations

from dataclasses import replace

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.lookup_page import LookupPage
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.query_bar import QueryBar
from tests.support.purchases import bought
from tests.support.screens import keys, places, results, written
from tests.support.waits import until


async def stored(settings: Settings) -> None:
    """Buy a page and the profile of its first row."""
    app = LixApp(settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("enter")
        await until(pilot, lambda: "fetched now" in written(app), "the profile is fetched")


async def test_offline_no_key_has_a_price(demo_settings: Settings) -> None:
    await stored(demo_settings)
    app = LixApp(replace(demo_settings, offline=True))
    async with app.run_test(size=(160, 40)) as pilot:
        bar = str(app.screen.query_one(QueryBar).query_one("#query").border_subtitle)
        assert "credit" not in bar
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "the stored page is shown")
        await until(pilot, lambda: "Open · free, stored just now" in keys(app), "it is stored")
        assert "Company · not stored, offline" in keys(app)
        for words in ("1 Standard", "1 Org", "Next page", "Refresh"):
            assert words not in keys(app)
        assert "credit" not in results(app).status_line
        assert "not stored, offline" in results(app).status_line
        await pilot.press("j")
        await until(pilot, lambda: "Open · not stored, offline" in keys(app), "the next is not")
        for key in ("m", "r", "L", "E", "G", "j"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, SearchScreen), key
            assert results(app).row_count == 10
        said = [note.message for note in app._notifications]
        assert any("lix-tui is offline" in message for message in said)
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        assert "credit" not in places(app)
        assert "not stored, offline" in places(app)
        await pilot.press("escape", "g", "enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the stored one opens")
        await until(pilot, lambda: "stored just now" in written(app), "from the store")
        for words in ("1 Standard", "1 Org", "Refresh"):
            assert words not in keys(app)
        await pilot.press("r")
        await pilot.pause()
        assert not isinstance(app.screen, ConfirmScreen | LookupPage)
        assert "stored just now" in written(app)
        assert len(await bought(app)) == 2


async def test_offline_a_record_that_is_not_stored_says_so(demo_settings: Settings) -> None:
    await stored(demo_settings)
    app = LixApp(replace(demo_settings, offline=True))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "the stored page is shown")
        await pilot.press("j", "enter")
        await until(pilot, lambda: "offline" in written(app), "it is said")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "and it is left")
