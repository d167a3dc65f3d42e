"""Rows of a search show what other answers, a note and tags say about their records."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from lix_tui.api.models.email import EmailAnswer
from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.columns import ColumnsScreen
from lix_tui.screens.dialogs.record_preview import RecordPreview
from lix_tui.screens.search.preview_pane import PreviewPane
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.library.annotations import NoteChange
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.settings.settings import Settings
from tests.support.queries import recorded_queries
from tests.support.screens import provider_of, results, written
from tests.support.waits import until


def search_screen(app: LixApp) -> SearchScreen:
    assert isinstance(app.screen, SearchScreen)
    return app.screen


async def search(pilot: Pilot[int], app: LixApp) -> None:
    await pilot.press(*"solutions", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")


async def buy(app: LixApp, endpoint: str) -> None:
    link = search_screen(app).cursor.best_link
    assert link is not None
    services = await app.services()
    await services.lookups.get(endpoint, link, LookupOptions("test"))


async def show_column(pilot: Pilot[int], app: LixApp, title: str) -> None:
    await pilot.press("c")
    await until(pilot, lambda: isinstance(app.screen, ColumnsScreen), "the columns are listed")
    options = app.screen.query_one(OptionList)
    assert options.highlighted is not None
    while not str(options.get_option_at_index(options.highlighted).prompt)[2:].startswith(title):
        await pilot.press("j")
    await pilot.press("space", "enter")
    await until(pilot, lambda: isinstance(app.screen, SearchScreen), "they are saved")


def cell(app: LixApp, row: int, column_id: str) -> str:
    ids = [column.id for column in search_screen(app).results.all_columns]
    return provider_of(app).cells(row)[ids.index(column_id)]


async def test_an_address_fills_its_cell_when_it_is_bought(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        await show_column(pilot, app, "Email")
        assert cell(app, 0, "email") == ""
        assert "Email" in results(app).render_line(0).text
        before = provider_of(app).cells(0)[:5]
        await buy(app, "email")
        await until(pilot, lambda: "@" in cell(app, 0, "email"), "the cell is filled")
        address = cell(app, 0, "email")
        assert address[:12] in results(app).render_line(1).text
        assert provider_of(app).cells(0)[:5] == before, "the other cells stay"
        assert cell(app, 1, "email") == ""
        assert provider_of(app).mark(0) == "○"
        await until(pilot, lambda: f"Email · {address}" in written(app), "the preview has it")
        assert "Email status · VALID" in written(app)
        await buy(app, "person")
        await until(pilot, lambda: "Profile · just now" in written(app), "it says what is stored")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, RecordPreview), "the row is shown")
        assert address in written(app)


async def test_what_is_stored_shows_in_another_search(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        await buy(app, "email")
    again = LixApp(demo_settings)
    async with again.run_test(size=(160, 40)) as pilot:
        await search(pilot, again)
        await show_column(pilot, again, "Email")
        await until(pilot, lambda: "@" in cell(again, 0, "email"), "the address is shown")
        await pilot.press("t")
        while "by Email" not in str(search_screen(again).results.border_title):
            await pilot.press("t")
        assert "@" in cell(again, 0, "email"), "rows without an address are last"


async def test_a_note_shows_beside_its_row(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        await show_column(pilot, app, "Note")
        element = search_screen(app).results.received
        assert element is not None
        services = await app.services()
        record = await services.merged_records.find("person", [element.key])
        assert record is not None
        await services.annotations.write_note([record.entry_id], NoteChange("call on Monday"))
        await until(pilot, lambda: cell(app, 0, "note") == "call on Monday", "the note is shown")
        assert "Note · call on Monday" in written(app)


async def test_the_preview_scrolls_with_the_focus(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 12)) as pilot:
        await search(pilot, app)
        await buy(app, "person")
        await until(pilot, lambda: "Stored" in written(app), "the whole record is shown")
        pane = app.screen.query_one(PreviewPane)
        pane.focus()
        await pilot.press("G")
        await until(pilot, lambda: pane.scroll_y > 0, "it scrolls to its end")
        await pilot.press("escape")
        assert app.screen.focused is results(app)


async def test_the_export_of_results_has_what_is_stored(
    demo_settings: Settings, tmp_path: Path
) -> None:
    app, target = LixApp(demo_settings), tmp_path / "people.csv"
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        await buy(app, "email")
        await until(pilot, lambda: provider_of(app).mark(0) == "○", "the record is joined")
        await pilot.press("e")
        await pilot.press("ctrl+u", *str(target), "enter")
        await until(pilot, target.exists, "the file is written")
    assert "@" in target.read_text(encoding="utf-8").splitlines()[1]


async def test_the_profile_shows_an_address_that_was_bought(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 60)) as pilot:
        await search(pilot, app)
        link = search_screen(app).cursor.best_link
        assert link is not None
        services = await app.services()
        found = await services.lookups.get("email", link, LookupOptions("test"))
        assert isinstance(found.record, EmailAnswer)
        address = found.record.email
        assert address
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the profile is opened")
        await until(pilot, lambda: address in written(app), "the address is shown")
        assert "VALID" in written(app)
        await pilot.press("Y", *"email address", "enter")
        await until(pilot, lambda: address in app.clipboard, "the address is copied")


async def test_painting_stored_records_takes_no_query(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        await show_column(pilot, app, "Skills")
        await buy(app, "person")
        await until(pilot, lambda: cell(app, 0, "skills") != "", "the cells are filled")
        table, services = results(app), await app.services()
        async with recorded_queries(services) as asked:
            for _ in range(3):
                table.refresh()
                await pilot.pause()
                assert cell(app, 0, "skills")[:8] in table.render_line(1).text
            assert all(provider_of(app).cells(row) for row in range(table.row_count))
        assert asked == []
        async with recorded_queries(services) as asked:
            await pilot.press("pagedown", "pageup", "j", "k")
            await pilot.pause()
        assert not [text for text in asked if "merged_records" in text]
