"""Settings screen: value and source of every setting, which the user can change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.screens.base import LixScreen, is_open
from lix_tui.screens.dialogs.prompts import setting_prompt
from lix_tui.services.bug_report import home_abbreviated
from lix_tui.services.columns import Column
from lix_tui.services.settings_list import SettingLine, change_setting, setting_lines
from lix_tui.settings.checks import SettingsError
from lix_tui.text import clean_line
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.cells import fit
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.options import Options
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.table_columns import GAP, FittedColumn, fit_columns

COLUMNS = (
    Column("name", "", 24, 0.0, 0),
    Column("value", "", 24, 1.0, 1),
    Column("source", "", 20, 1.0, 2),
)


class SettingsScreen(LixScreen):
    """List of settings. A change is written to the file, and applied if it can be at once."""

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
        """Yield the settings, one per line, and the help of the one under the cursor."""
        settings = Options(id="settings-list", markup=False)
        settings.border_title = Content("Settings")
        settings.border_subtitle = Content(home_abbreviated(self.host.settings.paths.config_file))
        yield settings
        yield Static("", id="setting-help", markup=False)
        yield StatusBar()
        yield KeyBar()

    def set_up(self) -> None:
        """Start in the list."""
        super().set_up()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """Reload the settings: the theme menu or an editor may have changed the file."""
        if is_open(self):
            self._reload()

    def _reload(self) -> None:
        try:
            self._lines = setting_lines(self.host.settings)
        except SettingsError as error:
            self.report(str(error), problem=True)
        self._show_lines()

    def on_resize(self) -> None:
        """Lay out the columns for the new width."""
        if is_open(self) and self._lines:
            self.call_after_refresh(self._show_lines)

    def _show_lines(self) -> None:
        listed = self.query_one(OptionList)
        room = listed.content_region.width - listed.styles.scrollbar_size_vertical
        columns = fit_columns(COLUMNS, room)
        at = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(_content(line, columns)) for line in self._lines])
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
            if line.is_later:
                words += " Another value is in use; this one applies from the next start."
            self.query_one("#setting-help", Static).update(Content(clean_line(words)))

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        """Choose the next value, or open the prompt for one."""
        line = self._line
        if line is None:
            return
        if line.setting.editor == "theme menu":
            self.app.search_themes()
        elif line.setting.editor == "file":
            path = home_abbreviated(self.host.settings.paths.config_file)
            self.report(f"Add your own keys to {path} under [keys]; 'lix-tui keys' shows ids.")
        elif line.setting.choices:
            self._report_problem(self._apply(line, line.next_choice()))
        else:
            hint = f"{line.setting.help} {line.overridden or ''}".strip()
            prompt = setting_prompt(line.name, line.typed, hint, lambda t: self._apply(line, t))
            self.app.push_screen(prompt)

    def action_reset(self) -> None:
        """Restore the default by removing the setting from the file."""
        line = self._line
        if line is not None and line.setting.editor != "file":
            self._report_problem(self._apply(line, None))

    def _report_problem(self, problem: str | None) -> None:
        if problem is not None:
            self.report(problem, problem=True)

    def _apply(self, line: SettingLine, value: object) -> str | None:
        """Change a setting and report when it applies; return a sentence if it is refused."""
        try:
            settings = change_setting(self.host.settings, line, value)
        except SettingsError as error:
            return str(error)
        self.host.apply_settings(settings)
        if line.setting.editor == "theme menu":
            self.app.theme = self.host.themes.initial_theme(settings.theme, plain=self.app.no_color)
        self._reload()
        if line.overridden is not None:
            self.report(f"{line.name} is saved. {line.overridden}")
        elif not line.setting.is_applied_at_once:
            self.report(f"{line.name} is saved. It applies from the next start.")
        else:
            self.report(f"{line.name} is saved and used from now on.")
        return None

    def action_cursor(self, by: int) -> None:
        """Move the cursor."""
        listed = self.query_one(OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()


def _content(line: SettingLine, columns: Sequence[FittedColumn]) -> Content:
    """Return one line of the list. The help below it also names the source."""
    is_set = line.source != "default"
    source = f"next start · {line.source}" if line.is_later else line.source
    texts = {
        "name": (line.name, "$foreground bold" if is_set else "$foreground"),
        "value": (line.text, "$accent" if is_set else "$text-muted"),
        "source": (source, "$warning" if line.is_later else "$text-muted"),
    }
    cells = []
    for fitted in columns:
        text, style = texts[fitted.column.id]
        text = clean_line(text)
        if fitted is not columns[-1]:  # the list cuts the last one
            text = fit(text, fitted.width)
        cells.append(Content.styled(text, style))
    return Content(" " * GAP).join(cells)
