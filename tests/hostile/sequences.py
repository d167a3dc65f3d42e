"""Check of terminal output: lix-tui may write the listed escape sequences only."""

from __future__ import annotations

import base64
import binascii
import re

from tests.hostile.texts import MARK, NUMBER

_ALLOWED = re.compile(
    r"""\x1b\[(?:\d{1,3}(?:;\d{1,3})*)?m             # colours
    | \x1b\[\d{1,3};\d{1,3}H                         # the cursor goes somewhere
    | \x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]  # modes
    | \x1b\[\?(?:2026|2048)\$p                       # is there synchronized output?
    | \x1b\[>\d{1,2}u | \x1b\[<u                     # keys in detail
    | \x1b\]22;[a-z-]{1,20}\x07                      # the shape of the pointer
    | \r\n | \n | \x07                               # line ends, the bell
    """,
    re.VERBOSE,
)
_CLIPBOARD = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_UNSEEN = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\u2028\u2029]"
)
"""Characters that reverse or break a line, which must not reach the terminal."""


def foreign(written: bytes) -> list[str]:
    """Return the foreign sequences in terminal output, each with the text around it."""
    try:
        text = written.decode()
    except UnicodeDecodeError as error:
        return [f"no UTF-8: {written[max(0, error.start - 20) : error.start + 20]!r}"]
    found: list[str] = []
    plain_from = 0
    while (control := _CONTROL.search(text, plain_from)) is not None:
        at = control.start()
        ours = _ALLOWED.match(text, at) or _copied(text, at)
        if ours is None or MARK in ours.group() or NUMBER in ours.group():
            found.append(repr(text[max(0, at - 30) : at + 60]))
            plain_from = at + 1
        else:
            plain_from = ours.end()
    found += [repr(text[max(0, m.start() - 30) : m.start() + 30]) for m in _UNSEEN.finditer(text)]
    return found


def _copied(text: str, at: int) -> re.Match[str] | None:
    """Return a copy sequence of clean text; None for any other one."""
    found = _CLIPBOARD.match(text, at)
    return found if found is not None and is_clean(copied_text(found.group(1))) else None


def copied_text(encoded: str) -> str:
    """Return the text that a terminal would put into its clipboard."""
    try:
        return base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "\x00"


def is_clean(text: str) -> bool:
    """Return True if a text has no invisible marks, and no controls but line ends and tabs."""
    left = text.replace("\n", "").replace("\t", "")
    return not _CONTROL.search(left) and not _UNSEEN.search(left)


def plain(written: bytes) -> str:
    """Return the readable text of terminal output."""
    text = written.decode("utf-8", "replace")
    return re.sub(r"\x1b\][^\x07]*\x07|\x1b\[[^a-zA-Z]*[a-zA-Z]|[\r\n\x07]", "", text)
