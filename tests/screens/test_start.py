"""Start of the app: the garbage collector's pause, and a text that is painted before its check."""

from __future__ import annotations

import gc

import pytest
from textual.widgets import Static

from lix_tui.app.app import LixApp
from lix_tui.app.collector import pause_collector
from lix_tui.settings.settings import Settings
from lix_tui.widgets.query_bar import QueryInput
from tests.support.waits import until


async def test_the_collector_rests_until_the_first_frame(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    try:
        pause_collector()
        async with app.run_test(size=(120, 40)):
            await app.services()
            assert gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("text", ['"open quote', "(open bracket", '"a" AND (b'])
async def test_a_typed_text_is_checked_after_it_is_painted(
    demo_settings: Settings, text: str
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.services()
        app.screen.query_one(QueryInput).value = text
        await pilot.pause()
        message = app.screen.query_one("#query-message", Static)
        await until(pilot, lambda: str(message.content) != "", "the open part is reported")
        app.screen.query_one(QueryInput).value = "engineer"
        await until(pilot, lambda: not message.has_class("shown"), "the message is gone")
