"""Keys that open the previous and the next record of a list, without going back to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.library import LibraryScreen
from lix_tui.screens.run import RunScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.results_table import ResultsTable
from tests.screens.key_repeat import hand_of
from tests.support.purchases import bought
from tests.support.screens import provider_of, results, row_count_of, to_a_run, written
from tests.support.waits import rested, until


def head(app: LixApp) -> str:
    """Return the text of the head of the record."""
    heads = app.screen.query("#detail-head")
    return str(heads.first(Static).render()) if heads else ""


def messages(app: LixApp) -> str:
    return "\n".join(message.sentence for message in app.message_log.messages)


def rows_below(app: LixApp) -> ResultsTable:
    """Return the table of the screen under the record."""
    return app.screen_stack[-2].query_one(ResultsTable)


async def search(pilot: Pilot[int], app: LixApp, words: str = "engineer") -> None:
    """Search people and wait for the first page."""
    await pilot.press(*words, "enter")
    await until(pilot, lambda: row_count_of(app) > 1, "people are shown")


async def opened(pilot: Pilot[int], app: LixApp, words: str = "fetched now") -> None:
    """Open the record under the cursor and wait for it."""
    await pilot.press("enter")
    await until(pilot, lambda: words in head(app), "the record is shown")


async def moved(pilot: Pilot[int], app: LixApp, key: str) -> None:
    """Press a key, and wait until another record is shown or offered."""
    before = app.screen
    await pilot.press(key)
    await until(
        pilot,
        lambda: app.screen is not before and ("stored" in head(app) or "fetched" in head(app)),
        "another record is shown",
    )


async def test_the_next_record_shows_its_price_and_enter_buys_it(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        names = [provider_of(app).cells(row)[0] for row in range(row_count_of(app))]
        await opened(pilot, app)
        await moved(pilot, app, "right_square_bracket")
        assert names[1] in head(app)
        assert "This profile isn't stored yet." in head(app)
        assert "Fetch the profile · 1 Standard (enter)" in str(
            app.screen.query_one("#fetch").render()
        )
        assert await bought(app) == ["people_search", "person"]
        await pilot.press("enter")
        await until(pilot, lambda: "fetched now" in head(app), "it is bought")
        assert await bought(app) == ["people_search", "person", "person"]
        await moved(pilot, app, "left_square_bracket")
        assert names[0] in head(app)
        await moved(pilot, app, "right_square_bracket")
        assert "This profile isn't stored yet." not in head(app), "a stored one opens at once"
        assert await bought(app) == ["people_search", "person", "person"]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "the list")
        assert results(app).cursor_row == 1, "the record that was seen last"


async def test_a_held_key_buys_nothing(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        await hand.press(*"engineer", "enter")
        await until(pilot, lambda: row_count_of(app) == 10, "people are shown")
        await hand.press("enter")
        await until(pilot, lambda: "fetched now" in head(app), "the record is shown")
        await hand.press_and_repeat("right_square_bracket", 40)
        await rested(pilot, app)
        assert await bought(app) == ["people_search", "person"]
        await hand.press_and_repeat("enter", 20)
        await until(pilot, lambda: "fetched now" in head(app), "one press buys one")
        await rested(pilot, app)
        assert await bought(app) == ["people_search", "person", "person"]


async def test_an_end_is_a_sentence_and_no_page_is_bought(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await search(pilot, app)
        await opened(pilot, app)
        before = app.screen
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "first record of the list" in messages(app), "an end")
        assert app.screen is before
        for _ in range(9):
            await moved(pilot, app, "right_square_bracket")
        before = app.screen
        await pilot.press("right_square_bracket")
        await until(
            pilot, lambda: "last loaded row. Go back and press m" in messages(app), "an end"
        )
        await rested(pilot, app)
        assert app.screen is before
        assert await bought(app) == ["people_search", "person"]
        table = rows_below(app)
        screen = app.screen_stack[-2]
        assert isinstance(screen, SearchScreen)
        assert screen.session is not None
        await screen.session.load_next(place="a run in the background")
        await until(pilot, lambda: table.row_count > 10, "more rows are loaded meanwhile")
        await moved(pilot, app, "right_square_bracket")
        assert table.cursor_row == 10


async def test_it_follows_the_order_and_the_filter_of_the_rows(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        received = [provider_of(app).cells(row)[0] for row in range(row_count_of(app))]
        await pilot.press("t")
        names = [provider_of(app).cells(row)[0] for row in range(row_count_of(app))]
        assert names != received
        results(app).move_to(3)
        await opened(pilot, app)
        assert names[3] in head(app)
        await moved(pilot, app, "left_square_bracket")
        assert names[2] in head(app)


async def test_the_library_goes_on_after_a_row_was_deleted(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await search(pilot, app)
        await app.run_action("area('library')")
        await until(pilot, lambda: row_count_of(app) == 10, "ten people are in the library")
        await pilot.press("escape")
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        names = [provider_of(app).cells(row)[0] for row in range(4)]
        await opened(pilot, app)
        services, gone = await app.services(), screen.entries[1]
        await services.library.forget([gone.id])
        await moved(pilot, app, "right_square_bracket")
        assert names[2] in head(app), "the deleted one is left out"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "the library")
        await rested(pilot, app)
        entry = screen.entry
        assert entry is not None
        assert entry.name == names[2]


async def test_the_results_of_a_run_follow_each_other(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("escape")
        await to_a_run(pilot, app)
        await until(pilot, lambda: row_count_of(app) == 1, "its lookup is listed")
        await opened(pilot, app, "stored")
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "last record of the list" in messages(app), "an end")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "the run")


async def test_a_record_without_a_list_says_so(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, "https://www.linkedin.com/company/foxbank")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, lambda: "fetched now" in head(app), "the company is fetched")
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "wasn't opened from a list" in messages(app), "it is said")
        assert isinstance(app.screen, DetailScreen)


async def test_offline_only_stored_records_open(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        await opened(pilot, app)
    app = LixApp(replace(demo_settings, offline=True))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await search(pilot, app)
        await opened(pilot, app, "stored")
        await moved(pilot, app, "right_square_bracket")
        assert "not stored, offline" in str(app.screen.query_one("#fetch").render())
        await pilot.press("enter")
        await until(pilot, lambda: "lix-tui is offline" in messages(app), "it sends nothing")
        await moved(pilot, app, "left_square_bracket")
        assert "Career" in written(app) or "About" in written(app)
