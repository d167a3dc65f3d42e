"""From a profile to its employment and on to the company; companies by website."""

from __future__ import annotations

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.settings.settings import Settings
from tests.support.screens import places, written
from tests.support.waits import until

PROFILE = "https://www.linkedin.com/in/sanjay-nair"


async def test_from_a_profile_to_its_employment_and_the_company(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, PROFILE)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "the profile is fetched")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        await pilot.press(*"employ", "enter")
        await until(pilot, lambda: "1 position, as Lix" in written(app), "the employment is shown")
        opened = app.screen
        assert isinstance(opened, DetailScreen)
        assert opened.endpoint == "person_employment"
        related = [(one.endpoint, one.name) for one in opened.record.related() if one.endpoint]
        assert related == [("organisation", "Foxbank"), ("person", None)]
        await pilot.press("escape")
        await until(pilot, lambda: "Verified positions" in written(app), "the person has them")


async def test_a_website_opens_a_choice_of_companies(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, "https://www.glenyard.example/about")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "5 organisations with this website" in written(app), "shown")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        assert places(app).count("The company · ") == 5
        assert places(app).count("1 Org credit") == 5
