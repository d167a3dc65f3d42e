"""Choosing the colours: each theme is shown while one moves, and only enter keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lix_tui.widgets.options import Options

if TYPE_CHECKING:
    from textual.app import App

    from lix_tui.settings.settings import Settings
    from lix_tui.widgets.themes import Themes


class _Host(Protocol):
    settings: Settings
    themes: Themes
    theme: str


def choose_theme(app: App[int], themes: Themes) -> None:
    """List the themes in front of the app; where colours are off, say so instead."""
    if app.no_color:
        words = "Colours are off because NO_COLOR is set; unset it to choose a theme."
        app.notify(words, severity="warning", markup=False)
    elif not isinstance(app.screen, ThemeMenu):
        app.push_screen(ThemeMenu(themes.names, app.theme))


class ThemeMenu(ModalScreen[None]):
    """Takes the app's colours with it; leaving without a choice brings the former ones back."""

    CSS = """
    ThemeMenu { align: right top; background: transparent; }
    ThemeMenu OptionList {
        margin: 1 2;
        width: 36;
        max-width: 90%;
        height: auto;
        max-height: 80%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f12", "close", "Back")]

    def __init__(self, names: tuple[str, ...], former: str) -> None:
        """``former`` is the theme that escape brings back."""
        super().__init__()
        self._names, self._former = names, former

    @property
    def _host(self) -> _Host:
        return cast("_Host", self.app)

    def compose(self) -> ComposeResult:
        """Yield the themes, the cursor on the one in use."""
        options = Options(*(Option(Content(name)) for name in self._names), markup=False)
        options.border_title = Content("Theme")
        options.border_subtitle = Content("enter: save · esc: cancel")
        if self._former in self._names:
            options.highlighted = self._names.index(self._former)
        yield options

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show it at once."""
        if self.is_current:
            self._show(self._names[event.option_index])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Keep it, and remember it for the next start."""
        from lix_tui.settings.checks import SettingsError
        from lix_tui.settings.file import set_values

        name = self._names[event.option_index]
        self._show(name)
        try:
            set_values(self._host.settings.paths.config_file, {"theme": name})
        except SettingsError as error:
            words = f"{name} is used until you leave, and not kept: {error}"
            self.notify(words, markup=False, severity="error")
        else:
            if (place := self._overridden()) is not None:
                words = f"{name} is kept, but {place} still decides at the next start."
                self.notify(words, markup=False, severity="warning")
        self.dismiss(None)

    def _overridden(self) -> str | None:
        """Return the source that overrides the settings file at the next start, if known."""
        place = self._host.settings.sources.get("theme")
        return place if place == "LIX_THEME" else None

    def _show(self, name: str) -> None:
        if name in self._host.themes.names:  # a user's file may be gone by now
            self._host.theme = name

    def action_close(self) -> None:
        """Bring the former colours back."""
        self._show(self._former)
        self.dismiss(None)
