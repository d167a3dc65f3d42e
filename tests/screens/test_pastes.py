"""Every input takes a paste whole, shows it on one line, and buys nothing by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

import lix_tui
from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.dialogs.lookup_page import LookupPage
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.dialogs.prompts import name_prompt
from lix_tui.screens.dialogs.viewer_picker import ViewerPicker
from lix_tui.screens.library import LibraryScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.commands.presses import BURST_GAP, PASTED
from lix_tui.settings.settings import Paths, Settings
from lix_tui.widgets.query_bar import QueryBar
from tests.conftest import Served
from tests.screens.key_repeat import hand_of, settled
from tests.support.purchases import bought
from tests.support.screens import lookup_price, results, row_count_of, written
from tests.support.waits import until
from tests.support.welcome import in_front, live, terminal_text, welcomed

SEARCH = "https://www.linkedin.com/search/results/people/?network=%5B%22F%22%5D&keywords=data"
SHORT = "https://www.linkedin.com/search/results/people/?keywords=data"
JANE = "https://www.linkedin.com/in/jane-doe-123"
JOE = "https://www.linkedin.com/in/joe-doe-456"
BROKEN = "https://www.linkedin.com/in/jane-\ndoe-123"
SIZE = (120, 40)


def focused(app: LixApp) -> Input:
    assert isinstance(app.focused, Input)
    return app.focused


async def paste(pilot: Pilot[int], app: LixApp, text: str) -> str:
    """Paste as a terminal does, and return the text of the focused input."""
    app.post_message(Paste(text))
    await pilot.pause()
    return focused(app).value


def test_every_input_is_one_that_takes_pastes() -> None:
    folder = Path(lix_tui.__file__).parent
    ours = folder / "widgets" / "line_input.py"
    for path in [
        *folder.glob("app.py"),
        *folder.glob("screens/**/*.py"),
        *folder.glob("widgets/*"),
    ]:
        if path.suffix == ".py" and path != ours:
            found = re.findall(r"[^\w]Input\(|class \w+\(Input\)", path.read_text())
            assert not found, path


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
async def test_a_broken_search_link_is_shown_joined_and_runs_on_enter(
    demo_settings: Settings, ending: str
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        value = await paste(pilot, app, f"{ending}{SEARCH}{ending}%20engineer{ending}")
        assert value == f"{SEARCH}%20engineer"
        assert await bought(app) == []
        await pilot.press("enter")
        await until(pilot, lambda: row_count_of(app) > 0, "it runs")
        session = getattr(app.screen, "session")  # noqa: B009  # of the search screen
        assert "keywords=data%20engineer" in session.query.url
        assert await bought(app) == ["people_search"]


@pytest.mark.parametrize("text", [f"{SHORT}\nengineer", f"she is\n{JANE}"])
async def test_a_link_whose_end_is_unclear_is_refused_in_a_sentence(
    demo_settings: Settings, text: str
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.services()
        assert await paste(pilot, app, text) == ""
        await until(pilot, lambda: "more than a link" in terminal_text(app), "it is said")
        await pilot.press("enter")
        await pilot.pause()
        assert await bought(app) == []


async def test_prose_becomes_keywords_on_one_line(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        assert await paste(pilot, app, "\nhead of\n  growth\n") == "head of growth"
        assert await paste(pilot, app, " and\nsales") == "head of growthand sales"
        focused(app).action_select_all()
        assert await paste(pilot, app, "data\nengineer") == "data engineer", "it takes the place"
        assert await bought(app) == []


async def test_text_copied_in_here_is_pasted_whole(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        app.copy_to_clipboard(BROKEN)
        await pilot.press("ctrl+v")
        assert focused(app).value == JANE


async def test_open_anything_opens_the_joined_link(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks")
        assert await paste(pilot, app, BROKEN) == JANE
        await until(pilot, lambda: "profile" in written(app), "it is recognised")
        assert await bought(app) == []
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "it opens")
        assert isinstance(app.screen, DetailScreen)
        assert app.screen._link == JANE


async def people_of(app: LixApp) -> list[str]:
    """Return the links of two people of the sandbox."""
    services = await app.services()
    from lix_tui.services.kinds import KINDS
    from lix_tui.services.queries.query import query_from_text

    query = query_from_text("people", "engineer")
    session = await services.searches.open(KINDS["people"], query)
    await session.load_next(place="test")
    return [next(iter(session.view.links(element))) for element in session.elements[:2]]


@pytest.mark.parametrize("where", ["ctrl+o", "query"])
async def test_several_links_are_looked_up_in_one_run(demo_settings: Settings, where: str) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        services = await app.services()
        links = await people_of(app)
        before = await bought(app)
        if where == "ctrl+o":
            await pilot.press("ctrl+o")
            await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks")
        else:
            assert in_front(app, "query")
        assert await paste(pilot, app, "\n".join(links)) == " ".join(links)
        if where == "query":
            await pilot.press("enter")
            await until(pilot, lambda: "These are 2 links" in written(app), "it is said")
        else:
            await until(pilot, lambda: "2 links" in written(app), "it is said")
        await pilot.press("enter")
        await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
        assert "2 Standard credits" in lookup_price(app)
        assert await bought(app) == before
        await pilot.press("enter")
        for link in links:
            await until(pilot, lambda: not isinstance(app.screen, LookupPage), "it begins")
            while await services.records.stored("person", link) is None:
                await pilot.pause(0.02)
        assert await bought(app) == [*before, "person", "person"]


async def test_declining_the_price_of_several_links_buys_nothing(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        assert await app.navigation.open_text(f"{JANE} {JOE}") is None
        await until(pilot, lambda: isinstance(app.screen, LookupPage), "it asks what to look up")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, LookupPage), "it is left")
        assert await bought(app) == []


async def test_the_viewer_picker_joins_a_link(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        await app.screen.run_action("choose_viewer")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "it asks")
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.focused, Input), "it has the keys")
        assert await paste(pilot, app, BROKEN) == JANE
        focused(app).action_select_all()
        assert await paste(pilot, app, f"{JANE}\n{JOE}") == f"{JANE} {JOE}"
        await pilot.press("enter")
        assert isinstance(app.screen, ViewerPicker), "two accounts are not one"


async def test_the_filter_panel_and_its_picker_take_pastes(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        await pilot.press("escape", "f4")
        await until(pilot, lambda: in_front(app, "filter-list"), "the filters are there")
        await pilot.press("slash")
        await until(pilot, lambda: in_front(app, "find-filter"), "it finds filters")
        assert await paste(pilot, app, f"{SEARCH}\n%20engineer") == f"{SEARCH}%20engineer"
        await pilot.press("enter")
        await until(
            pilot, lambda: app.screen.query_one(QueryBar).text == "data engineer", "it is read"
        )
        await pilot.press("slash")
        assert await paste(pilot, app, "\nCurrent\ncompany") == "Current company"
        await pilot.press("enter")
        await until(pilot, lambda: in_front(app, "picker-input"), "it shows values")
        assert await paste(pilot, app, "Northwind\nBank\n") == "Northwind Bank"
        assert await bought(app) == []


async def test_names_and_notes_take_prose_with_a_link(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        app.push_screen(name_prompt("Note", ""))
        await until(pilot, lambda: isinstance(app.focused, Input), "it asks")
        assert await paste(pilot, app, f"met at\n{JANE}\n") == f"met at {JANE}"
        assert isinstance(app.screen, PromptScreen), "a paste submits nothing"


async def test_the_library_takes_lines(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        await app.run_action("area('library')")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "it opens")
        app.screen.query_one(QueryBar).focus_input()
        assert await paste(pilot, app, "Jane\nDoe") == "Jane Doe"


async def test_the_export_path_takes_a_line_end(demo_settings: Settings, tmp_path: Path) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen), "it asks")
        await until(pilot, lambda: in_front(app, "file"), "it has the keys")
        focused(app).action_select_all()
        assert await paste(pilot, app, f"{tmp_path}/leads.csv\n") == f"{tmp_path}/leads.csv"
        assert isinstance(app.screen, ExportScreen)
        assert not (tmp_path / "leads.csv").exists()


@pytest.mark.parametrize(
    "pasted", ["canary-key\n", "\r\n canary-\r\nkey\r\n", "Bearer\ncanary-key"]
)
async def test_a_key_pasted_in_lines_works_and_is_never_shown(
    sandbox: Served, paths: Paths, pasted: str
) -> None:
    app = live(sandbox, paths)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await welcomed(app, pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: in_front(app, "key"), "it asks")
        value = await paste(pilot, app, pasted)
        assert value.removeprefix("Bearer ") == "canary-key"
        assert sandbox.requests() == [], "a paste submits nothing"
        await pilot.press("enter")
        await until(pilot, lambda: in_front(app, "places"), "the key works")
        assert app.screen.query_one("#places", OptionList).option_count
        assert "canary" not in terminal_text(app)


@pytest.mark.parametrize("where", ["query", "ctrl+o"])
async def test_a_paste_that_comes_as_typed_keys_buys_nothing(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.services()
        hand = hand_of(app, pilot, monkeypatch)
        monkeypatch.setattr("lix_tui.services.commands.presses.BURST_GAP", BURST_GAP)
        if where == "ctrl+o":
            await hand.press("ctrl+o")
            await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks")
        hand.now += 1.0
        keys = [*"linkedin.com/in/jane-", "enter", *"doe-123", "enter"]
        await pilot.press(*keys)  # the clock doesn't move: all keys arrive at once
        await until(pilot, lambda: PASTED[:20] in terminal_text(app), "it is said")
        assert focused(app).value == "linkedin.com/in/jane-doe-123"
        assert await bought(app) == []
        await hand.press("enter")
        if where == "query":
            await until(pilot, lambda: "Press enter again" in written(app), "it is read")
            await hand.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "it opens")


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("software engineer\nBerlin\n", "software engineer Berlin"),
        ("\nsoftware engineer\nParis", "software engineer Paris"),
        ("\nhello world", "hello world"),
        ("scala\n\npython\n", "scala python"),
        ("www.linkedin.com/search/results/people/?keywords=data\n%20engineer\n", None),
    ],
)
async def test_lines_that_come_as_typed_keys_are_joined_and_run_on_enter_only(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch, pasted: str, value: str | None
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.services()
        hand = hand_of(app, pilot, monkeypatch)
        monkeypatch.setattr("lix_tui.services.commands.presses.BURST_GAP", BURST_GAP)
        hand.now += 1.0
        for char in pasted:  # one read of the terminal: all keys arrive at once
            app.post_message(Key("enter", "\r") if char == "\n" else Key(char, char))
        joined = value or pasted.replace("\n", "")
        await until(pilot, lambda: focused(app).value == joined, "the lines are joined")
        await hand.press("enter")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        await until(pilot, lambda: screen.session is not None, "it runs")
        await settled(pilot, screen)
        assert await bought(app) == ["people_search"], "the paste itself bought nothing"
        query = app.screen.query_one(QueryBar)
        assert query.text in (joined, "data engineer")
