"""Lifetime of screens and panes: code runs only while their widgets are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer
    from textual.widget import Widget


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
