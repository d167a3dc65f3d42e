"""Theme file: reading and checking."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lix_tui.toml_file import TomlProblem, read_toml, reason_of

COLOURS = (
    "primary", "secondary", "accent", "success", "warning", "error",
    "foreground", "background", "surface", "panel",
)  # fmt: skip
"""Colours of every theme."""

_KEYS = ("name", "dark", "ansi", *COLOURS, "variables")

TEXT_STYLES = ("block-cursor-text-style", "block-cursor-blurred-text-style",
               "input-cursor-text-style", "button-focus-text-style")  # fmt: skip
"""Variables whose value is a style instead of a colour."""

VARIABLES = (
    "border", "border-blurred", "text-muted", "text-disabled",
    "block-cursor-background", "block-cursor-foreground", "block-hover-background",
    "block-cursor-blurred-background", "block-cursor-blurred-foreground",
    "footer-foreground", "footer-background", "footer-key-foreground", "footer-key-background",
    "footer-description-foreground", "footer-description-background",
    "input-cursor-background", "input-cursor-foreground",
    "input-selection-background", "input-selection-foreground",
    "screen-selection-background", "screen-selection-foreground",
    "scrollbar", "scrollbar-hover", "scrollbar-active", "scrollbar-background",
    "scrollbar-background-hover", "scrollbar-background-active", "scrollbar-corner-color",
    "link-color", "link-color-hover", "link-background-hover",
    "button-foreground", "button-color-foreground",
    *TEXT_STYLES,
)  # fmt: skip
"""Keys of ``[variables]``."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_FADED = re.compile(r" (?:100|[1-9]?[0-9])%")
_ANSI = re.compile(
    r"ansi_(?:default|(?:bright_)?(?:black|red|green|yellow|blue|magenta|cyan|white))"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_STYLES = {"none", "bold", "italic", "reverse", "underline", "dim"}


class ThemeError(Exception):
    """A theme file can't be used; the message is one sentence that names file and key."""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """Checked theme."""

    name: str
    dark: bool
    ansi: bool
    """True if the theme uses only the terminal's own colours."""
    colours: Mapping[str, str]
    """Value of each of ``COLOURS``."""
    variables: Mapping[str, str]
    """Value of each of ``VARIABLES`` that the file sets."""


def read_theme_file(path: Path, *, reserved: Collection[str] = ()) -> ThemeFile:
    """Return the theme in a file; ``reserved`` are the names of other themes.

    Raises ThemeError.
    """
    try:
        values = read_toml(path)
    except (OSError, TomlProblem) as error:
        message = f"The theme file {path} can't be read: {reason_of(error)}."
        raise ThemeError(message) from None
    _known(path, values, _KEYS, "")
    name = _name(path, values, reserved)
    ansi = _flag(path, values, "ansi", False)
    colours = {key: _colour(path, key, values.get(key), ansi=ansi) for key in COLOURS}
    return ThemeFile(
        name, _flag(path, values, "dark", None), ansi, colours, _variables(path, values, ansi=ansi)
    )


def _known(path: Path, found: Iterable[str], names: Collection[str], place: str) -> None:
    for key in found:
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "remove it."
            message = f"{path} has the unknown key {place + key[:60]!r}; {hint}"
            raise ThemeError(message)


def _name(path: Path, values: Mapping[str, object], reserved: Collection[str]) -> str:
    name = values.get("name")
    if name != path.stem:
        message = f"In {path} the key 'name' must be the file's own name: name = \"{path.stem}\"."
        raise ThemeError(message)
    if not _NAME.fullmatch(path.stem):
        message = (
            f"In {path} the key 'name' must be letters, digits, - and _, beginning with a letter; "
            "rename the file too."
        )
        raise ThemeError(message)
    if path.stem in reserved:
        message = (
            f"In {path} the key 'name' is {path.stem!r}, which comes with the program; "
            "rename the file and its 'name'."
        )
        raise ThemeError(message)
    return path.stem


def _flag(path: Path, values: Mapping[str, object], key: str, default: bool | None) -> bool:
    value = values.get(key, default)
    if not isinstance(value, bool):
        message = f"In {path} the key {key!r} must be true or false."
        raise ThemeError(message)
    return value


def _colour(path: Path, key: str, value: object, *, ansi: bool, faded: bool = False) -> str:
    """Return a checked colour; ``faded`` also accepts the form ``#rrggbb 40%``."""
    if value is None:
        message = f"In {path} the key {key!r} is missing; every theme has it."
        raise ThemeError(message)
    if isinstance(value, str):
        plain = _FADED.sub("", value) if faded and not ansi else value
        if (_ANSI if ansi else _HEX).fullmatch(plain):
            return value
    wanted = "a terminal colour such as ansi_blue or ansi_default" if ansi else 'like "#7aa2f7"'
    message = f"In {path} the key {key!r} must be a colour, {wanted}."
    raise ThemeError(message)


def _variables(path: Path, values: Mapping[str, object], *, ansi: bool) -> dict[str, str]:
    table = values.get("variables", {})
    if not isinstance(table, Mapping):
        message = f"In {path} the key 'variables' must be a table, [variables]."
        raise ThemeError(message)
    _known(path, table, VARIABLES, "variables.")
    return {
        key: _style(path, f"variables.{key}", value)
        if key in TEXT_STYLES
        else _colour(path, f"variables.{key}", value, ansi=ansi, faded=True)
        for key, value in table.items()
    }


def _style(path: Path, key: str, value: object) -> str:
    words = value.split() if isinstance(value, str) else []
    if not words or not set(words) <= _STYLES or ("none" in words and len(words) > 1):
        known = ", ".join(sorted(_STYLES))
        message = f"In {path} the key {key!r} must be a text style: one or more of {known}."
        raise ThemeError(message)
    return " ".join(words)
