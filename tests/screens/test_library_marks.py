"""Marked records of the library: exported, copied as tables, and deleted."""

from __future__ import annotations

import csv
import io

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.copy_menu import CopyMenu
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.library import LibraryScreen
from lix_tui.settings.settings import Settings
from tests.support.screens import on_screen, places, results, row_texts, written
from tests.support.waits import until


async def library(pilot: Pilot[int], app: LixApp) -> LibraryScreen:
    """Search, and mark the first three entries of the library."""
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
    await pilot.press("7")
    await until(
        pilot,
        lambda: isinstance(app.screen, LibraryScreen) and results(app).row_count == 10,
        "the library is shown",
    )
    await pilot.press("escape")
    return on_screen(app, LibraryScreen)


async def test_the_marked_records_are_exported(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await library(pilot, app)
        await pilot.press("g", "shift+down", "shift+down", "e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "the export is open")
        assert (
            "3 marked records"
            in f"{written(app)} {on_screen(app, ExportScreen).frame.border_title}"
        )
        await pilot.press("escape", "M", "M", "e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "the export is open")
        assert "10 records" in f"{written(app)} {on_screen(app, ExportScreen).frame.border_title}"


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_the_marked_records_are_copied_as_a_table(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        screen = await library(pilot, app)
        await pilot.press("g", "shift+down", "Y")
        await until(pilot, lambda: isinstance(app.screen, CopyMenu), "the menu is open")
        assert "CRM contact" in places(app)
        await pilot.press(*"csv")
        await until(pilot, lambda: "2 marked records" in places(app), "the rows are counted")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen, "it is copied")
        rows = list(csv.DictReader(io.StringIO(app.clipboard)))
        assert [row["name"] for row in rows] == [entry.name for entry in screen.entries[:2]]
        assert [row["location"] for row in rows] == [entry.place for entry in screen.entries[:2]]


async def test_without_marks_the_records_on_screen_are_copied(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await library(pilot, app)
        await pilot.press("Y")
        await until(pilot, lambda: isinstance(app.screen, CopyMenu), "the menu is open")
        await pilot.press(*"tsv")
        await until(pilot, lambda: "10 shown records" in places(app), "the rows are counted")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen, "it is copied")
        assert app.clipboard.count("\n") == 11


async def test_the_marked_records_are_deleted(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await library(pilot, app)
        gone = [entry.name for entry in screen.entries[:2]]
        await pilot.press("g", "space", "space", "D")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it is asked")
        assert "Delete 2 marked records for good" in written(app)
        await pilot.press("n")
        await until(pilot, lambda: app.screen is screen, "no deletes nothing")
        assert results(app).row_count == 10
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it is asked")
        await pilot.press("y")
        await until(pilot, lambda: results(app).row_count == 8, "two records are gone")
        assert not any(name in row_texts(app) for name in gone)
        assert not screen.marked
        assert any("Deleted 2 records." in n.message for n in app._notifications)
