"""Rows and cells of separated text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lix_tui.services.tables.problem import TableProblem

MOST_CELLS = 16_384
"""Cells of a row at most: the columns of a sheet (Excel specifications and limits)."""
Value = str | int | float | bool
"""Content of a cell: text, or a number of a workbook."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
"""A quoted cell: everything up to a quote that isn't doubled. Never goes back (possessive)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    line: int
    """Line of the text on which the row begins, from 1."""
    cells: tuple[str, ...]
    """Cells as written, without the quotes around them."""
    lines: int = 1
    """Lines of the text that the row takes up."""
    values: tuple[Value, ...] | None = None
    """Cells as a workbook has them, with numbers; None where all of them are text."""

    @property
    def is_blank(self) -> bool:
        """Return True if all cells are empty or white space."""
        return not any(cell.strip() for cell in self.cells)


def split_rows(text: str, delimiter: str, *, first_line: int = 1) -> Iterator[Row]:
    """Yield the rows of a text, whatever its line ends; empty lines are rows too.

    `delimiter` is empty for plain text, in which a line is a cell. A quoted cell may have line
    ends. A quote without a proper closing quote is an ordinary character, so that it joins no
    other row.
    """
    at, line, size = 0, first_line, len(text)
    while at < size:
        end = _LINE_END.search(text, at)
        stop, after = (end.start(), end.end()) if end else (size, size)
        if text.find('"', at, stop) < 0:
            content = text[at:stop]
            yield Row(line, tuple(content.split(delimiter)) if delimiter else (content,))
            at, line = after, line + 1
            continue
        cells, after = _quoted_row(text, at, delimiter)
        row_lines = max(1, len(_LINE_END.findall(text, at, after)) + (after == size))
        if after == size and _LINE_END.match(text, size - 1):
            row_lines -= 1
        yield Row(line, tuple(cells), row_lines)
        at, line = after, line + row_lines


def all_rows(text: str, delimiter: str, *, first_line: int = 1) -> list[Row]:
    """Return the rows of a text as `split_rows` does, faster if all quotes are regular."""
    if len(delimiter) == 1 and (rows := _orderly_rows(text, delimiter, first_line)) is not None:
        return rows
    return list(split_rows(text, delimiter, first_line=first_line))


def _orderly_rows(text: str, delimiter: str, first_line: int) -> list[Row] | None:
    """Return the rows as the standard library reads them; None if it refuses a quote."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    line = 0
    try:
        for cells in reader:
            rows.append(Row(first_line + line, tuple(cells) or ("",), reader.line_num - line))
            line = reader.line_num
    except (csv.Error, ValueError):  # also for a cell beyond the size limit
        return None
    return rows


def check_rows(rows: list[Row], text: str, delimiter: str, name: str) -> list[Row]:
    """Return the rows, with rows that stray quotes joined split again.

    A stray quote and a later one may form a quoted cell by chance. Read line by line, each line of
    such a row is as wide as the other rows. If both readings fit the table, neither is chosen.
    `text` is the whole text, in which the first line has the number 1.

    Raises:
        TableProblem: both readings fit, or a row has more than MOST_CELLS cells.

    """
    for row in rows:
        if len(row.cells) > MOST_CELLS:
            message = (
                f"Line {row.line:,} of {name} has {len(row.cells):,} cells, and {MOST_CELLS:,} is "
                "the most. Put each record on its own line."
            )
            raise TableProblem(message)
    joined = [row for row in rows if row.lines > 1]
    width = width_of(row for row in rows if row.lines == 1 and not row.is_blank)
    if not joined or width < 2:
        return rows
    text_lines = _LINE_END.split(text)
    apart: dict[int, list[Row]] = {}
    for row in joined:
        lines = text_lines[row.line - 1 : row.line - 1 + row.lines]
        literal = [
            Row(row.line + place, tuple(line.split(delimiter))) for place, line in enumerate(lines)
        ]
        if any(len(one.cells) != width for one in literal):
            continue
        if len(row.cells) == width:
            message = (
                f"Line {row.line:,} of {name} opens a quote that is closed {row.lines - 1:,} "
                f"{'line' if row.lines == 2 else 'lines'} later, so its rows can be read in two "
                'ways. Write each quote inside a cell twice ("") and try again.'
            )
            raise TableProblem(message)
        apart[row.line] = literal
    return [one for row in rows for one in apart.get(row.line, [row])] if apart else rows


def width_of(rows: Iterator[Row]) -> int:
    """Return the number of cells that most rows have, 0 without rows."""
    counts = Counter(len(row.cells) for row in rows)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _quoted_row(text: str, at: int, delimiter: str) -> tuple[list[str], int]:
    """Return the cells of the row that begins at `at`, and the index after its line end."""
    cells: list[str] = []
    size = len(text)
    while True:
        cell, at = _cell(text, at, delimiter)
        cells.append(cell)
        if delimiter and text.startswith(delimiter, at):
            at += len(delimiter)
            continue
        end = _LINE_END.match(text, at)
        return cells, end.end() if end else size


def _cell(text: str, at: int, delimiter: str) -> tuple[str, int]:
    """Return the cell that begins at `at`, and the index after it."""
    quoted = _QUOTED.match(text, at) if text.startswith('"', at) else None
    if quoted is not None:
        after, content = quoted.end(), quoted[1].replace('""', '"')
        if _is_end(text, after, delimiter):
            return content, after
        if delimiter and not _LINE_END.search(quoted.group()):  # "Ann" Lee, as Excel reads it
            stop = _plain_end(text, after, delimiter)
            return content + text[after:stop], stop
    stop = _plain_end(text, at, delimiter)
    return text[at:stop], stop


def _is_end(text: str, at: int, delimiter: str) -> bool:
    return (
        at >= len(text)
        or text[at] in "\r\n"
        or (bool(delimiter) and text.startswith(delimiter, at))
    )


def _plain_end(text: str, at: int, delimiter: str) -> int:
    """Return the index at which an unquoted cell ends."""
    end = _LINE_END.search(text, at)
    stop = end.start() if end else len(text)
    found = text.find(delimiter, at, stop) if delimiter else -1
    return stop if found < 0 else found
