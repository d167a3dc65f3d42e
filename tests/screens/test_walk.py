"""The main job: search, walk pages, read a profile, come back, go on, copy, see the balance."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served
from tests.support.screens import results, status
from tests.support.waits import until


async def test_the_walk_in_the_demo(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        for pages in (2, 3, 4):
            await pilot.press("G", "j")
            await until(pilot, lambda: results(app).row_count >= 10 * pages - 5, "more come")
        await pilot.press("g", "j", "j")
        chosen, rows = results(app).cursor_id, results(app).row_count
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.session is not None
        sequence = screen.session.state.sequence_id
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the profile opens")
        await until(pilot, lambda: bool(app.screen.query("CareerTimeline")), "the career is drawn")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "the search is back")
        assert (results(app).cursor_id, results(app).row_count) == (chosen, rows)
        await pilot.press("G", "j")
        await until(pilot, lambda: results(app).row_count > rows, "one more page comes")
        assert screen.session.state.sequence_id == sequence
        await pilot.press("y")
        assert app.clipboard.startswith("https://www.linkedin.com/in/")
        await pilot.press("8")
        await until(pilot, lambda: "49,994" in status(app), "the balance went down by six")


async def test_the_walk_over_a_socket(
    sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Walk over a socket; a second run continues with the same sequence id."""
    monkeypatch.setenv("LIX_API_KEY", "canary-key")
    settings = Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL)
    for run, rows in enumerate((20, 30)):
        app = LixApp(settings)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press(*"engineer", "enter")
            first = 10 if run == 0 else 20
            await until(pilot, lambda: results(app).row_count == first, "rows are shown")
            await pilot.press("G", "j")
            await until(pilot, lambda: results(app).row_count == rows, "the next page comes")
            await pilot.press("ctrl+q")
    pages = [entry for entry in sandbox.requests() if "search/people" in str(entry["path"])]
    asked = [entry["params"] for entry in pages]
    assert all(isinstance(params, dict) for params in asked)
    assert len({params["sequence_id"] for params in asked if isinstance(params, dict)}) == 1
    numbers = [
        parse_qs(urlsplit(str(params["url"])).query).get("page", ["1"])[0]
        for params in asked
        if isinstance(params, dict)
    ]
    assert numbers == ["1", "2", "3"]


async def test_a_refused_key_is_asked_for_again(
    sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_API_KEY", "bad-key")
    app = LixApp(Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: bool(app.screen.query("#welcome-note")), "it asks")
        said = app.screen.query_one("#welcome-note")
        refused = "the environment variable LIX_API_KEY was refused"
        await until(pilot, lambda: refused in str(said.render()), "it says why")
        await pilot.press(*"bad-key", "enter")
        await until(pilot, lambda: "typed here" in str(said.render()), "it asks once more")
        await pilot.press(*"good-key", "enter")
        places = app.screen.query_one("#places")
        await until(pilot, lambda: places.has_focus, "it asks where to keep it")
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.services_now is not None, "a good key lets it in")


async def test_without_a_network_it_opens_and_says_so(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_API_KEY", "any")
    app = LixApp(Settings(paths=paths, api_url="http://127.0.0.1:9", rate_interval=INTERVAL))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: bool(app._notifications), "it says so")
        await pilot.press(*"engineer", "enter")
        await until(
            pilot,
            lambda: "No connection" in str(app.screen.query_one("#query-message").render()),
            "the search says why",
        )
        assert "m loads it" in results(app).status_line
        assert app.is_running
