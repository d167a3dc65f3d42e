"""Preview of the record under the cursor: beside the rows, and in a dialog with the same text."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from lix_tui.api.models.person import Person
from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.record_preview import RecordPreview
from lix_tui.screens.library import LibraryScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.settings.settings import Settings
from lix_tui.widgets.summary_pane import SummaryPane
from tests.support.purchases import bought
from tests.support.screens import on_screen, results, row_texts, to_a_run, written
from tests.support.waits import until


async def search(pilot: Pilot[int], app: LixApp) -> SearchScreen:
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
    return on_screen(app, SearchScreen)


async def look_up(pilot: Pilot[int], screen: SearchScreen, *endpoints: str) -> None:
    """Look up the record under the cursor, and wait until its row has it."""
    link = screen.cursor.best_link
    assert link is not None
    services = await screen.host.services()
    for endpoint in endpoints:
        await services.lookups.get(endpoint, link, LookupOptions("record"))

    def is_joined() -> bool:
        record = screen.results.record
        return record is not None and record.endpoints >= set(endpoints)

    await until(pilot, is_joined, "the row has the record")
    await pilot.pause()


async def open_preview(pilot: Pilot[int], app: LixApp) -> SummaryPane:
    await pilot.press("p")
    await until(pilot, lambda: isinstance(app.screen, RecordPreview), "the preview is open")
    return app.screen.query_one(SummaryPane)


def text_of(pane: SummaryPane) -> str:
    return str(pane.query_one("#summary", Static).render())


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_dialog_has_the_text_of_the_pane(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        screen = await search(pilot, app)
        received = text_of(screen.preview())
        assert text_of(await open_preview(pilot, app)) == received
        await pilot.press("p")
        await until(pilot, lambda: app.screen is screen, "the same key closes it")
        await look_up(pilot, screen, "person", "email")
        dialog = await open_preview(pilot, app)
        assert text_of(dialog) == text_of(screen.preview())
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "escape closes it")
        assert await bought(app) == ["people_search", "person", "email"]


async def test_the_whole_stored_record_is_shown(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await search(pilot, app)
        await look_up(pilot, screen, "person", "email")
        record = screen.results.record
        assert record is not None
        text = text_of(await open_preview(pilot, app))
        assert f"Email · {record.value['email']}" in text
        person = record.record
        assert isinstance(person, Person)
        told = next(one.description for one in person.experience if one.description)
        assert told.split("\n")[0] in text, "descriptions of positions"
        skill = next(one for one in person.skills if one.num_of_endorsement)
        assert f"{skill.name} · {skill.num_of_endorsement}" in text
        assert "About" in text
        assert "Stored\nProfile · just now" in text
        assert text.count("\nSkills\n") == text.count("\nLinks\n") == 1, "each part once"


async def test_the_dialog_scrolls_with_the_keys_of_the_pane(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await search(pilot, app)
        await look_up(pilot, screen, "person")
        pane = await open_preview(pilot, app)
        assert pane.max_scroll_y > 0
        for key in ("j", "down"):
            before = pane.scroll_target_y
            await pilot.press(key)
            assert pane.scroll_target_y == before + 1
        await pilot.press("G")
        await until(pilot, lambda: pane.scroll_y == pane.max_scroll_y, "the end is shown")
        await pilot.press("g")
        await until(pilot, lambda: pane.scroll_y == 0, "the start is shown")
        assert screen.results.table.cursor_row == 0, "the rows stay"


@pytest.mark.parametrize("size", [(60, 20), (160, 40)])
async def test_the_library_shows_the_whole_record(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await look_up(pilot, await search(pilot, app), "person", "email")
        await pilot.press("7")
        await until(pilot, lambda: results(app).row_count == 10, "the library is shown")
        library = on_screen(app, LibraryScreen)
        await pilot.press("escape")
        results(app).move_to([entry.opened for entry in library.entries].index(True))
        pane = library.query_one(SummaryPane)
        await until(pilot, lambda: "Career" in text_of(pane), "the record is read")
        text = text_of(await open_preview(pilot, app))
        assert text == text_of(pane)
        for part in ("Email · ", "Career", "Skills", "Found by", "fetched just now", "Stored"):
            assert part in text


async def test_a_library_without_matches_has_no_preview(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("alt+7")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library is shown")
        await pilot.press("escape", "p")
        await until(
            pilot,
            lambda: any("No record matches" in n.sentence for n in app.message_log.messages),
            "said",
        )


async def test_a_run_shows_the_stored_record_of_a_row(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_a_run(pilot, app)
        text = text_of(await open_preview(pilot, app))
        assert "Olivia Shaw" in text
        assert "Stored\nProfile · just now" in text
        await pilot.press("escape")
        services = await app.services()
        keys = RECORD_TYPES["person"].keys("https://www.linkedin.com/in/olivia-shaw")
        record = await services.merged_records.find("person", keys)
        assert record is not None
        await services.library.forget([record.entry_id])
        await until(pilot, lambda: "Olivia" in row_texts(app), "the row stays")
        assert "Nothing is stored of this record yet." in text_of(await open_preview(pilot, app))
        assert "olivia-shaw" in written(app)


async def test_the_preview_of_a_search_says_that_a_filter_leaves_no_row(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, app)
        name = row_texts(app).splitlines()[0][:10]
        pane = screen.query_one(SummaryPane)
        await until(pilot, lambda: name in text_of(pane), "the first record is shown")
        await pilot.press("F", *"qqqq")
        await until(pilot, lambda: "No row matches “qqqq”." in text_of(pane), "none is shown")
        assert name not in text_of(pane)
        await pilot.press("escape")
        await until(pilot, lambda: name in text_of(pane), "the record is shown again")


async def test_the_preview_of_the_library_says_that_a_text_finds_no_record(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        await pilot.press("7")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library is shown")
        pane = on_screen(app, LibraryScreen).query_one(SummaryPane)
        await until(pilot, lambda: "Found by" in text_of(pane), "the first record is shown")
        await pilot.press(*"qqqq")
        await until(pilot, lambda: "No row matches “qqqq”." in text_of(pane), "none is shown")
        assert "Found by" not in text_of(pane)
        await pilot.press("ctrl+u")
        await until(pilot, lambda: "Found by" in text_of(pane), "the record is shown again")
