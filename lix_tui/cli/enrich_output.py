"""Output of ``lix-tui enrich``: format, columns and place of the joined table."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lix_tui.cli.failures import Failure
from lix_tui.cli.output import chosen_by, warn
from lix_tui.cli.streams import harmless_output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lix_tui.cli.enrich_input import EnrichInput
    from lix_tui.cli.output import Output
    from lix_tui.services.export.chosen_columns import ChosenColumns
    from lix_tui.services.runs.joined_table import JoinedTable
    from lix_tui.services.runs.lookup_batch import LookupBatch
    from lix_tui.services.runs.lookup_run import LookupRun
    from lix_tui.services.services import Services

_OTHER_TABLES = (".tsv", ".tab", ".xls", ".xlsm", ".ods", ".numbers")
"""Endings of tables that aren't written."""


@dataclass(frozen=True, slots=True)
class OutputForm:
    """Format of the output and its columns."""

    form: str
    """One of the export formats."""
    chosen: ChosenColumns
    """Added columns and their headers."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers of added columns that aren't their ids."""
    place: Output | None = None
    """Place of the file; None for standard output."""

    def at(self, place: Output) -> OutputForm:
        """Return the same output in a file."""
        return replace(self, place=place)

    def checked(self, what: Sequence[str], input_columns: Sequence[str]) -> OutputForm:
        """Return the output with its headers.

        Raises Failure for a column that these lookups don't have, or a header that is taken.
        """
        from lix_tui.services.export.errors import ColumnError
        from lix_tui.services.runs.added_columns import added_columns, added_headers

        try:
            columns = added_columns(what, self.chosen.ids)
            return replace(self, headers=added_headers(columns, self.chosen, input_columns))
        except ColumnError as error:
            raise Failure(str(error), 2) from None


def output_form(
    output: Path | None, form: str | None, columns: str | None, renames: Sequence[str]
) -> OutputForm:
    """Return format and columns of the output. Raises Failure (2) for unknown ones."""
    from lix_tui.services.export.errors import ExportError
    from lix_tui.services.export.formats import FORMATS, check_installed, chosen_format

    if form is not None and form not in FORMATS:
        message = f"'{form[:40]}' isn't a format; choose one of {', '.join(FORMATS)}."
        raise Failure(message, 2)
    ending = "" if output is None else output.suffix.lower()
    if ending in _OTHER_TABLES:
        message = f"Rows can't be written as {ending}. Name a .csv, .xlsx, .md or .parquet file."
        raise Failure(message, 2)
    try:
        chosen = chosen_format(output, form, "jsonl" if output is None else "csv")
        check_installed(chosen)
        wanted = chosen_by(columns, renames)
    except ExportError as error:
        raise Failure(str(error), 2) from None
    if FORMATS[chosen].binary and output is None:
        message = f"--format {chosen} needs -o FILE."
        raise Failure(message, 2)
    return OutputForm(chosen, wanted)


async def write_output(
    services: Services,
    enrich_input: EnrichInput,
    batch: LookupBatch,
    run: LookupRun | None,
    out: OutputForm,
    viewer_id: str | None,
) -> None:
    """Write every row, also with records that couldn't be stored. Raises Failure."""
    from lix_tui.services.runs.joined_table import join_table
    from lix_tui.services.runs.sheet_rows import SheetRows

    items = [] if run is None else run.with_unsaved(await services.runs.items(run.id))
    table = await join_table(
        services,
        SheetRows(enrich_input.sheet),
        batch,
        items,
        out.form,
        unsaved={} if run is None else run.unsaved,
        viewer_id=viewer_id,
        ids=out.chosen.ids,
        headers=out.headers,
    )
    await write_table(table, out.form, out.place)


async def write_table(table: JoinedTable, form: str, place: Output | None) -> None:
    """Write a table to its place, standard output for None. Raises Failure."""
    from lix_tui.services.export.errors import ExportError
    from lix_tui.services.runs.joined_table import print_joined, write_joined

    if place is None:
        await asyncio.to_thread(print_joined, table, harmless_output(), form)
        return
    try:
        await asyncio.to_thread(
            write_joined, table, place.path, form, replace=place.replace, warn=warn
        )
    except ExportError as error:
        message = f"{error} What was bought is stored: run the command again with another -o."
        raise Failure(message, 2) from None
    place.remember()
