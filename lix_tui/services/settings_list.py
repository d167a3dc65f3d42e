"""The settings as a list to change: value, source, help; checked and written to the file."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lix_tui.services.bug_report import at_home
from lix_tui.settings.file import set_values
from lix_tui.settings.help import SETTINGS, SettingHelp
from lix_tui.settings.settings import (
    COMMAND_LINE,
    ENVIRONMENT,
    STALE_DAYS,
    Settings,
    check_setting,
    load_settings,
    with_values,
)
from lix_tui.settings.themes_folder import DEFAULT_THEME

HERE = "what was typed"
"""The place that a sentence about a wrong value names."""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting, or one entry of a table of settings."""

    setting: SettingHelp
    entry: str | None
    value: object
    source: str
    """Source of the value: 'default', a variable, the command line or the file."""
    later: bool = False
    """True if the running program still uses another value."""

    @property
    def name(self) -> str:
        """As one writes it: 'stale_days.person'."""
        return self.setting.name if self.entry is None else f"{self.setting.name}.{self.entry}"

    @property
    def text(self) -> str:
        """The value in words."""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        if isinstance(self.value, Mapping):
            return f"{len(self.value)} of your own" if self.value else "none of your own"
        if self.setting.name == "theme" and self.value is None:
            return DEFAULT_THEME
        return self.typed or "not set"

    @property
    def typed(self) -> str:
        """The value as one types it."""
        if isinstance(self.value, tuple):
            return shlex.join(self.value)
        return "" if self.value is None else str(self.value)

    @property
    def overridden(self) -> str | None:
        """A sentence when something counts before the file."""
        if self.source == COMMAND_LINE:
            return "The command line overrides this until the next start."
        if self.source in ENVIRONMENT.values():
            return f"{self.source} overrides this until it is unset."
        return None

    def next_choice(self) -> str | bool:
        """Return the choice after the present one."""
        choices = self.setting.choices
        at = choices.index(self.value) if self.value in choices else -1
        return choices[(at + 1) % len(choices)]


def saved_settings(running: Settings, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the next start with the same command line and environment.

    Raises SettingsError when the file cannot be used by now.
    """
    given = {n: getattr(running, n) for n, s in running.sources.items() if s == COMMAND_LINE}
    environ = os.environ if environ is None else environ
    found = load_settings(given, environ=environ, paths=running.paths)
    return found.with_demo() if running.demo else found


def setting_lines(running: Settings) -> list[SettingLine]:
    """Every setting as it is saved. Raises SettingsError as ``saved_settings`` does."""
    saved = saved_settings(running)
    lines: list[SettingLine] = []
    for setting in SETTINGS:
        value: object = getattr(saved, setting.name)
        source = saved.sources.get(setting.name, "default")
        if source == str(saved.paths.config_file):
            source = at_home(saved.paths.config_file)
        # the theme in use is the app's to know
        later = setting.name != "theme" and value != getattr(running, setting.name)
        if setting.name == "stale_days":
            lines += [
                SettingLine(setting, record, saved.stale_days[record], source, later)
                for record in STALE_DAYS
            ]
        else:
            lines.append(SettingLine(setting, None, value, source, later))
    return lines


def change_setting(running: Settings, line: SettingLine, value: object) -> Settings:
    """Check and write a value, None for the default; what the running explorer uses from now on.

    Text is read as what the setting takes. Raises SettingsError for a value that is refused.
    """
    name = line.setting.name
    if isinstance(value, str):
        value = _read(value.strip(), number=line.setting.number)
    if line.entry is not None:
        checked: object = {line.entry: value}
        if value is not None:
            check_setting(name, checked, HERE)
    else:
        checked = None if value is None else check_setting(name, value, HERE)
    saved_settings(running)  # nothing is written into a file that has a mistake
    set_values(running.paths.config_file, {name: checked})
    saved = saved_settings(running)
    if not line.setting.at_once:
        return running
    now = with_values(running, {name: getattr(saved, name)})
    sources = {n: place for n, place in running.sources.items() if n != name}
    if name in saved.sources:
        sources[name] = saved.sources[name]
    return replace(now, sources=sources)


def _read(text: str, *, number: bool) -> object:
    """Return the value of a typed text; None if it is empty."""
    if not text or not number:
        return text or None
    try:
        return int(text)
    except ValueError:
        return text  # a check says what is wrong with it, or reads its decimals
