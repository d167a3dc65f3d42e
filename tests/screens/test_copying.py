"""The copy menu: every form of a record, of the rows and of the request, found by typing."""

from __future__ import annotations

import csv
import json
import shlex
from urllib.parse import parse_qs, urlsplit

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from lix_tui.api.models.person import Person
from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.copy_menu import CopyMenu
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.settings.settings import Settings
from lix_tui.widgets.dialog_frame import DialogFrame
from tests.support.screens import results, to_a_run
from tests.support.waits import until


def lines(app: LixApp) -> list[str]:
    """Return the lines of the copy menu."""
    options = app.screen.query_one("#copy-forms", OptionList)
    return [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]


async def opened(pilot: Pilot[int], app: LixApp) -> None:
    await pilot.press("Y")
    await until(pilot, lambda: isinstance(app.screen, CopyMenu), "the menu opens")
    await pilot.pause()


async def copied(pilot: Pilot[int], app: LixApp, words: str) -> str:
    """Type words into the copy menu, press enter and return the copied text."""
    await opened(pilot, app)
    app.copy_to_clipboard("")
    await pilot.press(*(char if char != " " else "space" for char in words), "enter")
    await until(pilot, lambda: bool(app.clipboard), "something is copied")
    assert not isinstance(app.screen, CopyMenu)
    return app.clipboard


async def searched(pilot: Pilot[int], app: LixApp) -> SearchScreen:
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "people are shown")
    assert isinstance(app.screen, SearchScreen)
    return app.screen


def has_headline(screen: SearchScreen) -> bool:
    """Return True if the person under the cursor has a headline."""
    assert screen.results.element is not None
    record = screen.results.element.record
    assert isinstance(record, Person)
    return bool(record.headline_text)


def page_of(curl: str) -> str:
    """Return the page that a copied command asks for."""
    words = shlex.split(curl.replace("\\\n", ""))
    asked = parse_qs(urlsplit(words[4]).query)
    assert words[6] == "Authorization: $LIX_API_KEY"
    return parse_qs(urlsplit(asked["url"][0]).query).get("page", ["1"])[0]


async def test_what_a_search_offers(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, app)
        while not has_headline(screen):
            await pilot.press("j")
        await opened(pilot, app)
        shown = [line.split("  ")[0 if line[0] != " " else 1].strip() for line in lines(app)]
        groups = [line for line in lines(app) if not line.startswith(" ")]
        assert groups == ["Links", "Record", "Table", "Request"]
        assert shown[1] == "Profile link"
        wanted = {"Name", "Headline", "JSON", "Markdown", "TSV"}
        assert wanted | {"curl", "Python", "JavaScript", "Go", "Ruby"} <= set(shown)
        await pilot.press(*"request")
        assert [line for line in lines(app) if not line.startswith(" ")] == ["Request"]
        await pilot.press(*" zzz", "enter")
        assert "No form matches." in lines(app)[0]
        assert isinstance(app.screen, CopyMenu)
        await pilot.press("escape")
        link = await copied(pilot, app, "profile")
        assert link.startswith("https://www.linkedin.com/in/")
        assert json.loads(await copied(pilot, app, "json"))


async def test_all_of_it_can_be_reached_on_a_small_screen(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 14)) as pilot:
        await searched(pilot, app)
        await opened(pilot, app)
        options = app.screen.query_one("#copy-forms", OptionList)
        for _ in range(options.option_count):
            await pilot.press("down")
            if options.highlighted == options.option_count - 1:
                break
        await until(
            pilot,
            lambda: options.scroll_offset.y + options.size.height == options.option_count,
            "the last one is in sight",
        )
        assert options.region.bottom <= app.screen.query_one(DialogFrame).content_region.bottom


