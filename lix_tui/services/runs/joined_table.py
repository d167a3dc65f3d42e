"""Table of a bulk lookup: the rows of the input, each with its status, note and record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from lix_tui.safe_cells import Cell, cleaned_cell, json_text
from lix_tui.services.export.atomic_file import Replace, unwritable, whole_file
from lix_tui.services.export.columns import NOTE as USER_NOTE
from lix_tui.services.export.columns import ExportColumn
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import table_writer
from lix_tui.services.export.formats import FORMATS
from lix_tui.services.export.text_writers import TEXT_WRITERS, TextStream
from lix_tui.services.export.writer import Warn, ignore
from lix_tui.services.runs.added_columns import NOTE, STATUS
from lix_tui.services.runs.column_names import free_names
from lix_tui.services.runs.joined_rows import JoinedRow, JoinedRows, join_rows
from lix_tui.services.runs.sheet_rows import JOINED, InputRows, fields_of

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Record
    from lix_tui.services.export.writer import Writer
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.services.runs.lookup_batch import LookupBatch
    from lix_tui.services.runs.row_answers import RowSources
    from lix_tui.store.rows import RunItem


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """All rows, and the columns of the input and of the records."""

    inputs: InputRows
    found: JoinedRows
    is_chosen: bool
    """True if the added columns were chosen, so that JSON has them instead of the record."""
    headers: Mapping[str, str]
    """Names of added columns that aren't their ids."""

    def __len__(self) -> int:
        return len(self.found.rows)

    def columns(self, form: str) -> list[ExportColumn]:
        """Return all columns of a table in a format."""
        found = self.inputs.columns(form)
        columns = self.found.columns
        ids = (STATUS, NOTE, *(column.id for column in columns))
        wanted = [self.headers.get(id_, id_) for id_ in ids]
        status, note, *names = free_names(wanted, [column.key for column in found])
        for place, name in enumerate((status, note)):
            found.append(ExportColumn(name, name, "text", fields_of(name, _outcome_reader(place))))
        for name, place, column in zip(names, self.found.places, columns, strict=True):
            fields = fields_of(name, _cell_reader(place), column.type)
            is_note = column.id == USER_NOTE
            found.append(ExportColumn(name, name, column.type, fields, is_note=is_note))
        return found

    def json_texts(self) -> Iterator[str]:
        """Yield the text of a JSON object for each row."""
        pairs = [
            (self.headers.get(column.id, column.id), place)
            for place, column in zip(self.found.places, self.found.columns, strict=True)
        ]
        for row in self.found.rows:
            before = self.inputs.json_of(row)
            if self.is_chosen:
                cells = {header: cleaned_cell(row.added[place]) for header, place in pairs}
                yield json_text(before | {"record": cells if row.is_found else None})
            else:
                yield f'{json_text(before)[:-1]}, "record": {row.record_text}}}'

    def export_rows(self) -> Iterator[ExportRow]:
        """Yield the rows as those of an export."""
        for row in self.found.rows:
            yield ExportRow(JOINED, cast("Record", row), None)


def _outcome_reader(place: int) -> Callable[[JoinedRow], Cell]:
    return lambda row: row.outcome[place]


def _cell_reader(place: int) -> Callable[[JoinedRow], Cell]:
    return lambda row: row.added[place]


async def join_table(
    sources: RowSources,
    inputs: InputRows,
    batch: LookupBatch,
    items: Sequence[RunItem],
    form: str,
    *,
    unsaved: Mapping[int, Detail],
    viewer_id: str | None = None,
    ids: Sequence[str] | None = None,
    headers: Mapping[str, str] = {},
) -> JoinedTable:
    """Return the table of rows whose lookups are `batch` and whose run has `items`, for a format.

    `unsaved` are answers that aren't in the store, by the number of their item; `ids` and
    `headers` are chosen columns and their names. Raises ColumnError, StoreError.
    """
    found = await join_rows(
        sources,
        len(inputs),
        batch,
        items,
        unsaved=unsaved,
        viewer_id=viewer_id,
        ids=ids,
        with_records=FORMATS[form].whole and ids is None,
    )
    return JoinedTable(inputs, found, ids is not None, dict(headers))


def write_joined(
    table: JoinedTable, path: Path, form: str, *, replace: Replace = True, warn: Warn = ignore
) -> None:
    """Write a table to a file, which appears complete or not at all.

    ``warn`` gets a sentence about what the format can't hold. Raises ExportError.
    """
    try:
        if FORMATS[form].whole:
            with whole_file(path, replace=replace) as file:
                file.writelines(text.encode("utf-8") for text in json_pieces(table, form))
            return
        with table_writer(path, form, table.columns(form), replace=replace, warn=warn) as writer:
            _write_rows(table, writer)
    except OSError as error:
        raise unwritable(path, error) from None


def print_joined(table: JoinedTable, stream: TextStream, form: str) -> None:
    """Write a table in a text format to an open stream."""
    if FORMATS[form].whole:
        for text in json_pieces(table, form):
            stream.write(text)
        return
    _write_rows(table, TEXT_WRITERS[form](stream, table.columns(form)))


def json_pieces(table: JoinedTable, form: str) -> Iterator[str]:
    """Yield the text of JSON lines, or of a JSON array."""
    if form == "jsonl":
        for text in table.json_texts():
            yield f"{text}\n"
        return
    for place, text in enumerate(table.json_texts()):
        yield f"{',' if place else '['}\n  {text}"
    yield "\n]\n" if len(table) else "[]\n"


def _write_rows(table: JoinedTable, writer: Writer) -> None:
    for row in table.export_rows():
        writer.write(row)
    writer.finish()
