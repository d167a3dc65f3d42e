"""Table of a text or a file: its rows in order, every cell unchanged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO

from lix_tui.services.tables.dialect import detect_dialect
from lix_tui.services.tables.encoding import Encoding, decode, read_bytes
from lix_tui.services.tables.file_types import is_workbook
from lix_tui.services.tables.header import IsValue, has_header
from lix_tui.services.tables.json_rows import read_json_rows
from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.rows import Row, all_rows, check_rows
from lix_tui.services.tables.workbook import read_workbook

PLAIN_COLUMN = "input"
"""Name of the only column of a text without column names."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of an input: in order, with duplicates, empty rows and rows of any length."""

    header: tuple[str, ...] | None
    """Names of the columns as written; None if the first row is data."""
    rows: tuple[Row, ...]
    """All rows but the header."""
    delimiter: str
    """Character between cells; empty for plain text."""
    encoding: Encoding | None = None
    """Encoding of the file; None for a text that isn't from a file."""
    is_json: bool = False
    """True for JSON: records, which have names of columns, or strings, which have none."""
    sheet: str = ""
    """Name of the sheet in a workbook; empty for another file."""
    sheets: tuple[str, ...] = ()
    """Names of all sheets of the workbook."""

    @property
    def width(self) -> int:
        """Number of columns: the cells of the longest row."""
        return max((len(self.header or ()), *(len(row.cells) for row in self.rows)), default=0)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns: those of the header, and generated ones for the others."""
        width, named = self.width, self.header or ()
        if not named and width <= 1:
            return (PLAIN_COLUMN,) if width else ()
        return (*named, *(f"column_{place + 1}" for place in range(len(named), width)))

    def with_header(self, name: str) -> Table:
        """Return the table with its first row as header if that row has a cell `name`."""
        place = next((place for place, row in enumerate(self.rows) if not row.is_blank), None)
        if place is None or name not in self.rows[place].cells or self.is_json:
            return self
        header, rows = self.rows[place].cells, (*self.rows[:place], *self.rows[place + 1 :])
        return replace(self, header=header, rows=rows)


def read_table(file: IO[bytes], name: str, is_value: IsValue, *, sheet: str | None = None) -> Table:
    """Return the table in an open file. `name` is for messages; its ending decides the format.

    `sheet` is the name of a sheet in a workbook, by default the first one.

    Raises:
        TableProblem: the file is too large, isn't text, or can be read in two ways.
        OSError: the file can't be read.

    """
    content = read_bytes(file, name)
    if is_workbook(content, name):
        book = read_workbook(content, name, sheet)
        header, rows = _with_names(list(book.rows), is_value)
        return Table(header, rows, "", sheet=book.sheet, sheets=book.sheets)
    if sheet is not None:
        message = f"{name} isn't an Excel workbook, so it has no sheets. Leave --sheet out."
        raise TableProblem(message)
    text, encoding = decode(content, name)
    return table_of(text, is_value, name=name, encoding=encoding)


def table_of(
    text: str, is_value: IsValue, *, name: str = "", encoding: Encoding | None = None
) -> Table:
    """Return the table in a text.

    `is_value` returns True for a cell that can be looked up; it decides if the first row holds
    column names.

    Raises:
        TableProblem: the rows can be read in two ways, or aren't the JSON that `name` promises.

    """
    if (found := read_json_rows(text, name)) is not None:
        names, records = found
        return Table(names, tuple(records), "", encoding, is_json=True)
    dialect = detect_dialect(text, name)
    body = text[dialect.skipped :]
    first_line = 2 if dialect.skipped else 1
    rows = all_rows(body, dialect.delimiter, first_line=first_line)
    rows = check_rows(rows, text, dialect.delimiter, name or "the text")
    header, data = _with_names(rows, is_value)
    return Table(header, data, dialect.delimiter, encoding)


def _with_names(
    rows: list[Row], is_value: IsValue
) -> tuple[tuple[str, ...] | None, tuple[Row, ...]]:
    """Return the names of the columns, None without any, and the other rows."""
    if not has_header(rows, is_value):
        return None, tuple(rows)
    place = next(place for place, row in enumerate(rows) if not row.is_blank)
    return rows[place].cells, (*rows[:place], *rows[place + 1 :])
