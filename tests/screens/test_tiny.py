"""A terminal without room, and one that is narrow: every screen comes up in it and goes again."""

from __future__ import annotations

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from tests.support.screens import results
from tests.support.waits import until

OVER_A_SEARCH = (
    "f12", "Y", "c", "S", "full_stop", "E", "comma", "f1", "ctrl+p", "e", "f", "v", "i", "p",
    "semicolon", "ctrl+o", "exclamation_mark", "z",
)  # fmt: skip
"""Keys that open something over a search."""


@pytest.mark.parametrize(
    ("size", "before"), [((1, 1), True), ((1, 1), False), ((3, 200), True), ((500, 2), False)]
)
async def test_every_screen_lives_without_room(
    demo_settings: Settings, size: tuple[int, int], before: bool
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        for key in OVER_A_SEARCH:
            if before:
                await pilot.resize_terminal(*size)
            await pilot.press(key)
            await pilot.resize_terminal(*size)
            await pilot.pause()
            for _ in range(3):
                if not isinstance(app.screen, SearchScreen):
                    await pilot.press("escape")
            await pilot.resize_terminal(120, 40)
            await until(pilot, lambda: isinstance(app.screen, SearchScreen), f"{key} is over")
        assert results(app).row_count == 10
