"""Single cells, made safe for where they are written."""

from __future__ import annotations

import json
import re
from typing import Literal

from lix_tui.text import clean, clean_line

Cell = str | int | bool | None
CellType = Literal["text", "number", "flag"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for a formula at the start of a cell; the last four are the full-width
forms of the first four, which some read the same way (OWASP, CSV injection)."""
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")  # Unicode's own, which XML forbids


def json_text(value: object, indent: int | None = None) -> str:
    """JSON in which every control and direction character stays escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return escaped(text)


def escaped(text: str) -> str:
    """Text with JSON's escapes for what acts upon a terminal, newline and tab left alone."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: one that begins like a formula gets a quote before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def line_of(cell: Cell) -> str:
    """A cell as one cleaned line; yes and no as 'true' and 'false', nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return clean_line(cell) if isinstance(cell, str) else str(cell)


def cleaned_cell(cell: Cell) -> Cell:
    """A cell whose text is cleaned and keeps its lines; None for empty text."""
    if not isinstance(cell, str):
        return cell
    return _NO_CHARACTERS.sub("", clean(cell)).strip() or None
