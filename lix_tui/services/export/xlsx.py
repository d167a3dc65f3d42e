"""XLSX, a row at a time, through XlsxWriter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import UnsupportedOperation
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from lix_tui.safe_cells import Cell, cleaned_cell
from lix_tui.services.export.columns import ExportColumn
from lix_tui.services.export.errors import ExportError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.formats import missing_extra
from lix_tui.services.export.writer import Writer

MOST_ROWS = 1_048_575
"""Rows of a sheet below its heading (Excel specifications and limits)."""
MOST_CHARACTERS = 32_767
"""Characters of a cell (the same page)."""
MOST_DIGITS = 2**53
"""Numbers from here on are not exact in a spreadsheet, so they are written as text."""


class _Closes(Protocol):
    """Methods of XlsxWriter's book that are used here."""

    def close(self) -> None: ...


class _Worksheet(Protocol):
    """Methods of XlsxWriter's sheet that are used here."""

    def write_string(self, row: int, col: int, string: str) -> int: ...
    def write_number(self, row: int, col: int, number: int) -> int: ...
    def write_boolean(self, row: int, col: int, boolean: bool) -> int: ...


@contextmanager
def xlsx_writer(stream: BinaryIO, columns: Sequence[ExportColumn]) -> Iterator[Writer]:
    """Yield a writer of one sheet. What XlsxWriter keeps aside is gone afterwards in any case."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise missing_extra("xlsx") from None
    with TemporaryDirectory(prefix="lix-tui-") as aside:  # its rows are personal data too
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": aside,
        }
        book = Workbook(_Steady(stream), options)
        sheet = book.add_worksheet("Export")
        try:
            sheet.freeze_panes(1, 0)
            heading = book.add_format({"bold": True})
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.id, heading)
            yield _Sheet(book, sheet, columns)
        finally:
            rows = getattr(sheet, "row_data_fh", None)
            if rows is not None:  # still open when the export was given up
                rows.close()


class _Steady:
    """File that raises its first error only and discards all later writes.

    A zip archive with a write error writes its directory again when it is garbage collected. That
    second error would be printed to standard error, so later writes report success instead.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at, self._failed = stream, 0, False

    def position(self) -> int:
        """Return the position in the file. Raises UnsupportedOperation if it can't be moved."""
        if not self._failed and not self._stream.seekable():
            raise UnsupportedOperation
        return self._at

    tell = position  # its name in Python's protocol for files

    def seek(self, place: int) -> int:
        """Set the position in the file."""
        self._guarded(lambda: self._stream.seek(place))
        self._at = place
        return place

    def write(self, data: bytes) -> int:
        """Write, and always report success."""
        self._guarded(lambda: self._stream.write(data))
        self._at += len(data)
        return len(data)

    def flush(self) -> None:
        """Write what is buffered."""
        self._guarded(self._stream.flush)

    def _guarded(self, act: Callable[[], object]) -> None:
        if self._failed:
            return
        try:
            act()
        except OSError:
            self._failed = True
            raise


class _Sheet:
    """Writer of one sheet; text is never written as a formula, a link or a number."""

    def __init__(self, book: _Closes, sheet: _Worksheet, columns: Sequence[ExportColumn]) -> None:
        self._book, self._sheet, self._columns, self._row = book, sheet, columns, 0

    def write(self, row: ExportRow) -> None:
        """Write one row. Raises ExportError for a full sheet."""
        self._row += 1
        if self._row > MOST_ROWS:
            message = f"XLSX can have {MOST_ROWS:,} rows at most; export as CSV or Parquet instead."
            raise ExportError(message)
        for place, column in enumerate(self._columns):
            self._put(place, cleaned_cell(column.read(row)))

    def finish(self) -> None:
        """Assemble the file."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise _reason(error) from error

    def _put(self, place: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._row, place, cell)
        elif isinstance(cell, int) and abs(cell) < MOST_DIGITS:
            self._sheet.write_number(self._row, place, cell)
        else:
            self._sheet.write_string(self._row, place, sheet_text(str(cell)))


def sheet_text(text: str) -> str:
    """Return text that fits into a cell and stays text.

    XlsxWriter writes what begins with ``<r>`` and ends with ``</r>`` into the file unescaped, as
    it takes that for markup of its own; a space at the end keeps foreign text from being markup.
    """
    text = text[:MOST_CHARACTERS]
    if text.startswith("<r>") and text.endswith("</r>"):
        return f"{text[: MOST_CHARACTERS - 1]} "
    return text


def _reason(error: Exception) -> OSError:
    """Return the error of the system that XlsxWriter wraps."""
    reason = next(iter(error.args), None)
    return reason if isinstance(reason, OSError) else OSError(str(error))
