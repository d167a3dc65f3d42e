"""Start of the app: the garbage collector's pause, and a text that is painted before its check."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from textual.widgets import Static

from lix_tui.app.app import LixApp
from lix_tui.app.collector import FULL_AFTER, pause_collector
from lix_tui.settings.settings import Settings
from lix_tui.widgets.query_bar import QueryInput
from tests.support.waits import until


@pytest.fixture
def collector() -> Iterator[None]:
    """Give the garbage collector its former state at the end."""
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


@pytest.mark.usefixtures("collector")
async def test_the_collector_rests_until_the_first_frame(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    pause_collector()
    async with app.run_test(size=(120, 40)):
        await app.services()
        assert gc.isenabled()


@pytest.mark.usefixtures("collector")
async def test_the_collector_leaves_out_the_program_once_it_has_started(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    pause_collector()
    async with app.run_test(size=(120, 40)):
        await app.services()
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[2] == FULL_AFTER


@pytest.mark.usefixtures("collector")
async def test_the_collector_leaves_nothing_out_in_a_process_with_other_apps(
    demo_settings: Settings,
) -> None:
    frozen, threshold = gc.get_freeze_count(), gc.get_threshold()
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)):
        await app.services()
        assert gc.get_freeze_count() == frozen
        assert gc.get_threshold() == threshold


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
