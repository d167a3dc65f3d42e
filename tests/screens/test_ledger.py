"""The ledger's screen: runs fold and unfold, and each line leads to what it bought."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.account import AccountScreen
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.ledger import LedgerScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from tests.support.screens import keys, results, row_texts, written
from tests.support.waits import until


async def bought(app: LixApp, pilot: Pilot[int]) -> None:
    """Load all of a search, open one record twice, and show the ledger."""
    await pilot.press(*"solutions", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
    await pilot.press("L")
    await until(pilot, lambda: "13 more pages" in written(app), "the price is shown")
    await pilot.press("enter")
    await until(pilot, lambda: results(app).row_count == 135, "all are loaded")
    for _ in range(2):
        await pilot.press("enter")
        await until(
            pilot,
            lambda: isinstance(app.screen, DetailScreen) and "Career" in written(app),
            "it opens",
        )
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "back")
    await pilot.press("8")
    await until(pilot, lambda: isinstance(app.screen, AccountScreen), "the account is shown")
    await pilot.press("t")
    await until(
        pilot,
        lambda: isinstance(app.screen, LedgerScreen) and "load all" in row_texts(app),
        "the ledger is shown",
    )


def title(app: LixApp) -> str:
    return str(app.screen.query_one("ResultsPane").border_title)


def row_of(app: LixApp, words: str) -> int:
    rows = row_texts(app).splitlines()
    return next(place for place, row in enumerate(rows) if words in row)


async def move_to_row(app: LixApp, pilot: Pilot[int], words: str) -> None:
    results(app).move_to(row_of(app, words))
    await pilot.pause()


async def test_a_run_folds_and_leads_to_its_search(demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, rate_interval=0.0))
    async with app.run_test(size=(120, 40)) as pilot:
        await bought(app, pilot)
        assert "load all: solutions · 13 pages · 13 credits" in row_texts(app)
        await until(pilot, lambda: "15 credits · 1 saved · 1 stored" in title(app), "the totals")
        count = results(app).row_count
        for unfold in ("enter", "space"):
            await move_to_row(app, pilot, "load all: solutions")
            await pilot.press(unfold)
            await until(pilot, lambda: results(app).row_count == count + 13, "it unfolds")
            await pilot.press("j", "j", "minus")
            await until(pilot, lambda: results(app).row_count == count, "it folds")
            assert results(app).cursor_row == row_of(app, "load all: solutions")
        await pilot.press("enter")
        await until(pilot, lambda: results(app).row_count == count + 13, "it unfolds")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "the search opens")
        await until(pilot, lambda: results(app).row_count == 135, "with its rows")
        assert app.services_now is not None
        assert app.services_now.account.spent == {"standard": 15}


@pytest.mark.parametrize("mark", ["✓", "○"])
async def test_a_line_opens_the_record_it_bought(demo_settings: Settings, mark: str) -> None:
    app = LixApp(replace(demo_settings, rate_interval=0.0))
    async with app.run_test(size=(120, 40)) as pilot:
        await bought(app, pilot)
        rows = row_texts(app).splitlines()
        places = [place for place, row in enumerate(rows) if "person: " in row]
        assert len(places) == 2, rows  # bought once, then answered from the store
        results(app).move_to(places[0] if mark == "○" else places[1])
        await pilot.pause()
        await until(pilot, lambda: "free" in keys(app), "it costs nothing")
        await pilot.press("enter")
        await until(
            pilot,
            lambda: isinstance(app.screen, DetailScreen) and "Career" in written(app),
            "the record opens",
        )


async def test_the_ledger_is_sorted_and_filtered(demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, rate_interval=0.0))
    async with app.run_test(size=(120, 40)) as pilot:
        await bought(app, pilot)
        await pilot.press("t")
        await until(pilot, lambda: "load all" in row_texts(app).splitlines()[0], "by cost")
        await pilot.press("T")
        await until(pilot, lambda: "load all" not in row_texts(app).splitlines()[0], "reversed")
        await pilot.press("F", *"kept")
        await until(pilot, lambda: results(app).row_count == 1, "one answer was stored")
        wanted = "0 requests · 0 credits · 1 saved · 1 stored"
        await until(pilot, lambda: wanted in title(app), "the totals are those of the filter")
        await pilot.press("escape")
        await until(pilot, lambda: results(app).row_count > 3, "all are shown again")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, LedgerScreen), "back")


async def test_more_requests_of_a_long_run_are_read_by_enter(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.screens.ledger.PAGE", 8)
    app = LixApp(replace(demo_settings, rate_interval=0.0))
    async with app.run_test(size=(120, 40)) as pilot:
        await bought(app, pilot)
        await move_to_row(app, pilot, "load all: solutions")
        await pilot.press("enter")
        await until(pilot, lambda: "enter: older requests" in row_texts(app), "eight are shown")
        await move_to_row(app, pilot, "enter: older requests")
        await pilot.press("enter")
        await until(pilot, lambda: "enter: older requests" not in row_texts(app), "all are shown")
        assert row_texts(app).count("people search: solutions") >= 13


async def test_the_pane_says_that_a_filter_leaves_no_request(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await bought(app, pilot)
        await until(pilot, lambda: "origin:" in written(app), "the first request is shown")
        await pilot.press("F", *"qqqq")
        await until(pilot, lambda: "No row matches “qqqq”." in written(app), "none is shown")
        assert "origin:" not in written(app)
