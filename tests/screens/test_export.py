"""Marking rows and writing them to a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, RadioSet

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.column_picker import ColumnPicker
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.export import ColumnsLine, ExportScreen, Formats
from lix_tui.screens.dialogs.preset_menu import PresetMenu
from lix_tui.screens.library import LibraryScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import STEP
from lix_tui.services.export.preset_file import PresetFile
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


def columns_line(app: LixApp) -> str:
    return str(app.screen.query_one(ColumnsLine).render())


async def picked(app: LixApp, pilot: Pilot[int]) -> ColumnPicker:
    """Return the picker once it is open."""
    await until(pilot, lambda: isinstance(app.screen, ColumnPicker), "columns can be chosen")
    await until(pilot, lambda: "column" in written(app), "they are listed")
    assert isinstance(app.screen, ColumnPicker)
    return app.screen


def lines(picker: ColumnPicker) -> list[str]:
    options = picker.query_one("#columns-list", OptionList)
    return [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]


def chosen(picker: ColumnPicker) -> list[str]:
    """Return the ids of the checked columns that are listed."""
    return [line.split()[1] for line in lines(picker) if line.startswith("[x]")]


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
        assert columns_line(app).startswith("default · 12 columns: name, headline")
        await pilot.press("right")
        await pilot.pause()
        assert columns_line(app) == "whole records"
        await pilot.press("left", "f2")
        picker = await picked(app, pilot)
        for _ in range(11):
            await pilot.press("space")
        assert chosen(picker) == ["sales_nav_link"]
        await pilot.press(*"company", "down", "space", "ctrl+u")
        assert chosen(picker) == ["sales_nav_link", "company_link"], "found by typing"
        await pilot.press(*["pageup"] * 12, "shift+down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "they are chosen")
        assert columns_line(app) == "2 columns: company_link, sales_nav_link"
        app.screen.query_one(Formats).focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is written")
        assert heading_of(tmp_path / "out.xlsx") == ["company_link", "sales_nav_link"]
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


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_columns_are_chosen_from_a_preset_by_keyboard(
    size: tuple[int, int], demo_settings: Settings, tmp_path: Path
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await search(app, pilot)
        first = results(app).render_line(1).text.split()[0]
        await pilot.press("e")
        await name_file(app, pilot, tmp_path / "out.csv")
        await pilot.press("tab", "enter")
        picker = await picked(app, pilot)
        for widget in picker.query("DialogFrame, #columns-list, #columns-note, ColumnPreview"):
            assert picker.region.contains_region(widget.region), "all of it is seen"
            assert widget.region.height > 0
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, PresetMenu), "presets are listed")
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: app.screen is picker, "one is chosen")
        await pilot.pause()
        assert "CRM contact · 15 columns" in written(app)
        assert "First Name" in written(app), "the first rows are previewed"
        assert first in written(app)
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is not picker, "a header is asked for")
        await pilot.press("ctrl+u", *"Email", "enter")
        await until(pilot, lambda: "would both have the header" in written(app), "it is refused")
        await pilot.press("ctrl+u", *"Given", "enter")
        await until(pilot, lambda: app.screen is picker, "it is renamed")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not picker, "a name is asked for")
        await pilot.press("ctrl+u", *"mine", "enter")
        await until(pilot, lambda: "preset:mine" in notes(app), "it is saved")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "they are chosen")
        assert columns_line(app).startswith("mine · 15 columns: Given, Last Name, Email")
        app.screen.query_one("#file", Input).focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is written")
        assert heading_of(tmp_path / "out.csv")[:3] == ["Given", "Last Name", "Email"]
        assert (demo_settings.paths.config / "columns.toml").exists()


async def test_a_saved_preset_is_deleted_and_a_built_in_one_stays(
    demo_settings: Settings, tmp_path: Path
) -> None:
    presets = PresetFile(demo_settings.paths.config)
    presets.save("mine", ["name", "link"], {}, ["person"])
    presets.save("for jobs", ["title"], {}, ["job"])
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ExportScreen(every_kind()[:1], "a person", kinds=("person",)))
        await name_file(app, pilot, tmp_path / "out.csv")
        await pilot.press("f2")
        picker = await picked(app, pilot)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, PresetMenu), "presets are listed")
        options = app.screen.query_one(OptionList)
        assert options.option_count == 5, "those for people"
        await pilot.press("delete")
        await until(pilot, lambda: "is built in" in written(app), "it is refused")
        await pilot.press("end", "delete")
        await until(pilot, lambda: options.option_count == 4, "it is deleted")
        assert [preset.name for preset in presets.own()] == ["for jobs"]
        presets.path.write_text("[broken")
        await pilot.press("escape", "f3")
        await until(pilot, lambda: "can't be read" in written(app), "it is said")
        await pilot.press("escape", "ctrl+s")
        await until(pilot, lambda: app.screen is not picker, "a name is asked for")
        await pilot.press(*"new", "enter")
        await until(pilot, lambda: "can't be read" in written(app), "it is said")
        assert presets.path.read_text() == "[broken"


async def test_without_columns_a_table_is_not_chosen_and_json_is_whole(
    demo_settings: Settings, tmp_path: Path
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ExportScreen(every_kind(), "4 records"))
        await name_file(app, pilot, tmp_path / "out.csv")
        await pilot.press("f2")
        picker = await picked(app, pilot)
        for _ in chosen(picker):
            await pilot.press("space")
        assert chosen(picker) == []
        await pilot.press("enter")
        await until(pilot, lambda: "Check at least one column" in written(app), "it is said")
        await pilot.press(*"zzz", "space", "f2", "shift+up")
        assert "No column matches" in lines(picker)[0]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "it is left")
        await pilot.press("shift+tab", "right", "right", "f2")
        picker = await picked(app, pilot)
        assert "whole records" in written(app)
        assert '{"name": "Ada Berg"' in written(app), "the preview is JSON"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "whole records")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen), "it is written")
        assert json.loads((tmp_path / "out.json").read_text())[0]["unheardOf"]


async def test_the_library_names_its_preset_and_counts_its_columns(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(app, pilot)
        await pilot.press("7")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library is shown")
        await pilot.press("escape", "e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "the export is open")
        headers = columns_line(app).removeprefix("default · 12 columns: ").split(", ")
        assert headers[0] == "name"
        assert len(headers) == 12
        await pilot.press("f2")
        picker = await picked(app, pilot)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, PresetMenu), "presets are listed")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: app.screen is picker, "the career is chosen")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "back")
        wanted = "career · 5 columns, every position and every school: name, title"
        assert columns_line(app).startswith(wanted)
