"""A running tour: it looks at the screen in front, and keeps its bar there."""

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
from lix_tui.services.commands.tour import Sight, Tour
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.tour_bar import TourBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from lix_tui.services.commands.keymap import KeyMap
    from lix_tui.settings.settings import Settings

LOOK_INTERVAL = 0.2
"""Seconds between looks at the screen in front."""
OFFER = (
    "Eight steps over the real thing show the way round in two minutes. Each waits until you have "
    "tried it, and none is in your way. The palette starts the tour at any time."
)
THE_END = "That was the tour; the palette starts it again, and <app.help> shows the keys anywhere."


class RunningTour:
    """A tour that is on; what it asks for is done with the app's own keys."""

    def __init__(self, app: App[int], keymap: KeyMap, ended: Callable[[], None]) -> None:
        """``ended`` is called once, when the last step is done or the user has had enough."""
        self._app, self._keymap, self._ended = app, keymap, ended
        self._tour = Tour()
        self._bar: TourBar | None = None
        self._timer = app.set_interval(LOOK_INTERVAL, self.look)
        self.look()

    def look(self) -> None:
        """Go on if the step was done, and show what is to be done now in front."""
        if not self._app.screen_stack:  # the app is closing, and its timers still run
            return
        self._tour.see(sights_of(self._app.screen))
        self._show()

    def skip(self) -> None:
        """Go on to the next step."""
        self._tour.skip()
        self._show()

    def end(self) -> None:
        """Stop looking, and take the bar away."""
        self._timer.stop()
        if self._bar is not None and self._bar.is_attached:
            self._bar.remove()
        self._ended()

    def _show(self) -> None:
        if self._tour.ended:
            self._app.notify(self._keymap.spelled(THE_END), markup=False, timeout=10)
            self.end()
            return
        screen = self._app.screen
        if isinstance(screen, LixScreen):  # else the bar stays where it is, behind what is in front
            self._show_on(screen)

    def _show_on(self, screen: LixScreen) -> None:
        if not screen.query(StatusBar):  # it is not made yet
            return
        if self._bar is None or not self._bar.is_attached or self._bar.screen is not screen:
            if self._bar is not None and self._bar.is_attached:
                self._bar.remove()
            self._bar = TourBar()
            screen.mount(self._bar, before=screen.query_one(StatusBar))
        self._bar.show(self._tour.words(self._keymap, demo=_is_free(screen.host.settings)))


def _is_free(settings: Settings) -> bool:
    """Return True where no step of the tour costs a credit: in the demo, and offline."""
    return settings.demo or settings.offline


def sights_of(screen: Screen[object]) -> set[Sight]:
    """What a step could have led to, of what is in front."""
    found: set[Sight] = set()
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
        found.add("asked")
    elif isinstance(screen, ExportScreen):
        found.add("export")
    elif isinstance(screen, CommandPalette | HelpScreen):
        found.add("commands")
    return found
