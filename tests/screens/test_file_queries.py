"""A query that comes in a file is shown with its price, and runs only when confirmed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.facets.skills import skills_from_json
from lix_tui.services.queries.query import Query, query_from_link, query_from_skills
from lix_tui.services.queries.query_words import query_lines
from lix_tui.settings.settings import Settings
from tests.screens.key_repeat import hand_of
from tests.support.purchases import bought
from tests.support.screens import results, written
from tests.support.waits import until

URL = (
    "https://www.linkedin.com/search/results/people/"
    "?keywords=engineer&currentCompany=%5B%221441%22%5D&network=%5B%22F%22%5D"
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "stranger.toml"
    path.write_text(f'name = "Best leads"\nkind = "people"\nurl = "{URL}"\n')
    return str(path)


def question(app: LixApp) -> str:
    assert isinstance(app.screen, ConfirmScreen)
    return written(app)


async def test_a_target_file_is_shown_first(file: str, demo_settings: Settings) -> None:
    app = LixApp(demo_settings, file)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Price:" in written(app), "it is shown")
        for words in ("Best leads", "A people search", "Keywords: engineer", "1441", "1 Standard"):
            assert words in question(app)
        await pilot.pause()
        assert await bought(app) == []
        await pilot.press("escape")
        await pilot.pause()
        assert await bought(app) == []
        assert await app.navigation.open_text(file) is None
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it is shown again")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it runs")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        await until(
            pilot,
            lambda: screen.session is not None and screen.session.state.pages == 1,
            "it is opened and its page came",
        )
        assert await bought(app) == ["people_search"]
        assert await app.navigation.open_text(file) is None
        await until(pilot, lambda: "Price:" in written(app), "it is shown again")
        assert "free, stored just now" in question(app)


async def test_text_typed_at_the_start_does_not_run_the_file(
    file: str, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings, file)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it is shown")
        await pilot.press(*"engineer", "enter")
        await pilot.pause()
        assert not isinstance(app.screen, ConfirmScreen)
        assert await bought(app) == []


async def test_open_anything_shows_a_file_first(
    file: str, demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.services()
        hand = hand_of(app, pilot, monkeypatch)
        await hand.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks")
        app.screen.query_one(Input).value = file
        await hand.press_and_repeat("enter", 2)
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "it is shown")
        for _ in range(10):
            await pilot.press("enter")
            hand.now += 0.03
        assert "Keywords: engineer" in question(app)
        assert await bought(app) == []
        await hand.press("y")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it runs")


async def test_offline_a_file_has_no_price(file: str, demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, offline=True), file)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Price:" in written(app), "it is shown")
        assert "not stored, offline" in question(app)
        assert "1 Standard" not in question(app)


async def test_typed_targets_run_at_once(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, "https://www.linkedin.com/search/results/people/?keywords=engineer")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: results(app).row_count == 10, "a typed search runs")


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        (
            query_from_link("people", URL),
            ["A people search", "Keywords: engineer", "Current company: 1441"],
        ),
        (
            query_from_skills(
                skills_from_json(
                    '{"skills": [{"text": "Python", "entity": "urn:li:ts_skill:1", "required": true,'
                    ' "negated": false}, {"text": "Java\\u001b[31m", "entity": "urn:li:ts_skill:2",'
                    ' "required": false, "negated": true}]}'
                )
            ),
            ["A Recruiter search", "must have Python", "not Java"],
        ),
    ],
)
def test_a_query_in_words(query: Query, lines: list[str]) -> None:
    words = query_lines(query)
    for line in lines:
        assert any(line in one for one in words), words
    assert "\x1b" not in "".join(words)
    assert not query.url or any(query.url in one for one in words), "nothing is left out"
