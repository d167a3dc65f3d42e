"""Text of single cells and JSON values that is safe in spreadsheets and terminals."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Literal

from lix_tui.text import clean, clean_line

Cell = str | int | bool | None
CellType = Literal["text", "number", "flag", "link", "date"]
"""Type of a column. Cells of links and dates are text; a date is '2021-04-30', '2021-04', '2021',
or a word."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Characters that begin a formula in a spreadsheet. The last four are full-width forms of the first
four, which some programs read the same way (OWASP, CSV injection)."""
_INNER_FORMULA = re.compile(r"(?<=[;,\t\r\n])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Place between a separator and a character that begins a formula if the cell is split there."""
_APOSTROPHE = "'"
_QUOTE = '"'
_SPECIAL = re.compile(r'[",;\t\r\n]')
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")  # noncharacters, which XML forbids


def json_text(value: object, indent: int | None = None) -> str:
    """Return JSON with every control and direction character escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return escaped(text)


def escaped(text: str) -> str:
    """Escape, as JSON does, characters that act upon a terminal, except newline and tab."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def escape_formula(cell: str) -> str:
    """Return a cell that no spreadsheet evaluates as a formula.

    A cell that begins like a formula gets an apostrophe in front. A cell with such a beginning
    after a separator gets an apostrophe at both places, since programs with another separator
    split the cell there.
    """
    if cell.startswith(_FORMULA) or _INNER_FORMULA.search(cell):
        return f"'{_INNER_FORMULA.sub(_APOSTROPHE, cell)}"
    return cell


def csv_line(cells: Sequence[str], delimiter: str = ",") -> str:
    """Return cells as one line of CSV.

    Cells that `escape_formula` changed and cells with any separator are quoted, so that no program
    splits them.
    """
    written = [
        f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if _is_quoted(cell) else cell for cell in cells
    ]
    line = delimiter.join(written)
    return f"{line or _QUOTE * 2}\n"


def _is_quoted(cell: str) -> bool:
    return cell.startswith(("'", " ")) or bool(_SPECIAL.search(cell))


def line_of(cell: Cell) -> str:
    """Return a cell as one cleaned line: 'true' or 'false' for a flag, an empty text for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return clean_line(cell) if isinstance(cell, str) else str(cell)


def cleaned_cell(cell: Cell) -> Cell:
    """Return a cell with cleaned text of one or more lines; None for empty text."""
    if not isinstance(cell, str):
        return cell
    return without_noncharacters(clean(cell)).strip() or None


def without_noncharacters(text: str) -> str:
    """Return a text without noncharacters, which XML forbids."""
    return _NO_CHARACTERS.sub("", text)
