"""LixApp: connects services and screens, and registers themes and keys."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack, suppress
from functools import partial
from importlib import import_module
from operator import attrgetter
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from lix_tui.app.collector import resume_collector, spare_collector
from lix_tui.app.job_control import JobControl
from lix_tui.app.navigation import Navigation
from lix_tui.app.tour_offer import TourGuide
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.commands.command import Scope
from lix_tui.services.commands.commands import COMMANDS as DECLARED
from lix_tui.services.commands.keymap import make_keymap
from lix_tui.services.commands.presses import Presses
from lix_tui.services.kinds import SCREENS
from lix_tui.services.layout_memory import StoredLayout
from lix_tui.services.message_log import MessageLog
from lix_tui.text import shortened
from lix_tui.widgets.alt_keys import teach_alt_keys
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.themes import Themes, colourless

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.notifications import SeverityLevel
    from textual.widget import Widget
    from textual.worker import Worker

    from lix_tui.services.runs.run import Run
    from lix_tui.services.services import Services
    from lix_tui.settings.settings import Settings


STOPS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that end the program."""


_FIRST = SCREENS[0]
"""Kind of the first search screen."""


def _account_screen() -> Screen[None]:
    from lix_tui.screens.account import AccountScreen

    return AccountScreen()


def _home_screen() -> Screen[None]:
    from lix_tui.screens.home import HomeScreen

    return HomeScreen()


def _library_screen() -> Screen[None]:
    from lix_tui.screens.library import LibraryScreen

    return LibraryScreen()


def _stored_provider() -> type[Provider]:
    from lix_tui.app.palette_provider import StoredProvider

    return StoredProvider


