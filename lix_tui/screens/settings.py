"""The settings screen: every setting, its value and where that is from, to be changed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.screens.base import LixScreen, is_open
from lix_tui.screens.dialogs.prompts import setting_prompt
from lix_tui.services.bug_report import at_home
from lix_tui.services.settings_list import SettingLine, change_setting, setting_lines
from lix_tui.settings.settings import SettingsError
from lix_tui.text import clean_line
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.cells import fit
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.options import Options
from lix_tui.widgets.status_bar import StatusBar

NAME_WIDTH, VALUE_WIDTH = 24, 28


class SettingsScreen(LixScreen):
    """What is changed is written to the file at once; what can apply at once does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("settings"),
        Binding("escape,q", "app.pop_screen", "Back"),
        Binding("j", "cursor(1)", show=False),
        Binding("k", "cursor(-1)", show=False),
    ]
    DEFAULT_CSS = """
    SettingsScreen OptionList, SettingsScreen OptionList:focus {
        height: 1fr;
        border: round $border;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        background: transparent;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    SettingsScreen #setting-help { height: 3; padding: 0 2; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[SettingLine] = []

    def compose(self) -> ComposeResult:
        """The settings, a line each, and the one under the cursor in words."""
        settings = Options(id="settings-list", markup=False)
        settings.border_title = Content("Settings")
        settings.border_subtitle = Content(at_home(self.host.settings.paths.config_file))
        yield settings
        yield Static("", id="setting-help", markup=False)
        yield StatusBar()
        yield KeyBar()

    def set_up(self) -> None:
        """Start in the list."""
        super().set_up()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """Read them again: the theme menu, or an editor, may have changed the file."""
        if is_open(self):
            self._read()

    def _read(self) -> None:
        try:
            self._lines = setting_lines(self.host.settings)
        except SettingsError as error:
            self.report(str(error), problem=True)
        listed, narrow = self.query_one(OptionList), self.app.size.width < 80
        at = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(_content(line, narrow=narrow)) for line in self._lines])
        if self._lines:
            listed.highlighted = min(at, len(self._lines) - 1)
        self._explain()

    @property
    def _line(self) -> SettingLine | None:
        at = self.query_one(OptionList).highlighted
        return self._lines[at] if at is not None and at < len(self._lines) else None

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        if (line := self._line) is not None:
            source = "" if line.source == "default" else f" (from {line.source})"
            words = f"{line.setting.help}{source} {line.overridden or ''}"
            if line.later:
                words += " Another value is in use; this one counts from the next start."
            self.query_one("#setting-help", Static).update(Content(clean_line(words)))

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        """Choose the next value, or ask for one."""
        line = self._line
        if line is None:
            return
        if line.setting.name == "theme":
            self.app.search_themes()
        elif line.setting.name == "keys":
            path = at_home(self.host.settings.paths.config_file)
            self.report(
                f"Write keys of your own into {path} under [keys]; 'lix-tui keys' shows ids."
            )
        elif line.setting.choices:
            self._say_problem(self._take(line, line.next_choice()))
        else:
            hint = f"{line.setting.help} {line.overridden or ''}".strip()
            prompt = setting_prompt(line.name, line.typed, hint, lambda t: self._take(line, t))
            self.app.push_screen(prompt)

    def action_reset(self) -> None:
        """Take it out of the file."""
        line = self._line
        if line is not None and line.setting.name != "keys":
            self._say_problem(self._take(line, None))

    def _say_problem(self, problem: str | None) -> None:
        if problem is not None:
            self.report(problem, problem=True)

    def _take(self, line: SettingLine, value: object) -> str | None:
        """Change a setting and say when it counts; returns a sentence when it is refused."""
        try:
            settings = change_setting(self.host.settings, line, value)
        except SettingsError as error:
            return str(error)
        self.host.apply_settings(settings)
        if line.setting.name == "theme":
            self.app.theme = self.host.themes.first_of(settings.theme, plain=self.app.no_color)
        self._read()
        if line.overridden is not None:
            self.report(f"{line.name} is written. {line.overridden}")
        elif not line.setting.at_once:
            self.report(f"{line.name} is written; it counts from the next start.")
        else:
            self.report(f"{line.name} is written and used from now on.")
        return None

    def action_cursor(self, by: int) -> None:
        """Move."""
        listed = self.query_one(OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()


def _content(line: SettingLine, *, narrow: bool) -> Content:
    """One line; a ``narrow`` list leaves the source to the words below it."""
    set_here = line.source != "default"
    return Content.assemble(
        (fit(line.name, NAME_WIDTH), "$foreground bold" if set_here else "$foreground"),
        (fit(clean_line(line.text), VALUE_WIDTH) + "  ", "$accent" if set_here else "$text-muted"),
        ("" if narrow else clean_line(line.source), "$text-muted"),
        (" · next start" if line.later else "", "$warning"),
    )
