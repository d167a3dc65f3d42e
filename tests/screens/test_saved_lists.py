"""Saved lists of Sales Navigator, opened as a search."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.viewer_picker import ViewerPicker
from lix_tui.services.library.query_language import read_query
from lix_tui.settings.settings import Paths, Settings
from lix_tui.widgets.dialog_frame import DialogFrame
from lix_tui.widgets.query_bar import QueryBar
from tests.conftest import INTERVAL, Served, parameters
from tests.support.filters import open_panel, screen
from tests.support.screens import keys, results, row_count_of, status, written
from tests.support.waits import until

P = "https://www.linkedin.com"
ID = "7028381904637284352"
LEADS = f"{P}/sales/lists/people/{ID}"
ACCOUNTS = f"{P}/sales/accounts/dashboard?listId=7028381904637284353"
OWNER = "alfie-lambert"
SIZES = [(120, 40), (80, 24), (60, 20)]


@pytest.fixture
def settings(sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("LIX_API_KEY", "any")
    return Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL)


def pages(sandbox: Served, endpoint: str) -> list[dict[str, str]]:
    return [parameters(one) for one in sandbox.requests() if one["endpoint"] == endpoint]


async def choose_owner(pilot: Pilot[int], app: LixApp, owner: str = OWNER) -> None:
    """Choose the viewer that the picker asks for."""
    await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "it asks for the owner")
    await until(pilot, lambda: "connected to Lix" in written(app), "accounts are listed")
    await pilot.press(*owner, "enter")
    await until(pilot, lambda: not isinstance(app.screen, ViewerPicker), "one is chosen")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("link", "area", "endpoint", "title"),
    [
        (LEADS, "sales", "lead_list", f"Lead list {ID}"),
        (ACCOUNTS, "accounts", "account_list", "Account list 7028381904637284353"),
    ],
)
async def test_a_list_opens_as_a_search(
    link: str, area: str, endpoint: str, title: str, size: tuple[int, int],
    settings: Settings, sandbox: Served,
) -> None:  # fmt: skip
    app = LixApp(settings, link)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "it asks for the owner")
        frame = app.screen.query_one(DialogFrame)
        price = "1 Standard credit per page"
        await until(
            pilot, lambda: price in f"{frame.border_subtitle} {written(app)}", "the price is shown"
        )
        assert pages(sandbox, endpoint) == [], "nothing is bought before"
        await choose_owner(pilot, app)
        await until(pilot, lambda: row_count_of(app) == 25, "its first page is shown")
        assert app.current_mode == area
        assert title in app.screen.query_one(QueryBar).title
        assert f"as {OWNER}" in status(app)
        await until(pilot, lambda: app.focused is results(app), "the rows have the keys")
        await pilot.press("G", "down")
        await until(pilot, lambda: row_count_of(app) > 25, "moving down loads the next page")
        asked = pages(sandbox, endpoint)
        assert [one["page"] for one in asked] == ["1", "2"]
        assert all("sequence_id" not in one and one["viewer_id"] == OWNER for one in asked)


async def test_without_an_owner_nothing_is_bought(settings: Settings, sandbox: Served) -> None:
    app = LixApp(settings, LEADS)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "it asks for the owner")
        await pilot.press("escape")
        await until(pilot, lambda: "Press v to choose the account" in written(app), "and says why")
        await pilot.press("escape", "L")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "load all asks too")
        await pilot.press("escape")
        assert pages(sandbox, "lead_list") == []


async def test_a_refused_viewer_is_said_and_another_one_is_chosen(
    settings: Settings, sandbox: Served
) -> None:
    app = LixApp(settings, LEADS)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "it asks for the owner")
        await until(pilot, lambda: "connected to Lix" in written(app), "accounts are listed")
        await pilot.press("down", "enter")
        await until(pilot, lambda: "choose an account" in written(app), "it is refused")
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "v opens the picker")
        await pilot.press(*OWNER, "enter")
        await until(pilot, lambda: not isinstance(app.screen, ViewerPicker), "it is chosen")
        await pilot.press("enter")
        await until(pilot, lambda: row_count_of(app) == 25, "the list is shown")
        assert pages(sandbox, "lead_list")[-1]["viewer_id"] == OWNER


async def test_all_of_it_is_loaded_marked_and_found_in_the_library(settings: Settings) -> None:
    app = LixApp(settings, LEADS)
    async with app.run_test(size=(120, 40)) as pilot:
        await choose_owner(pilot, app)
        await until(pilot, lambda: row_count_of(app) == 25, "its first page is shown")
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the price is shown")
        assert "2 Standard credits" in written(app)
        await pilot.press("enter")
        await until(pilot, lambda: row_count_of(app) == 67, "all of it is loaded")
        await pilot.press("M")
        assert len(screen(app).results.marked_elements()) == 67
        services = await app.services()
        assert await services.library.count(read_query("", 0.0)) >= 67


async def test_the_filters_show_a_list_as_what_it_is(settings: Settings) -> None:
    app = LixApp(settings, LEADS)
    async with app.run_test(size=(120, 40)) as pilot:
        await choose_owner(pilot, app)
        await until(pilot, lambda: row_count_of(app) == 25, "its first page is shown")
        await open_panel(pilot, app)
        options = app.screen.query_one("#filter-list", OptionList)
        texts = [str(option.prompt) for option in options.options]
        assert texts[:2] == ["A saved list of leads", ID]
        assert all(option.disabled for option in options.options)
        await pilot.press("U")
        assert app.clipboard == LEADS
        await pilot.press("C")
        assert any("Geography" in str(option.prompt) for option in options.options)
        assert screen(app).query_pane.text == ""
        await pilot.press("u")
        assert str(options.options[1].prompt) == ID
        assert screen(app).query_pane.text == LEADS
        assert not screen(app).query_pane.comparison.is_stale


@pytest.mark.parametrize("area", ["sales", "people"])
async def test_a_pasted_list_keeps_its_order_and_says_that_it_has_no_effect(
    area: str, settings: Settings, sandbox: Served
) -> None:
    link = f"{LEADS}?sortCriteria=CREATED_TIME"
    app = LixApp(settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.run_action(f"area('{area}')")
        await until(pilot, lambda: app.services_now is not None, "the services are up")
        app.screen.query_one(QueryBar).text = link
        await pilot.press("end", "enter")
        if area == "people":
            await until(
                pilot, lambda: "This is a saved list of leads" in written(app), "it is told"
            )
            await pilot.press("enter")
        await choose_owner(pilot, app)
        await until(pilot, lambda: row_count_of(app) == 25, "its first page is shown")
        assert "The sort in this link has no effect" in written(app)
        assert screen(app).query_pane.text == link
        assert "Next page · 1 Standard" in keys(app)


async def test_the_viewer_of_the_settings_is_not_asked_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_VIEWER_ID", OWNER)
    from dataclasses import replace

    app = LixApp(replace(settings, viewer_id=OWNER), LEADS)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: row_count_of(app) == 25, "its first page is shown")
        assert f"as {OWNER}" in status(app)
