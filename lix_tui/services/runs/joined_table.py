"""Table of a bulk lookup: the rows of the input, each with its status, note and record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from lix_tui.safe_cells import cleaned_cell, json_text
from lix_tui.services.export.atomic_file import Replace, unwritable, whole_file
from lix_tui.services.export.columns import ExportColumn
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import table_writer
from lix_tui.services.export.formats import FORMATS
from lix_tui.services.export.text_writers import TEXT_WRITERS
from lix_tui.services.export.writer import Warn, ignore
from lix_tui.services.records.record_type import Field
from lix_tui.services.runs.added_columns import (
    ANNOTATIONS,
    NOTE,
    STATUS,
    AddedColumn,
    Answers,
    added_columns,
    record_json,
)
from lix_tui.services.runs.row_outcomes import Outcome, answers_of, outcome_of, row_outcome

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Record
    from lix_tui.services.export.writer import Writer
    from lix_tui.services.records.record_type import LookedUp
    from lix_tui.services.records.stored_records import Detail, StoredRecords
    from lix_tui.services.runs.input_sheet import InputSheet
    from lix_tui.services.runs.lookup_batch import LookupBatch, RowLookup
    from lix_tui.services.tables.rows import Value
    from lix_tui.store.rows import RunItem

OUTCOME_COLUMNS = (
    AddedColumn(STATUS, STATUS, "text", lambda _: None),
    AddedColumn(NOTE, NOTE, "text", lambda _: None),
)
"""First two added columns, which are read from the outcome of a row."""
JOINED = "joined"
"""Kind of the rows of such a table."""


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """One row of the input with what was found for it."""

    cells: tuple[str, ...]
    """Cells of the input as text, one per column."""
    values: tuple[Value, ...]
    """The same cells, with the numbers of a workbook."""
    outcome: Outcome
    answers: Answers
    annotation: tuple[str, str] = ("", "")
    """The user's note and tags of the record."""
    best_link: str | None = None
    """None: the first column doesn't become a link."""


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """All rows, and the columns of the input and of the records."""

    what: tuple[str, ...]
    input_columns: tuple[str, ...]
    added: tuple[AddedColumn, ...]
    rows: tuple[JoinedRow, ...]
    is_chosen: bool
    """True if the added columns were chosen, so that JSON has them instead of the record."""
    headers: Mapping[str, str]
    """Names of added columns that aren't their ids."""

    def columns(self, form: str) -> list[ExportColumn]:
        """Return all columns of a table in a format."""
        is_typed = form == "xlsx"
        found = [
            _verbatim(name, place, is_typed=is_typed)
            for place, name in enumerate(
                self._unique_columns() if form == "parquet" else self.input_columns
            )
        ]
        taken = {column.id for column in found}
        added = (*OUTCOME_COLUMNS, *self.added)
        for place, column in enumerate(added):
            name = free_name(self.headers.get(column.id, column.id), taken)
            taken.add(name)
            found.append(_of_row(name, column, place))
        return found

    def json_rows(self) -> Iterator[dict[str, object]]:
        """Yield a JSON object for each row."""
        names = self._unique_columns()
        readers = [
            (self.headers.get(one.id, one.id), _reader_of(one, len(OUTCOME_COLUMNS)))
            for one in self.added
        ]
        for row in self.rows:
            record: object = None
            if row.answers and self.is_chosen:
                record = {header: cleaned_cell(read(row)) for header, read in readers}
            elif row.answers:
                record = record_json(self.what, row.answers)
            yield {
                "input": dict(zip(names, row.values, strict=True)),
                "status": row.outcome.status,
                "note": row.outcome.note,
                "record": record,
            }

    def _unique_columns(self) -> list[str]:
        """Return the names of the input's columns, with numbers for those that are there twice."""
        names: list[str] = []
        for place, name in enumerate(self.input_columns):
            names.append(unique_name(name or f"column_{place + 1}", names))
        return names

    def export_rows(self) -> Iterator[ExportRow]:
        """Yield the rows as those of an export."""
        for row in self.rows:
            yield ExportRow(JOINED, cast("Record", row), None)


def free_name(name: str, taken: set[str]) -> str:
    """Return the name of an added column: ``lix_NAME`` or ``lix_NAME_2`` if NAME is taken."""
    return name if name not in taken else unique_name(f"lix_{name}", taken)


