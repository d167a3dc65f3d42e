"""Running tour: it observes the screen in front, and shows its bar there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.command import CommandPalette
from textual.screen import Screen

from lix_tui.screens.base import LixScreen
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.dialogs.help import HelpScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.commands.tour import Observation, Tour
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.tour_bar import TourBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from lix_tui.services.commands.keymap import KeyMap
    from lix_tui.settings.settings import Settings

UPDATE_INTERVAL = 0.2
"""Seconds between two observations of the screen in front."""
OFFER = (
    "Learn the basics in two minutes: eight steps in the app itself. Each step waits until you "
    "have tried it, and you can skip any step. You can start the tour at any time from the "
    "palette."
)
END_NOTE = (
    "You have finished the tour. The palette starts the tour again; <app.help> shows the keys of "
    "this screen."
)


class RunningTour:
    """Tour in progress; the user does its steps with the app's own keys."""

    def __init__(self, app: App[int], keymap: KeyMap, ended: Callable[[], None]) -> None:
        """Call ``ended`` once, after the last step or when the user ends the tour."""
        self._app, self._keymap, self._ended = app, keymap, ended
        self._tour = Tour()
        self._bar: TourBar | None = None
        self._timer = app.set_interval(UPDATE_INTERVAL, self.update)
        self.update()

    def update(self) -> None:
        """Go to the next step if the current one is done, and show the current one."""
        if not self._app.screen_stack:  # the app is closing; its timers still run
            return
        self._tour.update(observations_of(self._app.screen))
        self._show()

    def skip(self) -> None:
        """Go to the next step."""
        self._tour.skip()
        self._show()

    def end(self) -> None:
        """Stop observing, and remove the bar."""
        self._timer.stop()
        if self._bar is not None and self._bar.is_attached:
            self._bar.remove()
        self._ended()

    def _show(self) -> None:
        if self._tour.is_over:
            self._app.notify(self._keymap.spelled(END_NOTE), markup=False, timeout=10)
            self.end()
            return
        screen = self._app.screen
        if isinstance(screen, LixScreen):  # else the bar stays below the dialog
            self._show_on(screen)

    def _show_on(self, screen: LixScreen) -> None:
        if not screen.query(StatusBar):  # not composed yet
            return
        if self._bar is None or not self._bar.is_attached or self._bar.screen is not screen:
            if self._bar is not None and self._bar.is_attached:
                self._bar.remove()
            self._bar = TourBar()
            screen.mount(self._bar, before=screen.query_one(StatusBar))
        self._bar.show(self._tour.texts(self._keymap, demo=_is_free(screen.host.settings)))


def _is_free(settings: Settings) -> bool:
    """Return True if no step of the tour costs a credit: in the demo, and offline."""
    return settings.demo or settings.offline


def observations_of(screen: Screen[object]) -> set[Observation]:
    """Return the observations that hold on a screen."""
    found: set[Observation] = set()
    if isinstance(screen, SearchScreen):
        table = screen.query(ResultsTable)
        if table and table.first().row_count:
            found.add("rows")
            if table.first().cursor_row > 0:
                found.add("moved")
        if screen.has_class("filtering"):
            found.add("filters")
    elif isinstance(screen, DetailScreen):
        if screen.endpoint == "person":
            found.add("person")
        elif screen.endpoint == "organisation":
            found.add("company")
    elif isinstance(screen, ConfirmScreen):
        found.add("question")
    elif isinstance(screen, ExportScreen):
        found.add("export")
    elif isinstance(screen, CommandPalette | HelpScreen):
        found.add("commands")
    return found
