"""Base of the full screens: services, status bar, messages."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable
from weakref import WeakKeyDictionary

from textual.screen import ModalScreen, Screen
from textual.worker import Worker, WorkerState

from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.background import background_lines
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.status_bar import StatusBar, status_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.timer import Timer
    from textual.widget import Widget

    from lix_tui.screens.app_host import AppHost
    from lix_tui.services.search.session import SearchSession

WIDTHS = [(0, "-narrow"), (80, "-normal"), (110, "-wide"), (160, "-very-wide")]
HEIGHTS = [(0, "-short"), (30, "-tall")]
"""Classes of a screen at or above a size in cells."""
STATUS_INTERVAL = 0.2
"""Seconds between updates of the countdown; the bar is drawn only when its text changed."""

_LAST_REPORTS: WeakKeyDictionary[App[object], tuple[str, float]] = WeakKeyDictionary()
"""Last sentence that an app showed by `report`, and its moment in seconds on a monotonic clock."""


@runtime_checkable
class ViewerScreen(Protocol):
    """Screen whose requests may be made on a viewer's behalf."""

    @property
    def viewer_id(self) -> str | None:
        """Viewer of the next request; None without one."""


def viewer_of(screen: Screen[Any]) -> str | None:
    """Return the viewer of a screen's next request; None without one."""
    return screen.viewer_id if isinstance(screen, ViewerScreen) else None


class LixScreen(Screen[None]):
    """Screen with a status bar that stays up to date."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    render_lines = background_lines

    @property
    def host(self) -> AppHost:
        """The app, with the members that screens use."""
        return cast("AppHost", self.app)

    @property
    def session(self) -> SearchSession | None:
        """Search of this screen, for the status bar; None without one."""
        return None

    def set_size_classes(self) -> None:
        """Set the classes of the terminal's size now, so that the first layout is final."""
        set_size_classes(self)

    def on_mount(self) -> None:
        """Set the screen up, unless the app closes while the screen opens."""
        if is_open(self):
            self.set_up()

    def set_up(self) -> None:
        """Fill the widgets, which are all there; keep the status bar current from then on."""
        self.set_interval(STATUS_INTERVAL, self.update_status)
        self.update_status()

    def on_screen_resume(self) -> None:
        """Show changes that were made while another screen was in front."""
        self.update_status()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report an error of a background worker."""
        if event.state is WorkerState.ERROR:
            from lix_tui.widgets.failures import report_failure

            report_failure(self, event)

    def update_status(self) -> None:
        """Update the status bar."""
        if is_in_view(self) and is_open(self):
            for areas in self.query(AreaBar):
                areas.live = not self.host.settings.demo
            parts = status_parts(self.host.services_now, self.session, viewer_of(self))
            self.query_one(StatusBar).parts = parts

    def end_pause(self) -> None:
        """Check if a pause that Lix asked for is over, which is free."""
        if (services := self.host.services_now) is not None:
            work = services.end_pause()
            self.run_worker(work, group="pause", exclusive=True, exit_on_error=False)

    def report(self, sentence: str, *, problem: bool = False) -> None:
        """Show one sentence for a moment; see `report`."""
        report(self, sentence, problem=problem)

    def copy(self, text: str | Callable[[], str], subject: str) -> None:
        """Copy a text, or the result of a function, and report how."""
        from lix_tui.screens.clipboard_copy import copy

        copy(self.app, text, subject)


def set_size_classes(screen: Screen[Any]) -> None:
    """Set the classes of a screen for the terminal's size; Textual does so only for the front."""
    size = screen.app.size
    for cells, breakpoints in (
        (size.width, screen.HORIZONTAL_BREAKPOINTS or []),
        (size.height, screen.VERTICAL_BREAKPOINTS or []),
    ):
        fitting = [entry for entry in breakpoints if entry[0] <= max(cells, 0)]
        for entry in breakpoints:
            screen.set_class(bool(fitting) and entry == max(fitting), entry[1])


def is_in_front(screen: Screen[None]) -> bool:
    """Return True if no other screen is above a screen."""
    stack = screen.app.screen_stack
    return bool(stack) and stack[-1] is screen


def is_in_view(screen: Screen[None]) -> bool:
    """Return True if only dialogs are above a screen.

    Textual's ``is_current`` also holds for the screen below one that covers it.
    """
    for one in reversed(screen.app.screen_stack):
        if one is screen or not isinstance(one, ModalScreen):
            return one is screen
    return False


def report(widget: Widget, sentence: str, *, problem: bool = False) -> None:
    """Show one sentence for a moment; do nothing while the same sentence is on screen.

    Command ids in it, such as ``<search.more>``, are replaced by the user's keys.
    """
    app, words, now = widget.app, spelled(widget, sentence), monotonic()
    last_words, at = _LAST_REPORTS.get(app, ("", 0.0))
    if words != last_words or now - at >= app.NOTIFICATION_TIMEOUT:
        _LAST_REPORTS[app] = (words, now)
        widget.notify(words, markup=False, severity="error" if problem else "information")


def is_open(widget: Widget) -> bool:
    """Return True while a screen or pane has its widgets.

    One that opens while the app closes gets none, and a closing one loses them one by one; Textual
    delivers `Mount` and due timers to both.
    """
    return widget.is_attached and widget.display and bool(widget.children)


def repeat(widget: Widget, seconds: float, callback: Callable[[], object]) -> Timer:
    """Call a function every so many seconds while the widget is open; return the timer."""

    def call() -> None:
        if is_open(widget):
            callback()

    return widget.set_interval(seconds, call)


def lix_screen(widget: Widget) -> LixScreen:
    """Return the screen of a widget."""
    return cast("LixScreen", widget.screen)
