"""UTF-8 for arguments, file names and the environment in every locale."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence

_LONE = re.compile("[\ud800-\udfff]")
"""Surrogates: Python decodes a byte that isn't UTF-8 as one of them."""
_MOST_SHOWN = 40
"""Characters of an argument that are shown on either side of its first undecodable byte."""
_KEY_MISSING = 3
_BAD_INPUT = 2


def use_utf8() -> str | None:
    """Start Python again in UTF-8 mode if it decodes arguments in another encoding.

    Return a sentence if that isn't possible. The new interpreter replaces this one: same process
    id, streams and parent.
    """
    if os.name != "posix" or sys.getfilesystemencoding() == "utf-8":
        return None
    encoding = sys.getfilesystemencoding()
    if "utf8" in sys._xoptions:  # noqa: SLF001  # -X utf8=0 would be passed on, without end
        return f"Python reads arguments as {encoding} here. Start it without -X utf8."
    program, *rest = sys.orig_argv
    try:
        os.execv(sys.executable, [program, "-X", "utf8", *rest])  # noqa: S606  # itself
    except (OSError, ValueError):
        return f"Python reads arguments as {encoding} here. Set PYTHONUTF8=1 and start again."


def encoding_problem(
    arguments: Sequence[str], environ: Mapping[str, str] | None = None
) -> tuple[str, int] | None:
    """Return a sentence and an exit status for the first value that isn't UTF-8; else None.

    Checks the arguments and the variables whose names begin with ``LIX_``. Values of variables
    aren't shown, since one is the key.
    """
    environ = os.environ if environ is None else environ
    for argument in arguments:
        if not argument.isascii() and (lone := _LONE.search(argument)):
            from lix_tui.settings.key import ENVIRONMENT_VARIABLE

            shown = _excerpt(argument, lone.start(), environ.get(ENVIRONMENT_VARIABLE, ""))
            words = f"An argument isn't UTF-8 text: '{shown}'. Type it again or rename the file."
            return words, _BAD_INPUT
    for name in environ:
        if name.startswith("LIX_") and _LONE.search(environ[name]):
            status = _KEY_MISSING if name.endswith("_KEY") else _BAD_INPUT
            return f"The value of {name} isn't UTF-8 text. Set it again.", status
    return None


def _excerpt(text: str, place: int, key: str) -> str:
    """Return the text around a place, with undecodable bytes written as escapes."""
    if key and key in text:
        return "…"
    start, end = max(0, place - _MOST_SHOWN), place + _MOST_SHOWN
    shown = f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}"
    return "".join(char if char.isprintable() else _escaped(char) for char in shown)


def _escaped(char: str) -> str:
    """Return the escape of a character, or of the byte that a surrogate encodes."""
    byte = ord(char) - 0xDC00
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else char.encode("unicode_escape").decode()
