"""XLSX, a row at a time, through XlsxWriter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import UnsupportedOperation
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from lix_tui.counts import counted
from lix_tui.safe_cells import CellType
from lix_tui.services.export.columns import ExportColumn
from lix_tui.services.export.errors import ExportError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.formats import missing_extra
from lix_tui.services.export.writer import Warn, Writer, ignore
from lix_tui.services.export.xlsx_cells import (
    MOST_CHARACTERS,
    date_cell,
    display_width,
    is_like_formula,
    link_target,
    sheet_text,
    without_forbidden,
)

MOST_ROWS = 1_048_575
"""Rows of a sheet below its heading (Excel specifications and limits)."""
MOST_COLUMNS = 16_384
"""Columns of a sheet (the same page)."""
MOST_LINKS = 65_530
"""Hyperlinks of a sheet (the same page)."""
MOST_DIGITS = 2**53
"""Numbers from here on are not exact in a spreadsheet, so they are written as text."""


class _Closes(Protocol):
    """Methods of XlsxWriter's book that are used here."""

    def close(self) -> None: ...
    def add_format(self, properties: Mapping[str, object]) -> object: ...


class _Worksheet(Protocol):
    """Methods of XlsxWriter's sheet that are used here."""

    def write_string(self, row: int, col: int, string: str, cell_format: object = None) -> int: ...
    def write_number(
        self, row: int, col: int, number: float, cell_format: object = None
    ) -> int: ...
    def write_boolean(self, row: int, col: int, boolean: bool) -> int: ...
    def write_url(
        self, row: int, col: int, url: str, cell_format: object = None, string: str | None = None
    ) -> int: ...
    def set_column(self, first: int, last: int, width: float) -> int: ...
    def ignore_errors(self, options: Mapping[str, str]) -> int: ...


@contextmanager
def xlsx_writer(
    stream: BinaryIO, columns: Sequence[ExportColumn], warn: Warn = ignore
) -> Iterator[Writer]:
    """Yield a writer of one sheet. What XlsxWriter keeps aside is gone afterwards in any case.

    ``warn`` gets a sentence about what a sheet can't hold.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise missing_extra("xlsx") from None
    if len(columns) > MOST_COLUMNS:
        message = (
            f"An XLSX sheet can have at most {MOST_COLUMNS:,} columns, not {len(columns):,}; "
            "export as CSV or Parquet instead."
        )
        raise ExportError(message)
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
            headings = [book.add_format({"bold": True, "quote_prefix": one}) for one in (0, 1)]
            for place, column in enumerate(columns):
                text = sheet_text(column.key)
                sheet.write_string(0, place, text, headings[is_like_formula(text)])
            yield _Sheet(book, sheet, columns, warn)
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

    def _guarded(self, operation: Callable[[], object]) -> None:
        if self._failed:
            return
        try:
            operation()
        except OSError:
            self._failed = True
            raise


class _Sheet:
    """Writer of one sheet; text is never written as a formula or a number."""

    def __init__(
        self, book: _Closes, sheet: _Worksheet, columns: Sequence[ExportColumn], warn: Warn
    ) -> None:
        self._book, self._sheet, self._columns, self._warn = book, sheet, columns, warn
        self._row = self._links = self._plain_links = self._cut = 0
        self._widths = [display_width(column.key) + 1 for column in columns]
        self._quoted = book.add_format({"quote_prefix": True})
        self._dates = {
            form: book.add_format({"num_format": form, "align": "left"})
            for form in ("yyyy-mm-dd", "yyyy-mm", "yyyy")
        }

    def write(self, row: ExportRow) -> None:
        """Write one row. Raises ExportError for a full sheet."""
        self._row += 1
        if self._row > MOST_ROWS:
            message = (
                f"An XLSX sheet can have at most {MOST_ROWS:,} rows; export as CSV or Parquet "
                "instead."
            )
            raise ExportError(message)
        for place, column in enumerate(self._columns):
            cell = column.cell(row)
            if cell is not None:
                self._widths[place] = max(self._widths[place], display_width(str(cell)))
                self._put(place, column.type, cell)

    def finish(self) -> None:
        """Set the widths, assemble the file, and say what the sheet couldn't hold."""
        from xlsxwriter.exceptions import FileCreateError
        from xlsxwriter.utility import xl_range

        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width + 2)
        if self._columns and self._row:
            whole = xl_range(1, 0, self._row, len(self._columns) - 1)
            self._sheet.ignore_errors({"number_stored_as_text": whole})
        try:
            self._book.close()
        except FileCreateError as error:
            raise _reason(error) from error
        if self._cut:
            were = counted(self._cut, "text", ("was", "were"))
            self._warn(
                f"{were} cut to the {MOST_CHARACTERS:,} characters of a cell; export as CSV for "
                "whole texts."
            )
        if self._plain_links:
            were = counted(self._plain_links, "link", ("was", "were"))
            self._warn(f"{were} written as text, because a sheet has {MOST_LINKS:,} at most.")

    def _put(self, place: int, kind: CellType, cell: str | int) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._row, place, cell)
        elif isinstance(cell, int | float) and abs(cell) < MOST_DIGITS:
            self._sheet.write_number(self._row, place, cell)
        elif kind == "date" and (day := date_cell(str(cell))) is not None:
            self._sheet.write_number(self._row, place, day.number, self._dates[day.format])
        elif kind == "link" and (target := link_target(str(cell))) is not None:
            self._put_link(place, target, str(cell))
        else:
            self._put_text(place, str(cell))

    def _put_link(self, place: int, target: str, text: str) -> None:
        if self._links == MOST_LINKS:
            self._plain_links += 1
            self._put_text(place, text)
            return
        self._links += 1
        self._sheet.write_url(self._row, place, target, string=text)

    def _put_text(self, place: int, text: str) -> None:
        whole = without_forbidden(text)
        fitting = sheet_text(whole)
        self._cut += len(fitting) < len(whole)
        style = self._quoted if is_like_formula(fitting) else None
        self._sheet.write_string(self._row, place, fitting, style)


def _reason(error: Exception) -> OSError:
    """Return the error of the system that XlsxWriter wraps."""
    reason = next(iter(error.args), None)
    return reason if isinstance(reason, OSError) else OSError(str(error))
