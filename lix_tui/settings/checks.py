"""Checks that bring the value of a setting into its final form, and the types made of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

BASE_URL_EXAMPLE = "https://api.lix-it.com"
_BASE_URL = re.compile(
    r"https?://[A-Za-z0-9.:\[\]_-]+(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?", re.IGNORECASE
)
"""Base URL without a user or password, whose text would be shown, and with a host in ASCII, which
can't look like another host."""


class SettingsError(Exception):
    """A setting is unusable; the message is one sentence that names it and its place."""


@dataclass(frozen=True, slots=True)
class ValueType(Generic[T_co]):
    """Type of a setting's values.

    `check` takes the name of the setting, a value and the place that it comes from. It returns the
    value in its final form, or raises SettingsError with a sentence that names both.
    """

    check: Callable[[str, object, str], T_co]
    choices: tuple[T_co, ...] = ()
    """All values, where there are only a few; empty for values that are typed."""
    is_number: bool = False
    """True if a typed value is read as a number."""


def located(name: str, place: str) -> str:
    """Return the name of a setting with the place of its value; ``place`` is empty for input."""
    return f"{name} from {place}" if place else name


def one_of(*choices: T) -> ValueType[T]:
    """Return the type of a setting that has one of two or more words as its value."""
    words = [f'"{choice}"' for choice in choices]
    listed = f"{', '.join(words[:-1])} or {words[-1]}"

    def check(name: str, value: object, place: str) -> T:
        for choice in choices:
            if value == choice:
                return choice
        message = f"{located(name, place)} must be {listed}."
        raise SettingsError(message)

    return ValueType(check, choices)


def counts_by_entry(defaults: Mapping[str, int]) -> ValueType[Mapping[str, int]]:
    """Return the type of a table with a whole number for each entry; missing ones are added."""

    def check(name: str, value: object, place: str) -> Mapping[str, int]:
        if not isinstance(value, Mapping):
            first, number = next(iter(defaults.items()))
            message = (
                f"{located(name, place)} must be a table such as [{name}] with {first} = {number}."
            )
            raise SettingsError(message)
        for entry in value:
            if entry not in defaults:
                message = f"{located(name, place)} has {entry!r}; it accepts {', '.join(defaults)}."
                raise SettingsError(message)
        given = {entry: _count(f"{name}.{entry}", one, place) for entry, one in value.items()}
        return {**defaults, **given}

    return ValueType(check, is_number=True)


def check_base_url(name: str, value: object, place: str) -> str:
    """Return a base URL without a trailing slash: `https`, or `http` for this machine.

    Raises SettingsError.
    """
    text = _text(name, value, place).rstrip("/")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
        if "xn--" in host.lower():  # encodes letters of other scripts, which may be invalid
            from idna import decode

            decode(host)
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or not _BASE_URL.fullmatch(text):
        message = f"{located(name, place)} isn't a base URL. Use one like {BASE_URL_EXAMPLE}."
        raise SettingsError(message)
    if parts.scheme == "http" and not is_loopback(host):
        message = (
            f"{located(name, place)} uses http, which sends the key unencrypted. "
            "Use https; http is accepted for this machine only."
        )
        raise SettingsError(message)
    return text


def is_loopback(host: str) -> bool:
    """Return True if a host name or address is this machine itself."""
    if host.lower() == "localhost":
        return True
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _text(name: str, value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        message = f"{located(name, place)} must be a line of text."
        raise SettingsError(message)
    return value.strip()


def _seconds(name: str, value: object, place: str) -> float:
    try:
        seconds = float(value) if isinstance(value, str | int | float) else math.nan
    except ValueError:
        seconds = math.nan
    if isinstance(value, bool) or not 0 <= seconds <= 3600:
        message = f"{located(name, place)} must be a number of seconds from 0 to 3600."
        raise SettingsError(message)
    return seconds


def _flag(name: str, value: object, place: str) -> bool:
    if not isinstance(value, bool):
        message = f"{located(name, place)} must be true or false."
        raise SettingsError(message)
    return value


def _count(name: str, value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"{located(name, place)} must be a whole number, 0 or more."
        raise SettingsError(message)
    return value


def _command(name: str, value: object, place: str) -> tuple[str, ...]:
    """Return a program and its arguments, from one text or a list of words."""
    import shlex

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
        message = f'{located(name, place)} must be a program and its words, as in "wl-copy -n".'
        raise SettingsError(message)
    return tuple(words)


def _keys(name: str, value: object, place: str) -> Mapping[str, str]:
    """Return keys by command id. The ids are checked when the keys are assigned to commands."""
    found: dict[str, str] = {}
    try:
        given = list(_entries(value)) if isinstance(value, Mapping) else [("", None)]
    except RecursionError:
        given = [("", None)]
    for command_id, keys in given:
        if not isinstance(keys, str):
            named = f"{name}.{command_id}" if command_id else name
            message = (
                f'{located(named, place)} must be a text of keys, as in [keys] "search.copy" = "c".'
            )
            raise SettingsError(message)
        found[command_id] = keys
    return found


def _entries(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield the entries of a table: TOML reads an id without quotes as a table in a table."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _entries(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


TEXT = ValueType(_text)
BASE_URL = ValueType(check_base_url)
SECONDS = ValueType(_seconds, is_number=True)
COUNT = ValueType(_count, is_number=True)
FLAG = ValueType(_flag, choices=(False, True))
COMMAND = ValueType(_command)
KEYS = ValueType(_keys)
