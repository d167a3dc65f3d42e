"""Marked records of the library: exported, copied as tables, and deleted."""

from __future__ import annotations

import csv
import io
from time import time

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.copy_menu import CopyMenu
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.dialogs.note import NoteScreen
from lix_tui.screens.library import LibraryScreen
from lix_tui.settings.settings import Settings
from lix_tui.store.rows import Listing
from lix_tui.store.store import Store
from lix_tui.widgets.results_pane import ResultsPane
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
        assert not screen.marks.ids
        assert any("Deleted 2 records." in n.message for n in app._notifications)


def person(name: str, *keys: str) -> Listing:
    return Listing("person", keys[0], keys, name, link=f"https://www.linkedin.com/in/{name}")


async def receive(app: LixApp, *people: Listing, after: float = 0.0) -> None:
    """Store an answer about people, as a background task does."""
    services, at = await app.services(), time() + after

    def add(store: Store) -> None:
        keys = people[0].keys
        store.records.add(
            kind="person", keys=keys, endpoint="person", body=b"{}", at=at, listings=people
        )

    await services.store.run(add)


async def two_marked(pilot: Pilot[int], app: LixApp) -> LibraryScreen:
    """Show a library of two people, who turn out to be one, and mark both."""
    await receive(app, person("ann", "slug:ann"))
    await receive(app, person("ann-lee", "token:ACw1"), after=1)
    await pilot.press("alt+7")
    await until(
        pilot,
        lambda: isinstance(app.screen, LibraryScreen) and results(app).row_count == 2,
        "both are shown",
    )
    await pilot.press("escape", "M")
    await until(pilot, lambda: "2 marked" in frame(app), "both are marked")
    return on_screen(app, LibraryScreen)


def frame(app: LixApp) -> str:
    pane = app.screen.query_one(ResultsPane)
    return f"{pane.border_title} · {pane.border_subtitle}"


async def test_marks_follow_records_that_are_merged_while_they_are_shown(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await two_marked(pilot, app)
        await receive(app, person("ann", "slug:ann", "token:ACw1"), after=2)
        await until(pilot, lambda: results(app).row_count == 1, "they are one record now")
        await until(pilot, lambda: frame(app) == "Library · 1 · 1 marked", "with one mark")
        assert screen.marks.ids == {str(screen.entries[0].id)}
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "the export is open")
        assert "1 marked record" in f"{on_screen(app, ExportScreen).frame.border_title}"


async def test_marks_are_followed_before_they_are_used(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.screens.store_changes.PAUSE", 3600.0)
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await two_marked(pilot, app)
        await receive(app, person("ann", "slug:ann", "token:ACw1"), after=2)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen), "the note is open")
        assert "Note · ann" in str(on_screen(app, NoteScreen).frame.border_title)
        await pilot.press("escape", "y")
        await until(pilot, lambda: app.clipboard.count("/in/") == 1, "one link is copied")
        assert frame(app).endswith("1 marked")
        await (await app.services()).library.forget([int(*screen.marks.ids)])
        await pilot.press("y")
        await until(pilot, lambda: not frame(app).endswith("marked"), "nothing is marked any more")


async def test_the_links_of_all_marked_records_are_copied(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await library(pilot, app)
        await pilot.press("g", "y")
        first = screen.entries[0].link
        await until(pilot, lambda: app.clipboard == first, "one link without marks")
        await pilot.press("space", "j", "space", "y")
        wanted = [screen.entries[0].link, screen.entries[2].link]
        await until(pilot, lambda: app.clipboard.splitlines() == wanted, "those of both rows")
        assert any("the links of 2 marked rows" in one.message for one in app._notifications)
        await pilot.press("slash", *"zzzz", "escape")
        await until(pilot, lambda: results(app).row_count == 0, "no row is shown")
        app.copy_to_clipboard("")
        await pilot.press("y")
        await until(pilot, lambda: sorted(app.clipboard.splitlines()) == sorted(wanted), "the same")
