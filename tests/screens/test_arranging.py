"""Sorting, narrowing, columns, panes: what is loaded, shown otherwise, for nothing."""

from __future__ import annotations

from dataclasses import replace

from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.columns import ColumnsScreen
from lix_tui.screens.dialogs.record_preview import RecordPreview
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.facets.value_index import fold
from lix_tui.services.records.view_registry import view_of
from lix_tui.settings.settings import Settings
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.row_filter import RowFilter
from lix_tui.widgets.summary_pane import SummaryPane
from tests.support.screens import on_screen, provider_of, results, row_texts, written
from tests.support.waits import rested, until


async def search(pilot: Pilot[int], app: LixApp) -> None:
    await pilot.press(*"solutions", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")


def names(app: LixApp) -> list[str]:
    provider = provider_of(app)
    return [provider.cells(index)[0] for index in range(len(provider))]


def header(app: LixApp) -> str:
    """Return the titles of the columns as they are painted."""
    return results(app).render_line(0).text


def title(app: LixApp) -> str:
    return str(app.screen.query_one(ResultsPane).border_title)


async def test_rows_are_sorted_and_stay_so_when_a_page_comes(demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, rate_interval=0.05))
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        came = names(app)
        await pilot.press("t")
        assert names(app) == sorted(came, key=fold)
        assert "by Name ↑" in title(app)
        assert "Name ↑" in header(app)
        await pilot.press("T")
        assert names(app) == sorted(came, key=fold, reverse=True)
        await pilot.press("G", "j")
        await until(pilot, lambda: results(app).row_count == 20, "the next page came")
        assert names(app) == sorted(names(app), key=fold, reverse=True)
        await pilot.click(results(app), offset=(4, 0))
        await pilot.pause()
        assert names(app)[:10] == came, "a third click on the header leaves them as they came"


async def test_rows_are_narrowed_as_one_types_and_opened_rightly(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        came = names(app)
        wanted = came[7]
        await pilot.press("F", *wanted.split()[-1].lower())
        await until(pilot, lambda: wanted in names(app) and len(names(app)) < 10, "fewer rows")
        assert "match" in title(app)
        await pilot.press(*"zzz")
        assert names(app) == []
        await pilot.press("backspace", "backspace", "backspace", "enter")
        while names(app)[results(app).cursor_row] != wanted:
            await pilot.press("j")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "it opens")
        await until(pilot, lambda: wanted in written(app), "the right one")
        await pilot.press("escape", "F", "escape")
        await until(pilot, lambda: names(app) == came, "all rows are back")
        assert app.services_now is not None
        lines = await app.services_now.store.run(lambda store: store.ledger.lines(50))
        assert sum(line.endpoint == "people_search" for line in lines) == 1


async def test_columns_are_chosen_and_remembered(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        await pilot.press("c")
        assert isinstance(app.screen, ColumnsScreen)
        await pilot.press("j", "space", "j", "K", "K", "plus", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ColumnsScreen), "it is kept")
        assert "Headline" not in header(app)
        assert header(app).index("Company") < header(app).index("Name")
        search_screen = on_screen(app, SearchScreen)
        await pilot.press("p")
        assert isinstance(app.screen, RecordPreview)
        element = search_screen.results.element
        assert element is not None
        headline = view_of("people").record_type.field("headline").value(element.record)
        assert str(headline) in written(app), "what is hidden can be read"
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        assert "Headline" not in header(app)


async def test_columns_are_dragged_and_remembered(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        await until(pilot, lambda: bool(app.screen.query(SummaryPane)), "the preview is there")
        await rested(pilot, app)  # the table has its final width, so the header its final places
        left, top = results(app).region.offset
        order = [at for word in ("Name", "Company") if (at := header(app).index(word))]
        assert order == sorted(order)
        await pilot.mouse_down(offset=(left + order[1], top))
        await pilot.mouse_up(offset=(left + order[0], top))
        await until(
            pilot, lambda: header(app).index("Company") < header(app).index("Name"), "it moved"
        )
        edge = header(app).index("Name") - 1
        await pilot.mouse_down(offset=(left + edge, top))
        await pilot.mouse_up(offset=(left + edge + 9, top))
        await until(pilot, lambda: header(app).index("Name") == edge + 10, "it is wider")
        assert "↑" not in header(app), "nothing is sorted by it"
        painted = header(app)
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        assert header(app) == painted


async def test_columns_are_chosen_with_the_mouse(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(160, 40)) as pilot:
        await search(pilot, app)
        await pilot.press("c")
        await pilot.click("#columns-list", offset=(3, 1))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, ColumnsScreen), "it is kept")
        assert "Headline" not in header(app)


async def test_panes_are_stacked_and_zoomed(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        pane, beside = app.screen.query_one(ResultsPane), app.screen.query_one(SummaryPane)
        await until(pilot, lambda: beside.region.x > pane.region.x, "they stand side by side")
        await pilot.press("vertical_line")
        await until(pilot, lambda: beside.region.y > pane.region.y, "they are stacked")
        assert pane.region.width == 120
        await pilot.press("z")
        await until(pilot, lambda: not beside.region.area, "one has all the room")
        assert pane.region.height > 30
        await pilot.press("z")
        await until(pilot, lambda: bool(beside.region.area), "both are there again")
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        assert app.screen.has_class("stacked"), "it is remembered"
        assert row_texts(app)


async def test_what_cannot_be_done_is_said_once(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("escape", "e", "e", "e")
        assert len(app._notifications) == 1
        await pilot.press("f", "escape", "f", "vertical_line")
        await rested(pilot, app)
        said = [note.message for note in app._notifications]
        assert len(said) == 1 or "Close it first" in said[-1]


async def test_escape_shows_all_rows_again_also_where_none_is_left(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        await pilot.press("F", *"zzz", "enter")
        await until(pilot, lambda: "No loaded row contains" in written(app), "it says so")
        await pilot.press("escape")
        await until(pilot, lambda: results(app).row_count == 10, "they are all there again")
        assert not app.screen.query(RowFilter)
