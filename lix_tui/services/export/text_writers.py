"""Writers of text formats: JSON lines, JSON, CSV, Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from lix_tui.safe_cells import cleaned_cell, csv_line, escape_formula, json_text, line_of
from lix_tui.services.export.columns import ExportColumn
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.writer import Writer


class TextStream(Protocol):
    """Open text file."""

    def write(self, text: str, /) -> object:
        """Write a text."""

    def flush(self) -> object:
        """Write what is buffered."""


class JsonLines:
    """Writer of one JSON record per line: whole, with unknown fields, or its columns."""

    def __init__(self, stream: TextStream, columns: Sequence[ExportColumn] | None) -> None:
        self._stream, self._columns = stream, columns

    def write(self, row: ExportRow) -> None:
        """Write one line and flush it, so that a reader sees it at once."""
        self._stream.write(json_text(value_of(row, self._columns)) + "\n")
        self._stream.flush()

    def finish(self) -> None:
        """Write nothing: the last line is complete."""


class JsonArray:
    """Writer of one JSON array."""

    def __init__(self, stream: TextStream, columns: Sequence[ExportColumn] | None) -> None:
        self._stream, self._columns, self._first = stream, columns, True
        stream.write("[")

    def write(self, row: ExportRow) -> None:
        """Write one element."""
        self._stream.write("\n  " if self._first else ",\n  ")
        self._first = False
        self._stream.write(json_text(value_of(row, self._columns)))

    def finish(self) -> None:
        """Close the array."""
        self._stream.write("]\n" if self._first else "\n]\n")


class Csv:
    """Writer of CSV with column ids as heading; cells that look like formulas become text."""

    def __init__(self, stream: TextStream, columns: Sequence[ExportColumn] | None) -> None:
        self._stream, self._columns = stream, columns or ()
        stream.write(csv_line([harmless_header(column) for column in self._columns]))

    def write(self, row: ExportRow) -> None:
        """Write one row; a note keeps its lines."""
        self._stream.write(csv_line([_csv_cell(column, row) for column in self._columns]))

    def finish(self) -> None:
        """Write nothing: the last row is complete."""


class Markdown:
    """Writer of a Markdown table whose first column links to the record."""

    def __init__(self, stream: TextStream, columns: Sequence[ExportColumn] | None) -> None:
        self._stream, self._columns = stream, columns or ()
        titles = [_cell(escape_formula(column.heading)) for column in self._columns]
        stream.write(f"| {' | '.join(titles)} |\n|{' --- |' * len(titles)}\n")

    def write(self, row: ExportRow) -> None:
        """Write one row."""
        first, *rest = (_cell(harmless_cell(column, row)) for column in self._columns)
        link = row.record.best_link or ""
        if link.startswith("https://") and not set(link) & set(" <>()|"):
            first = f"[{first}]({link})"
        self._stream.write(f"| {' | '.join([first, *rest])} |\n")

    def finish(self) -> None:
        """Write nothing: the last row is complete."""


TEXT_WRITERS: Mapping[str, Callable[[TextStream, Sequence[ExportColumn] | None], Writer]] = {
    "jsonl": JsonLines,
    "json": JsonArray,
    "csv": Csv,
    "md": Markdown,
}


def value_of(row: ExportRow, columns: Sequence[ExportColumn] | None) -> object:
    """Return a row's value in JSON: the whole record, or the columns by their ids."""
    if columns is None:
        return row.value
    return {column.key: cleaned_cell(column.read(row)) for column in columns}


def harmless_header(column: ExportColumn) -> str:
    """Return the header of a column; that of the user's own file passes through unchanged."""
    return column.key if column.is_verbatim else escape_formula(column.key)


def harmless_cell(column: ExportColumn, row: ExportRow) -> str:
    """Return the text of a cell in one line; only text can be a formula, numbers stay."""
    if column.is_verbatim:
        return str(column.read(row))
    text = line_of(column.read(row))
    return text if column.type in ("number", "flag") else escape_formula(text)


def _csv_cell(column: ExportColumn, row: ExportRow) -> str:
    """Return the text of a cell: one line, except that the user's note keeps its line breaks."""
    if column.is_verbatim or not column.is_note:
        return harmless_cell(column, row)
    return escape_formula(str(column.cell(row) or ""))


def _cell(text: str) -> str:
    text = " ".join(text.splitlines())
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)
