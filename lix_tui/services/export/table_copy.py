"""Records as tables to paste: TSV for spreadsheets, Markdown for people, CSV for programs."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TextIO, cast

from lix_tui.safe_cells import csv_line, escape_formula
from lix_tui.services.export.columns import ExportColumn, Selection, select
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import measured_columns
from lix_tui.services.export.presets import Presets
from lix_tui.services.export.text_writers import Csv, Markdown, harmless_cell
from lix_tui.services.export.writer import Writer
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.record_types import RECORD_TYPES

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Record
    from lix_tui.services.records.stored_records import Detail


class Tsv:
    """The columns under their titles; cells that look like formulas are made text."""

    def __init__(self, stream: TextIO, columns: Sequence[ExportColumn] | None) -> None:
        self._stream, self._columns = stream, columns or ()
        titles = [escape_formula(column.heading) for column in self._columns]
        stream.write(csv_line(titles, "\t"))

    def write(self, row: ExportRow) -> None:
        """Write one row; a cell is one line without tabs."""
        self._stream.write(csv_line([harmless_cell(column, row) for column in self._columns], "\t"))

    def finish(self) -> None:
        """Write nothing: the last row is complete."""


WRITERS: Mapping[str, Callable[[TextIO, Sequence[ExportColumn] | None], Writer]] = {
    "Markdown": Markdown,
    "TSV": Tsv,
    "CSV": Csv,
}


def table_forms(
    rows: Sequence[ExportRow],
    ids: Sequence[str],
    noun: str,
    presets: Presets,
    kinds: Sequence[str] = (),
) -> list[CopyForm]:
    """Return tables of rows; ``noun`` names the rows and ``kinds`` their record types.

    Without ``kinds`` all rows are of one type. The first tables have the columns ``ids``, as far as
    these types have them, the others those of each preset. Rows are read when a table is made.
    """
    if not rows:
        return []
    kinds = tuple(kinds) or (rows[0].kind,)
    every = {column.id for column in select(["all"], kinds).widest}
    known = [id_ for id_ in ids if id_ in every]
    choices = {"": select(known, kinds)} if known else {}
    for preset in presets.for_kinds(kinds):
        with suppress(ColumnError):  # the picker says why a preset can't be used
            found = select(preset.known_columns(kinds), kinds, preset.headers)
            choices[f" · {preset.name}"] = found
    return [
        CopyForm(f"{name}{words}", noun, "Table", partial(table_text, name, selection, rows))
        for words, selection in choices.items()
        for name in WRITERS
    ]


def detail_rows(detail: Detail) -> list[ExportRow]:
    """Return a looked-up record as a row; none for an answer that can't be exported."""
    record_type = RECORD_TYPES[detail.endpoint]
    record = cast("Record", detail.record)  # types that are exported have models of records
    kind, is_exported = record_type.entry_kind, record_type.is_exported
    return [ExportRow(kind, record, json.loads(detail.body))] if is_exported else []


def table_text(name: str, selection: Selection, rows: Sequence[ExportRow]) -> str:
    """Return rows as one table."""
    stream = io.StringIO()
    writer = WRITERS[name](stream, measured_columns(selection, rows))
    for row in rows:
        writer.write(row)
    writer.finish()
    return stream.getvalue()
