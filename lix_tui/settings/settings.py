"""Settings: command line over environment over file over default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import platformdirs

from lix_tui.settings.checks import (
    BASE_URL,
    COMMAND,
    COUNT,
    FLAG,
    KEYS,
    SECONDS,
    TEXT,
    SettingsError,
    counts_by_entry,
    one_of,
)
from lix_tui.settings.declaration import Setting, declarations, setting
from lix_tui.settings.themes_folder import DEFAULT_THEME
from lix_tui.toml_file import TomlProblem, read_toml, reason_of

if TYPE_CHECKING:
    from lix_tui.settings.key_header import KeyHeader

APP_NAME = "lix-tui"
API_URL = "https://api.lix-it.com"
LOOKC_URL = "https://api.lookc.io"
RATE_INTERVAL = 3.0
"""Seconds between requests (Lix docs, Rate Limiting)."""
DEMO_INTERVAL = 0.5
"""Seconds between requests of the demo, so that nobody waits long for a first look."""
STALE_DAYS: Mapping[str, int] = {
    "person": 30, "organisation": 90, "job": 7, "post": 7, "email": 30, "search": 7,
}  # fmt: skip
"""Days after which fetched data counts as stale. Stale data isn't fetched again by itself."""

Confirm = Literal["never", "email", "always"]
KeyPreset = Literal["default", "vim"]

COMMAND_LINE = "the command line"
"""Source of a value that was given as an option."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders of the program's files."""

    config: Path
    data: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """The settings file, which need not exist."""
        return self.config / "config.toml"

    @property
    def log_file(self) -> Path:
        """The log file."""
        return self.state / "lix-tui.log"

    def database(self, *, demo: bool) -> Path:
        """Return the store's file; the demo has its own."""
        return self.data / ("demo.db" if demo else "lix.db")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting in its final, checked form.

    A setting is declared here and nowhere else. The settings file, the environment, the settings
    screen, the bug report and the reference page read these declarations.
    """

    paths: Paths
    api_url: str = setting(
        API_URL,
        BASE_URL,
        "The base URL of the Lix API.",
        variable="LIX_API_URL",
        is_server=True,
    )
    lookc_url: str = setting(
        LOOKC_URL,
        BASE_URL,
        "The base URL that looks people up by address.",
        variable="LIX_LOOKC_URL",
        is_server=True,
    )
    viewer_id: str | None = setting(
        None,
        TEXT,
        "Account connected to Lix that searches use as viewer.",
        example='"alfie-lambert"',
        variable="LIX_VIEWER_ID",
        is_personal=True,
    )
    key_header: KeyHeader | None = setting(
        None,
        one_of("raw", "bearer", "x-api-key"),
        "Form of the key: raw or bearer in Authorization, or x-api-key; empty: as written.",
        example='"raw"',
    )
    rate_interval: float = setting(
        RATE_INTERVAL,
        SECONDS,
        "Seconds between two requests, as Lix allows you.",
        variable="LIX_RATE_INTERVAL",
        demo_default=DEMO_INTERVAL,
    )
    theme: str | None = setting(
        None,
        TEXT,
        "The colours; 'lix-tui themes' lists them.",
        example=f'"{DEFAULT_THEME}"',
        variable="LIX_THEME",
        is_applied_at_once=True,
        editor="theme menu",
        unset_text=DEFAULT_THEME,
    )
    confirm: Confirm = setting(
        "email",
        one_of("never", "email", "always"),
        "Lookups that ask before they may cost: never, email or always.",
        is_applied_at_once=True,
    )
    offline: bool = setting(False, FLAG, "Send nothing; show only stored data.")
    budget_per_day: int | None = setting(
        None,
        COUNT,
        "Credits of all pools spent on one day at most, by all processes.",
        example="100",
        is_applied_at_once=True,
    )
    budget_per_run: int | None = setting(
        None,
        COUNT,
        "Credits of all pools that one command or one long run spends at most.",
        example="50",
        is_applied_at_once=True,
    )
    keep_days: int = setting(
        0, COUNT, "Days after which fetched data is deleted for good; 0 keeps it forever."
    )
    stale_days: Mapping[str, int] = setting(
        STALE_DAYS,
        counts_by_entry(STALE_DAYS),
        "Days after which stored data counts as stale.",
        is_applied_at_once=True,
    )
    key_preset: KeyPreset = setting(
        "default", one_of("default", "vim"), "Keys that commands have before those under [keys]."
    )
    keys: Mapping[str, str] = setting(
        {},
        KEYS,
        "Your own keys by command id; 'lix-tui keys' lists the ids.",
        example='"search.copy" = "c"',
        editor="file",
    )
    copy_command: tuple[str, ...] = setting(
        (),
        COMMAND,
        "A program that reads the copied text from standard input.",
        example='"wl-copy -n"',
        is_applied_at_once=True,
    )
    pictures: bool = setting(
        False,
        FLAG,
        "Show profile pictures and logos; needs the extra lix-tui[pictures].",
    )
    demo: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    """Source of each value that isn't a default, by setting name: a file, a variable, an option."""

    def with_demo(self) -> Settings:
        """Return the settings for the built-in sandbox, which answers faster than the real API."""
        faster = {
            each.name: each.demo_default
            for each in SETTINGS.values()
            if each.demo_default is not None and each.name not in self.sources
        }
        return replace(with_values(self, faster), demo=True)


SETTINGS: Mapping[str, Setting] = declarations(Settings)
"""Every setting by name, in the order of the declarations."""


def default_paths() -> Paths:
    """Return the folders this system gives the program (``XDG_*`` variables are honoured)."""
    return Paths(
        config=Path(platformdirs.user_config_dir(APP_NAME)),
        data=Path(platformdirs.user_data_dir(APP_NAME)),
        state=Path(platformdirs.user_state_dir(APP_NAME)),
    )


def load_settings(
    overrides: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    paths: Paths | None = None,
) -> Settings:
    """Read the settings from ``overrides`` (the command line), environment, file and defaults.

    Raises SettingsError when a value cannot be used or a key of the file is unknown.
    """
    environ = os.environ if environ is None else environ
    paths = default_paths() if paths is None else paths
    layers: list[tuple[str, Mapping[str, object]]] = [
        (str(paths.config_file), _read_file(paths.config_file)),
        *(
            (each.variable, {each.name: each.parse(environ[each.variable])})
            for each in SETTINGS.values()
            if each.variable is not None and environ.get(each.variable, "").strip()
        ),
        (COMMAND_LINE, {k: v for k, v in (overrides or {}).items() if v is not None}),
    ]
    values: dict[str, object] = {}
    sources: dict[str, str] = {}
    for place, layer in layers:
        for name, value in layer.items():
            values[name] = SETTINGS[name].check(value, place)
            sources[name] = place
    return with_values(Settings(paths=paths, sources=sources), values)


def with_values(settings: Settings, values: Mapping[str, object]) -> Settings:
    """Return the settings with other values, which ``Setting.check`` has returned."""
    changes: dict[str, Any] = dict(values)
    return replace(settings, **changes)


def _read_file(path: Path) -> dict[str, object]:
    try:
        values = read_toml(path)
    except FileNotFoundError:
        return {}
    except (OSError, TomlProblem) as error:
        message = f"The settings file {path} can't be read: {reason_of(error)}."
        raise SettingsError(message) from None
    for name in values:
        if name not in SETTINGS:
            import difflib  # takes time to load

            near = difflib.get_close_matches(name, SETTINGS, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            message = f"{path} has the unknown setting {name[:60]!r}{hint}"
            raise SettingsError(message)
    return values
