"""Menu of the themes: the app shows the one under the cursor, and enter saves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lix_tui.screens.dialogs.dialog import Dialog
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
    """Open the menu of themes; report that colours are off where they are."""
    if app.no_color:
        words = "Colours are off because NO_COLOR is set. Unset it to choose a theme."
        app.notify(words, severity="warning", markup=False)
    elif not isinstance(app.screen, ThemeMenu):
        app.push_screen(ThemeMenu(themes.names, app.theme))


class ThemeMenu(Dialog[None]):
    """Menu that shows each theme while the cursor is on it; closing it restores the former one."""

    CSS = """
    ThemeMenu { align: right top; background: transparent; }
    ThemeMenu DialogFrame { margin: 1 2; width: 36; max-width: 90%; max-height: 80%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "close", "Back", show=False)]

    def __init__(self, names: tuple[str, ...], former: str) -> None:
        """``former`` is the theme that closing the menu restores."""
        super().__init__("Theme", "enter: save", "esc: cancel")
        self._names, self._former = names, former

    @property
    def _theme_host(self) -> _Host:
        return cast("_Host", self.app)

    def compose_body(self) -> ComposeResult:
        """Yield the themes, with the cursor on the one in use."""
        options = Options(*(Option(Content(name)) for name in self._names), markup=False)
        if self._former in self._names:
            options.highlighted = self._names.index(self._former)
        yield options

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the theme under the cursor."""
        if self.is_current:
            self._show(self._names[event.option_index])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Use the theme and write it to the settings file."""
        from lix_tui.settings.checks import SettingsError
        from lix_tui.settings.file import set_values

        name = self._names[event.option_index]
        self._show(name)
        try:
            set_values(self._theme_host.settings.paths.config_file, {"theme": name})
        except SettingsError as error:
            words = f"{name} is used until you quit, and not saved: {error}"
            self.notify(words, markup=False, severity="error")
        else:
            if (place := self._overridden()) is not None:
                words = f"{name} is saved, but {place} overrides it at the next start."
                self.notify(words, markup=False, severity="warning")
        self.dismiss(None)

    def _overridden(self) -> str | None:
        """Return the source that overrides the settings file at the next start, if known."""
        place = self._theme_host.settings.sources.get("theme")
        return place if place == "LIX_THEME" else None

    def _show(self, name: str) -> None:
        if name in self._theme_host.themes.names:  # a user's file may be gone by now
            self._theme_host.theme = name

    def action_close(self) -> None:
        """Restore the former theme."""
        self._show(self._former)
        self.dismiss(None)