async def test_the_request_is_the_one_of_the_rows_page(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, app)
        await pilot.press("m")
        await until(pilot, lambda: results(app).row_count > 10, "the next page comes")
        assert page_of(await copied(pilot, app, "curl")) == "1"
        await pilot.press("G")
        assert page_of(await copied(pilot, app, "curl")) == "2"
        assert screen.session is not None
        sequence = screen.session.state.sequence_id
        assert sequence is not None
        for language in ("python", "javascript", "request go", "ruby"):
            code = await copied(pilot, app, language)
            assert sequence in code
            assert "LIX_API_KEY" in code
    again = LixApp(demo_settings)
    async with again.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(again).row_count > 10, "both pages are kept")
        await pilot.press("G")
        assert page_of(await copied(pilot, again, "curl")) == "2"
        await pilot.press("g")
        assert page_of(await copied(pilot, again, "curl")) == "1"


async def test_tables_are_of_what_is_shown_or_marked(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, app)
        assert screen.results.rows is not None
        first = screen.results.rows.cells(0)
        table = (await copied(pilot, app, "markdown")).splitlines()
        assert len(table) == 12
        assert table[0] == "| Name | Headline | Company | Location | Degree |"
        rows = list(csv.reader((await copied(pilot, app, "tsv")).splitlines(), delimiter="\t"))
        assert len(rows) == 11
        assert rows[1][:2] == list(first[:2])
        await pilot.press("space", "space")
        await opened(pilot, app)
        assert any("2 marked rows" in line for line in lines(app))
        await pilot.press("escape")
        assert len((await copied(pilot, app, "tsv")).splitlines()) == 3
        said = [notice.message for notice in app._notifications]
        assert any("2 marked rows as TSV" in sentence for sentence in said)
        contact = list(csv.reader((await copied(pilot, app, "csv contact")).splitlines()))
        assert len(contact) == 3
        assert contact[0][:2] == ["First Name", "Last Name"]
        assert " ".join(contact[1][:2]) == first[0]


async def test_what_a_record_offers(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, app)
        services, address = await app.services(), None
        while not address:  # Lix doesn't know the email address of every person
            link = screen.cursor.best_link
            assert link is not None
            found = await services.lookups.get("email", link, LookupOptions("test"))
            if not (address := getattr(found.record, "email", None)):
                await pilot.press("j")
        assert await copied(pilot, app, "address") == address
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the profile opens")
        await until(pilot, lambda: bool(app.screen.query("CareerTimeline")), "it is there")
        table = (await copied(pilot, app, "tsv career")).splitlines()
        assert len(table) == 2
        assert table[0].startswith("Name\tTitle\tCompany\tLocation\tTitle 1\tCompany 1")
        assert await copied(pilot, app, "address") == address
        curl = await copied(pilot, app, "curl")
        assert "/v1/person?profile_link=https%3A%2F%2F" in curl
        await opened(pilot, app)
        groups = [line for line in lines(app) if not line.startswith(" ")]
        assert groups == ["Links", "Record", "Table", "Request"]


async def test_the_links_of_marked_rows_are_copied_together(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, app)
        assert screen.session is not None
        wanted = [screen.session.view.links(one)[0] for one in screen.session.elements[:3]]
        await pilot.press("space", "space", "space")
        app.copy_to_clipboard("")
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard.splitlines() == wanted, "the three links")
        copies = await copied(pilot, app, "profile links")
        assert copies.splitlines() == wanted
        assert app.screen is screen


@pytest.mark.parametrize(
    ("label", "what"),
    [
        ("Profile link", "the profile link"),
        ("Sales Navigator link", "the Sales Navigator link"),
        ("Recruiter link", "the Recruiter link"),
        ("JSON", "the JSON"),
        ("name", "the name"),
    ],
)
def test_names_keep_their_capitals(label: str, what: str) -> None:
    assert CopyForm(label, "x").description == what


async def test_links_of_a_run_are_copied(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_a_run(pilot, app)
        link = "https://www.linkedin.com/in/olivia-shaw"
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard == link, "the row's link")
        app.copy_to_clipboard("")
        await pilot.press("space", "f", "f", "y")
        await until(pilot, lambda: app.clipboard == link, "the link of the marked row")
        assert any("the link of 1 marked row" in one.message for one in app._notifications)
