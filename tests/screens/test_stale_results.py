"""Rows of another query are marked as such, and no more of that query is bought."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.dialogs.viewer_picker import ViewerChoice
from lix_tui.screens.home import HomeScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.kinds import KINDS
from lix_tui.settings.settings import Settings
from lix_tui.widgets.dialog_frame import DialogFrame
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.results_pane import ResultsPane
from tests.support.filters import choose, open_panel, screen
from tests.support.purchases import purchase_count as bought
from tests.support.screens import keys, lookup_price, results, row_count_of, written
from tests.support.waits import until


def stale_line(app: LixApp) -> str:
    """Return the line above rows of another query; empty above rows of the query on screen."""
    pane = screen(app).query_one(ResultsPane)
    line = pane.query_one("#stale", Static)
    if not pane.is_stale:
        assert not line.display
        assert not pane.table.has_class("-stale")
        return ""
    assert pane.table.has_class("-stale"), "the rows are dimmed"
    return str(line.render())


async def stale(pilot: Pilot[int], app: LixApp, what: str) -> None:
    await until(pilot, lambda: stale_line(app) != "", f"{what} marks the rows")


async def fresh(pilot: Pilot[int], app: LixApp, what: str) -> None:
    await until(pilot, lambda: stale_line(app) == "", f"{what} takes the mark away")


def last_notice(app: LixApp) -> str:
    return "\n".join(notice.message for notice in app._notifications)


async def searched(pilot: Pilot[int], app: LixApp, words: str = "engineer") -> None:
    await pilot.press(*words, "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
    await until(pilot, lambda: app.services_now is not None, "the services are up")


async def test_a_filter_that_was_not_run_marks_the_rows(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(pilot, app)
        assert stale_line(app) == ""
        await pilot.press("f")
        await choose(pilot, app, "location", "berlin")
        await stale(pilot, app, "a filter")
        assert "previous query: “engineer”. R runs this one · 1 Standard credit" in stale_line(app)
        await pilot.press("u")
        await fresh(pilot, app, "undo")
        await pilot.press("ctrl+r")
        await stale(pilot, app, "redo")
        await pilot.press("escape")
        assert results(app).has_focus
        await pilot.press("R")
        await fresh(pilot, app, "running it")
        await until(pilot, lambda: 0 < row_count_of(app) <= 10, "people in Berlin are shown")
        await pilot.press("f", "u")
        await stale(pilot, app, "undo")
        await until(pilot, lambda: "free, stored" in stale_line(app), "a stored query is free")
        assert "“engineer · Berlin, Germany”" in stale_line(app)
        assert await bought(app) == 2


async def test_an_edited_text_marks_the_rows(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(pilot, app)
        await pilot.press("slash", "end", "s")
        await stale(pilot, app, "another letter")
        assert "enter runs this one" in stale_line(app), "R would be typed"
        await pilot.press("backspace")
        await fresh(pilot, app, "taking it back")
        await pilot.press("ctrl+u")
        await stale(pilot, app, "an empty box")
        assert "The query above is empty" in stale_line(app)
        app.screen.query_one(QueryBar).text = "https://www.linkedin.com/in/olivia-shaw"
        await until(pilot, lambda: "can't be run" in stale_line(app), "a profile is no query")
        app.screen.query_one(QueryBar).text = "engineer"
        await fresh(pilot, app, "the same text")


async def test_another_viewer_marks_the_rows(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(pilot, app)
        for viewer, is_other in (("alfie-lambert", True), ("", False)):
            screen(app).query_pane.use_viewer(ViewerChoice(viewer), may_focus=True)
            await (stale if is_other else fresh)(pilot, app, f"the viewer '{viewer}'")
            if is_other:
                assert "“engineer”, without a viewer" in stale_line(app)


@pytest.mark.parametrize("kind", [name for name in KINDS if name not in ("people", "recruiter")])
async def test_every_kind_marks_its_rows(kind: str, demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app, kind)
        await pilot.press("escape", "slash", *"data", "enter")
        await until(pilot, lambda: row_count_of(app) > 0, "rows are shown")
        await pilot.pause()
        assert stale_line(app) == ""
        builder = screen(app).screen_query.builder
        toggles = [one for one in builder.fields if one.toggle]
        if toggles:
            builder.toggle(toggles[0])
        else:
            name, value = {
                "posts": ("date posted", "past month"),
                "orgs": ("headquarters", "germany"),
                "accounts": ("headquarters location", "germany"),
            }[kind]
            await pilot.press("f")
            await choose_one(pilot, app, name, value)
        await stale(pilot, app, "a filter")
        builder.undo()
        await fresh(pilot, app, "undo")


async def choose_one(pilot: Pilot[int], app: LixApp, name: str, value: str) -> None:
    """Choose one value; a filter that takes one only closes its list then."""
    from tests.support.filters import offered

    await pilot.press("slash", *name, "enter")
    await until(pilot, lambda: bool(app.screen.query("#picker-input")), f"{name} opens")
    app.screen.query_one("#picker-input", Input).value = value
    await until(pilot, lambda: bool(offered(app, value)), f"{value} is offered")
    await pilot.press("enter")
    await pilot.pause()
    if app.screen.query("#picker-input"):
        await pilot.press("escape")


async def test_skills_mark_the_rows(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app, "recruiter")
        await choose(pilot, app, "skills", "python", key="ctrl+r")
        await pilot.press("R")
        await until(pilot, lambda: row_count_of(app) > 0, "candidates are shown")
        await pilot.press("f", "down", "x")
        await stale(pilot, app, "a flipped skill")
        await pilot.press("u")
        await fresh(pilot, app, "undo")
        await pilot.press("f", "slash", "end", *", sql")
        await stale(pilot, app, "a skill that was typed")
        assert "enter runs this one" in stale_line(app), "its name is looked up first"


async def test_connections_mark_the_rows(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "9", *"alfie-lambert", "enter")
        await until(pilot, lambda: row_count_of(app) > 0, "connections are shown")
        await pilot.pause()
        assert stale_line(app) == ""
        await pilot.press("slash", *"olivia-shaw")
        await stale(pilot, app, "another account")
        assert "the connections of “alfie-lambert”" in stale_line(app)


async def test_a_saved_query_that_is_edited_marks_the_rows(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(pilot, app, "designer")
        query = replace(screen(app).query_pane.current_query(), viewer_id="alfie-lambert")
        await pilot.press("slash", "ctrl+u")
        await searched(pilot, app)
        app.navigation.edit_query(query)
        await stale(pilot, app, "another query in the panel")
        assert app.screen.query_one(QueryBar).text == "designer"
        assert screen(app).screen_query.viewer_id == "alfie-lambert", "it is run as it was saved"
        assert row_count_of(app) == 10
        await until(
            pilot, lambda: not screen(app).check_action("related", ()), "the panel has the cursor"
        )
        await pilot.press("u")
        assert app.screen.query_one(QueryBar).text == "engineer"


async def test_what_comes_with_its_own_viewer_belongs_to_its_rows(demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, viewer_id="alfie-lambert"))
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(pilot, app)
        query = screen(app).query_pane.current_query()
        assert query.viewer_id == "alfie-lambert"
        app.navigation.run_query(replace(query, viewer_id=None))
        await until(
            pilot, lambda: screen(app).screen_query.viewer_id is None, "it is asked without one"
        )
        await until(
            pilot,
            lambda: (now := screen(app).session) is not None and now.query.viewer_id is None,
            "its search is shown",
        )
        await until(pilot, lambda: row_count_of(app) == 10, "its rows are there")
        await fresh(pilot, app, "running it")
        assert "without a viewer" in app.screen.query_one(QueryBar).title


# -- purchases -------------------------------------------------------------------------------


async def made_stale(pilot: Pilot[int], app: LixApp) -> None:
    """Show engineers under a query for those in Berlin, the cursor among the rows."""
    await searched(pilot, app)
    await pilot.press("f")
    await choose(pilot, app, "location", "berlin")
    await pilot.press("escape")
    await stale(pilot, app, "a filter")


@pytest.mark.parametrize("keys", [("m",), ("G", "j"), ("G", "pagedown"), ("G", "G"), ("r",)])
async def test_no_key_buys_more_of_the_previous_query(
    keys: tuple[str, ...], demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await made_stale(pilot, app)
        await pilot.press(*keys)
        await until(
            pilot, lambda: "Press R to run the new one" in last_notice(app), "it is refused"
        )
        assert "“engineer”" in last_notice(app)
        assert "more rows belong to the previous query" in results(app).status_line
        assert results(app).row_count == 10
        assert await bought(app) == 1
        screen(app).screen_query.builder.undo()
        await fresh(pilot, app, "undo")
        await pilot.press("m")
        await until(pilot, lambda: results(app).row_count > 10, "then the next page comes")


async def test_load_all_runs_the_query_on_screen_first(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await made_stale(pilot, app)
        await pilot.press("L")
        await until(
            pilot,
            lambda: isinstance(app.screen, ConfirmScreen) and written(app) != "",
            "it is offered",
        )
        assert "“engineer · Berlin, Germany” hasn't been run yet" in written(app)
        assert "1 Standard credit" in written(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is refused")
        assert await bought(app) == 1
        assert stale_line(app)
        await pilot.press("L")
        await until(
            pilot,
            lambda: isinstance(app.screen, ConfirmScreen) and written(app) != "",
            "it is offered",
        )
        await pilot.press("enter")
        await until(pilot, lambda: "Load all of" in written(app), "then the rest is priced")
        assert "Load all of “engineer · Berlin, Germany”?" in written(app)
        await pilot.press("escape")
        assert await bought(app) == 2
        assert stale_line(app) == ""
        screen(app).screen_query.builder.undo()
        await stale(pilot, app, "undo")
        await pilot.press("L")
        await until(
            pilot, lambda: "Load all of “engineer”?" in written(app), "a stored one asks nothing"
        )
        assert await bought(app) == 2


async def test_load_all_of_a_query_that_was_never_run(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.services_now is not None, "the services are up")
        await pilot.press("escape", "L")
        await until(pilot, lambda: "Type keywords or choose" in written(app), "it asks for one")
        await pilot.press("slash", *"solutions", "escape", "L")
        await until(pilot, lambda: "“solutions” hasn't been run" in written(app), "it is offered")
        await pilot.press("enter")
        await until(pilot, lambda: "Load all of “solutions”?" in written(app), "and then the rest")


async def test_keys_that_are_refused_offer_no_price(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(pilot, app)
        await until(pilot, lambda: "Next page · 1 Standard" in keys(app), "a page is offered")
        await pilot.press("f")
        await choose(pilot, app, "location", "berlin")
        await pilot.press("escape")
        await stale(pilot, app, "a filter")
        await until(pilot, lambda: "Next page" not in keys(app), "no page is offered")
        assert "Refresh" not in keys(app)
        assert "Run · 1 Standard" in keys(app)


async def test_exports_and_lookups_name_the_query_of_the_rows(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(pilot, app)
        for previous in ("", "the previous query, "):
            if previous:
                await pilot.press("f")
                await choose(pilot, app, "location", "berlin")
                await pilot.press("escape")
                await stale(pilot, app, "a filter")
            await pilot.press("e")
            await until(
                pilot,
                lambda: isinstance(app.screen, ExportScreen) and written(app) != "",
                "the export opens",
            )
            assert f"From {previous}“engineer”" in written(app)
            await pilot.press("escape")
            await pilot.press("E")
            await until(pilot, lambda: "enter: look up" in lookup_price(app), "it is priced")
            title = str(app.screen.query_one(DialogFrame).border_title)
            assert title == f"Look up for 10 records of {previous}“engineer”"
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, SearchScreen), "nothing is bought")
        assert await bought(app) == 1


async def test_home_names_what_it_goes_on_with(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(pilot, app)
        await pilot.press("slash", "ctrl+u", *"nobody yet", "escape", "0")
        await until(
            pilot,
            lambda: isinstance(app.screen, HomeScreen) and results(app).row_count == 1,
            "the search stands there",
        )
        await pilot.press("c")
        await until(
            pilot,
            lambda: isinstance(app.screen, ConfirmScreen) and written(app) != "",
            "it is priced",
        )
        assert "Load all of “engineer”?" in written(app)
        assert screen(app).query_one(QueryBar).text == "engineer"
        assert await bought(app) == 1


async def test_a_search_without_pages_is_not_bought_by_going_on_with_it(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.services_now is not None, "the services are up")
        await pilot.press(*"engineer")
        app.navigation.load_all(screen(app).query_pane.current_query())
        await until(
            pilot,
            lambda: isinstance(app.screen, ConfirmScreen) and written(app) != "",
            "it asks first",
        )
        assert "“engineer” hasn't been run yet" in written(app)
        assert await bought(app) == 0
        await pilot.press("escape")
        await pilot.pause()
        assert await bought(app) == 0
