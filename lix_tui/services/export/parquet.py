"""Parquet, a batch of rows at a time, through pyarrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Protocol

from lix_tui.safe_cells import Cell
from lix_tui.services.export.columns import ExportColumn
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.formats import missing_extra
from lix_tui.services.export.writer import Writer

BATCH = 5000
"""Rows that are written at once: the size of a row group."""
LARGEST = 2**63
"""Whole numbers of Parquet are smaller than this; no count on LinkedIn comes near it."""


class _Table(Protocol):
    """Parquet file, written in batches."""

    def put(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Write one list of cells per column."""

    def end(self) -> None:
        """Write the footer."""


@contextmanager
def parquet_writer(stream: BinaryIO, columns: Sequence[ExportColumn]) -> Iterator[Writer]:
    """Yield a writer of one table, with text, whole numbers and yes or no as its types."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise missing_extra("parquet") from None
    text = pyarrow.string()
    types = {"number": pyarrow.int64(), "flag": pyarrow.bool_()}
    kinds = [types.get(column.type, text) for column in columns]
    schema = pyarrow.schema(
        [(column.key, kind) for column, kind in zip(columns, kinds, strict=True)]
    )

    class ParquetTable:
        """Build the pyarrow table of one batch."""

        def __init__(self) -> None:
            self._file = parquet.ParquetWriter(stream, schema)

        def put(self, cells: Sequence[Sequence[Cell]]) -> None:
            arrays = [
                pyarrow.array(part, type=kind) for part, kind in zip(cells, kinds, strict=True)
            ]
            self._file.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))

        def end(self) -> None:
            self._file.close()

    table = ParquetTable()
    try:
        yield _Batches(table, columns)
    finally:
        table.end()  # does nothing after `finish`; else the file is incomplete and thrown away


class _Batches:
    """Writer that collects rows into batches."""

    def __init__(self, table: _Table, columns: Sequence[ExportColumn]) -> None:
        self._table, self._columns = table, columns
        self._cells: list[list[Cell]] = [[] for _ in columns]
        self._rows = 0

    def write(self, row: ExportRow) -> None:
        """Write one row."""
        for cells, column in zip(self._cells, self._columns, strict=True):
            cells.append(_fitting(column.cell(row)))
        self._rows += 1
        if self._rows == BATCH:
            self._write_batch()

    def finish(self) -> None:
        """Write the last batch and the footer."""
        if self._rows:
            self._write_batch()
        self._table.end()

    def _write_batch(self) -> None:
        self._table.put(self._cells)
        self._cells, self._rows = [[] for _ in self._columns], 0


def _fitting(cell: Cell) -> Cell:
    """Return the number, None if it is too large for the type."""
    too_large = isinstance(cell, int) and not -LARGEST <= cell < LARGEST
    return None if too_large else cell
