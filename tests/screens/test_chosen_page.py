"""Going to a page of a search by its number, or by a link that leads to one."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.page_menu import PageMenu
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.services.facets.value_index import fold
from lix_tui.settings.settings import Settings
from lix_tui.widgets.query_bar import QueryBar
from tests.support.filters import screen
from tests.support.purchases import purchase_count as bought
from tests.support.screens import places, results, row_count_of, status
from tests.support.waits import rested, until

LINK = "https://www.linkedin.com/search/results/people/?keywords=engineer"


async def search(pilot: Pilot[int], app: LixApp, text: str, rows: int = 10) -> None:
    """Run a people search and wait for its rows."""
    await pilot.press("escape")
    await app.run_action("area('people')")
    await rested(pilot, app)
    app.screen.query_one(QueryBar).text = text
    await pilot.press("escape", "slash", "enter")
    await until(pilot, lambda: row_count_of(app) == rows, "the rows are there")


async def type_page(pilot: Pilot[int], app: LixApp, page: str) -> None:
    """Type a page into the prompt for one."""
    await pilot.press("P")
    await until(pilot, lambda: isinstance(app.screen, PromptScreen), "the prompt opens")
    await pilot.press(*page)


def note(app: LixApp) -> str:
    return str(app.screen.query_one(".note", Static).render())


def numbers(app: LixApp) -> list[int]:
    """Return the numbers of the loaded pages, in the order of the rows."""
    session = screen(app).session
    return [] if session is None else [span.position.page for span in session.loaded.spans]


async def test_a_later_page_an_earlier_one_and_all_between(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app, "engineer")
        await type_page(pilot, app, "5")
        await until(pilot, lambda: note(app) == "Page 5 · 1 Standard", "the price is said")
        await pilot.press("enter")
        await until(pilot, lambda: row_count_of(app) == 20, "page 5 is there")
        await until(pilot, lambda: results(app).cursor_row == 10, "the cursor is on it")
        assert await bought(app) == 2
        await pilot.press("m")
        await until(pilot, lambda: numbers(app) == [1, 5, 6], "the page after it is next")
        here = results(app).cursor_id
        await type_page(pilot, app, "2")
        await pilot.press("enter")
        await until(pilot, lambda: numbers(app) == [1, 2, 5, 6], "page 2 is in its place")
        await until(pilot, lambda: results(app).cursor_row == 10, "the cursor is on page 2")
        assert results(app).cursor_id != here
        await type_page(pilot, app, "5")
        await until(pilot, lambda: note(app) == "Page 5 · free, loaded", "it is free")
        await pilot.press("enter")
        await until(pilot, lambda: results(app).cursor_row == 20, "the cursor is on page 5")
        assert results(app).cursor_id == here
        assert await bought(app) == 4
        session = screen(app).session
        assert session is not None
        keys = [element.key for element in session.elements]
        app.services_now.searches.forget_pages() if app.services_now else None
        again = await (await app.services()).searches.open(session.kind, session.query)
        assert [element.key for element in again.elements] == keys, "a restart has the same order"


async def test_what_is_no_page_is_refused(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await search(pilot, app, "engineer")
        for text in ("0", "-3", "three", "99999", "1e3"):
            await type_page(pilot, app, text)
            await pilot.press("enter")
            await until(pilot, lambda: "This isn't a page of the search." in note(app), text)
            await pilot.press("escape")
        assert await bought(app) == 1


async def test_sorted_rows_keep_their_order(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app, "engineer")
        await type_page(pilot, app, "4")
        await pilot.press("enter")
        await until(pilot, lambda: row_count_of(app) == 20, "page 4 is there")
        await pilot.press("t")
        await type_page(pilot, app, "2")
        await pilot.press("enter")
        await until(pilot, lambda: row_count_of(app) == 30, "page 2 is there")
        rows = screen(app).results.rows
        assert rows is not None
        shown = [fold(rows.cells(index)[0]) for index in range(30)]
        assert shown == sorted(shown)
        assert len({rows.row_id(index) for index in range(30)}) == 30


@pytest.mark.parametrize(("choice", "page"), [("1", 3), ("2", 1)])
async def test_a_link_to_a_page_is_a_choice(
    choice: str, page: int, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await app.run_action("area('people')")
        await rested(pilot, app)
        app.screen.query_one(QueryBar).text = f"{LINK}&page=3"
        await pilot.press("escape", "slash", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageMenu), "both pages are offered")
        assert "1 Standard  Begin with page 3" in places(app)
        assert await bought(app) == 0
        await pilot.press(choice)
        await until(pilot, lambda: numbers(app) == [page], "it is loaded")
        assert await bought(app) == 1


async def test_a_link_to_a_page_of_a_loaded_search_buys_nothing(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app, LINK)
        await search(pilot, app, f"{LINK}&page=3")
        await until(
            pilot,
            lambda: any("leads to page 3" in one.sentence for one in app.message_log.messages),
            "the page is offered",
        )
        assert await bought(app) == 1
        assert "page 1" in status(app)


async def test_escape_from_the_choice_buys_nothing(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape")
        await app.run_action("area('people')")
        await rested(pilot, app)
        app.screen.query_one(QueryBar).text = f"{LINK}&page=3"
        await pilot.press("escape", "slash", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageMenu), "both pages are offered")
        await pilot.press("escape")
        await rested(pilot, app)
        assert await bought(app) == 0
        assert not numbers(app)


async def test_a_link_beyond_the_last_page_is_said_to_be(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app, f"{LINK}&page=300")
        said = [one.sentence for one in app.message_log.messages]
        assert "The link leads to page 300. The search has pages 1 to 100." in said
        session = screen(app).session
        assert session is not None
        assert session.state.reachable is not None
        last = -(-session.state.reachable // 10)
        await search(pilot, app, f"{LINK}&page={last + 1}")
        beyond = f"The link leads to page {last + 1}. The search has pages 1 to {last}."
        await until(
            pilot,
            lambda: beyond in [one.sentence for one in app.message_log.messages],
            "its end is known",
        )
        assert await bought(app) == 1
