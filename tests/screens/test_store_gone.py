"""A store that goes away under the explorer, and files of outcomes that are there already."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.run import RunScreen
from lix_tui.settings.settings import Settings
from tests.support.lost_files import BESIDE, PUT_BACK, copy_named
from tests.support.screens import results, to_a_run, written
from tests.support.waits import rested, until


def answers(path: Path) -> int:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT COUNT(*) FROM answers WHERE endpoint = 'people_search'")
    count = int(found.fetchone()[0])
    connection.close()
    return count


async def first_page(pilot: Pilot[int], app: LixApp) -> None:
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")


@pytest.mark.parametrize("name", ["all deleted", "folder moved", "log deleted"])
async def test_the_next_page_waits_until_the_store_is_there_again(
    demo_settings: Settings, name: str
) -> None:
    path, app = demo_settings.paths.database(demo=True), LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await first_page(pilot, app)
        PUT_BACK[name](path)
        await pilot.press("G", "j")
        await until(pilot, lambda: "Nothing was sent; try again" in written(app), "it is said")
        assert results(app).row_count == 10
        await pilot.press("m")
        await until(pilot, lambda: results(app).row_count > 10, "the next page comes")
        assert "Nothing was sent" not in written(app)
    assert answers(path) == 2
    assert app.last_words == []


async def test_loading_all_stops_and_the_pages_are_in_a_copy(demo_settings: Settings) -> None:
    path, app = demo_settings.paths.database(demo=True), LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await first_page(pilot, app)
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the cost is said")
        await pilot.press("enter")
        await until(pilot, lambda: results(app).row_count >= 30, "pages come")
        BESIDE["a backup moved over it"](path)
        await until(pilot, lambda: "nothing more is sent" in written(app), "it is said")
        services = app.services_now
        assert services is not None
        await until(pilot, lambda: not services.runs.running, "the run has stopped")
        (session,) = services.searches.opened
        pages = session.state.pages
        await pilot.press("G", "j")
        await rested(pilot, app)
        assert session.state.pages == pages, "nothing more is bought"
    (words,) = app.last_words
    assert answers(copy_named(words)) == pages
    assert answers(path) == 0


async def test_outcomes_are_written_over_a_file_only_when_that_is_agreed_to(
    demo_settings: Settings, tmp_path: Path
) -> None:
    file, app = tmp_path / "precious.csv", LixApp(demo_settings)
    file.write_text("precious")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.services_now is not None, "the services are up")
        await pilot.press("escape")
        await to_a_run(pilot, app)
        for answer in ("escape", "y"):
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks for a file")
            app.screen.query_one(Input).value = str(file)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks")
            assert "already exists. Replace it?" in written(app)
            assert file.read_text() == "precious"
            await pilot.press(answer)
            await until(pilot, lambda: isinstance(app.screen, RunScreen), "it is back")
        await until(pilot, lambda: file.read_text() != "precious", "it is written")
        assert "olivia-shaw" in file.read_text()
