"""Help: the keys of the screen in front, from the command declarations."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from lix_tui.screens.base import is_open
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.commands.command import SCOPE_TITLES, Command, Scope
from lix_tui.services.commands.commands import commands_of
from lix_tui.services.commands.keymap import KeyMap, key_label, parse_key
from lix_tui.widgets.line_input import LineInput

NOT_REACHED = (
    "lix-tui can't reach the Lix AI endpoints (organisation chart, nearest decision maker, "
    "seniority, job function): they have no public address. Ask Lix for access."
)
KEYS_WIDTH = 22
"""Width of the column of keys in cells."""
LEAST_WIDTH = 24
"""Smallest width of the column of sentences in cells."""


class HelpScreen(Dialog[None]):
    """List of keys; typing filters it by text or by key."""

    CSS = "HelpScreen #help-scroll { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "close", "Back", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, scopes: tuple[Scope, ...], keymap: KeyMap) -> None:
        """``scopes`` are those of the screen below, those of the focused pane first."""
        super().__init__("Keys", "type to filter", "↑ ↓: scroll", "esc: close", size="large")
        self._scopes, self._keymap = scopes, keymap

    def compose_body(self) -> ComposeResult:
        """Yield a filter and the keys."""
        yield LineInput(placeholder="filter by word or key", id="help-filter")
        with VerticalScroll(id="help-scroll", can_focus=False):
            yield Static("", id="help-keys", markup=False)

    def set_up(self) -> None:
        """Focus the filter and show all keys."""
        self.query_one("#help-filter", Input).focus()
        self.call_after_refresh(self._show)

    def on_resize(self, _: events.Resize) -> None:
        """Wrap the lines for the new width."""
        self.call_after_refresh(self._show)

    def on_input_changed(self) -> None:
        """Show the keys that match the filter."""
        self._show()

    def _show(self) -> None:
        if not is_open(self):
            return
        filter_text = self.query_one("#help-filter", Input).value.strip()
        keys = self.query_one("#help-keys", Static)
        room = max(LEAST_WIDTH, keys.container_size.width - KEYS_WIDTH - 3)
        pieces: list[tuple[str, str]] = []
        for scope in self._scopes:
            commands = [c for c in commands_of(scope) if self._matches(c, filter_text)]
            if commands:
                pieces.append((f"\n{SCOPE_TITLES[scope]}\n", "bold $accent"))
            for command in commands:
                lines = f"\n{' ' * (KEYS_WIDTH + 1)}".join(wrap(command.help, room))
                shown = self._keymap.key_labels(command)
                pieces += [
                    (f"{shown:<{KEYS_WIDTH}} ", "$footer-key-foreground"),
                    (f"{lines}\n", "$foreground"),
                ]
        if not filter_text or "ai" in filter_text.lower().split():
            words = "\n".join(wrap(NOT_REACHED, room + KEYS_WIDTH))
            pieces += [("\nNot here\n", "bold $accent"), (words, "$text-muted")]
        if not pieces:
            pieces = [("\nNo key and no command matches.", "$text-muted")]
        keys.update(Content.assemble(*pieces))

    def _matches(self, command: Command, filter_text: str) -> bool:
        """Return True if the filter is part of the command's words, or begins one of its keys."""
        text = f"{command.title} {command.help} {command.id}".lower()
        keys = self._keymap.key_labels(command).split("  ")
        if len(filter_text) == 1 and self._is_key(filter_text):  # rather than a letter of some word
            return filter_text in keys
        meant = parse_key(filter_text)
        return (
            filter_text.lower() in text
            or (meant is not None and key_label(meant) in keys)
            or any(key.startswith(filter_text.lower()) for key in keys)
        )

    def _is_key(self, filter_text: str) -> bool:
        return any(
            filter_text in self._keymap.key_labels(command).split("  ")
            for scope in self._scopes
            for command in commands_of(scope)
        )

    def action_scroll(self, lines: int) -> None:
        """Scroll without leaving the filter."""
        self.query_one("#help-scroll", VerticalScroll).scroll_relative(y=lines, animate=False)
