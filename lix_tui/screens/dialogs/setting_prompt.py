"""A prompt for the value of one setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lix_tui.widgets.line_input import LineInput


class SettingInput(ModalScreen[None]):
    """Gives the text to ``take`` until that has nothing against it."""

    CSS = """
    SettingInput { align: center middle; }
    SettingInput #setting {
        width: 92%;
        max-width: 84;
        height: auto;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 1 2;
    }
    SettingInput Input, SettingInput Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    SettingInput Static { height: auto; margin-top: 1; color: $text-muted; }
    SettingInput Static.problem { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, name: str, value: str, hint: str, take: Callable[[str], str | None]) -> None:
        """``take`` returns a sentence when it refuses the text."""
        super().__init__()
        self._setting, self._value, self._hint, self._take = name, value, hint, take

    def compose(self) -> ComposeResult:
        """Yield an input and what the setting is for."""
        with Vertical(id="setting") as frame:
            frame.border_title = Content(self._setting)
            frame.border_subtitle = Content("enter: save · empty: default · esc: cancel")
            yield LineInput(self._value)
            yield Static(Content(self._hint), id="setting-hint", markup=False)

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Take the value, or say what is wrong with it."""
        problem = self._take(event.value)
        if problem is None:
            self.dismiss(None)
            return
        hint = self.query_one("#setting-hint", Static)
        hint.update(Content(problem))
        hint.add_class("problem")

    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
