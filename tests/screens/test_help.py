"""Help: commands are found by a word, by a key and by how a key begins."""

from __future__ import annotations

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.help import HelpScreen
from lix_tui.settings.settings import Settings
from tests.support.screens import written
from tests.support.waits import until


@pytest.mark.parametrize(
    ("typed", "there", "not_there"),
    [
        ("T", "Reverse the order", "Sort the loaded"),  # the key, not every text with that letter
        ("shift+t", "Reverse the order", "Sort the loaded"),
        ("ctrl", "Open or close the filter panel", "Sort the loaded"),
        ("F5", "Run the search again", "Sort the loaded"),
        ("reverse the order", "Reverse the order", "Sort the loaded"),
        ("w", "Write the marked rows", "Find any command"),  # no key: a letter like any other
    ],
)
async def test_the_filter(demo_settings: Settings, typed: str, there: str, not_there: str) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen), "help opens")
        await pilot.press(*("space" if c == " " else "plus" if c == "+" else c for c in typed))
        await until(pilot, lambda: there in written(app), "it is found")
        assert not_there not in written(app)
