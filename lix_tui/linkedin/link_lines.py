"""Lines of pasted text, and the decision if a line is the rest of the link before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from lix_tui.linkedin.link_target import MOST_CHARACTERS, target_of
from lix_tui.linkedin.link_wrappers import LINK_START
from lix_tui.linkedin.parameters import is_noise
from lix_tui.linkedin.tokens import LENGTH, is_token

_MOST_LINES = 300
_WRAP_WIDTH = 70
"""Characters of a line that is long enough to have been wrapped by a mail program or terminal."""
_QUOTED = re.compile(r"(?:>[ ]?)+")
_BULLET = re.compile(
    rf"(?:[-*•·–—+▪◦●]|\(?[0-9]{{1,5}}[.)])\s*(?={LINK_START.pattern})", re.IGNORECASE
)
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SCHEME_PARTS = frozenset("https://"[:end] for end in range(1, 9)) | {"http:/", "http://"}
_NO_PATH = re.compile(r"(?:h?(?:tt|xx)ps?:?/{0,2})?[^/?#\s]*", re.IGNORECASE)
_OWN_SCHEME = re.compile(r"h?(?:tt|xx)ps?\W", re.IGNORECASE)
_CARRIER = re.compile(r"(?:url|redirect|target|dest|link)=$", re.IGNORECASE)
_HANGING = re.compile(r"[-_=&?%#(+]$|%[0-9a-f]{1,2}$", re.IGNORECASE)
_REST = re.compile(r"[%&=?#/_]|-[a-z]|.*(?:%[0-9a-f]{2}|=)", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@%=&/]+@[^@%=&/]+\.[^@%=&/]+")
_SLUG_REST = re.compile(r"(?=[^/?#]*[a-z])(?=[^/?#]*[0-9])[a-z0-9-]+(?:[/?#].*)?")
_LOWER_REST = re.compile(r"[a-z0-9.~-]*[a-z][a-z0-9.~-]*(?:[/?#&].*)?")
_DIGITS = re.compile(r"([0-9]+)(?:[/?#-].*)?")
_ENDING_DIGITS = re.compile(r"[0-9]+$")
_URL_WORD = re.compile(r"\S*[/?&=%(]")
_FULL_NUMBER = {"job": 10, "post": 19}
"""Digits in the numbers of new jobs and posts: one with fewer may be the beginning of one."""
_SOFT = re.compile(r"(?<!=)=$|[?&#][^?&#=]*==$")
_NAME_END = re.compile(r"\w*=", re.ASCII)
_ESCAPED_EQUALS = re.compile(r"=3D", re.IGNORECASE)


class Line(NamedTuple):
    """A line without its quotation marks and bullet."""

    text: str
    is_apart: bool = False
    """A tab or an empty line stands before it."""


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text, and the cells of a table, that aren't empty."""
    lines: list[Line] = []
    is_apart = False
    for row in _BREAK.split(text):
        is_first = True
        for cell in row.split("\t"):
            quoted = _QUOTED.match(cell.strip())
            raw = cell.strip()[quoted.end() if quoted else 0 :].strip()
            bullet = _BULLET.match(raw)
            raw = raw[bullet.end() :] if bullet else raw
            if raw:
                lines.append(Line(raw, is_apart or not is_first))
                is_first, is_apart = False, False
        is_apart = is_first and bool(lines)
    return lines


def is_beginning(text: str) -> bool:
    """Return True for a line that holds the first letters of ``https://`` and nothing else."""
    return text.lower() in _SCHEME_PARTS


def joined(parts: Sequence[str]) -> str:
    """Return the link whose lines are `parts`, without the soft breaks of quoted-printable mail.

    An ``=`` at the end of a line is such a break where it can't be part of the link: a parameter
    has one of its own, and quoted-printable text spells that ``=3D``.
    """
    is_escaped = any(_ESCAPED_EQUALS.search(part) for part in parts)
    kept: list[str] = []
    is_soft, in_value, in_query = False, False, False
    for part, following in pairwise(parts):
        marks = max(part.rfind(mark) for mark in "?&#")
        in_query = in_query or marks >= 0
        in_value = "=" in part[marks + 1 : -1] or (in_value and marks < 0)
        cannot_be_own = in_value or is_escaped or not in_query or part[-2:-1] in "?&#"
        if _SOFT.search(part) and (cannot_be_own or _NAME_END.match(following)):
            kept.append(part[:-1])
            is_soft = True
        else:
            kept.append(part)
            in_value = in_value or part.endswith("=")
    text = "".join([*kept, *parts[-1:]])
    return _ESCAPED_EQUALS.sub("=", text) if is_soft else text


