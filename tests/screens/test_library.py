"""The library's screen: found as one types, noted, deleted for good."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.dialogs.note import NoteScreen
from lix_tui.screens.dialogs.tags import TagsScreen
from lix_tui.screens.library import LibraryScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.query_bar import QueryBar
from tests.support.screens import provider_of, results, row_texts, written
from tests.support.waits import rested, until


async def opened(app: LixApp, pilot: Pilot[int], words: str = "engineer") -> None:
    await pilot.press(*words, "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
    await pilot.press("7")
    await until(
        pilot,
        lambda: isinstance(app.screen, LibraryScreen) and results(app).row_count == 10,
        "they stand in the library",
    )


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_records_are_found_as_one_types(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await pilot.press(*"oliv")
        await until(pilot, lambda: results(app).row_count == 1, "one is left")
        assert "Olivia Shaw" in row_texts(app)
        await pilot.press("space", *"zzz")
        await until(pilot, lambda: "No matches" in written(app), "nothing is said")
        await pilot.press("escape", "e")
        await until(
            pilot,
            lambda: any("no record matches" in n.sentence for n in app.message_log.messages),
            "the export has nothing to write",
        )
        assert app.services_now is not None
        assert app.services_now.account.spent == {"standard": 1}


async def test_a_value_that_is_not_known_is_said_while_one_types(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press(*"kind:per")
        await until(pilot, lambda: app.screen.query_one(QueryBar).text == "kind:per", "typed")
        await until(pilot, lambda: results(app).row_count == 10, "a beginning is fine")
        await pilot.press(*"fect")
        await until(pilot, lambda: "kind:perfect isn't a kind. Use" in written(app), "it is said")
        assert results(app).row_count == 0
        await pilot.press("escape", "e")
        await until(pilot, lambda: len(app._notifications) > 0, "and nothing is exported")
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press("slash", "ctrl+u", *"kind:")
        await until(pilot, lambda: "kind: needs a kind. Use" in written(app), "a value is missing")
        assert results(app).row_count == 0
        await pilot.press("ctrl+u", "quotation_mark")
        await until(pilot, lambda: "The quotes are empty" in written(app), "no words")
        assert results(app).row_count == 0
        await pilot.press("ctrl+u")
        await until(pilot, lambda: results(app).row_count == 10, "an empty text lists everything")


async def test_entries_are_sorted_by_key_and_by_title(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("escape", "s")
        await until(pilot, lambda: app.screen.query_one(QueryBar).text == "sort:name", "it says so")
        await until(pilot, lambda: in_order(app), "by name")
        await pilot.press("S")
        await until(pilot, lambda: in_order(app, descending=True), "the other way round")
        await pilot.click("#results", offset=(4, 0))
        await until(pilot, lambda: "sort:" not in app.screen.query_one(QueryBar).text, "no more")


def in_order(app: LixApp, *, descending: bool = False) -> bool:
    provider = provider_of(app)
    names = [provider.cells(index)[0].lower() for index in range(len(provider))]
    return len(names) == 10 and names == sorted(names, reverse=descending)


async def test_columns_are_chosen_and_dragged_here_too(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("escape", "c", "j", "space", "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "it is kept")
        header = results(app).render_line(0).text
        assert "Title" not in header
        left, top = results(app).region.offset
        await pilot.mouse_down(offset=(left + header.index("Company"), top))
        await pilot.mouse_up(offset=(left + header.index("Name"), top))
        await pilot.pause()
        painted = results(app).render_line(0).text
        assert painted.index("Company") < painted.index("Name")
        assert "sort:" not in app.screen.query_one(QueryBar).text
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("escape", "7")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await until(
            pilot, lambda: results(app).render_line(0).text == painted, "the order was remembered"
        )


async def test_a_record_is_noted_opened_exported_and_deleted(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press(*"oliv", "enter")
        await until(pilot, lambda: results(app).row_count == 1, "one is left")
        await until(pilot, lambda: "Found by" in written(app), "all that is known is shown")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen), "it asks")
        await pilot.press(*"likes[/]tea", "enter")
        await until(pilot, lambda: "likes[/]tea" in written(app), "the note is shown")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "it can be exported")
        await pilot.press("escape")
        await pilot.press("enter")
        await until(
            pilot,
            lambda: isinstance(app.screen, DetailScreen) and "Career" in written(app),
            "it opens",
        )
        await pilot.press("escape")
        await until(
            pilot,
            lambda: isinstance(app.screen, LibraryScreen) and "●" not in status_mark(app),
            "back",
        )
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks first")
        await pilot.press("enter")
        await until(pilot, lambda: results(app).row_count == 0, "it is gone")
        await pilot.press("slash", "ctrl+u")
        await until(pilot, lambda: results(app).row_count == 9, "the others are there")
        await pilot.press("1")


@pytest.mark.parametrize("order", ["", "sort:name "])
async def test_the_cursor_stays_on_the_record_that_is_written_about(
    demo_settings: Settings, order: str
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        if order:
            app.screen.query_one(QueryBar).text = order
            await until(pilot, lambda: in_order(app), "by name")
        await pilot.press("escape", "down", "down", "down", "down")
        library = app.screen
        assert isinstance(library, LibraryScreen)
        wanted = library.entry
        assert wanted is not None
        for key, text in (("n", "met"), ("number_sign", "vip")):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, NoteScreen | TagsScreen), "it asks")
            await pilot.press(*text, "enter")
            await until(pilot, lambda: text in written(app), f"{text} is shown")
            await rested(pilot, app)
            assert library.entry is not None
            assert library.entry.id == wanted.id
            assert results(app).cursor_row == 4
        assert library.entry is not None
        assert (library.entry.note, library.entry.tags) == ("met", "vip")


def status_mark(app: LixApp) -> str:
    provider = results(app)._provider
    return provider.mark(0) if provider and len(provider) else ""


async def test_moving_past_the_end_reads_on(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.screens.library.PAGE", 4)
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("7", "escape")
        await until(
            pilot,
            lambda: isinstance(app.screen, LibraryScreen) and results(app).row_count == 4,
            "four are read",
        )
        await pilot.press("escape", "end", "down")
        await until(pilot, lambda: results(app).row_count == 8, "more are read")
