"""Rows of a bulk lookup with what was found for them, read in batches."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lix_tui.safe_cells import Cell, json_text
from lix_tui.services.records.types.career_fields import MOST_POSITIONS, MOST_SCHOOLS
from lix_tui.services.runs.added_columns import (
    AddedColumn,
    added_columns,
    career_counts,
    record_json,
)
from lix_tui.services.runs.file_notes import in_file
from lix_tui.services.runs.row_answers import BatchAnswers, Place, RowSources, read_answers
from lix_tui.services.runs.row_outcomes import Outcome, outcome_of, row_outcome

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.services.runs.lookup_batch import LookupBatch, RowLookup
    from lix_tui.store.rows import RunItem

BATCH = 200
"""Rows that are read at once. Only their cells stay in memory, not their answers."""


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """One row of the input with what was found for it."""

    place: int
    """Index of the row in the input."""
    outcome: Outcome
    added: tuple[Cell, ...]
    """Cells of the added columns, those of the longest career included."""
    is_found: bool
    """True if there is an answer or a stored record."""
    packed: bytes = b""
    """JSON text of the record, packed; empty for none, and where it isn't wanted."""
    best_link: str | None = None
    """None: the first column doesn't become a link."""

    @property
    def record_text(self) -> str:
        """The record as JSON text."""
        return zlib.decompress(self.packed).decode("utf-8") if self.packed else "null"


@dataclass(frozen=True, slots=True)
class JoinedRows:
    """All rows of a lookup, and the columns that are added to them."""

    rows: tuple[JoinedRow, ...]
    columns: tuple[AddedColumn, ...]
    """Added columns, as many numbered ones as the longest career needs."""
    places: tuple[int, ...]
    """Place of each column in the cells of a row."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Inputs of a lookup with the outcomes of a run."""

    lookups: LookupBatch
    inputs: Mapping[int, Sequence[int]]
    """Places of the inputs of each row."""
    items: Mapping[Place, RunItem]
    unsaved: Mapping[Place, Detail]

    def of_row(self, row: int) -> list[RowLookup]:
        """Return the lookups of a row."""
        places = self.inputs.get(row, ())
        return [one for place in places for one in self.lookups.lookups_of(place)]


async def join_rows(
    sources: RowSources,
    count: int,
    batch: LookupBatch,
    items: Sequence[RunItem],
    *,
    unsaved: Mapping[int, Detail],
    viewer_id: str | None = None,
    ids: Sequence[str] | None = None,
    with_records: bool = False,
) -> JoinedRows:
    """Return the rows of an input of `count` rows whose run has `items`.

    `unsaved` are answers that aren't in the store, by the number of their item; `ids` are chosen
    columns. Raises ColumnError, StoreError.
    """
    widest = added_columns(batch.what, ids, MOST_POSITIONS, MOST_SCHOOLS)
    joined = await asyncio.to_thread(_batch_of, batch, items, unsaved)
    rows: list[JoinedRow] = []
    positions = schools = 0
    for begin in range(0, count, BATCH):
        some = range(begin, min(begin + BATCH, count))
        lookups = await asyncio.to_thread(lambda some=some: [joined.of_row(row) for row in some])  # type: ignore[misc]  # mypy can't infer a default
        places = [
            (one.endpoint, one.link)
            for own in lookups
            for one in own
            if one.link is not None and not one.is_left_out
        ]
        answers = await read_answers(sources, places, unsaved=joined.unsaved, viewer_id=viewer_id)
        found, held, studied = await asyncio.to_thread(
            _rows_of, joined, some, lookups, answers, widest, with_records=with_records
        )
        rows += found
        positions, schools = max(positions, held), max(schools, studied)
    columns = added_columns(batch.what, ids, positions, schools)
    at = {column.id: place for place, column in enumerate(widest)}
    return JoinedRows(tuple(rows), columns, tuple(at[column.id] for column in columns))


def _batch_of(
    batch: LookupBatch, items: Sequence[RunItem], unsaved: Mapping[int, Detail]
) -> _Batch:
    endpoint = batch.endpoints[0] if len(batch.to_buy) == 1 else ""
    inputs: dict[int, list[int]] = {}
    for place, one in enumerate(batch.inputs):
        inputs.setdefault(one.row, []).append(place)
    by_place = {(item.endpoint or endpoint, item.link): item for item in items}
    own = {
        place: unsaved[item.number] for place, item in by_place.items() if item.number in unsaved
    }
    return _Batch(batch, inputs, by_place, own)


def _rows_of(
    batch: _Batch,
    rows: Sequence[int],
    lookups: Sequence[Sequence[RowLookup]],
    answers: BatchAnswers,
    columns: Sequence[AddedColumn],
    *,
    with_records: bool,
) -> tuple[list[JoinedRow], int, int]:
    """Return rows, and the most positions and schools of their people."""
    found: list[JoinedRow] = []
    positions = schools = 0
    for row, own in zip(rows, lookups, strict=True):
        places = [(one.endpoint, one.link or "") for one in own]
        outcomes = [
            in_file(outcome_of(one, batch.items.get(place), answers.details.get(place)))
            for one, place in zip(own, places, strict=True)
        ]
        of_row = answers.of_row(own)
        held, studied = career_counts(of_row)
        positions, schools = max(positions, held), max(schools, studied)
        record = record_json(batch.lookups.what, of_row) if with_records else None
        packed = b"" if record is None else zlib.compress(json_text(record).encode("utf-8"), 1)
        cells = tuple(column.read(of_row) for column in columns)
        found.append(JoinedRow(row, row_outcome(own, outcomes), cells, bool(of_row), packed))
    return found, positions, schools
