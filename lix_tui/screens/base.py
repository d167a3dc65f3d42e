"""What every screen of the explorer shares: the services, the status bar, links."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, cast
from weakref import WeakKeyDictionary

from textual.screen import Screen

from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.lifetime import is_open, repeat
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.status_parts import status_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.widget import Widget
    from textual.worker import Worker

    from lix_tui.screens.app_host import AppHost
    from lix_tui.services.search.session import SearchSession

WIDTHS = [(0, "-narrow"), (80, "-normal"), (110, "-wide"), (160, "-very-wide")]
HEIGHTS = [(0, "-short"), (30, "-tall")]
"""The classes a screen has at or above a size in cells."""
STATUS_INTERVAL = 0.2
"""Seconds between looks at the countdown; the bar is drawn only when its text changed."""

_LAST_REPORTS: WeakKeyDictionary[App[object], tuple[str, float]] = WeakKeyDictionary()
"""Last sentence that an app showed by `report`, and its moment in seconds on a monotonic clock."""


class LixScreen(Screen[None]):
    """A screen with a status bar that is kept up to date."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    @property
    def host(self) -> AppHost:
        """The app, as what screens may ask of it."""
        return cast("AppHost", self.app)

    @property
    def session(self) -> SearchSession | None:
        """The search this screen stands in, for the status bar."""
        return None

    def take_size_classes(self) -> None:
        """Take the classes of the terminal's size now: the first layout is then the last one."""
        sizes = ((self.app.size.width, WIDTHS), (self.app.size.height, HEIGHTS))
        for size, breakpoints in sizes:
            self.add_class(max(entry for entry in breakpoints if entry[0] <= max(size, 0))[1])

    def on_mount(self) -> None:
        """Set the screen up, unless the app closes while the screen opens."""
        if is_open(self):
            self.set_up()

    def set_up(self) -> None:
        """Fill the widgets, which are all there; keep the status bar current from then on."""
        repeat(self, STATUS_INTERVAL, self.update_status)
        self.update_status()

    def on_screen_resume(self) -> None:
        """Show at once what changed while another screen was in front."""
        self.update_status()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong behind the screen."""
        from lix_tui.widgets.failures import say_failure

        say_failure(self, event)

    def update_status(self) -> None:
        """Draw the status bar again if its text changed."""
        if self.is_current and is_open(self):
            for areas in self.query(AreaBar):
                areas.live = not self.host.settings.demo
            bar = self.query_one(StatusBar)
            bar.parts = status_parts(self.host.services_now, self.session)

    def end_pause(self) -> None:
        """Ask Lix whether its pause is over, where there is one; this is free."""
        services = self.host.services_now
        if services is not None:
            self.run_worker(
                services.end_pause(), group="pause", exclusive=True, exit_on_error=False
            )

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Show one sentence for a moment."""
        report(self, sentence, problem=problem)

    def copy(self, text: str | Callable[[], str], what: str) -> None:
        """Copy a text, or what a function makes, and say how it was done."""
        from lix_tui.screens.copying import copy

        copy(self.app, text, what)


def report(widget: Widget, sentence: str, *, problem: bool = False) -> None:
    """Show one sentence for a moment; do nothing while the same sentence is on screen.

    Command ids in it, such as ``<search.more>``, are replaced by the user's keys.
    """
    app, words, now = widget.app, spelled(widget, sentence), monotonic()
    last_words, at = _LAST_REPORTS.get(app, ("", 0.0))
    if words != last_words or now - at >= app.NOTIFICATION_TIMEOUT:
        _LAST_REPORTS[app] = (words, now)
        widget.notify(words, markup=False, severity="error" if problem else "information")


def lix_screen(widget: Widget) -> LixScreen:
    """Return the screen that a widget of ours is on."""
    return cast("LixScreen", widget.screen)
