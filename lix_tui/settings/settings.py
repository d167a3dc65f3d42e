"""One settings object: command line over environment over file over default."""

from __future__ import annotations

import difflib
import math
import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal, TypedDict, cast, get_args
from urllib.parse import urlsplit

import platformdirs

from lix_tui.settings.key_header import KeyHeader
from lix_tui.toml_file import TomlProblem, read_toml, reason_of

APP_NAME = "lix-tui"
API_URL = "https://api.lix-it.com"
LOOKC_URL = "https://api.lookc.io"
RATE_INTERVAL = 3.0
"""Seconds between requests (Lix docs, Rate Limiting)."""

Confirm = Literal["never", "email", "always"]
KeyPreset = Literal["default", "vim"]


class _Values(TypedDict, total=False):
    api_url: str
    lookc_url: str
    viewer_id: str | None
    key_header: KeyHeader | None
    rate_interval: float
    theme: str | None
    confirm: Confirm
    offline: bool
    budget_per_day: int | None
    budget_per_run: int | None
    keep_days: int
    stale_days: Mapping[str, int]
    key_preset: KeyPreset
    copy_command: tuple[str, ...]
    pictures: bool
    keys: Mapping[str, str]


STALE_DAYS: Mapping[str, int] = {
    "person": 30, "organisation": 90, "job": 7, "post": 7, "email": 30, "search": 7,
}  # fmt: skip
"""Days after which what was fetched counts as stale; nothing is refreshed by itself."""


class SettingsError(Exception):
    """A setting is unusable; the message is one sentence that names it and its place."""


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
    """Every setting in its final, checked form."""

    paths: Paths
    api_url: str = API_URL
    lookc_url: str = LOOKC_URL
    viewer_id: str | None = None
    key_header: KeyHeader | None = None
    """Header that carries the key; None for the one that the key is written for."""
    rate_interval: float = RATE_INTERVAL
    theme: str | None = None
    confirm: Confirm = "email"
    offline: bool = False
    """Whether no request is ever sent."""
    budget_per_day: int | None = None
    """Credits of all pools that are spent on one day at most, by all processes."""
    budget_per_run: int | None = None
    """Credits of all pools that one command or one long run spends at most."""
    keep_days: int = 0
    """Days after which what was fetched is deleted for good; 0 keeps it for ever."""
    stale_days: Mapping[str, int] = field(default_factory=lambda: dict(STALE_DAYS))
    key_preset: KeyPreset = "default"
    """Which keys commands have, before ``keys``."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by command id, comma separated; 'lix-tui keys' lists the ids."""
    copy_command: tuple[str, ...] = ()
    """The program that copies, which gets the text on its standard input; empty for the best."""
    pictures: bool = False
    """Whether profile pictures and logos are fetched, from the hosts that Lix names, and shown."""
    demo: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where each value that is not a default came from, by setting name."""

    def with_demo(self) -> Settings:
        """Return the settings for the built-in sandbox, which answers faster than the real API."""
        interval = self.rate_interval if "rate_interval" in self.sources else DEMO_INTERVAL
        return replace(self, demo=True, rate_interval=interval)


DEMO_INTERVAL = 0.5
"""Seconds between the demo's requests, so that a first look is not spent waiting."""

COMMAND_LINE = "the command line"
"""The source of a value that was given there."""
ENVIRONMENT = {
    "api_url": "LIX_API_URL",
    "lookc_url": "LIX_LOOKC_URL",
    "viewer_id": "LIX_VIEWER_ID",
    "rate_interval": "LIX_RATE_INTERVAL",
    "theme": "LIX_THEME",
}


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
            (variable, {name: environ[variable]})
            for name, variable in ENVIRONMENT.items()
            if environ.get(variable, "").strip()
        ),
        (COMMAND_LINE, {k: v for k, v in (overrides or {}).items() if v is not None}),
    ]
    values: dict[str, object] = {}
    sources: dict[str, str] = {}
    for place, layer in layers:
        for name, value in layer.items():
            values[name] = check_setting(name, value, place)
            sources[name] = place
    return with_values(Settings(paths=paths, sources=sources), values)


def check_base_url(name: str, value: object, place: str) -> str:
    """Return an ``https`` base URL without a trailing slash.

    Plain ``http`` only for this machine.
    """
    text = _text(name, value, place).rstrip("/")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
        if "xn--" in host.lower():  # said in letters of other scripts, which may be none
            from idna import decode

            decode(host)
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or not _BASE_URL.fullmatch(text):
        message = f"{name} from {place} is not a base URL; write one like {API_URL}."
        raise SettingsError(message)
    if parts.scheme == "http" and not is_loopback(host):
        message = (
            f"{name} from {place} is plain http, which would show the key on the way; "
            "use https (http is accepted for this machine only)."
        )
        raise SettingsError(message)
    return text


_BASE_URL = re.compile(
    r"https?://[A-Za-z0-9.:\[\]_-]+(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?", re.IGNORECASE
)
"""No user or password, whose text would be shown; a host in ASCII, which no look-alike is."""


