"""Help: the keys of the screen in front, from the command declarations."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lix_tui.services.commands.commands import SCOPE_TITLES, Command, Scope, commands_of
from lix_tui.services.commands.keymap import KeyMap, key_named, shown_key
from lix_tui.widgets.line_input import LineInput

NOT_REACHED = (
    "The Lix AI endpoints (organisation chart, nearest decision maker, seniority, job function) "
    "have no public address: Lix gives them out on request, so they are not offered here."
)
KEYS_WIDTH = 22
"""Cells of the column of keys."""
LEAST_WIDTH = 24
"""Cells of the column of sentences at least."""


class HelpScreen(ModalScreen[None]):
    """A list of keys; typing filters it by text or by key."""

    CSS = """
    HelpScreen { align: center middle; }
    HelpScreen #help {
        width: 92%;
        max-width: 112;
        height: 90%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    HelpScreen Input { border: none; height: 1; background: $panel; padding: 0 1; }
    HelpScreen #help-scroll { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "close", "Back"),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, scopes: tuple[Scope, ...], keymap: KeyMap) -> None:
        """``scopes`` are those of the screen in front, the nearest first."""
        super().__init__()
        self._scopes, self._keymap = scopes, keymap

    def compose(self) -> ComposeResult:
        """Yield a filter and the keys."""
        with Vertical(id="help") as frame:
            frame.border_title = Content("Keys")
            frame.border_subtitle = Content("type to filter · escape closes")
            yield LineInput(placeholder="filter by word or key", id="help-filter")
            with VerticalScroll(id="help-scroll", can_focus=False):
                yield Static("", id="help-keys", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#help-filter", Input).focus()
        self.call_after_refresh(self._show)

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew."""
        self.call_after_refresh(self._show)

    def on_input_changed(self) -> None:
        """Show those that match."""
        self._show()

    def _show(self) -> None:
        wanted = self.query_one("#help-filter", Input).value.strip()
        keys = self.query_one("#help-keys", Static)
        room = max(LEAST_WIDTH, keys.container_size.width - KEYS_WIDTH - 3)
        pieces: list[tuple[str, str]] = []
        for scope in self._scopes:
            commands = [c for c in commands_of(scope) if self._matches(c, wanted)]
            if commands:
                pieces.append((f"\n{SCOPE_TITLES[scope]}\n", "bold $accent"))
            for command in commands:
                lines = f"\n{' ' * (KEYS_WIDTH + 1)}".join(wrap(command.help, room))
                shown = self._keymap.shown(command)
                pieces += [
                    (f"{shown:<{KEYS_WIDTH}} ", "$footer-key-foreground"),
                    (f"{lines}\n", "$foreground"),
                ]
        if not wanted or "ai" in wanted.lower().split():
            words = "\n".join(wrap(NOT_REACHED, room + KEYS_WIDTH))
            pieces += [("\nNot here\n", "bold $accent"), (words, "$text-muted")]
        if not pieces:
            pieces = [("\nNo key and no command matches.", "$text-muted")]
        keys.update(Content.assemble(*pieces))

    def _matches(self, command: Command, wanted: str) -> bool:
        """Return True if words of it, or keys as people write them or begin to, are wanted."""
        text = f"{command.title} {command.help} {command.id}".lower()
        keys = self._keymap.shown(command).split("  ")
        if len(wanted) == 1 and self._is_key(wanted):  # rather than a letter of some word
            return wanted in keys
        meant = key_named(wanted)
        return (
            wanted.lower() in text
            or (meant is not None and shown_key(meant) in keys)
            or any(key.startswith(wanted.lower()) for key in keys)
        )

    def _is_key(self, wanted: str) -> bool:
        return any(
            wanted in self._keymap.shown(command).split("  ")
            for scope in self._scopes
            for command in commands_of(scope)
        )

    def action_scroll(self, lines: int) -> None:
        """Scroll without leaving the filter."""
        self.query_one("#help-scroll", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
