"""Rows of a search as text to paste: Markdown for people, TSV for spreadsheets."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from lix_tui.safe_cells import csv_line
from lix_tui.services.export.columns import ExportColumn, select
from lix_tui.services.export.search_rows import ElementRows, record_kind
from lix_tui.services.export.text_writers import Markdown, harmless_cell
from lix_tui.services.records.copy_form import CopyForm

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.export.export_row import ExportRow
    from lix_tui.services.kinds import Kind


class Tsv:
    """Columns with their titles. Cells that look like formulas become text."""

    def __init__(self, stream: io.StringIO, columns: Sequence[ExportColumn]) -> None:
        self._stream, self._columns = stream, columns
        stream.write(csv_line([column.title for column in columns], "\t"))

    def write(self, row: ExportRow) -> None:
        """Write one row; a cell is one line without tabs."""
        self._stream.write(csv_line([harmless_cell(column, row) for column in self._columns], "\t"))


WRITERS: Mapping[str, Callable[[io.StringIO, Sequence[ExportColumn]], Markdown | Tsv]] = {
    "Markdown": Markdown,
    "TSV": Tsv,
}


def table_forms(
    kind: Kind, ids: Sequence[str], elements: Sequence[Element], subject: str
) -> list[CopyForm]:
    """Return tables of the elements with columns by id; ``subject`` names the elements."""
    if not elements:
        return []
    return [
        CopyForm(
            name, subject, "Table", partial(table_text, name, kind, tuple(ids), tuple(elements))
        )
        for name in WRITERS
    ]


def table_text(name: str, kind: Kind, ids: Sequence[str], elements: Sequence[Element]) -> str:
    """Return the elements as one table."""
    stream = io.StringIO()
    writer = WRITERS[name](stream, select(ids, (record_kind(kind),)).columns())
    for row in ElementRows(kind, elements):
        writer.write(row)
    return stream.getvalue()
