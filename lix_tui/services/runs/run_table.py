"""Joined table of a run that is stored, whether or not it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from lix_tui.services.runs.input_sheet import InputSheet, inputs_of_sheet
from lix_tui.services.runs.joined_table import JoinedTable, join_table
from lix_tui.services.runs.lookup_batch import LookupBatch, build_batch
from lix_tui.services.runs.run_source import RunSource
from lix_tui.services.runs.sheet_rows import SheetRows
from lix_tui.services.tables.rows import Row
from lix_tui.services.tables.table import Table

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.services.runs.lookup_list import LookupEndpoint
    from lix_tui.services.runs.row_answers import RowSources
    from lix_tui.store.rows import RunItem, RunRow

_COLUMNS = ("name", "link")
"""Columns of the input of a run that doesn't come from a file."""


def lookups_of_run(row: RunRow) -> tuple[LookupEndpoint, ...]:
    """Return the lookups that were chosen for a run."""
    endpoints = row.endpoint.split(",")
    if endpoints[0] == "person" and "person_by_email" in endpoints:
        endpoints.remove("person_by_email")
    return cast("tuple[LookupEndpoint, ...]", tuple(endpoints))


async def table_of_run(
    sources: RowSources,
    row: RunRow,
    items: Sequence[RunItem],
    form: str,
    *,
    unsaved: Mapping[int, Detail],
    viewer_id: str | None,
    ids: Sequence[str] | None = None,
) -> JoinedTable:
    """Return the rows of the run's file, or of its records, with what was found so far.

    The table can be written in a format. The file is read again; raises ItemsProblem if that isn't
    possible, ColumnError, StoreError.
    """
    source = RunSource.read(row.source)
    if source is not None:
        sheet, batch = await asyncio.to_thread(source.open)
        if source.excluded:
            bought = {item.link for item in items}
            links = ((one.endpoint, item.link) for one in batch.lists for item in one.items)
            out = {(endpoint, link) for endpoint, link in links if link not in bought}
            batch = batch.without(out, source.excluded)
    else:
        sheet, batch = await asyncio.to_thread(_without_file, row, items)
    given = SheetRows(sheet)
    return await join_table(
        sources, given, batch, items, form, unsaved=unsaved, viewer_id=viewer_id, ids=ids
    )


def sheet_of_records(name: str, records: Sequence[tuple[str, str]]) -> InputSheet:
    """Return records, given as names and links, as a table."""
    rows = tuple(Row(place, record) for place, record in enumerate(records, 1))
    return InputSheet(name, Table(_COLUMNS, rows, ""), rows)


def _without_file(row: RunRow, items: Sequence[RunItem]) -> tuple[InputSheet, LookupBatch]:
    """Return the records of a run as a table of names and links, with their lookups."""
    names = {item.link: item.label for item in reversed(items)}
    links = dict.fromkeys(item.link for item in items)
    sheet = sheet_of_records(row.title, [(names[link], link) for link in links])
    return sheet, build_batch(inputs_of_sheet(sheet, 1), lookups_of_run(row))
