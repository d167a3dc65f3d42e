"""Home and long runs, as a user meets them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.file_picker import FilePicker
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.home import HomeScreen
from lix_tui.screens.run import RunScreen
from lix_tui.services.runs.overview import HomeRow, HomeRows
from lix_tui.settings.settings import Settings
from lix_tui.widgets.dialog_frame import DialogFrame
from lix_tui.widgets.results_table import ResultsTable
from tests.support.screens import lookup_price, results, row_texts, status, written
from tests.support.waits import rested, until
from tests.support.welcome import terminal_text


async def test_all_of_a_search_is_loaded_while_the_user_goes_elsewhere(
    demo_settings: Settings,
) -> None:
    app = LixApp(replace(demo_settings, rate_interval=0.25))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the cost is said")
        assert "13 more pages cost 13 Standard credits" in written(app)
        await pilot.press("enter")
        await until(pilot, lambda: "↻" in status(app), "it runs")
        await pilot.press("2")
        await pilot.press(*"python", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten jobs are shown meanwhile")
        await until(pilot, lambda: "↻" not in status(app), "it has ended")
        await until(
            pilot,
            lambda: any("All 135 shown" in n.sentence for n in app.message_log.messages),
            "it is said",
        )
        await pilot.press("0")
        await until(
            pilot,
            lambda: isinstance(app.screen, HomeScreen) and results(app).row_count == 2,
            "both stand on the home screen",
        )
        text = row_texts(app)
        assert "complete" in text
        assert "page 2 is next" in text
        await pilot.press("j" if "python" not in text.splitlines()[0] else "k", "enter")
        await until(pilot, lambda: not isinstance(app.screen, HomeScreen), "it opens")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_home_fits(demo_settings: Settings, size: tuple[int, int]) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("0")
        await until(
            pilot,
            lambda: isinstance(app.screen, HomeScreen) and results(app).row_count == 1,
            "it stands there",
        )
        assert "solutions" in row_texts(app)
        await until(pilot, lambda: "page 2 is next" in terminal_text(app), "its status is shown")


async def test_home_goes_on_with_a_search(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("0")
        await until(
            pilot,
            lambda: isinstance(app.screen, HomeScreen) and results(app).row_count == 1,
            "it stands there",
        )
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the cost is said")
        await pilot.press("enter")
        await until(pilot, lambda: results(app).row_count == 135, "all of them are there")


async def test_the_people_of_a_search_are_looked_up(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("space", "space", "E")
        await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
        assert "2 records" in str(app.screen.query_one(DialogFrame).border_title)
        assert app.screen.query_one(OptionList).option_count == 6
        assert "2 Standard credits" in lookup_price(app)
        await pilot.press("enter", "0")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen), "home opens")
        await until(pilot, lambda: "fetched" in row_texts(app), "they are looked up")
        table = app.screen.query_one(ResultsTable)
        table.cursor_row = next(
            i for i, line in enumerate(row_texts(app).splitlines()) if "Enrich" in line
        )
        await pilot.press("enter")
        await until(
            pilot,
            lambda: isinstance(app.screen, RunScreen) and "found" in row_texts(app),
            "each outcome is shown",
        )
        before = app.services_now.account.spent if app.services_now else {}
        await pilot.press("enter")
        await until(
            pilot,
            lambda: isinstance(app.screen, DetailScreen) and "Career" in written(app),
            "the record opens",
        )
        assert app.services_now is not None
        assert app.services_now.account.spent == before


async def test_a_file_is_looked_up_from_home(demo_settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "Name,Link\nOlivia,linkedin.com/in/olivia-shaw\nx,linkedin.com/in/olivia-shaw\n"
    )
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.services_now is not None, "the services are up")
        await pilot.press("escape", "0", "n")
        await until(pilot, lambda: isinstance(app.screen, FilePicker), "it asks for the file")
        await pilot.press("ctrl+u", *str(file), "enter")
        await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
        assert "look up · 1 Standard credit" in lookup_price(app)
        assert "1 there twice" in lookup_price(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "its lookups are shown")
        await until(pilot, lambda: "found" in row_texts(app), "it is done")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks where to")
        await pilot.press("enter")
        written_file = tmp_path / "list-person.csv"
        await until(pilot, written_file.exists, "the result is written")
        lines = written_file.read_text().splitlines()
        assert len(lines) == 3
        assert all("Olivia Shaw" in line for line in lines[1:])


async def test_the_cursor_stays_on_its_search_while_home_looks_again(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(replace(demo_settings, rate_interval=0.05))
    async with app.run_test(size=(120, 40)) as pilot:
        for words in ("solutions", "designer", "director"):
            await pilot.press("slash", "ctrl+u", *words, "enter")
            await until(pilot, lambda: results(app).row_count == 10, "people are shown")
            await rested(pilot, app)
        await pilot.press("0")
        await until(
            pilot,
            lambda: isinstance(app.screen, HomeScreen) and results(app).row_count == 3,
            "all are listed",
        )
        await pilot.press("j", "j")
        chosen = results(app).cursor_id
        provider, looks = results(app)._provider, 0
        assert isinstance(provider, HomeRows)
        show = provider.show

        def counted(rows: list[HomeRow], now: float) -> None:
            nonlocal looks
            looks += 1
            show(rows, now)

        monkeypatch.setattr(provider, "show", counted)
        await until(pilot, lambda: looks >= 2, "home looks again")
        await pilot.pause()
        assert results(app).cursor_row == 2
        assert results(app).cursor_id == chosen


async def test_space_pauses_a_run_and_goes_on_with_it(demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, rate_interval=0.5))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the cost is said")
        await pilot.press("enter", "0")
        await until(pilot, lambda: "loading all" in row_texts(app), "it runs")
        await pilot.press("space")
        await until(pilot, lambda: "load all stopped" in row_texts(app), "it is paused")
        assert app.services_now is not None
        assert not app.services_now.runs.running
