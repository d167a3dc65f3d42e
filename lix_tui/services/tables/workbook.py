"""Rows of an Excel workbook, read by python-calamine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.rows import Row, Value
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_UNPACKED = 400 * 1024 * 1024
"""Size of a workbook's content at most, in bytes: its compressed file says little about that."""
_EXACT = 2**53
"""Whole numbers from here on aren't exact in a workbook."""
_Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Workbook:
    """Rows of one sheet."""

    rows: tuple[Row, ...]
    """Rows up to the last one that isn't empty; their lines are the numbers that Excel shows."""
    sheet: str
    sheets: tuple[str, ...]
    """Names of all sheets."""


def read_workbook(content: bytes, name: str, sheet: str | None) -> Workbook:
    """Return the rows of a sheet, by default the first one; `name` is for messages.

    Raises:
        TableProblem: the file can't be read, has no such sheet, or needs a password or a library.

    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError:
        message = (
            f'{name} is an Excel workbook. Install python-calamine (pip install "lix-tui[export]") '
            "or save the file as CSV."
        )
        raise TableProblem(message) from None
    _check_size(content, name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = tuple(book.sheet_names)
        chosen = _chosen(book, sheets, name, sheet)
        cells = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except PasswordError:
        raise _protected(name) from None
    except (CalamineError, OSError, ValueError):
        message = (
            f"{name} is an Excel workbook, which can't be read. Save it again as .xlsx or CSV."
        )
        raise TableProblem(message) from None
    rows = [_row(number, row) for number, row in enumerate(cells, 1)]
    while rows and rows[-1].is_blank:
        rows.pop()
    return Workbook(tuple(rows), chosen, sheets)


def _check_size(content: bytes, name: str) -> None:
    """Raise TableProblem for a content that is too large, or a file with a password."""
    if not content.startswith(b"PK"):
        raise _protected(name)
    try:
        with ZipFile(BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile:
        message = f"{name} is an Excel workbook, which can't be read: it isn't complete."
        raise TableProblem(message) from None
    if size > MOST_UNPACKED:
        message = (
            f"{name} holds more than {MOST_UNPACKED // 1024 // 1024} MB. Split it, or save the "
            "sheet as CSV."
        )
        raise TableProblem(message)


def _protected(name: str) -> TableProblem:
    return TableProblem(f"{name} needs a password. Save a copy without one and use that file.")


def _chosen(book: CalamineWorkbook, sheets: tuple[str, ...], name: str, sheet: str | None) -> str:
    """Return the sheet with a name, else the first visible one. Raises TableProblem."""
    from python_calamine import SheetVisibleEnum

    if sheet is None:
        visible = [
            one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible
        ]
        if not sheets:
            message = f"{name} doesn't have a sheet with cells."
            raise TableProblem(message)
        first: str = (visible or list(sheets))[0]
        return first
    if sheet not in sheets:
        names = ", ".join(f"'{clean_line(one)}'" for one in sheets[:20])
        message = f"{name} doesn't have a sheet '{clean_line(sheet)[:40]}'. Its sheets are {names}."
        raise TableProblem(message)
    return sheet


def _row(number: int, cells: list[_Cell]) -> Row:
    values = tuple(map(_value, cells))
    texts = tuple(map(_text, values))
    is_text = all(isinstance(value, str) for value in values)
    return Row(number, texts, 1, None if is_text else values)


def _value(cell: _Cell) -> Value:
    """Return a cell as text, a number, or yes or no; a workbook's whole numbers are floats too."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return int(cell)
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else str(value)
