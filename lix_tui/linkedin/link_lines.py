"""Lines of pasted text, and the test for a line that continues the link before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from lix_tui.linkedin.address import locate
from lix_tui.linkedin.handles import TOKEN_LENGTH, is_whole_token
from lix_tui.linkedin.link_target import MOST_CHARACTERS, target_of
from lix_tui.linkedin.link_wrappers import LINK_START, SCHEME
from lix_tui.linkedin.parameters import PARAMETERS

_MOST_LINES = 300
_WRAP_WIDTH = 60
"""Characters of a line that is long enough to have been wrapped by a mail program or terminal."""
_MOST_WRAPPED = 200
_QUOTED = re.compile(r"(?:>[ ]?)+")
_BULLET = re.compile(
    rf"(?:[-*•·–—+▪◦●]|\(?[0-9]{{1,5}}[.)])\s*(?={LINK_START.pattern})", re.IGNORECASE
)
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SCHEME_PARTS = frozenset("https://"[:end] for end in range(1, 9)) | {"http:/", "http://"}
_NO_PATH = re.compile(rf"(?:{SCHEME}:?/{{0,2}})?[^/?#\s]*", re.IGNORECASE)
_OWN_SCHEME = re.compile(rf"{SCHEME}\W", re.IGNORECASE)
_HALF_ESCAPE = re.compile(r"%(?:25)*[0-9a-f]?$", re.IGNORECASE)
_ENDS_OPEN = re.compile(r"[=&?]$|urn(?::|%3A)li(?:(?::|%3A)\w*)?(?::|%3A)?$", re.IGNORECASE)
_OWN_BEGINNING = re.compile(r"%[0-9a-f]{2}|&(?:amp;)?[\w.-]+=|\?[\w.-]+=", re.IGNORECASE)
_NAME_WITHOUT_VALUE = re.compile(r"[?&#][\w.-]+$")
_SLUG = re.compile(r"[^\W_][\w.%-]*(?:[/?#].*)?")
_ADDRESS = re.compile(r"[^@%=&/]+@[^@%=&/]+\.[^@%=&/]+")
_ARRAY = re.compile(r"\[|%5B", re.IGNORECASE), re.compile(r"\]|%5D", re.IGNORECASE)
_CARRIER = re.compile(r"(?:url|redirect|target|dest|link)=$", re.IGNORECASE)
_SOFT = re.compile(r"(?<!=)=$|[?&#][^?&#=]*==$")
_NAME_END = re.compile(r"\w*=", re.ASCII)
_ESCAPED_EQUALS = re.compile(r"=3D", re.IGNORECASE)


class LinkLine(NamedTuple):
    """A line without its quotation marks and bullet."""

    text: str
    is_apart: bool = False
    """True if a tab or an empty line precedes the line."""


def lines_of(text: str) -> list[LinkLine]:
    """Return the lines of a text, and the cells of a table, that aren't empty."""
    lines: list[LinkLine] = []
    is_apart = False
    for row in _BREAK.split(text):
        is_first = True
        for cell in row.split("\t"):
            quoted = _QUOTED.match(cell.strip())
            raw = cell.strip()[quoted.end() if quoted else 0 :].strip()
            bullet = _BULLET.match(raw)
            raw = raw[bullet.end() :] if bullet else raw
            if raw:
                lines.append(LinkLine(raw, is_apart or not is_first))
                is_first, is_apart = False, False
        is_apart = is_first and bool(lines)
    return lines


def is_beginning(text: str) -> bool:
    """Return True for a line that has the first letters of ``https://`` and nothing else."""
    return text.lower() in _SCHEME_PARTS


