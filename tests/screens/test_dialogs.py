"""Dialogs: own keys only, a blank key bar below, hints that aren't cut, and a safe closing."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Button

import lix_tui.app
import lix_tui.screens
from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.columns import ColumnsScreen
from lix_tui.screens.dialogs.confirm import TYPED, ConfirmScreen
from lix_tui.screens.dialogs.copy_menu import CopyMenu
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.dialogs.file_picker import FilePicker
from lix_tui.screens.dialogs.help import HelpScreen
from lix_tui.screens.dialogs.jump import JumpScreen
from lix_tui.screens.dialogs.lookup_page import LookupPage
from lix_tui.screens.dialogs.open_prompt import open_prompt
from lix_tui.screens.dialogs.prompts import name_prompt, setting_prompt
from lix_tui.screens.dialogs.raw import RawScreen
from lix_tui.screens.dialogs.record_preview import RecordPreview
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.dialogs.saved_queries import SavedScreen
from lix_tui.screens.dialogs.theme_menu import ThemeMenu
from lix_tui.screens.dialogs.value_picker import PickerScreen
from lix_tui.screens.dialogs.viewer_picker import ViewerPicker
from lix_tui.screens.dialogs.welcome import CheckedKey, WelcomeScreen
from lix_tui.services.commands.commands import COMMANDS
from lix_tui.services.commands.keymap import make_keymap
from lix_tui.services.layout_memory import ColumnChoice
from lix_tui.services.queries.builder.builder import Builder
from lix_tui.services.queries.destination import Destination
from lix_tui.services.raw_view import RawView
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.summary import SummaryLine
from lix_tui.services.records.view_registry import view_of
from lix_tui.services.runs.run_table import sheet_of_records
from lix_tui.services.services import Services
from lix_tui.settings.key import Key
from lix_tui.settings.settings import Settings
from lix_tui.widgets.dialog_frame import DialogFrame
from lix_tui.widgets.key_bar import KeyBar
from tests.support.purchases import purchase_count
from tests.support.waits import rested, until
from tests.support.welcome import terminal_text

Made = Callable[[LixApp, Services], Dialog[Any]]


async def no_check(key: Key) -> CheckedKey:
    return CheckedKey(False, "No.")


def picker(app: LixApp, services: Services) -> PickerScreen:
    builder = Builder("recruiter")
    return PickerScreen(builder, builder.fields[0], services)


def lookups(_: LixApp, services: Services) -> LookupPage:
    sheet = sheet_of_records("a list", [("Olivia", "linkedin.com/in/olivia-shaw")])
    return LookupPage(sheet, 1, services, about="1 record of a list", viewer_id=None)


PEOPLE = view_of("people").columns
DIALOGS: dict[str, Made] = {
    "columns": lambda app, _: ColumnsScreen(PEOPLE, [ColumnChoice(c.id) for c in PEOPLE]),
    "confirm": lambda app, _: ConfirmScreen("Sure?", "It costs 1 Standard credit."),
    "copy": lambda app, _: CopyMenu([CopyForm("link", "https://www.linkedin.com/in/a")]),
    "export": lambda app, _: ExportScreen((), "no records"),
    "help": lambda app, _: HelpScreen(("search", "app"), make_keymap("default", {})),
    "file": lambda app, _: FilePicker("A file", "/"),
    "lookup": lookups,
    "name": lambda app, _: name_prompt("Name", "engineers"),
    "open": lambda app, _: open_prompt(app),
    "picker": picker,
    "raw": lambda app, _: RawScreen(RawView("a record", {"name": "Jane"})),
    "related": lambda app, _: RelatedMenu([Destination("The company", "1 Org credit")]),
    "row": lambda app, _: RecordPreview("Person", [SummaryLine("Jane")]),
    "saved": lambda app, services: SavedScreen(services.saved, 0.0),
    "setting": lambda app, _: setting_prompt("keep_days", "3", "Days.", lambda text: "No."),
    "theme": lambda app, _: ThemeMenu(app.themes.names, app.theme),
    "viewer": lambda app, services: ViewerPicker(services, None, "people"),
    "welcome": lambda app, _: WelcomeScreen(None, no_check, keyring=True),
}
KEYS_BELOW = sorted(
    {
        key
        for command in COMMANDS
        if command.scope in ("app", "search", "table") and command.id != "app.quit"
        for key in command.keys.split(",")
    }
)
"""Keys of the screens below a dialog."""


def test_every_modal_screen_is_a_dialog() -> None:
    for package in (lix_tui.screens, lix_tui.app):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    modal = {c for c in _below(ModalScreen) if c.__module__.startswith("lix_tui.")}
    assert {c.__name__ for c in modal if not issubclass(c, Dialog)} == set()


def _below(kind: type[object]) -> set[type[object]]:
    children = kind.__subclasses__()
    return set(children).union(*map(_below, children))


@pytest.mark.parametrize("name", DIALOGS)
async def test_the_keys_of_the_screen_below_do_nothing(name: str, demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        services = await app.services()
        below, mode = app.screen, app.current_mode
        bar = below.query_one(KeyBar)
        assert bar.render().plain.strip()
        dialog = DIALOGS[name](app, services)
        app.push_screen(dialog)
        await pilot.pause()
        assert bar.render().plain == "", "the keys below are not shown"
        own = set(dialog.active_bindings)
        for key in [key for key in KEYS_BELOW if key not in own]:
            await pilot.press(key)
            await pilot.pause()
            over = app.screen
            if over is not dialog and over in app.screen_stack and dialog in app.screen_stack:
                await pilot.press("escape")  # a dialog of its own, such as a confirmation
                continue
            if name == "related" and over is below:  # the full stop that opened it closes it
                dialog = DIALOGS[name](app, services)
                app.push_screen(dialog)
                await pilot.pause()
                continue
            assert over is dialog, f"{key} left the dialog"
            assert app.current_mode == mode
        assert await purchase_count(app) == 0
        assert app.screen_stack[:1] == [below]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("name", DIALOGS)
async def test_no_hint_is_cut(name: str, size: tuple[int, int], demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        services = await app.services()
        dialog = DIALOGS[name](app, services)
        app.push_screen(dialog)
        await rested(pilot, app)
        frame = dialog.query_one(DialogFrame)
        assert frame.hints or name == "confirm", "its buttons name the keys"
        await until(
            pilot, lambda: all(hint in terminal_text(app) for hint in frame.hints), "all is shown"
        )
        assert dialog.region.contains_region(frame.region)


LONG: dict[str, Made] = {
    "confirm": lambda app, _: ConfirmScreen("Sure?", "It costs 1 Standard credit.\n" * 40),
    "copy": lambda app, _: CopyMenu([CopyForm(f"link {n}", "https://x.org/a") for n in range(40)]),
    "related": lambda app, _: RelatedMenu([Destination(f"Person {n}", "free") for n in range(40)]),
    "row": lambda app, _: RecordPreview("Person", [SummaryLine(f"Field {n}") for n in range(40)]),
}
"""Dialogs with more content than fits on a screen."""


@pytest.mark.parametrize("name", LONG)
async def test_a_dialog_with_much_content_has_no_blank_line_at_its_end(
    name: str, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        body = (dialog := LONG[name](app, await app.services())).frame.body
        app.push_screen(dialog)
        await rested(pilot, app)

        heights = [0]

        def is_filled() -> bool:
            ends = [child.region.bottom for child in body.displayed_children]
            is_changed = body.region.height != heights[-1]
            return bool(ends) and max(ends) == body.region.bottom and is_changed

        for height in (20, 16, 40, 24):
            await pilot.resize_terminal(60, height)
            await until(pilot, is_filled, f"the body ends with its content at {height} lines")
            heights.append(body.region.height)
        assert sorted(heights) == [0, heights[2], heights[1], heights[4], heights[3]]


async def test_a_sentence_in_place_of_the_hints_is_shown_whole(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        await app.services()
        app.push_screen(ConfirmScreen("Sure?", "It costs 1 Standard credit."))
        await pilot.press("x")

        def is_complete() -> bool:
            inside = "".join(
                line.strip(" │╭╮╰╯─") + " " for line in terminal_text(app).splitlines()
            )
            return all(word in inside for word in TYPED.split())

        await until(pilot, is_complete, "the whole sentence is shown")


async def test_a_button_names_enter_only_while_enter_presses_it(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.services()
        app.push_screen(ConfirmScreen("Sure?", "It costs 1 Standard credit."))
        for keys, expected in (
            ((), {"No (esc)", "Yes (enter)"}),
            (("x",), {"No (enter)", "Yes"}),
            (("tab",), {"No (esc)", "Yes (enter)"}),
            (("shift+tab",), {"No (enter)", "Yes"}),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert {str(button.label) for button in app.screen.query(Button)} == expected


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("name", DIALOGS)
async def test_notices_dont_cover_a_dialog(
    name: str, size: tuple[int, int], demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size, notifications=True) as pilot:
        services = await app.services()
        app.notify("Copied. " * 20, markup=False, timeout=600)
        dialog = DIALOGS[name](app, services)
        app.push_screen(dialog)
        await until(pilot, lambda: "Copied." in terminal_text(app), "the notice is shown")
        app.notify("Written to a file. " * 20, markup=False, timeout=600)
        await until(pilot, lambda: "Written" in terminal_text(app), "the other one as well")
        await rested(pilot, app)
        frame = dialog.query_one(DialogFrame)
        rack = dialog.query_one("ToastRack")
        assert rack.region.height > 0
        assert not frame.region.overlaps(rack.region)
        assert dialog.region.contains_region(frame.region)
        await until(
            pilot, lambda: all(hint in terminal_text(app) for hint in frame.hints), "all is shown"
        )
        app.clear_notifications()
        full = await _frame_without_notices(app, pilot, name, services)
        await until(pilot, lambda: frame.region == full, "the dialog has its size again")


async def _frame_without_notices(
    app: LixApp, pilot: Pilot[int], name: str, services: Services
) -> Region:
    """Return the region of a dialog that opens without notices."""
    other = DIALOGS[name](app, services)
    app.push_screen(other)
    await rested(pilot, app)
    region = other.query_one(DialogFrame).region
    other.dismiss(None)
    await pilot.pause()
    return region


async def test_an_empty_list_of_saved_queries_shows_its_whole_sentence(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        services = await app.services()
        app.push_screen(SavedScreen(services.saved, 0.0))
        await until(pilot, lambda: "save it." in terminal_text(app), "the end is shown")


@pytest.mark.parametrize("name", [*DIALOGS, "jump"])
async def test_the_app_may_close_while_a_dialog_opens(name: str, demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)):
        services = await app.services()
        dialog = JumpScreen([]) if name == "jump" else DIALOGS[name](app, services)
        app.push_screen(dialog)
        app.exit(0)
    assert app.return_code == 0
