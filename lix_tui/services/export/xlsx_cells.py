"""Texts, links and dates as cells of a spreadsheet; pure."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple
from unicodedata import east_asian_width
from urllib.parse import quote

from lix_tui.safe_cells import escape_formula, without_noncharacters

MOST_CHARACTERS = 32_767
"""UTF-16 units of a cell (Excel specifications and limits)."""
MOST_LINK = 2_079
"""Characters of a hyperlink's address (the same page)."""
WIDEST = 60
"""Characters of the widest column; longer texts are whole, but are shown in part."""

_LINK = re.compile(
    r"https://[a-z0-9.-]+(?::\d+)?(?:[/?#][^\s\"<>\\^`{|}\x00-\x1f]*)?", re.IGNORECASE
)
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DAY_ZERO = date(1899, 12, 30)
_FIRST = date(1900, 3, 1)
"""First day whose number is right: Excel takes 1900 for a leap year."""


class DateCell(NamedTuple):
    """A date as a spreadsheet stores it."""

    number: int
    """Days since the end of 1899."""
    format: str
    """Number format that shows the parts that are known."""


def date_cell(text: str) -> DateCell | None:
    """Return '2021-04-30', '2021-04' or '2021' as a date; None for another text."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        when = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if when < _FIRST:
        return None
    return DateCell((when - _DAY_ZERO).days, "yyyy-mm-dd"[: len(text)])


def link_target(text: str) -> str | None:
    """Return the address to open for the text of a link cell; None if it must stay text.

    Only https addresses are opened. Other characters than ASCII are written as percent signs.
    """
    if _LINK.fullmatch(text) is None:
        return None
    target = quote(text, safe="%:/?#[]@!$&'()*+,;=~")
    return target if len(target) <= MOST_LINK else None


def sheet_text(text: str) -> str:
    """Return text that fits into a cell and stays text.

    XlsxWriter writes what begins with ``<r>`` and ends with ``</r>`` into the file unescaped, as
    it takes that for markup of its own; a space at the end keeps foreign text from being markup.
    """
    cut = text = without_forbidden(text)
    if len(text) * 2 > MOST_CHARACTERS:
        units = text.encode("utf-16-le", "replace")[: MOST_CHARACTERS * 2]
        cut = units.decode("utf-16-le", "ignore")
    if cut.startswith("<r>") and cut.endswith("</r>"):
        return f"{cut[: MOST_CHARACTERS - 1]} "
    return cut


def without_forbidden(text: str) -> str:
    """Return a text without the characters that XML forbids and XlsxWriter doesn't escape.

    Halves of surrogate pairs are joined or replaced.
    """
    if _HALF_PAIR.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return without_noncharacters(text)


def is_like_formula(text: str) -> bool:
    """Return True for a text that becomes a formula when somebody edits its cell."""
    return text[:1] in tuple("=+-@") and escape_formula(text) != text


def display_width(text: str) -> int:
    """Return the width of a text's first line in characters, at most WIDEST."""
    line = text[: WIDEST + 1].partition("\n")[0]
    return min(WIDEST, sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line))
