"""Every command is remapped and pressed where it works; help and footer show the new key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.help import HelpScreen
from lix_tui.screens.dialogs.saved_queries import SavedScreen
from lix_tui.screens.inbox import InboxScreen
from lix_tui.screens.ledger import LedgerScreen
from lix_tui.screens.library import LibraryScreen
from lix_tui.screens.list_screen import ListScreen
from lix_tui.screens.search.preview_pane import PreviewPane
from lix_tui.services.commands.command import Scope
from lix_tui.services.commands.commands import COMMANDS, commands_of
from lix_tui.services.queries.destination import InboxTarget
from lix_tui.settings.settings import Settings
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.filter_panel import FilterPanel
from lix_tui.widgets.message_pane import MessagePane
from lix_tui.widgets.results_pane import ResultsPane
from tests.support.screens import results, row_texts, to_a_run, written
from tests.support.waits import rested, until

KEY = "f24"


class Recording(LixApp):
    """The app, which records the actions of keys instead of running them."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.recording = False
        self.ran: list[str] = []

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Record the action while recording is on, else run it."""
        if self.recording:
            self.ran.append(str(action))
            return True
        return await super().run_action(action, default_namespace, namespaces)


async def open_scope(pilot: Pilot[int], app: LixApp, scope: Scope) -> None:
    """Open the screen and focus the widget on which the commands of a scope work."""
    await until(pilot, lambda: app.services_now is not None, "the services are up")
    if scope == "run":
        await to_a_run(pilot, app)
        return
    if scope in ("debug", "settings"):
        await app.run_action(scope)
        await until(pilot, lambda: len(app.screen_stack) > 1, "it opens")
        await rested(pilot, app)
        return
    if scope == "ledger":
        await app.push_screen(LedgerScreen())
        await rested(pilot, app)
        return
    if scope in ("inbox", "messages"):
        await app.push_screen(InboxScreen("alfie-lambert", InboxTarget()))
        await rested(pilot, app)
        app.screen.query_one(MessagePane).focus()
        return
    if scope in ("account", "home", "library"):
        await app.run_action(f"area('{scope}')")
        await rested(pilot, app)
        if isinstance(app.screen, LibraryScreen):
            await pilot.press("escape")
        return
    if scope == "query":
        return  # its box has the focus
    await pilot.press(*"solutions", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "people are shown")
    if scope == "preview":
        app.screen.query_one(PreviewPane).focus()
    elif scope == "bars":
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query(BarList)), "the record opens")
        app.screen.query_one(BarList).focus()
    elif scope == "filters":
        await pilot.press("f")
        await until(pilot, lambda: bool(app.screen.query(FilterPanel)), "the panel opens")
    elif scope == "record":
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the record opens")
    elif scope == "lists":
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the record opens")
        await pilot.press("C")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "a list opens")
    elif scope == "raw":
        await pilot.press("i")
        await until(pilot, lambda: "Raw" in type(app.screen).__name__, "the raw view opens")
    elif scope == "saved":
        await pilot.press("S")
        await until(pilot, lambda: isinstance(app.screen, SavedScreen), "the list opens")
    await rested(pilot, app)


@pytest.mark.parametrize("scope", sorted({command.scope for command in COMMANDS}))
async def test_every_command_is_remapped_and_pressed(demo_settings: Settings, scope: Scope) -> None:
    app = Recording(replace(demo_settings, rate_interval=0.0))
    async with app.run_test(size=(120, 40)) as pilot:
        await open_scope(pilot, app, scope)
        for command in commands_of(scope):
            app.set_keymap({command.id: KEY})
            app.recording, app.ran = True, []
            await pilot.press(KEY)
            app.recording = False
            if command.id in ("record.recheck", "lists.emails"):
                continue  # for email addresses alone, and for the lists of a post
            assert [name.rpartition(".")[2] for name in app.ran] == [command.action], command.id


async def test_a_map_from_the_settings_works_and_is_shown(demo_settings: Settings) -> None:
    wanted = {"search.copy": "c", "serch.all": "w", "home.go_on": "w"}
    settings = replace(demo_settings, keys=wanted, key_preset="vim")
    app = LixApp(settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        said = [note.message for note in app._notifications]
        assert "'serch.all' isn't a command; did you mean search.all?" in said
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen), "help opens")
        await pilot.press(*"copy the link")
        await rested(pilot, app)
        line = next(row for row in written(app).splitlines() if "Copy the link" in row)
        assert line.split()[0] == "c"
        await pilot.press("escape", "l")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "l opens, as in vim")
        await pilot.press("h")
        await until(pilot, lambda: not isinstance(app.screen, DetailScreen), "h goes back")
        await pilot.press("0")
        await until(pilot, lambda: app.current_mode == "home" and bool(row_texts(app)), "home")
        hint = app.screen.query_one(ResultsPane).border_subtitle
        assert hint == "enter: open · w: continue to the end"