def unique_name(name: str, taken: set[str] | Sequence[str]) -> str:
    """Return a name, with a number after it if it is taken."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def _verbatim(name: str, place: int, *, is_typed: bool) -> ExportColumn:
    """Return a column of the input, whose cells pass through unchanged."""

    def read(row: JoinedRow) -> Value:
        return (row.values if is_typed else row.cells)[place]

    field = Field(name, name, read)  # type: ignore[arg-type]  # a number of a workbook may be a float
    fields = cast("Mapping[str, Field[LookedUp]]", {JOINED: field})
    return ExportColumn(name, name, "text", fields, is_verbatim=True)


def _of_row(name: str, column: AddedColumn, place: int) -> ExportColumn:
    """Return an added column; the first two are the outcome."""
    field = Field(name, name, _reader_of(column, place), column.type)
    fields = cast("Mapping[str, Field[LookedUp]]", {JOINED: field})
    return ExportColumn(name, name, column.type, fields)


def _reader_of(column: AddedColumn, place: int) -> Callable[[JoinedRow], str | int | bool | None]:
    def read(row: JoinedRow) -> str | int | bool | None:
        if place < len(OUTCOME_COLUMNS):
            return row.outcome[place]
        if column.id in ANNOTATIONS:
            return row.annotation[ANNOTATIONS.index(column.id)]
        return column.read(row.answers)

    return read


async def join_table(
    records: StoredRecords,
    sheet: InputSheet,
    batch: LookupBatch,
    items: Sequence[RunItem],
    *,
    unsaved: Mapping[int, Detail],
    viewer_id: str | None = None,
    ids: Sequence[str] | None = None,
    headers: Mapping[str, str] = {},
) -> JoinedTable:
    """Return the table of a sheet whose lookups are `batch` and whose run has `items`.

    `unsaved` are answers that aren't in the store, by the number of their item; `ids` and
    `headers` are chosen columns and their names. Raises ColumnError, StoreError.
    """
    endpoint = batch.endpoints[0] if len(batch.to_buy) == 1 else ""
    by_link = {(item.endpoint or endpoint, item.link): item for item in items}
    details: dict[tuple[str, str], Detail] = {}
    for given in batch.lists:
        links = [item.link for item in given.items]
        found = await records.stored_many(given.endpoint, links, viewer_id)
        details |= {(given.endpoint, link): detail for link, detail in found.items()}
    details |= {
        key: unsaved[item.number] for key, item in by_link.items() if item.number in unsaved
    }
    annotations: dict[tuple[str, str], tuple[str, str]] = {}
    for given in batch.lists if ids and set(ANNOTATIONS) & {*ids, "all"} else ():
        links = [item.link for item in given.items]
        own = await records.annotations_of(given.endpoint, links)
        annotations |= {(given.endpoint, link): words for link, words in own.items()}
    lookups: list[list[RowLookup]] = [[] for _ in sheet.rows]
    for place, one in enumerate(batch.inputs):
        lookups[one.row] += batch.lookups_of(place)
    rows = [
        _joined_row(sheet, place, own, by_link, details, annotations)
        for place, own in enumerate(lookups)
    ]
    added = added_columns(batch.what, ids, [row.answers for row in rows])
    return JoinedTable(
        batch.what, sheet.columns, added, tuple(rows), ids is not None, dict(headers)
    )


def _joined_row(
    sheet: InputSheet,
    place: int,
    lookups: Sequence[RowLookup],
    items: Mapping[tuple[str, str], RunItem],
    details: Mapping[tuple[str, str], Detail],
    annotations: Mapping[tuple[str, str], tuple[str, str]],
) -> JoinedRow:
    row, width = sheet.rows[place], len(sheet.columns)
    keys = [(one.endpoint, one.link or "") for one in lookups]
    outcomes = [
        outcome_of(one, items.get(key), details.get(key))
        for one, key in zip(lookups, keys, strict=True)
    ]
    cells = tuple(_encodable(cell) for cell in row.cells)
    padding = ("",) * (width - len(cells))
    return JoinedRow(
        (*cells, *padding),
        (*(row.values or cells), *padding),
        row_outcome(lookups, outcomes),
        answers_of(lookups, details),
        next((annotations[key] for key in keys if key in annotations), ("", "")),
    )


def _encodable(text: str) -> str:
    """Return a text without halves of surrogate pairs, which no file can contain."""
    return text if text.isprintable() else text.encode("utf-8", "replace").decode("utf-8")


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


def print_joined(table: JoinedTable, stream: TextIO, form: str) -> None:
    """Write a table in a text format to an open stream."""
    if FORMATS[form].whole:
        stream.writelines(json_pieces(table, form))
        return
    _write_rows(table, TEXT_WRITERS[form](stream, table.columns(form)))


def json_pieces(table: JoinedTable, form: str) -> Iterator[str]:
    """Yield the text of JSON lines, or of a JSON array."""
    if form == "jsonl":
        for row in table.json_rows():
            yield f"{json_text(row)}\n"
        return
    for place, row in enumerate(table.json_rows()):
        yield f"{',' if place else '['}\n  {json_text(row)}"
    yield "\n]\n" if table.rows else "[]\n"


def _write_rows(table: JoinedTable, writer: Writer) -> None:
    for row in table.export_rows():
        writer.write(row)
    writer.finish()
