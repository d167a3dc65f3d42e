"""Viewer picker: connected accounts, their readiness and limits, and a typed id."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.dialogs.value_picker import PickerScreen
from lix_tui.screens.dialogs.viewer_picker import NOT_LISTED, ViewerPicker
from lix_tui.services.kinds import KINDS
from lix_tui.settings.settings import Paths, Settings
from lix_tui.widgets.query_bar import QueryBar
from tests.conftest import INTERVAL, Served, parameters
from tests.support.filters import open_panel, screen
from tests.support.screens import on_screen, results, row_count_of, status, written
from tests.support.waits import until

SIZES = [(120, 40), (80, 24), (60, 20)]
VIEWERS = ("--interval", "0", "--viewer", "rachel-roe", "--viewer", "ines-basic")
LISTED = "accounts connected to Lix"


@pytest.fixture
def app(sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> LixApp:
    monkeypatch.setenv("LIX_API_KEY", "any")
    return LixApp(Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL))


def lines(app: LixApp) -> list[str]:
    """Return the lines of the picker."""
    options = app.screen.query_one("#viewer-list", OptionList)
    return [str(option.prompt) for option in options.options]


def current(app: LixApp) -> str:
    """Return the line under the cursor."""
    place = app.screen.query_one("#viewer-list", OptionList).highlighted
    return lines(app)[place] if place is not None else ""


async def open_picker(pilot: Pilot[int], app: LixApp, area: str = "sales") -> None:
    """Open the picker from a search screen."""
    if app.current_mode != area or not isinstance(app.screen, ViewerPicker):
        await app.run_action(f"area('{area}')")
        await until(pilot, lambda: app.services_now is not None, "the services are up")
    await pilot.press("escape", "v")
    await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "the picker opens")


def requested(sandbox: Served, endpoint: str) -> list[dict[str, str]]:
    return [parameters(one) for one in sandbox.requests() if one["endpoint"] == endpoint]


@pytest.mark.sandbox_options(*VIEWERS)
@pytest.mark.parametrize("size", SIZES)
async def test_accounts_are_listed_with_readiness_and_limits(
    app: LixApp, sandbox: Served, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await open_picker(pilot, app)
        await until(pilot, lambda: f"6 {LISTED}" in written(app), "every page is requested")
        assert requested(sandbox, "linkedin_accounts") == [{"page": "1"}, {"page": "2"}]
        assert lines(app)[0].strip("● ") == "without a viewer"
        assert "not ready" in next(line for line in lines(app) if "ines-basic" in line)
        await pilot.press("down")
        await until(pilot, lambda: "Connection requests left" in written(app), "they are said")
        text = written(app)
        assert "LinkedIn: ready · Sales Navigator: ready" in text
        assert "Warm-up: completed · day 30 · now 100 a day, 10 an hour" in text
        assert requested(sandbox, "connections_remaining") == [{"viewer_id": "alfie-lambert"}]


@pytest.mark.sandbox_options(*VIEWERS)
async def test_the_stored_list_is_shown_at_once_and_r_refreshes(
    app: LixApp, sandbox: Served
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await open_picker(pilot, app)
        await until(pilot, lambda: f"6 {LISTED}" in written(app), "they are listed")
        await pilot.press("escape")
        await open_picker(pilot, app)
        await until(pilot, lambda: f"6 {LISTED} · listed just now" in written(app), "stored")
        assert len(requested(sandbox, "linkedin_accounts")) == 2, "nothing is sent"
        for key, requests in (("r", 4), ("f5", 6)):
            await pilot.press(key)
            await until(
                pilot,
                lambda n=requests: len(requested(sandbox, "linkedin_accounts")) == n,  # type: ignore[misc]
                f"{key} requests the list again",
            )
        assert app.screen.query_one("#viewer-find", Input).value == ""


@pytest.mark.sandbox_options(*VIEWERS)
async def test_typing_filters_and_any_id_can_be_typed(app: LixApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_picker(pilot, app)
        await until(pilot, lambda: f"6 {LISTED}" in written(app), "they are listed")
        await pilot.press("slash", *"rach")
        assert [line.split()[0] for line in lines(app)] == ["rachel-roe", "rach"]
        await pilot.press(*"el-roe")
        assert [line.split()[0] for line in lines(app)] == ["rachel-roe"], "it is the account"
        await pilot.press("ctrl+u", *"two words", "enter")
        assert "account connected to Lix" in written(app)
        await pilot.press("ctrl+u", *"linkedin.com/in/somebody", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ViewerPicker), "it is chosen")
        assert "viewer somebody" in app.screen.query_one(QueryBar).title
        assert "as somebody" in status(app)
        await open_picker(pilot, app)
        assert current(app).split()[:2] == ["●", "somebody"], "the present one has the cursor"
        await pilot.press("home", "enter")
        await until(pilot, lambda: "as somebody" not in status(app), "nobody is chosen")


@pytest.mark.sandbox_options("--interval", "0", "--fault", "unknown_route@linkedin_accounts")
async def test_without_a_list_an_id_is_typed(app: LixApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await open_picker(pilot, app)
        await until(pilot, lambda: NOT_LISTED in written(app), "one sentence says so")
        await pilot.press(*"rachel-roe")
        assert NOT_LISTED in written(app)
        await pilot.press("enter")
        await until(pilot, lambda: "as rachel-roe" in status(app), "it is used")


@pytest.mark.sandbox_options("--interval", "0", "--fault", "500@linkedin_accounts")
async def test_a_failure_is_said_and_a_refresh_helps(app: LixApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await open_picker(pilot, app)
        await until(pilot, lambda: "internal error" in written(app), "the failure is said")
        await pilot.press("f5")
        await until(pilot, lambda: "internal error" in written(app), "and again")


@pytest.mark.sandbox_options(*VIEWERS)
@pytest.mark.parametrize(
    ("area", "is_warned"), [("sales", True), ("accounts", True), ("people", False)]
)
async def test_an_account_that_is_not_ready_can_be_chosen_with_a_warning(
    app: LixApp, area: str, *, is_warned: bool
) -> None:
    words = "ines-basic isn't ready for Sales Navigator, so Lix may refuse the request."
    async with app.run_test(size=(120, 40)) as pilot:
        await open_picker(pilot, app, area)
        await until(pilot, lambda: f"6 {LISTED}" in written(app), "they are listed")
        await pilot.press(*"ines-")
        assert (words in written(app)) is is_warned
        await pilot.press("enter")
        await until(pilot, lambda: "as ines-basic" in status(app), "it is chosen")
        assert (words in written(app)) is is_warned


@pytest.mark.parametrize("warmup", ["total", "target", "max", "snake"])
async def test_the_limits_in_every_spelling(
    warmup: str, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.conftest import served

    monkeypatch.setenv("LIX_API_KEY", "any")
    with served("--interval", "0", "--dialect", f"warmup={warmup}") as sandbox:
        app = LixApp(Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL))
        async with app.run_test(size=(120, 40)) as pilot:
            await open_picker(pilot, app)
            await until(pilot, lambda: LISTED in written(app), "they are listed")
            await pilot.press("down")
            assert "day 30 · now 100 a day, 10 an hour · goal 100 a day, 10 an hour" in written(app)


async def test_a_viewer_holds_for_all_that_is_opened_from_the_search(
    app: LixApp, sandbox: Served
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await open_picker(pilot, app)
        await until(pilot, lambda: LISTED in written(app), "they are listed")
        await pilot.press(*"alfie", "enter")
        await until(pilot, lambda: isinstance(app.focused, Input), "the query has the keys")
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: row_count_of(app) == 25, "the leads are shown")
        assert "as alfie-lambert (no sequence)" in status(app)
        await until(pilot, lambda: app.focused is results(app), "the rows are focused")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the record opens")
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        assert "as alfie-lambert" in status(app)
        assert requested(sandbox, "person")[-1]["viewer_id"] == "alfie-lambert"
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "related records")
        places = on_screen(app, RelatedMenu)._places  # their viewers aren't shown
        assert {place.viewer_id for place in places} == {"alfie-lambert"}
        assert {p.query.viewer_id for p in places if p.query is not None} == {"alfie-lambert"}
        await pilot.press("escape", "escape")
        await open_panel(pilot, app)
        await pilot.press("slash", *"geography", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "a filter opens")
        await pilot.press(*"aus")
        await until(pilot, lambda: bool(requested(sandbox, "sales_facet")), "values are requested")
        assert requested(sandbox, "sales_facet")[-1]["viewer_id"] == "alfie-lambert"


async def test_the_picker_of_every_kind_opens(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        for kind in KINDS:
            await open_picker(pilot, app, kind)
            await until(pilot, lambda: LISTED in written(app), "accounts are listed")
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, ViewerPicker), "it closes")
            assert screen(app).kind.name == kind
