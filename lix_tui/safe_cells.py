"""Single cells, made safe for where they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Literal

from lix_tui.text import clean, clean_line

Cell = str | int | bool | None
CellType = Literal["text", "number", "flag"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for a formula at the start of a cell; the last four are the full-width
forms of the first four, which some read the same way (OWASP, CSV injection)."""
_INNER_FORMULA = re.compile(r"(?<=[;,\t\r\n])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Place between a separator and what would begin a formula, were the cell split there."""
_APOSTROPHE = "'"
_QUOTE = '"'
_SPECIAL = re.compile(r'[",;\t\r\n]')
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
    """Return a cell that no spreadsheet runs.

    A cell that begins like a formula gets an apostrophe before it. So does one that holds such a
    beginning after a separator, before both: a reader with another separator splits it there.
    """
    if cell.startswith(_FORMULA) or _INNER_FORMULA.search(cell):
        return f"'{_INNER_FORMULA.sub(_APOSTROPHE, cell)}"
    return cell


def csv_line(cells: Sequence[str], delimiter: str = ",") -> str:
    """Return cells as one line of CSV.

    Cells that `harmless` changed, and those with a separator of any kind, are quoted, so that no
    reader splits them.
    """
    written = [
        f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if _is_quoted(cell) else cell for cell in cells
    ]
    line = delimiter.join(written)
    return f"{line or _QUOTE * 2}\n"


def _is_quoted(cell: str) -> bool:
    return cell.startswith(("'", " ")) or bool(_SPECIAL.search(cell))


def line_of(cell: Cell) -> str:
    """Return a cell as one cleaned line; yes and no as 'true' and 'false', nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return clean_line(cell) if isinstance(cell, str) else str(cell)


def cleaned_cell(cell: Cell) -> Cell:
    """Return a cell whose text is cleaned and keeps its lines; None for empty text."""
    if not isinstance(cell, str):
        return cell
    return _NO_CHARACTERS.sub("", clean(cell)).strip() or None
