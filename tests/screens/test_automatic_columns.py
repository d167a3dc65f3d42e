"""Columns for an address, a note and tags, which a table of results shows once a row has one."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from lix_tui.api.models.email import EmailAnswer
from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.columns import ColumnsScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.library.annotations import NoteChange
from lix_tui.services.library.tags import TagChange
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.settings.settings import Settings
from tests.support.queries import recorded_queries
from tests.support.screens import on_screen, provider_of, results
from tests.support.waits import rested, until

WIDE = (200, 60)


async def search(pilot: Pilot[int], app: LixApp) -> None:
    await pilot.press(*"solutions", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")


def header(app: LixApp) -> list[str]:
    """Return the titles of the columns as they are painted."""
    return [word for word in results(app).render_line(0).text.split("  ") if word.strip()]


def titles(app: LixApp) -> list[str]:
    return [column.title for _, column in on_screen(app, SearchScreen).results.visible_columns()]


async def buy_email(app: LixApp) -> str:
    """Buy addresses from the first row on until one is found; return it."""
    session = on_screen(app, SearchScreen).results.session
    assert session is not None
    services = await app.services()
    for element in session.elements:
        link = session.view.links(element)[0]
        found = await services.lookups.get("email", link, LookupOptions("test"))
        assert isinstance(found.record, EmailAnswer)
        if address := found.record.email:
            return address
    pytest.fail("nobody has an address")


def painted(app: LixApp) -> str:
    table = results(app)
    return "\n".join(table.render_line(line).text for line in range(table.size.height))


async def annotate(app: LixApp, note: str, tags: str) -> None:
    element = on_screen(app, SearchScreen).results.received
    assert element is not None
    services = await app.services()
    record = await services.merged_records.find("person", [element.key])
    assert record is not None
    await services.annotations.write_note([record.entry_id], NoteChange(note))
    await services.annotations.write_tags([record.entry_id], TagChange((tags,)))


async def open_columns(pilot: Pilot[int], app: LixApp, title: str) -> None:
    await pilot.press("c")
    await until(pilot, lambda: isinstance(app.screen, ColumnsScreen), "the columns are listed")
    options = app.screen.query_one(OptionList)
    assert options.highlighted is not None
    while not line(app)[2:].startswith(f"{title} "):
        await pilot.press("j")


def line(app: LixApp) -> str:
    """Return the line of the column under the cursor."""
    options = app.screen.query_one(OptionList)
    assert options.highlighted is not None
    return str(options.get_option_at_index(options.highlighted).prompt)


async def test_the_same_people_met_next_day_show_all_and_cost_nothing(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app)
        shown = titles(app)
        assert not {"Email", "Email status", "Note", "Tags"} & set(shown)
        address = await buy_email(app)
        await until(pilot, lambda: "Email" in titles(app), "the address has a column")
        assert titles(app) == [*shown, "Email", "Email status"], "a note and tags take no room"
        await annotate(app, "met in Oslo", "icp")
        await until(pilot, lambda: "Tags" in titles(app), "all columns are shown")
    again = LixApp(demo_settings)
    async with again.run_test(size=(120, 40)) as pilot:
        await search(pilot, again)
        await until(pilot, lambda: "Tags" in painted(again), "they are shown")
        assert address[:12] in painted(again)
        assert {"Name", "Headline", "Email", "Note", "Tags"} <= set(painted(again).split())
        assert "met in" in painted(again)
        assert "icp" in painted(again)
        assert again.services_now is not None
        lines = await again.services_now.store.run(lambda store: store.ledger.lines(50))
        assert sum(one.endpoint == "people_search" and one.outcome == "ok" for one in lines) == 1


async def test_a_column_stays_after_its_last_value_is_gone(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, app)
        await annotate(app, "call on Monday", "icp")
        await until(pilot, lambda: "Note" in titles(app), "the note has a column")
        await annotate(app, "", "icp")
        notes = [column.id for column in on_screen(app, SearchScreen).results.all_columns]
        at = notes.index("note")
        await until(pilot, lambda: provider_of(app).cells(0)[at] == "", "the note is gone")
        assert "Note" in titles(app)


async def test_the_choice_of_the_user_counts(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, app)
        await open_columns(pilot, app, "Email")
        assert "if filled" in line(app)
        await pilot.press("space")
        assert line(app).startswith("✓")
        await pilot.press("space")
        assert line(app).startswith("·")
        assert "if filled" not in line(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "they are saved")
        await buy_email(app)
        await until(pilot, lambda: "Email status" in titles(app), "the status has a column")
        assert "Email" not in titles(app)
        await open_columns(pilot, app, "Email")
        await pilot.press("space")
        assert "if filled" in line(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "they are saved")
        assert "Email" in titles(app)


async def test_a_dragged_column_leaves_the_automatic_ones_automatic(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, app)
        pane = on_screen(app, SearchScreen).results
        app.stored_layout.store_width("people", pane.all_columns, "company", 30)
        pane.lay_out_columns()
        assert "Email" not in titles(app)
        await buy_email(app)
        await until(pilot, lambda: "Email" in titles(app), "the address has a column")
    again = LixApp(demo_settings)
    async with again.run_test(size=WIDE) as pilot:
        await search(pilot, again)
        await until(pilot, lambda: "Email" in titles(again), "the address has a column")


async def test_rows_are_found_by_an_address_that_has_just_arrived(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, app)
        await pilot.press("F", "@")
        await until(pilot, lambda: results(app).row_count == 0, "no row has an address")
        address = await buy_email(app)
        await until(pilot, lambda: address[:12] in painted(app), "the row is found")
        assert results(app).row_count == 1


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_columns_fill_the_width_exactly(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await search(pilot, app)
        await buy_email(app)
        await annotate(app, "met in Oslo", "icp")
        await until(pilot, lambda: {"Email", "Tags"} <= set(titles(app)), "all columns are shown")
        table = results(app)
        assert {"Name", "Email"} <= {one.strip() for one in header(app)}
        width = table.scrollable_content_region.width
        lines = [table.render_line(line).cell_length for line in range(table.size.height)]
        assert lines == [width] * len(lines)


async def test_painting_automatic_columns_takes_no_query(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, app)
        address = await buy_email(app)
        await until(pilot, lambda: "Email" in titles(app), "the address has a column")
        services = await app.services()
        await rested(pilot, app)  # prices beside the keys are read in the background
        async with recorded_queries(services) as asked:
            results(app).marks_changed()
            await pilot.pause()
            assert address[:12] in painted(app)
        assert asked == []


async def test_rows_that_lack_values_are_still_sorted_without_a_model(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, app)
        await buy_email(app)
        await until(pilot, lambda: "Email" in titles(app), "the address has a column")
        session = on_screen(app, SearchScreen).results.session
        assert session is not None
        for element in session.elements:
            element._read.clear()
        await pilot.press("t")
        joined = on_screen(app, SearchScreen).results.join
        received = [one for one in session.elements if joined.element(one) is one]
        assert received
        assert not any(element._read for element in received if element is not session.elements[0])
