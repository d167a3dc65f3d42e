"""Reading of TOML files: settings, themes and saved queries."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

MOST_BYTES = 1_000_000
"""Most bytes of a file."""
DEEPEST = 40
"""Most levels of tables and lists, and most parts of a dotted key."""
_LARGEST = 2**63
"""Whole numbers from here on aren't TOML (64 bits, TOML 1.0)."""
_KEY_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""


class TomlProblem(Exception):
    """A TOML file can't be used; the message is a clause: "it isn't UTF-8 text"."""


def read_toml(path: Path) -> dict[str, object]:
    """Return the values of a TOML file.

    Raises TomlProblem, FileNotFoundError, and another OSError if the file can't be read.
    """
    return parse_toml(read_toml_text(path))


def read_toml_text(path: Path) -> str:
    """Return the text of a TOML file without a byte order mark. Raises as `read_toml` does."""
    if path.exists() and not path.is_file():  # reading a pipe may never end
        raise TomlProblem("it isn't a file")
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        message = f"it is larger than {MOST_BYTES // 1_000_000} MB"
        raise TomlProblem(message)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TomlProblem("it's UTF-16 text; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TomlProblem("it isn't UTF-8 text; save it as UTF-8") from None


def parse_toml(text: str) -> dict[str, object]:
    """Return the values of a TOML text. Raises TomlProblem.

    Numbers fit into 64 bits, and nothing is nested deeper than DEEPEST.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_BYTES:
        message = f"it is larger than {MOST_BYTES // 1_000_000} MB"
        raise TomlProblem(message)
    if has_long_key(text):
        raise TomlProblem("it is nested too deeply")  # parsing takes quadratic time
    try:
        values: dict[str, object] = tomllib.loads(text)
    except RecursionError:
        raise TomlProblem("it is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise TomlProblem(_words_of(error)) from None
    except ValueError:  # more digits than Python converts
        raise TomlProblem(_TOO_LARGE) from None
    _check(values)
    return values


_TOO_LARGE = "it has a whole number of more than 64 bits"


def has_long_key(text: str) -> bool:
    """Return True if a dotted key of a TOML text has more than DEEPEST parts."""
    if text.count(".") < DEEPEST:
        return False
    return any(token["long"] for token in _tokens().finditer(text))


@cache
def _tokens() -> re.Pattern[str]:
    """Return the pattern of strings, comments, words, and dotted keys that are too long.

    It takes longer to compile than the first theme to read, and is needed for long keys only.
    """
    return re.compile(
        rf"""(?P<long>{_KEY_PART}(?:[ \t]*+\.[ \t]*+{_KEY_PART}){{{DEEPEST},}}+)"""
        r"""|"{3}(?:[^"\\]|\\.|"(?!""))*+"{3,5}|'{3}(?:[^']|'(?!''))*+'{3,5}"""
        r"""|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|\#[^\n]*+|[\w.+-]++|[\s\S]""",
        re.DOTALL,
    )


def toml_string(text: str) -> str:
    """Return a TOML string: JSON, with the DEL character escaped and lone surrogates replaced."""
    import json  # the first frame needs no strings to be written

    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def reason_of(error: OSError | TomlProblem) -> str:
    """Return the reason why a file can't be read, as a clause."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error)


def _check(values: dict[str, object]) -> None:
    level: list[object] = [values]
    for _ in range(DEEPEST):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
            elif isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
                raise TomlProblem(_TOO_LARGE)
        if not below:
            return
        level = below
    raise TomlProblem("it is nested too deeply")


def _words_of(error: tomllib.TOMLDecodeError) -> str:
    """Return the message of the parser as a short clause without control characters."""
    words = "".join(one if one.isprintable() else " " for one in str(error)[-160:])
    return words.rstrip(".")