def is_loopback(host: str) -> bool:
    """Return True if a host name or address is this machine itself."""
    if host.lower() == "localhost":
        return True
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _read_file(path: Path) -> dict[str, object]:
    try:
        values = read_toml(path)
    except FileNotFoundError:
        return {}
    except (OSError, TomlProblem) as error:
        message = f"The settings file {path} can't be read: {reason_of(error)}."
        raise SettingsError(message) from None
    for name in values:
        if name not in _CHECKS:
            near = difflib.get_close_matches(name, _CHECKS, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            message = f"{path} has the unknown setting {name[:60]!r}{hint}"
            raise SettingsError(message)
    return values


def _text(name: str, value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        message = f"{name} from {place} must be a line of text."
        raise SettingsError(message)
    return value.strip()


def _seconds(name: str, value: object, place: str) -> float:
    try:
        seconds = float(value) if isinstance(value, str | int | float) else math.nan
    except ValueError:
        seconds = math.nan
    if isinstance(value, bool) or not 0 <= seconds <= 3600:
        message = f"{name} from {place} must be a number of seconds from 0 to 3600."
        raise SettingsError(message)
    return seconds


def _confirm(name: str, value: object, place: str) -> str:
    if value not in ("never", "email", "always"):
        message = f'{name} from {place} must be "never", "email" or "always".'
        raise SettingsError(message)
    return str(value)


def _key_header(name: str, value: object, place: str) -> str:
    if value not in get_args(KeyHeader):
        message = f'{name} from {place} must be "raw", "bearer" or "x-api-key".'
        raise SettingsError(message)
    return str(value)


def _preset(name: str, value: object, place: str) -> str:
    if value not in ("default", "vim"):
        message = f'{name} from {place} must be "default" or "vim".'
        raise SettingsError(message)
    return str(value)


def _keys(name: str, value: object, place: str) -> dict[str, str]:
    """Keys by command id; the ids themselves are looked at where the keys are put to use."""
    found: dict[str, str] = {}
    try:
        given = list(_flat(value)) if isinstance(value, Mapping) else [("", None)]
    except RecursionError:
        given = [("", None)]
    for identity, keys in given:
        if not isinstance(keys, str):
            what = f"{name}.{identity}" if identity else name
            message = (
                f'{what} from {place} must be a text of keys, as in [keys] "search.copy" = "c".'
            )
            raise SettingsError(message)
        found[identity] = keys
    return found


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Yield the entries of a table: TOML reads an id that is not quoted as a table in a table."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _flag(name: str, value: object, place: str) -> bool:
    if not isinstance(value, bool):
        message = f"{name} from {place} must be true or false."
        raise SettingsError(message)
    return value


def _count(name: str, value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"{name} from {place} must be a whole number, 0 or more."
        raise SettingsError(message)
    return value


def _command(name: str, value: object, place: str) -> tuple[str, ...]:
    try:
        words = shlex.split(value) if isinstance(value, str) else value
    except ValueError:
        words = None
    if (
        not isinstance(words, list)
        or not all(isinstance(word, str) and "\0" not in word for word in words)
        or not words
        or not words[0]
    ):
        message = f'{name} from {place} must be a program and its words, as in "wl-copy -n".'
        raise SettingsError(message)
    return tuple(words)


def _days(name: str, value: object, place: str) -> dict[str, int]:
    if not isinstance(value, Mapping):
        message = f"{name} from {place} must be a table such as [{name}] with person = 30."
        raise SettingsError(message)
    for record in value:
        if record not in STALE_DAYS:
            message = f"{name} from {place} has {record!r}; it takes {', '.join(STALE_DAYS)}."
            raise SettingsError(message)
    return {**STALE_DAYS, **{r: _count(f"{name}.{r}", days, place) for r, days in value.items()}}


_CHECKS: dict[str, Callable[[str, object, str], object]] = {
    "api_url": check_base_url,
    "lookc_url": check_base_url,
    "viewer_id": _text,
    "key_header": _key_header,
    "rate_interval": _seconds,
    "theme": _text,
    "confirm": _confirm,
    "offline": _flag,
    "budget_per_day": _count,
    "budget_per_run": _count,
    "keep_days": _count,
    "stale_days": _days,
    "key_preset": _preset,
    "copy_command": _command,
    "pictures": _flag,
    "keys": _keys,
}


def check_setting(name: str, value: object, place: str) -> object:
    """Return the value of a setting in its final form.

    Raises SettingsError, which names ``place``.
    """
    return _CHECKS[name](name, value, place)


def with_values(settings: Settings, values: Mapping[str, object]) -> Settings:
    """Return the settings with other values, which ``check_setting`` has accepted."""
    return replace(settings, **cast("_Values", values))


def setting_names() -> tuple[str, ...]:
    """Return the names a settings file may hold."""
    return tuple(entry.name for entry in fields(Settings) if entry.name in _CHECKS)
