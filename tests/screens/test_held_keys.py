"""One press buys one thing: a held key never buys a second page or record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Paths, Settings
from lix_tui.widgets.dialog_frame import DialogFrame
from lix_tui.widgets.filter_panel import FilterPanel
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.results_table import ResultsTable
from tests.conftest import INTERVAL, Served
from tests.screens.key_repeat import Hand, hand_of, settled
from tests.support.purchases import bought
from tests.support.screens import results, written
from tests.support.waits import until


async def at_results(hand: Hand, pilot: Pilot[int], app: LixApp) -> SearchScreen:
    """Search, and move the cursor to the last row of page 1."""
    await hand.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
    screen = app.screen
    assert isinstance(screen, SearchScreen)
    return screen


@pytest.mark.parametrize("key", ["down", "j", "pagedown", "ctrl+d", "G", "end", "m", "f3"])
async def test_a_held_key_loads_one_page_and_a_press_after_a_pause_another(
    key: str, demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        screen = await at_results(hand, pilot, app)
        if key not in ("m", "f3"):
            await hand.press("g", "end" if key != "end" else "G")
        await hand.press_and_repeat(key, 5)
        await settled(pilot, screen)
        for _ in range(4):  # still held while rows scroll by
            for _ in range(15):
                await pilot.press(key)
                hand.now += 0.03
            await settled(pilot, screen)
        assert await bought(app) == ["people_search"] * 2
        if key in ("down", "j"):
            await hand.press("end")
        await hand.press(key)
        await settled(pilot, screen)
        assert await bought(app) == ["people_search"] * 3


async def test_separate_presses_load_a_page_each(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        screen = await at_results(hand, pilot, app)
        for _ in range(3):
            await hand.press("m")
            await settled(pilot, screen)
        assert len(await bought(app)) == 4


async def test_a_press_at_the_end_of_rows_that_grew_since_buys_nothing(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        screen = await at_results(hand, pilot, app)
        await hand.press("m")
        await until(pilot, lambda: results(app).row_count == 20, "page 2 is shown")
        hand.now += 1.0
        app.presses.key("j", hand.now)
        results(app).post_message(ResultsTable.MoreRequested(10))  # pressed before, handled now
        await settled(pilot, screen)
        assert await bought(app) == ["people_search"] * 2
        results(app).post_message(ResultsTable.MoreRequested(20))
        await settled(pilot, screen)
        assert await bought(app) == ["people_search"] * 3


async def test_a_held_refresh_runs_the_search_again_once(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        screen = await at_results(hand, pilot, app)
        await hand.press_and_repeat("r", 6)
        await settled(pilot, screen)
        await pilot.press("r")
        await settled(pilot, screen)
        assert len(await bought(app)) == 2


async def test_a_refresh_while_a_page_is_on_its_way_buys_nothing(
    sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_API_KEY", "any")
    settings = Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL)
    app = LixApp(settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        session = screen.session
        assert session is not None
        sandbox.answers.delay()
        await pilot.press("r")
        await until(pilot, lambda: session.loading and session.sent, "a page is on its way")
        sequence = session.state.sequence_id
        await pilot.press("r", "f5", "m", "r")
        await pilot.pause()
        assert session.loading
        assert session.state.sequence_id == sequence, "no other run was begun"
        assert len(await bought(app)) == 2
        await pilot.press("escape")
        sandbox.answers.send()


async def test_a_held_enter_opens_one_record_and_goes_nowhere_from_there(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        await at_results(hand, pilot, app)
        await hand.press_and_repeat("enter", 3)
        await until(pilot, lambda: "fetched now" in written(app), "the profile is fetched")
        for _ in range(20):
            await pilot.press("enter")
            hand.now += 0.03
        await pilot.pause()
        assert isinstance(app.screen, DetailScreen)
        assert await bought(app) == ["people_search", "person"]


async def test_enter_held_in_the_query_opens_no_record(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        await hand.press(*"engineer")
        await hand.press_and_repeat("enter", 2)
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        for _ in range(10):
            await pilot.press("enter")
            hand.now += 0.03
        await pilot.pause()
        assert await bought(app) == ["people_search"]
        assert isinstance(app.screen, SearchScreen)


async def test_enter_that_opens_the_menu_does_not_choose_from_it_while_held(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings, "https://www.linkedin.com/in/sanjay-nair")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "the profile is fetched")
        hand = hand_of(app, pilot, monkeypatch)
        await hand.press_and_repeat("enter", 2)
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the menu opens")
        for _ in range(10):
            await pilot.press("enter")
            hand.now += 0.03
        assert isinstance(app.screen, RelatedMenu)
        assert await bought(app) == ["person"]
        await hand.press("enter")
        await until(pilot, lambda: "Facts" in written(app), "a press of its own goes there")


async def test_the_key_that_runs_the_filters_buys_once_while_held(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        screen = await at_results(hand, pilot, app)
        await hand.press("slash", "ctrl+u", *"nurse", "f4")
        await until(pilot, lambda: bool(screen.query(FilterPanel)), "the panel opens")
        await until(pilot, lambda: screen.query_one(FilterPanel).has_focus_within, "it has focus")
        assert "Run · 1 Standard" in screen.query_one(KeyBar).render().plain
        screen.screen_query.builder._change(
            screen.screen_query.builder.choices.with_keywords("nurse")
        )
        await hand.press_and_repeat("f5", 2)
        await until(
            pilot,
            lambda: screen.session is not None and screen.session.query.title == "nurse",
            "it runs",
        )
        await settled(pilot, screen)
        for _ in range(10):
            await pilot.press("f5")
            hand.now += 0.03
        await settled(pilot, screen)
        assert await bought(app) == ["people_search"] * 2


async def test_related_held_goes_one_step(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        await at_results(hand, pilot, app)
        await hand.press_and_repeat("l", 2)
        await until(pilot, lambda: "fetched now" in written(app), "the company is fetched")
        for _ in range(20):
            await pilot.press("l")
            hand.now += 0.03
        await pilot.pause()
        assert await bought(app) == ["people_search", "organisation"]


async def test_a_held_enter_answers_no_question(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(replace(demo_settings, confirm="always"))
    async with app.run_test(size=(120, 40)) as pilot:
        hand = hand_of(app, pilot, monkeypatch)
        await at_results(hand, pilot, app)
        await hand.press_and_repeat("enter", 2)
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it asks")
        for _ in range(10):
            await pilot.press("enter")
            hand.now += 0.03
        assert isinstance(app.screen, ConfirmScreen)
        assert await bought(app) == ["people_search"]
        yes = app.screen.query_one("#yes")
        await until(pilot, lambda: not yes.has_class("-active"), "the button takes a press again")
        await hand.press("enter")
        await until(pilot, lambda: "fetched now" in written(app), "a press of its own agrees")


@pytest.mark.parametrize("text", ["engineer", "berlin", "data", "python"])
async def test_text_typed_into_a_question_does_not_agree(
    text: str, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the cost is said")
        await pilot.press(*text)
        assert isinstance(app.screen, ConfirmScreen)
        assert "Typing doesn't answer" in str(app.screen.query_one(DialogFrame).border_subtitle)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is declined")
        await pilot.pause()
        assert await bought(app) == ["people_search"]
