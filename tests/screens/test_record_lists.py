"""Lists of a record as tabs: nothing is bought until asked, and everyone in one step."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import WITH_LISTS, DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.dialogs.lookup_page import LookupPage
from lix_tui.screens.list_screen import ListScreen
from lix_tui.screens.run import RunScreen
from lix_tui.services.paged_lists import lists_of
from lix_tui.settings.settings import Settings
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.list_tabs import ListTabs
from tests.support.screens import row_count_of, written
from tests.support.waits import until

POST = "urn:li:activity:7019605025920286720"
ALFIE = "https://www.linkedin.com/in/alfie-lambert"


async def open_record(pilot: Pilot[int], app: LixApp, link: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, DetailScreen), f"{link} is opened")
    await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
    await until(pilot, lambda: "Comments" in tabs(app), "its tabs are shown")


def tabs(app: LixApp) -> str:
    return app.screen.query_one(ListTabs).render().plain


async def bought_lists(app: LixApp) -> int:
    assert app.services_now is not None
    lines = await app.services_now.store.run(lambda store: store.ledger.lines(200))
    names = ("activity_", "post_")
    return sum(one.endpoint.startswith(names) and one.outcome != "kept" for one in lines)


async def test_tabs_buy_nothing_until_a_page_is_asked_for(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, ALFIE)
    async with app.run_test(size=(130, 42)) as pilot:
        await open_record(pilot, app, ALFIE)
        assert tabs(app).count("1 Standard") == 3
        for key, word in (("P", "posts"), ("C", "comments"), ("K", "reactions")):
            await pilot.press(key)
            await until(
                pilot,
                lambda word=word: (
                    isinstance(app.screen, ListScreen)  # type: ignore[misc]
                    and app.screen.kind.name == f"activity_{word}"
                    and app.screen.session is not None
                ),
                f"the {word} are shown",
            )
            await until(pilot, lambda: "loads page 1 (1 Standard credit)" in written(app), "price")
        assert await bought_lists(app) == 0
        await pilot.press("m")
        await until(pilot, lambda: row_count_of(app) == 50, "a page is loaded")
        assert await bought_lists(app) == 1
        await until(pilot, lambda: "Reactions · stored" in tabs(app), "the tab says so")
        await pilot.press("B")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the person again")
        await until(pilot, lambda: "Reactions · stored" in tabs(app), "its tab says so too")
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the list again")
        await until(pilot, lambda: row_count_of(app) == 50, "for nothing")
        assert await bought_lists(app) == 1


def test_every_list_of_a_record_has_a_tab() -> None:
    for record, words in WITH_LISTS.items():
        assert [kind.name.rpartition("_")[2] for kind in lists_of(record)] == [*words]


async def test_a_comment_of_a_person_opens_its_post(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, f"{ALFIE}/recent-activity/comments/")
    async with app.run_test(size=(130, 42)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the link opens the list")
        await until(pilot, lambda: row_count_of(app) == 25, "its first page is bought")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the post opens")
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        screen = app.screen
        assert isinstance(screen, DetailScreen)
        assert screen.endpoint == "post"
        assert await bought_lists(app) == 1


async def test_reactions_have_bars_and_people_that_can_be_marked_and_exported(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings, POST)
    async with app.run_test(size=(130, 42)) as pilot:
        await open_record(pilot, app, POST)
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the reactions")
        await until(pilot, lambda: "loads page 1" in written(app), "not yet bought")
        await pilot.press("m")
        await until(pilot, lambda: row_count_of(app) == 10, "a page is loaded")
        assert dict(app.screen.query_one(BarList).items) == {
            "Like": 32, "Celebrate": 4, "Insightful": 2, "Love": 2,
        }  # fmt: skip
        await pilot.press("space", "space", "e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "the export")
        assert "columns: name, headline, reaction, company" in written(app)
        await pilot.press("escape", "E")
        await until(pilot, lambda: isinstance(app.screen, LookupPage), "the bulk lookup")
        await until(pilot, lambda: "2 of 2 rows readable" in written(app), "of the marked rows")


@pytest.mark.parametrize("agrees", [True, False])
async def test_everyone_who_commented_in_one_step(demo_settings: Settings, agrees: bool) -> None:
    app = LixApp(demo_settings, POST)
    async with app.run_test(size=(130, 42)) as pilot:
        await open_record(pilot, app, POST)
        await pilot.press("C")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the comments")
        await until(pilot, lambda: "loads page 1" in written(app), "not yet bought")
        await pilot.press("m")
        await until(pilot, lambda: row_count_of(app) == 10, "a page is loaded")
        await pilot.press("X")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "one question")
        assert "2 Standard credits for 2 more pages" in written(app)
        assert "at most 22 Email credits" in written(app)
        if not agrees:
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, ListScreen), "the list")
            assert await bought_lists(app) == 1
            return
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "the run is shown")
        services = await app.services()
        await until(pilot, lambda: not services.runs.running, "the run ends")
        assert await bought_lists(app) == 3
        assert 10 < row_count_of(app) < 23, "each person once"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the list again")
        await until(pilot, lambda: "Email" in written(app), "addresses are joined to the rows")
