"""Notes and tags with the same keys in every list and on every record."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.note import NoteScreen
from lix_tui.screens.dialogs.tags import TagsScreen
from lix_tui.screens.library import LibraryScreen
from lix_tui.screens.run import RunScreen
from lix_tui.services.library.query_language import read_query
from lix_tui.services.runs.lookup_batch import build_batch
from lix_tui.services.runs.lookup_list import LookupInput
from lix_tui.settings.settings import Settings
from tests.support.screens import results, row_texts, written
from tests.support.waits import until


async def searched(app: LixApp, pilot: Pilot[int]) -> None:
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")


async def tag(app: LixApp, pilot: Pilot[int], text: str) -> None:
    before = app.screen
    await pilot.press("number_sign")
    await until(pilot, lambda: isinstance(app.screen, TagsScreen), "it asks for tags")
    await pilot.press(*[{" ": "space", "-": "minus"}.get(key, key) for key in text], "enter")
    await until(pilot, lambda: app.screen is before, "it is written")


def messages(app: LixApp) -> list[str]:
    return [notification.sentence for notification in app.message_log.messages]


async def names(app: LixApp, text: str) -> list[str]:
    assert app.services_now is not None
    library = app.services_now.library
    return sorted(one.name for one in await library.search(read_query(text, 0.0), limit=99))


async def test_a_result_that_was_never_opened_is_tagged_and_noted(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await searched(app, pilot)
        await tag(app, pilot, "icp warm")
        await until(
            pilot, lambda: "+icp +warm on 1 record. Press u to undo." in messages(app), "said"
        )
        assert len(await names(app, "tag:icp")) == 1
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen), "it asks for a note")
        await pilot.press(*"met", "ctrl+j", *"her", "enter")
        await until(
            pilot, lambda: "Note written on 1 record. Press u to undo." in messages(app), "said"
        )
        assert await names(app, "note:her") == await names(app, "tag:icp")
        assert app.services_now is not None
        assert app.services_now.account.spent == {"standard": 1}
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen), "it asks again")
        assert app.screen.query_one(TextArea).text == "met\nher", "lines stay lines"
        await pilot.press("escape", "u")
        await until(
            pilot, lambda: "Restored the note of 1 record." in messages(app), "it is undone"
        )
        assert await names(app, "note:her") == []


async def test_a_control_character_in_a_note_or_a_tag_is_refused(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await searched(app, pilot)
        await pilot.press("number_sign")
        await until(pilot, lambda: isinstance(app.screen, TagsScreen), "it asks for tags")
        app.screen.query_one(Input).value = "\x1b[2Jt"
        await pilot.press("enter")
        await until(pilot, lambda: "control character" in written(app), "it says why not")
        await pilot.press("escape", "n")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen), "it asks for a note")
        app.screen.query_one(TextArea).load_text("met\n\x9b2Jher")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "control character" in written(app), "it says why not")
        await pilot.press("escape")
        assert await names(app, "noted:yes") == []


async def test_many_marked_rows_are_tagged_and_undone_in_one_step(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await searched(app, pilot)
        await tag(app, pilot, "cold")
        await pilot.press("M", "number_sign")
        await until(pilot, lambda: isinstance(app.screen, TagsScreen), "it asks")
        assert "Tags · 10 records" in str(app.screen.query_one("DialogFrame").border_title)
        assert "now: cold (1)" in written(app)
        await pilot.press(*"icp", "space", "minus")
        await until(
            pilot, lambda: app.screen.query_one(OptionList).option_count == 1, "its own tag"
        )
        await pilot.press("tab", "enter")
        await until(pilot, lambda: not isinstance(app.screen, TagsScreen), "it is written")
        await until(
            pilot, lambda: "+icp −cold on 10 records. Press u to undo." in messages(app), "said"
        )
        assert (len(await names(app, "tag:icp")), await names(app, "tag:cold")) == (10, [])
        await pilot.press("u")
        await until(pilot, lambda: "Restored the tags of 10 records." in messages(app), "undone")
        assert (await names(app, "tag:icp"), len(await names(app, "tag:cold"))) == ([], 1)


async def test_a_note_is_appended_to_many_or_replaces_all(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await searched(app, pilot)
        for keys, wanted in (
            ([*"one", "enter"], ["one"]),
            ([*"two", "enter"], ["one\ntwo", "two"]),
            ([*"three", "ctrl+r"], ["three", "three"]),
        ):
            before = app.screen
            await pilot.press("n")
            await until(pilot, lambda: isinstance(app.screen, NoteScreen), "it asks")
            await pilot.press(*keys)
            await until(pilot, lambda: app.screen is before, "it is written")
            assert app.services_now is not None
            found = await app.services_now.library.search(read_query("noted:yes", 0.0), limit=9)
            assert sorted(entry.note for entry in found) == wanted
            if wanted == ["one"]:
                await pilot.press("space", "space")


async def test_tags_complete_with_the_most_used_first(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(app, pilot)
        await tag(app, pilot, "warm icp")
        await pilot.press("down")
        await tag(app, pilot, "warm beta")
        await pilot.press("down", "number_sign")
        await until(pilot, lambda: isinstance(app.screen, TagsScreen), "it asks")
        options = app.screen.query_one(OptionList)
        assert [options.get_option_at_index(i).id for i in range(3)] == ["warm", "beta", "icp"]
        await pilot.press("i", "tab", "tab")
        await until(pilot, lambda: app.screen.query_one(Input).value == "icp warm ", "completed")
        await pilot.press(*"new")
        await until(pilot, lambda: "new: new" in written(app), "a new tag is allowed")


async def test_the_library_is_marked_and_tagged(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await searched(app, pilot)
        await pilot.press("7")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await until(pilot, lambda: results(app).row_count == 10, "its ten people")
        await pilot.press("escape", "space", "space")
        await until(pilot, lambda: "2 marked" in status(app), "two are marked")
        await tag(app, pilot, "icp")
        assert len(await names(app, "tag:icp")) == 2
        await pilot.press("slash", *"-tag:icp")
        await until(pilot, lambda: results(app).row_count == 8, "the others")
        await pilot.press("enter", "M")
        await until(pilot, lambda: "10 marked" in status(app), "all are marked")
        await tag(app, pilot, "all")
        assert len(await names(app, "tag:all")) == 10


def status(app: LixApp) -> str:
    return str(app.screen.query_one("ResultsPane").border_subtitle)


async def test_a_record_shows_its_tags_and_note(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(app, pilot)
        await pilot.press("enter")
        await until(
            pilot,
            lambda: isinstance(app.screen, DetailScreen) and "Career" in written(app),
            "it opens",
        )
        await tag(app, pilot, "icp")
        await until(pilot, lambda: "#icp" in written(app), "it is shown")
        await pilot.press("escape", "enter")
        await until(
            pilot,
            lambda: isinstance(app.screen, DetailScreen) and "#icp" in written(app),
            "and again, when it is opened again",
        )
        await pilot.press("u")
        await until(pilot, lambda: "#icp" not in written(app), "it is undone")


@pytest.mark.parametrize("kind", ["2", "3", "4", "5", "9"])
async def test_every_kind_of_result_is_tagged(demo_settings: Settings, kind: str) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        words = "alfie-lambert" if kind == "9" else "data"
        await pilot.press("escape", kind, *words.replace("-", "|").split("|")[0])
        if kind == "9":
            await pilot.press("minus", *"lambert")
        await pilot.press("enter")
        await until(pilot, lambda: results(app).row_count > 0, "rows are shown")
        await tag(app, pilot, "icp")
        await until(
            pilot, lambda: "+icp on 1 record. Press u to undo." in messages(app), "it is said"
        )
        assert len(await names(app, "tag:icp")) == 1


async def test_tags_and_notes_narrow_the_results(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await searched(app, pilot)
        await tag(app, pilot, "icp")
        await pilot.press("F", *"tag:icp")
        await until(pilot, lambda: results(app).row_count == 1, "one has the tag")
        await pilot.press("home", "minus")
        await until(pilot, lambda: results(app).row_count == 9, "nine don't")
        await pilot.press("enter")
        await tag(app, pilot, "icp")
        await until(pilot, lambda: results(app).row_count == 8, "a tagged row leaves")
        await pilot.press("u")
        await until(pilot, lambda: results(app).row_count == 9, "and comes back")
        await pilot.press("escape")
        await until(pilot, lambda: results(app).row_count == 10, "all are shown again")


async def test_lookups_of_a_run_are_tagged_and_narrowed(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await searched(app, pilot)
        assert app.services_now is not None
        services = app.services_now
        view = results(app)
        assert view.row_count == 10
        session = services.searches.opened[0]
        links = [LookupInput(session.view.links(element)[0]) for element in session.elements[:3]]
        run = await services.runs.look_up(
            build_batch(links, ("person",)), title="three", result_file=None, again=frozenset()
        )
        await run.wait_until_done()
        await pilot.press("0")
        await until(pilot, lambda: "three" in row_texts(app), "the run is listed")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "the run opens")
        await until(pilot, lambda: results(app).row_count == 3, "its lookups are shown")
        await pilot.press("space", "space")
        await until(pilot, lambda: "2 marked" in status_of_run(app), "two are marked")
        await tag(app, pilot, "icp")
        await until(
            pilot, lambda: "+icp on 2 records. Press u to undo." in messages(app), "it is said"
        )
        await pilot.press("F", *"-tag:icp")
        await until(pilot, lambda: results(app).row_count == 1, "one has no tag")
        await pilot.press("escape", "u")
        await until(pilot, lambda: results(app).row_count == 3, "all are shown again")
        await until(pilot, lambda: "Restored the tags of 2 records." in messages(app), "undone")


def status_of_run(app: LixApp) -> str:
    return str(app.screen.query_one("RunPane").border_subtitle)
