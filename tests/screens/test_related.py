"""From one record to the next: companies, hirers, authors, addresses, connections, viewers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.raw import RawScreen
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.dialogs.viewer_picker import ViewerPicker
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Paths, Settings
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.status_bar import StatusBar
from tests.conftest import INTERVAL, Served
from tests.support.screens import places, results, row_count_of, tree_text, written
from tests.support.waits import until

PROBABLE = "https://www.linkedin.com/in/sanjay-nair"


def number_of(app: LixApp, words: str) -> str:
    """Return the digit of a place in the menu."""
    lines = enumerate(places(app).splitlines(), 1)
    return next(str(number) for number, line in lines if words in line)


async def searches_bought(app: LixApp) -> int:
    assert app.services_now is not None
    lines = await app.services_now.store.run(lambda store: store.ledger.lines(50))
    return sum(line.endpoint == "people_search" and line.outcome != "kept" for line in lines)


@pytest.mark.parametrize(
    ("area", "keywords", "likeliest", "others"),
    [
        ("people", "engineer", "Facts", ("The company", "People who work at", "The email", "The ids", "The employment", "The Top Voice status")),
        ("jobs", "engineer", "Who hires", ("The company", "Jobs at", "The posting")),
        ("posts", "data", "", ("The author", "The post")),
        ("recruiter", "+python", "Facts", ("The company", "The profile")),
    ],
)  # fmt: skip
async def test_one_key_goes_on_and_another_lists_all(
    area: str, keywords: str, likeliest: str, others: tuple[str, ...], demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape")
        await app.run_action(f"area('{area}')")
        app.screen.query_one(QueryBar).text = keywords
        await pilot.press("slash", "enter")
        await until(pilot, lambda: row_count_of(app) > 0, "results are shown")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        for words in others:
            assert words in places(app)
        assert "credit" in places(app)
        await pilot.press("escape", "l")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the next record opens")
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        await until(pilot, lambda: likeliest in written(app), "it is shown")
        opened = app.screen
        assert isinstance(opened, DetailScreen)
        places_on = [destination.endpoint for destination in opened.record.related()]
        assert opened.endpoint not in places_on, "it does not lead to itself"


async def test_from_a_company_to_its_people_and_back_by_its_title(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, "https://www.linkedin.com/company/foxbank")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "the company is fetched")
        await pilot.press("l")
        await until(pilot, lambda: row_count_of(app) == 8, "its people are shown")
        assert app.current_mode == "people"
        assert app.screen.query_one(QueryBar).text == ""
        assert "1 filter: People who work at Foxbank" in app.screen.query_one(QueryBar).title
        bought = await searches_bought(app)
        await pilot.press("slash", *"nobody at all", "enter")
        await until(pilot, lambda: row_count_of(app) == 0, "another search")
        await pilot.press("slash", "up", "up", "enter")
        await until(pilot, lambda: row_count_of(app) == 8, "the same people, not those words")
        assert await searches_bought(app) == bought + 1
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the company again")


async def test_a_recalled_query_is_its_filters_and_its_keywords(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, "https://www.linkedin.com/company/foxbank")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "the company is fetched")
        await pilot.press("l")
        await until(pilot, lambda: row_count_of(app) == 8, "its people are shown")
        bar = app.screen.query_one(QueryBar)
        await pilot.press("slash", *"nurse", "enter")
        await until(pilot, lambda: bar.text == "nurse" and row_count_of(app) == 0, "another search")
        title = bar.title
        assert "1 filter: Foxbank" in title
        await until(
            pilot, lambda: "Searched with 1 filter: Foxbank" in written(app), "why nobody is"
        )
        await pilot.press("slash", "up", "up")
        await until(pilot, lambda: bar.text == "", "it has no keywords")
        assert "1 filter: People who work at Foxbank" in bar.title
        await pilot.press("escape")
        assert (bar.text, bar.title) == ("nurse", title), "escape brings the shown query back"
        await pilot.press("slash", "up", "up", *"engineer", "down", "down")
        await until(pilot, lambda: bar.text == "nurse", "past the newest it is as it was")
        await pilot.press("up", "up", *"manager", "enter")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        await until(
            pilot,
            lambda: screen.session is not None and "manager" in screen.session.query.url,
            "they are asked with other keywords",
        )
        assert screen.session is not None
        asked = screen.session.query.url
        assert "keywords=manager" in asked
        assert "People" not in asked
        assert "currentCompany" in asked


async def test_the_way_back_is_the_way_one_came(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: row_count_of(app) == 10, "people are shown")
        first = app.screen
        await pilot.press("down", "down", "space")
        cursor = results(app).cursor_row
        await pilot.press("enter")
        await until(pilot, lambda: "fetched now" in written(app), "the profile is shown")
        profile = app.screen
        await pilot.press("l")
        await until(pilot, lambda: app.screen is not profile, "the company opens")
        company = app.screen
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        await pilot.press("l")
        await until(pilot, lambda: app.screen is not company, "its people open")
        await until(pilot, lambda: row_count_of(app) > 0, "they are shown")
        spent = await searches_bought(app)
        for key, before in (("escape", company), ("backspace", profile), ("escape", first)):
            await pilot.press(key)
            await until(pilot, lambda: app.screen is before, "one step back")
        assert row_count_of(app) == 10
        assert results(app).cursor_row == cursor
        assert await searches_bought(app) == spent
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is first, "there is nothing before it"


async def test_what_is_kept_is_said_to_be_before_it_is_opened(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: row_count_of(app) == 10, "people are shown")
        await until(pilot, lambda: "Open · 1 Standard" in keys(app), "what opening costs")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        assert "free" not in places(app)
        await pilot.press("escape", "l")
        await until(pilot, lambda: "fetched now" in written(app), "the company is fetched")
        await pilot.press("l")
        await until(pilot, lambda: "People who work" in str(app.screen.query(QueryBar)[0].title)
                    and row_count_of(app) > 0, "its people are shown")  # fmt: skip
        await pilot.press("escape", "escape", "enter")
        await until(
            pilot, lambda: "fetched now" in written(app) and "Career" in written(app), "a profile"
        )
        await pilot.press("escape")
        await until(pilot, lambda: "Open · free" in keys(app), "opening it again costs nothing")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        lines = {line.partition("  ")[2].strip(): line for line in places(app).splitlines()}
        free = [words for words, line in lines.items() if "free, stored just now" in line]
        assert len(free) == 3, lines
        await pilot.press("1")
        await until(pilot, lambda: "stored" in written(app), "it was")


def keys(app: LixApp) -> str:
    return app.screen.query_one(KeyBar).render().plain


async def test_back_from_a_search_that_home_opened_is_home(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: row_count_of(app) == 10, "people are shown")
        await pilot.press("0")
        await until(pilot, lambda: app.current_mode == "home" and row_count_of(app) == 1, "home")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "people", "the search is shown")
        await pilot.pause()
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "home", "back at home")
        await pilot.press("1")
        await until(pilot, lambda: app.current_mode == "people", "by its key")
        await pilot.press("escape")
        await pilot.pause()
        assert app.current_mode == "people", "a key is no way to come back from"


async def test_an_address_is_asked_for_and_checked_on_the_users_word(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings, PROBABLE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "the profile is fetched")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        number = number_of(app, "The email")
        await pilot.press(number)
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the cost is asked first")
        assert "1 Email credit, only if VALID" in written(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "no is taken as no")
        await pilot.press("full_stop", number)
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "asked again")
        await pilot.press("enter")
        await until(pilot, lambda: "PROBABLE" in written(app), "the address is shown")
        assert "Nothing was charged" in written(app)
        await pilot.press("y")
        assert app.clipboard == "sanjay.nair@foxbank.example"
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "checking may cost")
        await pilot.press("enter")
        await until(pilot, lambda: "accepts mail" in written(app), "it becomes VALID")
        await pilot.press("c")
        await pilot.pause()
        assert not isinstance(app.screen, ConfirmScreen), "VALID is final"


async def test_confirm_can_be_always_and_never(demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, confirm="always"), PROBABLE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "a credit is asked for")
        await pilot.press("y")
        await until(pilot, lambda: "fetched now" in written(app), "then it is fetched")
    app = LixApp(replace(demo_settings, confirm="never"), PROBABLE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "stored" in written(app), "what is kept is shown")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        await pilot.press(number_of(app, "The email"))
        await until(pilot, lambda: "PROBABLE" in written(app), "nothing is asked")


async def test_connections_are_listed_with_the_fields_they_have(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "9", *"alfie-lambert", "enter")
        await until(pilot, lambda: row_count_of(app) > 100, "they are shown")
        await until(pilot, lambda: "urn:li:fsd_profile" in written(app), "the preview is there")
        assert "free" in str(app.screen.query_one("#query").border_subtitle)
        await pilot.press("v")
        assert not isinstance(app.screen, ViewerPicker), "a viewer is what was asked for"


async def test_a_viewer_for_one_search_is_seen(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("escape", "v")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "the picker is there")
        await pilot.press(*"two words", "enter")
        assert "account connected to Lix" in written(app)
        await pilot.press("ctrl+u", *"linkedin.com/in/alfie-lambert", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ViewerPicker), "it is chosen")
        assert "viewer alfie-lambert" in app.screen.query_one(QueryBar).title
        await pilot.press(*"data", "enter")
        await until(pilot, lambda: row_count_of(app) > 0, "results are shown")
        parts = " ".join(part.text for part in app.screen.query_one(StatusBar).parts)
        assert "as alfie-lambert (no sequence)" in parts
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "the picker is there")
        await pilot.press("home", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ViewerPicker), "nobody is chosen")
        await pilot.press("slash", *"data", "enter")
        await until(
            pilot,
            lambda: "seq " in " ".join(p.text for p in app.screen.query_one(StatusBar).parts),
            "without a viewer there is a sequence",
        )


async def test_the_last_page_is_shown_as_received(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"data", "enter")
        await until(pilot, lambda: results(app).row_count > 0, "results are shown")
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, RawScreen), "the page is shown")
        await until(pilot, lambda: "fields" in tree_text(app), "it is read")
        await pilot.press("plus")
        await until(pilot, lambda: '"sequenceId"' in tree_text(app), "its fields are there")


async def test_an_email_address_opens_who_has_it(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, "sanjay.nair@foxbank.example")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "both prices are shown")
        assert "1 Org credit" in places(app)
        assert "1 Standard credit" in places(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Sanjay Nair" in written(app), "he is found")
        assert "https://www.linkedin.com/in/sanjay-nair" in written(app)
        await pilot.press("l")
        await until(pilot, lambda: "Career" in written(app), "his profile opens")


@pytest.mark.sandbox_options("--fault", "strange@person")
async def test_a_record_in_an_unknown_form_is_kept_reported_and_shown_raw(
    sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_API_KEY", "any")
    settings = Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL)
    app = LixApp(settings, PROBABLE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "has an unknown format" in written(app), "it is reported")
        assert "LinkedIn Member" not in written(app)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, RawScreen), "it is shown raw")
        await until(pilot, lambda: '"payload"' in tree_text(app), "its fields are there")
        await pilot.press("escape", "escape")
        assert await app.navigation.open_text(PROBABLE) is None
        await until(pilot, lambda: "has an unknown format" in written(app), "it is kept")
    bought = [entry for entry in sandbox.requests() if entry["cost"]]
    assert [entry["endpoint"] for entry in bought] == ["person"]


async def test_what_goes_wrong_behind_the_screen_is_said(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        await (await app.services()).store.close()
        await pilot.press(*"data", "enter")
        await until(
            pilot,
            lambda: any("store is closed" in note.sentence for note in app.message_log.messages),
            "the failure is said",
        )


@pytest.mark.sandbox_options("--fault", "slow:2@email%2")
async def test_checking_again_can_be_stopped(
    sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_API_KEY", "any")
    settings = Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL, confirm="never")
    app = LixApp(settings, PROBABLE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "the profile is fetched")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        await pilot.press(number_of(app, "The email"))
        await until(pilot, lambda: "PROBABLE" in written(app), "the address is shown")
        await pilot.press("c")
        await until(pilot, lambda: "check 1 of 10" in written(app), "it is checked")
        await pilot.press("escape")
        await until(pilot, lambda: "check 1" not in written(app), "it is stopped")
        assert isinstance(app.screen, DetailScreen), "and its answer so far stays"
        assert "PROBABLE" in written(app)
