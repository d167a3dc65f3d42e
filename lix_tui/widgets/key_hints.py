"""The user's keys in the program's sentences."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.widget import Widget

from lix_tui.services.commands.keymap import KeyMap, make_keymap


@runtime_checkable
class _Mapped(Protocol):
    keymap: KeyMap


def spelled(widget: Widget, text: str) -> str:
    """Return a sentence of ours with the keys that its commands have in the widget's app.

    Commands stand in it by their ids, such as ``<search.more>``.
    """
    app = widget.app
    keymap = app.keymap if isinstance(app, _Mapped) else make_keymap("default", {})
    return keymap.spelled(text)
