"""Help: the keys of the screen in front, from the command declarations."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lix_tui.explorer.commands import SCOPE_TITLES, Command, Scope, commands_of, shown_keys

NOT_REACHED = (
    "The Lix AI endpoints (organisation chart, nearest decision maker, seniority, job function) "
    "have no public address: Lix gives them out on request, so they are not offered here.\n"
)


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
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1", "close", "Back")]

    def __init__(self, scopes: tuple[Scope, ...]) -> None:
        """``scopes`` are those of the screen in front, the nearest first."""
        super().__init__()
        self._scopes = scopes

    def compose(self) -> ComposeResult:
        """A filter and the keys."""
        with VerticalScroll(id="help") as frame:
            frame.border_title = Content("Keys")
            frame.border_subtitle = Content("type to filter · escape closes")
            yield Input(placeholder="filter by word or key", id="help-filter")
            yield Static("", id="help-keys", markup=False)

    def on_mount(self) -> None:
        """Show all of them."""
        self.query_one("#help-filter", Input).focus()
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that match."""
        self._show(event.value.strip().lower())

    def _show(self, wanted: str) -> None:
        pieces: list[tuple[str, str]] = []
        for scope in self._scopes:
            commands = [c for c in commands_of(scope) if _matches(c, wanted)]
            if commands:
                pieces.append((f"\n{SCOPE_TITLES[scope]}\n", "bold $accent"))
            for command in commands:
                pieces += [
                    (f"{shown_keys(command):<24} ", "$footer-key-foreground"),
                    (f"{command.help}\n", "$foreground"),
                ]
        if not wanted or "ai" in wanted.split():
            pieces += [("\nNot here\n", "bold $accent"), (NOT_REACHED, "$text-muted")]
        if not pieces:
            pieces = [("\nNo key and no command matches.", "$text-muted")]
        self.query_one("#help-keys", Static).update(Content.assemble(*pieces))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _matches(command: Command, wanted: str) -> bool:
    text = f"{command.title} {command.help}".lower()
    return wanted in text or wanted in shown_keys(command).lower().split()
