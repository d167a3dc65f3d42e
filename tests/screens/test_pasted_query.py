"""The query box and the filter panel hold one query: neither loses what the other has."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.services.kinds import KindName
from lix_tui.settings.settings import Settings
from lix_tui.widgets.filter_panel import FilterPanel
from lix_tui.widgets.query_bar import QueryBar
from tests.support.filters import chips, choose, screen
from tests.support.purchases import purchase_count as bought
from tests.support.query_samples import OTHER, URLS
from tests.support.screens import row_count_of
from tests.support.waits import until


def message(app: LixApp) -> str:
    line = app.screen.query_one("#query-message", Static)
    return str(line.render()) if line.display else ""


async def in_area(pilot: Pilot[int], app: LixApp, area: str) -> None:
    await pilot.press("escape")
    await app.run_action(f"area('{area}')")
    await until(pilot, lambda: app.services_now is not None, "the services are up")
    await pilot.press("escape", "slash")


async def open_filters(pilot: Pilot[int], app: LixApp) -> None:
    await pilot.press("f4")
    await until(pilot, lambda: bool(app.screen.query(FilterPanel)), "the panel opens")
    await pilot.pause()


@pytest.mark.parametrize("kind", URLS)
async def test_a_pasted_url_is_in_the_panel_before_anything_is_paid(
    kind: KindName, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_area(pilot, app, kind)
        bar = app.screen.query_one(QueryBar)
        bar.text = URLS[kind]
        await open_filters(pilot, app)
        builder, (name, chip) = screen(app).screen_query.builder, OTHER[kind]
        assert builder.count == 1
        assert bar.text == URLS[kind], "the box keeps it"
        builder.add(next(one for one in builder.fields if one.id == name), chip)
        await pilot.pause()
        assert builder.count == 2
        assert bar.text == "cto"
        await pilot.press("u")
        assert bar.text == URLS[kind]
        await pilot.press("u", "u")
        assert bar.text == URLS[kind]
        assert row_count_of(app) == 0
        assert await bought(app) == 0


async def test_keywords_that_were_typed_stay_beside_a_choice(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_area(pilot, app, "sales")
        await pilot.press(*"cto")
        await open_filters(pilot, app)
        await choose(pilot, app, "seniority", "director")
        assert app.screen.query_one(QueryBar).text == "cto"
        assert screen(app).query_pane.current_query().title == "cto · Director"
        await pilot.press("u")
        assert app.screen.query_one(QueryBar).text == "cto"
        assert not chips(app, "SENIORITY_LEVEL")


async def test_a_panel_that_is_open_follows_the_box(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_area(pilot, app, "sales")
        await open_filters(pilot, app)
        await choose(pilot, app, "geography", "germany")
        app.screen.query_one(QueryBar).text = URLS["sales"]
        await until(pilot, lambda: bool(chips(app, "SENIORITY_LEVEL")), "the URL is in the panel")
        assert not chips(app, "REGION"), "the URL is the whole query"
        await pilot.press("u")
        assert chips(app, "REGION")
        assert app.screen.query_one(QueryBar).text == ""


async def test_skills_that_were_typed_are_looked_up_for_the_panel(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_area(pilot, app, "recruiter")
        await pilot.press(*"+python, -java")
        await open_filters(pilot, app)
        await until(pilot, lambda: len(chips(app, "skills")) == 2, "they are in the panel")
        assert [chip.mode for chip in chips(app, "skills")] == ["must", "ex"]
        assert app.screen.query_one(QueryBar).text == "+python, -java"
        await choose(pilot, app, "skills", "sql")
        assert app.screen.query_one(QueryBar).text == "+Python, -Java, SQL"
        await pilot.press("u")
        assert app.screen.query_one(QueryBar).text == "+python, -java"
        assert await bought(app) == 0


@pytest.mark.parametrize(
    ("area", "text", "words"),
    [
        ("people", "https://www.linkedin.com/jobs/search/?keywords=cto", "This is a job search"),
        ("sales", "https://example.com/search", "example.com"),
        ("recruiter", "https://www.linkedin.com/talent/search?x=1", "Only LinkedIn can read"),
        ("recruiter", "+nosuchskillatall", "a skill in Recruiter"),
    ],
)
async def test_a_text_that_cannot_be_read_is_said_and_comes_back(
    area: str, text: str, words: str, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_area(pilot, app, area)
        bar = app.screen.query_one(QueryBar)
        bar.text = text
        await open_filters(pilot, app)
        await until(pilot, lambda: words in message(app), "it is said")
        assert bar.text == text
        await choose(pilot, app, *(("skills", "sql") if area == "recruiter" else _choice(area)))
        assert "u restores it" in message(app)
        assert text not in bar.text
        await pilot.press("u")
        assert bar.text == text
        assert await bought(app) == 0


async def test_a_problem_stays_when_its_text_is_checked_after_it(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_area(pilot, app, "people")
        pane = screen(app).query_pane
        pane.text = "https://www.linkedin.com/jobs/search/?keywords=cto"
        pane.explain_unread()
        await pilot.pause()
        await pilot.pause()
        assert "This is a job search" in message(app)


def _choice(area: str) -> tuple[str, str]:
    return ("location", "berlin") if area == "people" else ("geography", "germany")


async def test_a_recalled_query_gives_way_to_what_was_being_typed(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_area(pilot, app, "sales")
        await open_filters(pilot, app)
        await choose(pilot, app, "seniority", "director")
        await pilot.press("R")
        await until(pilot, lambda: row_count_of(app) > 0, "directors are shown")
        await until(
            pilot, lambda: bool(screen(app).screen_query.recent_urls), "they are remembered"
        )
        bar = app.screen.query_one(QueryBar)
        await pilot.press("f", "f")
        assert not screen(app).panel_controller.is_open
        await pilot.press("slash", *"being typed", "up")
        await until(pilot, lambda: bar.text == "", "the former query has no keywords")
        assert chips(app, "SENIORITY_LEVEL")
        await pilot.press("escape")
        assert bar.text == "being typed"


async def test_what_is_saved_is_what_is_on_screen(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_area(pilot, app, "people")
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: row_count_of(app) == 10, "engineers are shown")
        await pilot.press("slash", *"designer", "escape", "s")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "a name is asked for")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, PromptScreen), "it is saved")
        services = await app.services()
        await pilot.pause()
        assert [row.name for row in await services.saved.list_all()] == ["designer"]
