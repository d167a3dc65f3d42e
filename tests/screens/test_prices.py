"""Target and price stand beside every key, line and button that buys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.dialogs.saved_queries import SavedScreen
from lix_tui.screens.home import HomeScreen
from lix_tui.screens.run import RunScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.query_bar import QueryBar
from tests.support.purchases import bought
from tests.support.screens import keys, lookup_price, places, results, written
from tests.support.waits import until

PERSON = "https://www.linkedin.com/in/sanjay-nair"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
@pytest.mark.parametrize(
    ("area", "words", "open_price", "related"),
    [
        ("people", "engineer", "1 Standard", "Company · 1 Org"),
        ("jobs", "engineer", "1 Standard", "Hirers · 1 Standard"),
        ("posts", "data", "1 Standard", "Author · 1 "),
        ("orgs", "software", "1 Org", "People · 1 Standard"),
        ("accounts", "software", "1 Org", "People · 1 Standard"),
        ("recruiter", "+python", "1 Standard", "Company · 1 Org"),
    ],
)
async def test_results_show_what_each_key_buys(
    area: str, words: str, open_price: str, related: str, size: tuple[int, int],
    demo_settings: Settings,
) -> None:  # fmt: skip
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await pilot.press("escape")
        await app.run_action(f"area('{area}')")
        app.screen.query_one(QueryBar).text = words
        await pilot.press("slash", "enter")
        await until(pilot, lambda: results(app).row_count > 0, "results are shown")
        await until(pilot, lambda: f"Open · {open_price}" in keys(app), "what opening costs")
        for note in (related, "Next page · 1 Standard", "Refresh · 1 Standard"):
            await until(pilot, lambda: note in keys(app), note)
        lines = keys(app).splitlines()
        assert all(len(line) <= size[0] for line in lines)
        assert "·" in lines[0].split("  ")[0], "keys that buy come first"


async def test_what_is_stored_is_free_on_every_key(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: "Company · 1 Org" in keys(app), "the company is not stored")
        await pilot.press("l")
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        await until(pilot, lambda: "People · 1 Standard" in keys(app), "its people are not stored")
        assert "Refresh · 1 Org" in keys(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Company · free, stored just now" in keys(app), "now it is")
        await pilot.press("j")
        await until(pilot, lambda: "Company · 1 Org" in keys(app), "the next one's is not")
        before = await bought(app)
        await pilot.press("k")
        await until(pilot, lambda: "Company · free" in keys(app), "the first one's is")
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "it opens")
        await until(pilot, lambda: "stored just now" in written(app), "from the store")
        assert await bought(app) == before


async def test_hirers_lead_to_a_profile_at_its_price(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "2", *"engineer", "enter")
        await until(pilot, lambda: "Hirers · 1 Standard" in keys(app), "the price of the hirers")
        await pilot.press("l")
        await until(pilot, lambda: "fetched now" in written(app), "they are fetched")
        await until(pilot, lambda: " · 1 Standard" in keys(app).partition("Refresh")[0], "who")
        assert "Profile · 1 Standard" in keys(app) or "Job · " in keys(app)


async def test_the_library_shows_both_prices(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await pilot.press("enter")
        await until(pilot, lambda: "fetched now" in written(app), "one is fetched")
        await pilot.press("7", "escape")
        await until(pilot, lambda: results(app).row_count >= 10, "they are in the library")
        await until(pilot, lambda: "Company · 1 Org" in keys(app), "where it leads to")
        seen = set()
        for _ in range(results(app).row_count):
            await pilot.press("j")
            await pilot.pause(0)
            await until(pilot, lambda: "Open · " in keys(app), "a price")
            seen.add(keys(app).partition("Open · ")[2].split("  ")[0].split(",")[0].strip())
            if {"1 Standard"} <= seen:
                break
        assert "1 Standard" in seen


async def test_a_price_without_room_is_asked_first(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(20, 20)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await until(pilot, lambda: app.screen.query_one(KeyBar).price_of("table.open") is not None,
                    "the price is known")  # fmt: skip
        assert "Open" not in keys(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks")
        await pilot.press("escape")
        await pilot.pause()
        assert await bought(app) == ["people_search"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks again")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "agreed")


async def test_home_shows_what_going_on_costs(demo_settings: Settings, tmp_path: Path) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await pilot.press("0")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        await until(pilot, lambda: "Open · free, stored just now" in keys(app), "it is stored")
        file = tmp_path / "people.txt"
        file.write_text("linkedin.com/in/olivia-shaw\nlinkedin.com/in/sanjay-nair\n")
        services = await app.services()
        await pilot.press("n", "ctrl+u", *str(file), "enter")
        await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "it begins")
        await until(pilot, lambda: not services.runs.running, "it has ended")
        await pilot.press("escape")
        await until(pilot, lambda: results(app).row_count == 2, "both stand there")
        await until(pilot, lambda: results(app).cursor_row is not None, "a row")
        await pilot.press("g")
        await until(pilot, lambda: "Open · free" in keys(app), "a run opens for nothing")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "its lookups are shown")
        await until(pilot, lambda: "Open · free, stored just now" in keys(app), "fetched already")
        assert "Continue · " not in keys(app), "nothing is left"


async def test_a_paused_run_goes_on_only_when_its_price_is_agreed(
    demo_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "people.txt"
    names = ("olivia-shaw", "sanjay-nair", "fang-lin", "zoe-russell", "omer-koc", "noa-levi")
    file.write_text("".join(f"linkedin.com/in/{name}\n" for name in names))
    app = LixApp(replace(demo_settings, rate_interval=0.4))
    async with app.run_test(size=(120, 40)) as pilot:
        services = await app.services()
        await pilot.press("escape", "0", "n", "ctrl+u", *str(file), "enter")
        await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
        await pilot.press("enter")
        await until(pilot, lambda: bool(services.runs.running), "it runs")
        await until(pilot, lambda: services.runs.running[0].completed > 0, "one came")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "its page opens")
        await pilot.press("P")
        await until(pilot, lambda: not services.runs.running, "it is paused")
        await until(pilot, lambda: " at 1 Standard" in keys(app), "the price of the rest")
        for key in ("c", "P"):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks")
            assert "1 Standard credit each unless stored" in written(app)
            await pilot.press("escape")
            assert not services.runs.running
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks")
        await pilot.press("enter")
        await until(pilot, lambda: bool(services.runs.running), "it goes on")


async def test_the_palette_names_target_and_price(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: "Company · 1 Org" in keys(app), "prices are shown")
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Related · Company · 1 Org", "Refresh · 1 Standard", "Open · 1 Standard",
                "Next page · 1 Standard"} <= titles  # fmt: skip
        await pilot.press("s")
        await pilot.press("enter")
        from lix_tui.app.palette_provider import StoredProvider

        provider = StoredProvider(app.screen)
        await provider.startup()
        await until(pilot, lambda: app.services_now is not None, "up")
        helps = [str(hit.help) async for hit in provider.discover()]
        assert any("a people search · free, stored" in words for words in helps)
        assert any(words.endswith(" · 1 Standard") for words in helps)


# -- menus that are typed into ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "endpoint"), [("ids", "person_ids"), ("The profile", "person"), ("comp", None)]
)
async def test_typing_narrows_the_go_menu(
    typed: str, endpoint: str | None, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        everything = places(app)
        await pilot.press(*typed)
        shown = places(app).splitlines()
        assert 0 < len(shown) < len(everything.splitlines())
        assert all(typed.casefold() in line.casefold() for line in shown)
        if endpoint is not None:
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, DetailScreen), "it opens")
            opened = app.screen
            assert isinstance(opened, DetailScreen)
            assert opened.endpoint == endpoint


async def test_enter_buys_nothing_where_nothing_fits(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        await pilot.press(*"zebra", "enter", "1", "enter")
        assert isinstance(app.screen, RelatedMenu)
        await pilot.press("escape", "E")
        await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
        await pilot.press(*"zebra", "down")
        await until(pilot, lambda: "Email credits" in lookup_price(app), "that of addresses")
        await pilot.press("escape")
        assert await bought(app) == ["people_search"]


async def saved(app: LixApp, *names: str) -> None:
    from lix_tui.services.queries.query import query_from_keywords

    services = await app.services()
    for name in names:
        await services.saved.save(name, query_from_keywords("people", name))


async def test_saved_queries_show_their_price_and_are_found_by_typing(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        await saved(app, "berlin", "nurse", "solutions")
        await pilot.press("escape", "S")
        await until(pilot, lambda: isinstance(app.screen, SavedScreen), "the list opens")
        await until(pilot, lambda: "Run · 1 Standard" in keys(app), "the price")
        await pilot.click(OptionList, offset=(3, 1))
        await pilot.click(OptionList, offset=(3, 0))
        await pilot.pause()
        assert isinstance(app.screen, SavedScreen), "a click selects"
        await pilot.press(*"nurse")
        assert app.screen.query_one(Input).value == "nurse"
        assert app.screen.query_one(OptionList).option_count == 1
        await until(pilot, lambda: "Run · 1 Standard" in keys(app), "the price stays")
        await pilot.press(*"zzz", "enter")
        assert isinstance(app.screen, SavedScreen), "nothing fits, so nothing runs"
        await pilot.press("ctrl+u", *"solut")
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count == 1, "one fits")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it runs")
        await until(pilot, lambda: results(app).row_count == 10, "its people are shown")
        assert await bought(app) == ["people_search"]
        await pilot.press("S")
        await until(pilot, lambda: isinstance(app.screen, SavedScreen), "the list opens")
        await until(pilot, lambda: "Run · free, stored just now" in keys(app), "it is stored")
        await pilot.press("down")
        await until(pilot, lambda: "Run · 1 Standard" in keys(app), "the next one is not")


async def test_a_double_click_runs_a_saved_query(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        await saved(app, "solutions")
        await pilot.press("escape", "S")
        await until(pilot, lambda: isinstance(app.screen, SavedScreen), "the list opens")
        await until(pilot, lambda: "Run · 1 Standard" in keys(app), "the price")
        await pilot.click(OptionList, offset=(3, 0), times=2)
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it runs")
        await until(pilot, lambda: results(app).row_count == 10, "its people are shown")


# -- clicks ----------------------------------------------------------------------------------


async def test_no_single_click_buys(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        for y in (1, 1, 0, 0, 4, 4, 11, 11, 20):
            await pilot.click(results(app), offset=(6, y))
        await pilot.click("AreaBar", offset=(30, 0))
        await pilot.press("alt+1")
        await pilot.pause()
        assert await bought(app) == ["people_search"]
        assert isinstance(app.screen, SearchScreen)
        await pilot.click(results(app), offset=(6, 4), times=2)
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "a double click opens")


async def test_a_double_click_on_a_key_presses_it_once(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: "Next page · 1 Standard" in keys(app), "prices are shown")
        at = keys(app).index("Next page")
        await pilot.click(KeyBar, offset=(at, 0), times=2)
        await until(pilot, lambda: results(app).row_count > 10, "a page came")
        await pilot.pause()
        assert len(await bought(app)) == 2


# -- open anything ---------------------------------------------------------------------------


async def test_open_anything_says_what_is_stored(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, PERSON)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "the person is fetched")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks")
        app.screen.query_one(Input).value = "https://www.linkedin.com/in/olivia-shaw"
        await until(pilot, lambda: "1 Standard credit" in written(app), "the price")
        app.screen.query_one(Input).value = PERSON
        await until(pilot, lambda: "free, stored just now" in written(app), "stored")
