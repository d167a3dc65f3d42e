"""Pages that are shown again in place of a request count as saved, each time."""

from __future__ import annotations

from lix_tui.app.app import LixApp
from lix_tui.settings.settings import Settings
from tests.support.purchases import bought
from tests.support.screens import provider_of, results
from tests.support.waits import until


async def test_a_recalled_search_counts_as_saved_each_time(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        services = await app.services()
        saved = services.account
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("m")
        await until(pilot, lambda: results(app).row_count > 10, "two pages are here")
        assert saved.saved.get("standard", 0) == 0
        await pilot.press("slash", "ctrl+u", *"solutions", "enter")
        await until(pilot, lambda: len(provider_of(app)) == 10, "another search")
        await until(pilot, lambda: saved.spent.get("standard") == 3, "it is paid for")
        await pilot.press("slash", "up", "up", "enter")
        await until(pilot, lambda: saved.saved.get("standard") == 2, "recalled: two pages saved")
        await pilot.press("slash", "enter")
        await until(pilot, lambda: saved.saved.get("standard") == 4, "asked again: two more")
        await pilot.press("escape", "0")
        await until(pilot, lambda: app.current_mode == "home", "home")
        await until(pilot, lambda: results(app).row_count == 2, "both stand there")
        await pilot.press("g", "enter")
        await until(pilot, lambda: saved.saved.get("standard", 0) > 4, "opened from home: more")
        assert len(await bought(app)) == 3
    again = LixApp(demo_settings)
    async with again.run_test(size=(120, 40)) as pilot:
        services = await again.services()
        await services.account.count()
        before = services.account.saved.get("standard", 0)  # of this process
        await pilot.press(*"engineer", "enter")
        await until(
            pilot,
            lambda: services.account.saved.get("standard") == before + 2,
            "in another run its two pages are saved as well",
        )