def join_lines(parts: Sequence[str]) -> str:
    """Return the link whose lines are `parts`, without the soft breaks of quoted-printable mail.

    An ``=`` at the end of a line is such a break if it can't be part of the link: a parameter
    has its own ``=``, which quoted-printable text spells ``=3D``.
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


def wrapped_lines(lines: Sequence[LinkLine], begin: int) -> int:
    """Return the number of lines from `begin` on that are one link, cut at a fixed width.

    All lines of such a link but the last are equally long, and at least two are needed as
    evidence. Returns 1 for a link that wasn't cut this way.
    """
    width = len(lines[begin].text)
    if width < _WRAP_WIDTH:
        return 1
    end = begin + 1
    while end < min(len(lines), begin + _MOST_WRAPPED):
        line = lines[end]
        is_rest = not line.is_apart and len(line.text) <= width
        if not is_rest or LINK_START.match(line.text) or any(map(str.isspace, line.text)):
            break
        end += 1
        if len(line.text) < width:
            break
    if end - begin < 3:
        return 1
    whole = "".join(line.text for line in lines[begin:end])
    return 1 if target_of(whole).problem else end - begin


def can_continue(parts: Sequence[str], line: LinkLine) -> bool:
    """Return True if a line is certainly the rest of the link whose lines so far are `parts`.

    Only a break inside something that can't end a link, or before something that can't begin
    anything else, is certain. Any other line may be prose, and would make another link.
    """
    piece = line.text
    if len(parts) >= _MOST_LINES:
        return False
    so_far = join_lines(parts)
    if len(so_far) + len(piece) > MOST_CHARACTERS:
        return True  # the whole link is refused for its length
    if _is_open(so_far):
        return not LINK_START.match(piece) and _is_query_continued(so_far, piece)
    if any(char.isspace() for char in piece):
        return _OWN_BEGINNING.match(piece) is not None and bool(target_of(so_far).problem)
    if LINK_START.match(piece):
        return _is_link_continued(so_far, piece)
    if len(join_lines([*parts, piece])) < len(so_far) + len(piece):
        return True  # a soft break means that the link continues
    if _ADDRESS.fullmatch(piece):
        return False
    if _HALF_ESCAPE.search(so_far) or _ENDS_OPEN.search(so_far) or _OWN_BEGINNING.match(piece):
        return True
    if piece.startswith("="):
        return _NAME_WITHOUT_VALUE.search(so_far) is not None
    return _is_in_array(so_far) or (not line.is_apart and _is_path_continued(so_far, piece))


def _is_open(so_far: str) -> bool:
    """Return True in the middle of a query whose parentheses aren't closed."""
    return "query=(" in so_far and so_far.count("(") > so_far.count(")")


def _is_query_continued(so_far: str, piece: str) -> bool:
    """Return True if an open query certainly continues with `piece`.

    A query typed with spaces may have been broken at a space, which the joined link would lack.
    Only next to the structure of a query there is never a space.
    """
    if any(char.isspace() for char in so_far + piece):
        return so_far.endswith(("(", ",", ":")) or piece.startswith((")", "(", ",", ":"))
    return True


def _is_in_array(so_far: str) -> bool:
    """Return True in the middle of a JSON array, the value of a parameter that takes one."""
    name, _, value = re.split(r"[?&#]", so_far)[-1].partition("=")
    opening, closing = _ARRAY
    is_opened = opening.match(value) is not None and closing.search(value) is None
    return is_opened and any(shapes.get(name) == "array" for shapes in PARAMETERS.values())


def _is_path_continued(so_far: str, piece: str) -> bool:
    """Return True for the rest of a host, a slug or a path that leads nowhere by itself."""
    head = re.split(r"[?#]", so_far)[0]
    if head != so_far:
        return False
    so_far_leads_nowhere = bool(target_of(so_far).problem)
    if _NO_PATH.fullmatch(so_far):
        place, whole = locate(so_far), locate(f"{so_far}{piece}")
        was_linkedin = place is not None and place.is_linkedin
        return whole is not None and whole.is_linkedin and (not was_linkedin or piece[0] in "/?#")
    if so_far.endswith("-"):
        return _SLUG.fullmatch(piece) is not None and not piece[0].isupper()
    if (so_far.endswith("/") and piece[0] not in "/-_") or piece.startswith("/"):
        return so_far_leads_nowhere and not target_of(f"{so_far}{piece}").problem
    return _is_rest_of_token(so_far, piece)


def _is_rest_of_token(so_far: str, piece: str) -> bool:
    """Return True if two lines make one whole member token, whose length is fixed."""
    first, second = so_far.rpartition("/")[2], re.split(r"[,/?#]|%2C", piece)[0]
    is_word = re.fullmatch(r"[A-Za-z]?[a-z]*", second) is not None
    return len(first) < TOKEN_LENGTH and is_whole_token(f"{first}{second}") and not is_word


def _is_link_continued(so_far: str, piece: str) -> bool:
    """Return True if a line that looks like a link is the rest of the one before."""
    if _CARRIER.search(so_far):
        return True
    if _NO_PATH.fullmatch(so_far) is None:
        return (
            piece[:4].lower().startswith(("/", "urn"))
            and bool(target_of(so_far).problem)
            and not target_of(f"{so_far}{piece}").problem
        )
    return not _OWN_SCHEME.match(piece) or is_beginning(so_far)
