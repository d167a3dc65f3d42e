"""Marking rows and writing them to a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, RadioSet

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.export import ExportScreen, Formats
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import STEP
from lix_tui.settings.settings import Settings
from lix_tui.widgets.dialog_frame import DialogFrame
from lix_tui.widgets.results_pane import ResultsPane
from tests.services.export_samples import every_kind, heading_of, read_back
from tests.support.screens import results, written
from tests.support.waits import until


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a private home folder, with a folder for downloads."""
    home = tmp_path / "home"
    (home / "Downloads").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    return home


def notes(app: LixApp) -> str:
    return "\n".join(note.message for note in app._notifications)


def begun(folder: Path) -> list[Path]:
    """Return temporary files of unfinished exports."""
    return list(folder.glob(".out*"))


def subtitle(app: LixApp) -> str:
    return str(app.screen.query_one(ResultsPane).border_subtitle)


def search_screen(app: LixApp) -> SearchScreen:
    assert isinstance(app.screen, SearchScreen)
    return app.screen


async def search(app: LixApp, pilot: Pilot[int]) -> None:
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")


async def name_file(app: LixApp, pilot: Pilot[int], file: Path) -> None:
    await until(pilot, lambda: bool(app.screen.query("#file")), "the export is asked for")
    app.screen.query_one("#file", Input).value = str(file)


async def test_marked_rows_are_written(demo_settings: Settings, home: Path) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await search(app, pilot)
        await pilot.press("space", "j", "space")
        await until(pilot, lambda: subtitle(app) == "2 marked", "the marks are counted")
        assert results(app).cursor_row == 3
        assert [results(app).render_line(y).text[0] for y in (1, 2, 3, 4)] == ["◆", " ", "◆", " "]
        marked = [element.value["link"] for element in search_screen(app).results.marked_elements()]
        await pilot.press("G", "j")
        await until(pilot, lambda: results(app).row_count == 20, "another page comes")
        assert subtitle(app) == "2 marked"
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "the export is asked for")
        frame = app.screen.query_one(DialogFrame)
        assert "2 marked people" in str(frame.border_title)
        for widget in app.screen.query("DialogFrame, DialogFrame *"):
            assert app.screen.region.contains_region(widget.region), "all of it is seen"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is written")
        (file,) = (home / "Downloads").iterdir()
        assert file.name.startswith("engineer-")
        with file.open(newline="") as stream:
            assert [row["link"] for row in csv.DictReader(stream)] == marked
        assert f"2 rows written to {file}." in notes(app)


async def test_all_can_be_marked_and_none(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await search(app, pilot)
        await pilot.press("space", "M")
        await until(pilot, lambda: subtitle(app) == "10 marked", "all are marked")
        await pilot.press("G", "space", "space")
        await pilot.pause()
        assert (subtitle(app), results(app).row_count) == ("10 marked", 10), "no page is bought"
        await pilot.press("M")
        await until(pilot, lambda: subtitle(app) == "", "none is marked")
        assert search_screen(app).results.marked_elements() == []
        await pilot.press("M", "slash", "end", *" data", "enter")
        await until(pilot, lambda: "10 of" not in subtitle(app), "another search")
        await until(
            pilot, lambda: not search_screen(app).results.marked_elements(), "nothing is marked"
        )


async def test_format_and_columns_are_chosen(demo_settings: Settings, tmp_path: Path) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await search(app, pilot)
        await pilot.press("slash", "f10")
        await name_file(app, pilot, tmp_path / "out.csv")
        await pilot.press("shift+tab", "right")
        await pilot.pause()
        assert app.screen.query_one(RadioSet).pressed_index == 1
        assert app.screen.query_one("#file", Input).value == str(tmp_path / "out.xlsx")
        usual = app.screen.query_one("#columns", Input).value
        assert "headline" in usual
        await pilot.press("right")
        await pilot.pause()
        assert app.screen.query_one("#columns", Input).value == "", "whole records"
        await pilot.press("left")
        await pilot.pause()
        assert app.screen.query_one("#columns", Input).value == usual
        app.screen.query_one("#columns", Input).value = "nmae"
        app.screen.query_one(Formats).focus()
        await pilot.press("enter")
        await until(pilot, lambda: "the nearest is 'name'" in written(app), "it is refused")
        app.screen.query_one("#columns", Input).value = "name, company"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is written")
        assert heading_of(tmp_path / "out.xlsx") == ["name", "company"]
        assert len(read_back(tmp_path / "out.xlsx")) == 10
        await pilot.press("escape", "e")
        await name_file(app, pilot, tmp_path / "out.csv")
        await pilot.press("shift+tab", "right", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is written")
        assert json.loads((tmp_path / "out.json").read_text())[0]["link"]


async def test_a_file_is_replaced_only_after_yes(demo_settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("mine")
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await search(app, pilot)
        await pilot.press("e")
        await name_file(app, pilot, file)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it is asked")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "no is taken as no")
        assert file.read_text() == "mine"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it is asked again")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is written")
        assert len(file.read_text().splitlines()) == 11


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("", "Enter the path of a file"), ("~nobody-here/x", "isn't a file name"), ("no/x.csv", "doesn't exist"), (".", "folder")],
)  # fmt: skip
async def test_a_place_that_will_not_do_is_said(
    place: str, sentence: str, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "e")
        assert "Nothing to export" in notes(app)
        await pilot.press("slash")
        await search(app, pilot)
        await pilot.press("e")
        await name_file(app, pilot, Path("x"))
        app.screen.query_one("#file", Input).value = place
        await pilot.press("enter")
        await until(pilot, lambda: sentence in written(app), "it is said")


class DelayedRows(list[ExportRow]):
    """A million rows, of which most can be read only after ``gate`` is set."""

    def __init__(self, rows: Iterable[ExportRow]) -> None:
        super().__init__(rows)
        self.gate = Event()

    def __len__(self) -> int:
        return 1_000_000

    def __iter__(self) -> Iterator[ExportRow]:
        for number in range(len(self)):
            if number == STEP:
                self.gate.wait()
            yield super().__getitem__(0)


async def test_a_long_export_shows_how_far_it_is_and_can_be_stopped(
    demo_settings: Settings, tmp_path: Path
) -> None:
    app = LixApp(demo_settings)
    file = tmp_path / "out.csv"
    async with app.run_test(size=(80, 24)) as pilot:
        rows = DelayedRows(every_kind())
        app.push_screen(ExportScreen(rows, "the library", kinds=("person",)))
        await name_file(app, pilot, file)
        await pilot.press("enter")
        await until(pilot, lambda: "500 of 1,000,000 rows written" in written(app), "it is told")
        await pilot.press("enter", "escape")
        rows.gate.set()
        await until(pilot, lambda: "No file was written" in written(app), "it is stopped")
        assert not file.exists()
        assert not begun(tmp_path)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen), "it is left")


async def test_records_of_any_kind_can_be_written(demo_settings: Settings, tmp_path: Path) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        left: list[Path | None] = []
        app.push_screen(ExportScreen(every_kind(), "4 records"), left.append)
        await name_file(app, pilot, tmp_path / "out.csv")
        await pilot.press("enter")
        await until(pilot, lambda: bool(left), "it is written")
        assert left == [tmp_path / "out.csv"]
        assert len(read_back(tmp_path / "out.csv")) == 4
        assert heading_of(tmp_path / "out.csv")[0] == "kind"