def can_continue(parts: Sequence[str], line: Line) -> bool:
    """Return True if a line is certainly the rest of the link whose lines so far are `parts`.

    A word that may as well be prose isn't: guessing wrong would buy somebody else.
    """
    piece = line.text
    if len(parts) >= _MOST_LINES:
        return False
    so_far = joined(parts)
    if len(so_far) + len(piece) > MOST_CHARACTERS:
        return True  # the whole is refused for its length
    if _is_open(so_far):
        return not LINK_START.match(piece) and _goes_on(so_far, piece)
    if any(char.isspace() for char in piece):
        return _URL_WORD.match(piece) is not None and bool(target_of(so_far).problem)
    if len(joined([*parts, piece])) < len(so_far) + len(piece):
        return not LINK_START.match(piece)  # a soft break says that the link goes on
    if LINK_START.match(piece):
        return _takes_link(so_far, piece)
    if _ADDRESS.fullmatch(piece):
        return False
    if _REST.match(piece) and not (line.is_apart and piece.startswith(("/", "-"))):
        return True
    if line.is_apart:
        return False
    return _HANGING.search(so_far) is not None or _fits(so_far, piece, len(parts[-1]))


def _is_open(so_far: str) -> bool:
    """Return True in the middle of a query whose parentheses aren't closed."""
    return "query=(" in so_far and so_far.count("(") > so_far.count(")")


def _goes_on(so_far: str, piece: str) -> bool:
    """Return True if an open query certainly goes on with `piece`.

    In a query typed with spaces a line may have been broken at one, which would have to be put
    back; only next to its structure is there none.
    """
    if any(char.isspace() for char in so_far + piece):
        return so_far.endswith(("(", ",", ":")) or piece.startswith((")", "(", ",", ":"))
    return True


def _takes_link(so_far: str, piece: str) -> bool:
    """Return True if a line that looks like a link is the rest of the one before."""
    if _CARRIER.search(so_far):
        return True
    if _NO_PATH.fullmatch(so_far) is None:
        return piece[:4].lower().startswith(("/", "urn")) and bool(target_of(so_far).problem)
    return not _OWN_SCHEME.match(piece) or is_beginning(so_far)


def _fits(so_far: str, piece: str, width: int) -> bool:
    target = target_of(so_far)
    if target.problem or (target.kind == "unknown"):
        return True  # the first line isn't a link by itself
    is_wrapped = width >= _WRAP_WIDTH
    ending = _ENDING_DIGITS.search(so_far)
    digits = _DIGITS.fullmatch(piece)
    if target.is_search:
        name = re.split(r"[?&#]", so_far)[-1].partition("=")[0]
        is_list = is_wrapped and ending is not None and digits is not None
        return (
            is_noise(name) or is_list or (is_wrapped and _LOWER_REST.fullmatch(piece) is not None)
        )
    last = so_far.rpartition("/")[2]
    if target.kind in ("lead", "account") and re.search(r",|%2C", last, re.IGNORECASE):
        return True  # what follows the comma doesn't matter
    if is_token(last) and len(last) < LENGTH:
        return len(re.split(r"[,/?#]|%2C", piece)[0]) <= LENGTH - len(last)
    if digits is not None:
        most = _FULL_NUMBER.get(target.kind, 0)
        return ending is not None and len(ending[0]) + len(digits[1]) <= most
    if so_far.endswith("/"):
        return False
    if piece.endswith("/") and _LOWER_REST.fullmatch(piece):
        return True
    return (_LOWER_REST if is_wrapped else _SLUG_REST).fullmatch(piece) is not None