class LixApp(App[int]):
    """Terminal app. ``run()`` returns the exit status of the program."""

    TITLE = "lix-tui"
    COMMANDS = App.COMMANDS | {_stored_provider}
    # Notices never cover keys or a dialog, which may show a price. The cursor is underlined: parts
    # of a row in the terminal's colours may be unreadable on another background
    CSS = """
    ToastRack { margin-bottom: 3; }
    ModalScreen > ToastRack { layer: default; margin: 0; max-height: 30%; visibility: visible; }
    ModalScreen > ToastRack Toast { width: 1fr; max-width: 100%; margin-top: 0; padding: 0 1; }
    OptionList:ansi:focus > .option-list--option-highlighted {
        background: ansi_default; color: $foreground; text-style: bold underline;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("app")
    DEFAULT_MODE = _FIRST.name
    # the first area is the default screen: Textual would parse all styles again for a mode
    MODES = {
        **{kind.name: partial(SearchScreen, kind) for kind in SCREENS if kind is not _FIRST},
        "account": _account_screen,
        "home": _home_screen,
        "library": _library_screen,
    }

    def __init__(self, settings: Settings, target: str | None = None) -> None:
        """``target`` is anything 'Open anything' accepts; it is opened as soon as possible."""
        super().__init__(ansi_color=colourless() or None)
        teach_alt_keys()
        self.settings = settings
        self.stored_layout = StoredLayout(settings.paths.state / "layout.json")
        self.services_now: Services | None = None
        self.last_words: list[str] = []
        """Sentences about unsaved data, set when the services were closed."""
        self.message_log = MessageLog()
        self.presses = Presses()
        self.press_time: Callable[[events.InputEvent], float] = attrgetter("time")
        """Moment at which a key press or click was received, in seconds on a monotonic clock."""
        self._target = target
        self._started = asyncio.Event()
        self._starting = False
        self.navigation = Navigation(self)
        self._leaving = False
        self._job_control = JobControl(self)
        self.themes = Themes(self, settings.paths.config)
        self.theme = self.themes.initial_theme(settings.theme, plain=self.no_color)
        self.keymap = make_keymap(settings.key_preset, settings.keys)
        self.set_keymap(dict(self.keymap.changed))
        self.tour = TourGuide(self, self.keymap, self.stored_layout)

    def get_default_screen(self) -> Screen[None]:
        """Return the first search screen."""
        self.add_mode(_FIRST.name, partial(SearchScreen, _FIRST))
        return SearchScreen(_FIRST)

    # -- start and end -----------------------------------------------------------------------

    def post_display_hook(self) -> None:
        """Start the services after the first frame with content."""
        if not self._starting and self.is_running and self.screen.query("#query"):
            self._starting = self.screen.query_one("#query").size.width > 0
            if self._starting:
                self.call_later(self.start)

    def start(self) -> None:
        """Start the services, and report problems of the user's key map."""
        resume_collector()
        self.themes.read_all()
        for problem in self.keymap.problems:
            self.notify(problem, severity="warning", markup=False, timeout=15)
        self.run_worker(self._start(), group="start", exclusive=True, exit_on_error=False)

    async def _start(self, problem: str | None = None) -> None:
        # client, models and store are loaded after the first frame, not before it
        starting = await asyncio.to_thread(_load_starting)
        started = await starting.start_services(self, self.settings, problem)
        if started is None:
            return
        services = started.services
        self.settings = services.settings
        async with AsyncExitStack() as unless_up:
            unless_up.push_async_callback(services.close)
            await services.records.load_keys()
            unless_up.pop_all()
        services.runs.listeners.append(self._run_ended)
        self.services_now = services
        self._started.set()
        spare_collector()
        self.run_worker(self._check_account(services), group="check", exit_on_error=False)
        self.run_worker(self._tidy(services), group="library", exit_on_error=False)
        if services.ownership.candidates:
            self.run_worker(self._offer_adoption(services), group="adopt", exit_on_error=False)
        if started.welcomed:
            self.tour.offer()
        if self._target is not None:
            target, self._target = self._target, None
            if problem := await self.navigation.open_text(target):
                self.notify(problem, severity="error", markup=False)

    async def _offer_adoption(self, services: Services) -> None:
        from lix_tui.screens.dialogs.adoption import offer_adoption

        await offer_adoption(self, services)

    async def _check_account(self, services: Services) -> None:
        problem = await _load_starting().check_account(self, services)
        if problem is not None and self.services_now is services:
            self._started.clear()
            self.services_now = None
            await services.close()
            await self._start(problem)

    async def _tidy(self, services: Services) -> None:
        """Merge stored answers of an older version; delete those past their keep_days."""
        from lix_tui.app.merge_progress import merge_stored_answers
        from lix_tui.services.library.removal_words import outdated_sentence

        await merge_stored_answers(self, services)
        days = services.settings.keep_days
        if words := outdated_sentence(await services.library.purge_older_than(days), days):
            self.notify(words, markup=False)

    def _run_ended(self, run: Run) -> None:
        """Notify once, on any screen, that a long run has ended or stopped by itself."""
        if self._leaving or not self.is_running:
            return
        done = run.status == "done"
        words = f"{run.title}: {self.keymap.spelled(run.reason)}"
        self.notify(words, severity="information" if done else "warning", markup=False, timeout=15)
        if done:
            self.bell()

    async def services(self) -> Services:
        """Return the services once they have started."""
        while self.services_now is None:
            await self._started.wait()
        return self.services_now

    async def action_quit(self) -> None:
        """Quit after storing the answers on their way; a second press quits at once."""
        services = self.services_now
        if not self._leaving and services is not None and services.requests.on_the_way:
            self._leaving = True
            words = "Quitting after the pending answer is stored. Press <app.quit> to quit now."
            self.notify(self.keymap.spelled(words), markup=False, timeout=60)
            self.run_worker(self._leave_settled(services), group="leave", exit_on_error=False)
            return
        self.exit(0)

    async def _leave_settled(self, services: Services) -> None:
        await services.requests.settle()
        self.exit(0)

    def on_load(self) -> None:
        """Quit on a signal in the usual way, so that the terminal is restored."""
        for number in STOPS:
            with suppress(NotImplementedError, ValueError):  # Windows; not the first thread
                asyncio.get_running_loop().add_signal_handler(number, self._stop, number)

    def _stop(self, number: int) -> None:
        self.exit(128 + number)

    async def on_unmount(self) -> None:
        """Close client and store, however the program ends."""
        for number in STOPS:
            with suppress(NotImplementedError, ValueError):
                asyncio.get_running_loop().remove_signal_handler(number)
        self._job_control.stop()
        await self._close_services()

    async def _close_services(self) -> None:
        services, self.services_now = self.services_now, None
        if services is not None:
            await (services.close(max_wait=0.0) if self._leaving else services.close())
            self.last_words = services.last_words

    async def on_event(self, event: events.Event) -> None:
        """Record key presses and clicks before anything acts on them; see `Presses`."""
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            at = self.press_time(event)
            if isinstance(event, events.Key):
                self.presses.key(event.key, at, is_text=event.is_printable)
            elif isinstance(event, events.MouseDown):
                self.presses.click((event.x, event.y), at)
        await super().on_event(event)

    # -- screens in front ------------------------------------------------------------------

    def search_themes(self) -> None:
        """Open the menu of our themes and the user's, without Textual's own."""
        from lix_tui.screens.dialogs.theme_menu import choose_theme

        choose_theme(self, self.themes)

    def on_mount(self) -> None:
        """Watch the user's theme files, and handle the shell's job control."""
        self.themes.watch()
        self._job_control.start()

    def action_show_help(self) -> None:
        """Show the keys of the screen in front."""
        from lix_tui.screens.dialogs.help import HelpScreen

        self.push_screen(HelpScreen(self._scopes(), self.keymap))

    async def action_area(self, name: str) -> None:
        """Open an area as it was left; return to the first screen of the present area."""
        await self.navigation.open_area(name)

    def action_open_anything(self) -> None:
        """Open the prompt for a link, and then its target."""
        self.navigation.open_prompt_for_link()

    def action_tour(self) -> None:
        """Start the tour at its first step."""
        self.tour.start()

    def action_tour_next(self) -> None:
        """Skip the current step of the tour."""
        self.tour.skip()

    def action_tour_end(self) -> None:
        """End the tour."""
        self.tour.end()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for the commands of the tour without a tour."""
        if action in ("tour_next", "tour_end"):
            return self.tour.running is not None
        return super().check_action(action, parameters)

    def action_settings(self) -> None:
        """Show every setting."""
        from lix_tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def apply_settings(self, settings: Settings) -> None:
        """Use changed settings from now on."""
        self.settings = settings
        if self.services_now is not None:
            self.services_now.update_settings(settings)

    def action_debug(self) -> None:
        """Show the debug screen."""
        from lix_tui.screens.debug import DebugScreen

        if not isinstance(self.screen, DebugScreen):
            self.push_screen(DebugScreen())

    def action_jump(self) -> None:
        """Show a letter on every pane, to jump to one."""
        from lix_tui.screens.dialogs.jump import JumpScreen, panes_of

        if panes := panes_of(self.screen):
            self.push_screen(JumpScreen(panes), self._focus)

    def _focus(self, pane: Widget | None) -> None:
        if pane is not None and pane.is_attached:
            pane.focus()

    def _scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of the keys that work now: the focused pane's first, the app's last."""
        active = self.screen.active_bindings.values()
        nearest = sorted(active, key=lambda binding: isinstance(binding.node, Screen))
        declared = {command.id: command.scope for command in DECLARED}
        found = (declared.get(binding.binding.id or "") for binding in nearest)
        scopes = dict.fromkeys(scope for scope in found if scope not in (None, "app"))
        return (*(scope for scope in scopes if scope is not None), "app")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return every declared command of the screen in front, with its price."""
        from lix_tui.app.palette_commands import palette_commands

        return palette_commands(self, screen)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report an error of a background worker; quit if the services can't start."""
        from lix_tui.widgets.failures import report_failure, start_failure

        if self.services_now is None and (words := start_failure(self.message_log, event)):
            self.exit(1, message=Text(words))
            return
        report_failure(self, event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a sentence and remember it for the debug screen."""
        message = shortened(message)
        self.message_log.add_message(message, severity)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    # -- fatal errors ------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """Show the traceback without locals: a local could hold the key."""
        from rich.segment import Segments
        from rich.traceback import Traceback

        self.bell()
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(
            Segments(self.console.render(traceback, self.console.options))
        )
        self._close_messages_no_wait()


def _load_starting() -> ModuleType:
    return import_module("lix_tui.app.startup")
