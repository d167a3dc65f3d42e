"""Followers and employees on an organisation's screen, with their prices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Input

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.viewer_picker import ViewerPicker
from lix_tui.screens.list_screen import ListScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.list_tabs import ListTabs
from tests.conftest import INTERVAL, Served, parameters
from tests.support.screens import results, row_count_of, status, written
from tests.support.waits import until

FOXBANK = "https://www.linkedin.com/company/foxbank"


@pytest.fixture
def settings(sandbox: Served, demo_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("LIX_API_KEY", "any")
    return Settings(
        paths=demo_settings.paths, api_url=sandbox.url, lookc_url=sandbox.url,
        rate_interval=INTERVAL, viewer_id="alfie-lambert",
    )  # fmt: skip


def bought(sandbox: Served) -> list[object]:
    return [one["endpoint"] for one in sandbox.requests() if one["cost"]]


async def test_followers_are_a_list_of_people(sandbox: Served, settings: Settings) -> None:
    app = LixApp(settings, FOXBANK)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: bool(app.screen.query(ListTabs)), "the tabs are shown")
        await until(pilot, lambda: "Foxbank has" in written(app), "the company is shown")
        await pilot.press("W")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the list opens")
        assert bought(sandbox) == ["organisation"], "opening it buys nothing"
        await pilot.press("m")
        await until(pilot, lambda: row_count_of(app) >= 100, "its first page is loaded")
        assert bought(sandbox) == ["organisation", "followers"]


async def test_the_viewer_of_followers_is_chosen_in_the_picker(
    sandbox: Served, settings: Settings
) -> None:
    app = LixApp(replace(settings, viewer_id=None), FOXBANK)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Foxbank has" in written(app), "the company is shown")
        await pilot.press("W")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "it asks for one")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "nothing is chosen")
        await pilot.press("W")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "it asks again")
        await until(pilot, lambda: "connected to Lix · listed" in written(app), "accounts")
        assert "LinkedIn shows followers to a viewer only" in written(app)
        await pilot.press(*"alfie", "enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the list opens")
        assert bought(sandbox) == ["organisation"], "opening it buys nothing"
        await until(pilot, lambda: "as alfie-lambert" in status(app), "the viewer is shown")
        await pilot.press("m")
        await until(pilot, lambda: row_count_of(app) >= 100, "its first page is loaded")
        assert "as alfie-lambert" in status(app)
        assert "nobody" not in status(app)
        asked = [one for one in sandbox.requests() if one["endpoint"] == "followers"]
        assert parameters(asked[-1])["viewer_id"] == "alfie-lambert"
        await until(pilot, lambda: app.focused is results(app), "the rows are focused")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "a follower opens")
        await until(pilot, lambda: "fetched now" in written(app), "the profile is fetched")
        assert "as alfie-lambert" in status(app)


@pytest.mark.sandbox_options("--interval", "0", "--fault", "unknown_route@linkedin_accounts")
async def test_without_an_account_list_the_viewer_of_followers_is_typed(
    settings: Settings,
) -> None:
    app = LixApp(replace(settings, viewer_id=None), FOXBANK)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Foxbank has" in written(app), "the company is shown")
        await pilot.press("W")
        await until(pilot, lambda: "hasn't enabled the list of accounts" in written(app), "404")
        await pilot.press(*"rachel-roe", "enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the list opens")
        await until(pilot, lambda: "as rachel-roe" in status(app), "the viewer is shown")


async def test_offline_the_viewer_of_followers_is_typed(
    sandbox: Served, settings: Settings
) -> None:
    online = LixApp(replace(settings, viewer_id=None), FOXBANK)
    async with online.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Foxbank has" in written(online), "the company is stored")
    app = LixApp(replace(settings, viewer_id=None, offline=True), FOXBANK)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Foxbank has" in written(app), "the company is shown")
        await pilot.press("W")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "it asks for one")
        await until(pilot, lambda: isinstance(app.focused, Input), "an id can be typed")
        await pilot.press(*"rachel-roe", "enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the list opens")
    assert bought(sandbox) == ["organisation"]


def has_list(app: LixApp) -> bool:
    """Return True once the list on screen can load pages."""
    return isinstance(app.screen, ListScreen) and app.screen.session is not None


async def test_employees_ask_before_each_page(sandbox: Served, settings: Settings) -> None:
    app = LixApp(settings, FOXBANK)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Foxbank has" in written(app), "the company is shown")
        await pilot.press("N")
        await until(pilot, lambda: has_list(app), "the list opens")
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks")
        assert "Org, unknown price" in written(app)
        assert "whether LookC charges for a page" in written(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "it is declined")
        assert bought(sandbox) == ["organisation"]
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks again")
        await pilot.press("y")
        await until(pilot, lambda: row_count_of(app) > 3, "they are listed")
        assert bought(sandbox) == ["organisation", "employees"]
        assert "page 1" in status(app)
        assert "seq" not in status(app), "LookC has no sequences"


@pytest.mark.sandbox_options("--dialect", "organisation=docs")
async def test_an_id_that_is_not_stored_is_bought_after_a_question(
    sandbox: Served, settings: Settings
) -> None:
    app = LixApp(settings, FOXBANK)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Foxbank has" in written(app), "the company is shown")
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks")
        assert "Looking up its ids costs 1 Org credit" in " ".join(written(app).split())
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ConfirmScreen), "it is declined")
        assert bought(sandbox) == ["organisation"]
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks again")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "the list opens")
    assert bought(sandbox) == ["organisation", "organisation_ids"]
