"""Links in a file that were broken over lines, as mail programs and spreadsheets do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from lix_tui.linkedin.link_wrappers import HAS_LINK, LINK_START
from lix_tui.linkedin.pasted_text import read_pasted
from lix_tui.services.tables.rows import Row

BROKEN = "the line ends inside a link; write each link on one line"
"""Reason for which a row isn't looked up."""
_HANGING = re.compile(r"[-=%&]$|%[0-9a-f]$", re.IGNORECASE)
"""End of a line that can't be the end of a link."""
_MOST_LINES = 20
"""Further lines in which the rest of a link is searched."""


class Rows(NamedTuple):
    """Rows with their broken links joined, and the lines of links that can't be joined."""

    rows: list[Row]
    broken: frozenset[int]
    """Lines of rows that end inside a link whose rest isn't certain."""


def with_links_joined(rows: Sequence[Row], width: int) -> Rows:
    """Return rows with the lines of broken links joined, as in pasted text.

    A line is joined only if it is certainly the rest of the previous link. `width` is the number
    of cells of a full row: such a row is never the rest of another one.
    """
    joined: list[Row] = []
    broken: set[int] = set()
    place = 0
    while place < len(rows):
        row = rows[place]
        tail = _tail(row)
        place += 1
        following = _following(rows, place, width) if tail else []
        count, link = _longest(tail, following)
        if count:
            cells = (*row.cells[:-1], f"{row.cells[-1].rstrip().removesuffix(tail)}{link}")
            lines = row.lines + sum(one.lines for one in rows[place : place + count])
            row = Row(row.line, cells, lines)
            place += count
        elif any(not one.is_blank for one in following) and _HANGING.search(tail):
            broken.add(row.line)
        joined.append(row)
    return Rows(joined, frozenset(broken))


def links_of_lines(text: str) -> tuple[str, ...]:
    """Return the links in a cell of several lines without other text, broken ones joined."""
    pasted = read_pasted(text)
    return () if pasted.kind == "text" else pasted.links


def ends_inside_link(text: str) -> bool:
    """Return True if a line of a cell ends inside a link, and the next one isn't a link."""
    lines = list(filter(None, map(str.strip, text.split("\n"))))
    return any(
        _HANGING.search(line) and HAS_LINK.search(line.split()[-1]) and not LINK_START.match(rest)
        for line, rest in pairwise(lines)
    )


def _tail(row: Row) -> str:
    """Return the link at the end of a row; empty without one."""
    words = row.cells[-1].split() if row.cells else []
    return words[-1] if words and HAS_LINK.search(words[-1]) else ""


def _following(rows: Sequence[Row], place: int, width: int) -> list[Row]:
    """Return the rows from a place on that may continue a link, including empty ones."""
    found: list[Row] = []
    for row in rows[place : place + _MOST_LINES]:
        is_full = width > 1 and len(row.cells) >= width and not row.is_blank
        if is_full or (row.cells and LINK_START.match(row.cells[0].strip())):
            break
        found.append(row)
    return found


def _longest(tail: str, following: Sequence[Row]) -> tuple[int, str]:
    """Return the number of rows that certainly continue a link, and the whole link."""
    words: list[str] = []
    for row in following:
        if len(row.cells) != 1 or len(word := row.cells[0].split()) != 1:
            break
        words += word
    for count in range(len(words), 0, -1):
        pasted = read_pasted("\n".join([tail, *words[:count]]))
        if pasted.kind == "link":
            return count, pasted.text
    return 0, ""
