"""Settings as a list to change: value, source and help, checked and written to the file."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lix_tui.services.bug_report import home_abbreviated
from lix_tui.settings.declaration import Setting
from lix_tui.settings.file import set_values
from lix_tui.settings.settings import (
    COMMAND_LINE,
    SETTINGS,
    Settings,
    load_settings,
    with_values,
)

TYPED = ""
"""Place of a value from the prompt. Messages about it name the setting alone."""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting, or one entry of a table of settings."""

    setting: Setting
    entry: str | None
    value: object
    source: str
    """Source of the value: 'default', a variable, the command line or the file."""
    is_later: bool = False
    """True if this explorer still uses another value."""

    @property
    def name(self) -> str:
        """Name as in a settings file, with the entry of a table: 'stale_days.person'."""
        return self.setting.name if self.entry is None else f"{self.setting.name}.{self.entry}"

    @property
    def text(self) -> str:
        """Value in words."""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        if isinstance(self.value, Mapping):
            return f"{len(self.value)} of your own" if self.value else "none of your own"
        return self.typed or self.setting.unset_text

    @property
    def typed(self) -> str:
        """Value as the user types it."""
        if isinstance(self.value, tuple):
            return shlex.join(self.value)
        return "" if self.value is None else str(self.value)

    @property
    def overridden(self) -> str | None:
        """Sentence about the option or variable that overrides the file, None without one."""
        if self.source == COMMAND_LINE:
            return "The command line overrides this until the next start."
        if self.source == self.setting.variable:
            return f"{self.source} overrides this until it is unset."
        return None

    def next_choice(self) -> object:
        """Return the choice after the present one."""
        choices = self.setting.choices
        at = choices.index(self.value) if self.value in choices else -1
        return choices[(at + 1) % len(choices)]


def saved_settings(running: Settings, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the next start with the same command line and environment.

    Raises SettingsError if the file can't be used any more.
    """
    options = {n: getattr(running, n) for n, s in running.sources.items() if s == COMMAND_LINE}
    environ = os.environ if environ is None else environ
    found = load_settings(options, environ=environ, paths=running.paths)
    return found.with_demo() if running.demo else found


def setting_lines(running: Settings) -> list[SettingLine]:
    """Return every setting as it is saved. Raises SettingsError as ``saved_settings`` does."""
    saved = saved_settings(running)
    lines: list[SettingLine] = []
    for setting in SETTINGS.values():
        value: object = getattr(saved, setting.name)
        source = saved.sources.get(setting.name, "default")
        if source == str(saved.paths.config_file):
            source = home_abbreviated(saved.paths.config_file)
        # the app knows which theme is in use, the settings don't
        is_later = setting.editor != "theme menu" and value != getattr(running, setting.name)
        if setting.entries and isinstance(value, Mapping):
            lines += [
                SettingLine(setting, entry, value[entry], source, is_later)
                for entry in setting.entries
            ]
        else:
            lines.append(SettingLine(setting, None, value, source, is_later))
    return lines


def change_setting(running: Settings, line: SettingLine, value: object) -> Settings:
    """Check a value and write it to the file; None restores the default.

    Text is converted to the type of the setting. Returns the settings that the running explorer
    uses from now on. Raises SettingsError for a value that is refused.
    """
    setting = line.setting
    if isinstance(value, str):
        value = setting.parse(value)
    if line.entry is not None:
        checked: object = {line.entry: value}
        if value is not None:
            setting.check(checked, TYPED)
    else:
        checked = None if value is None else setting.check(value, TYPED)
    saved_settings(running)  # refuses a file with a mistake before anything is written
    set_values(running.paths.config_file, {setting.name: checked})
    saved = saved_settings(running)
    if not setting.is_applied_at_once:
        return running
    changed = with_values(running, {setting.name: getattr(saved, setting.name)})
    sources = {n: place for n, place in running.sources.items() if n != setting.name}
    if setting.name in saved.sources:
        sources[setting.name] = saved.sources[setting.name]
    return replace(changed, sources=sources)
