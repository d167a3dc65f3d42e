"""Input of ``lix-tui enrich``: the file, the column, and the lookups for each row."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from lix_tui.cli.failures import Failure
from lix_tui.cli.get_types import WHAT
from lix_tui.cli.options import LOOKUPS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lix_tui.services.runs.exclusion import Exclusion
    from lix_tui.services.runs.input_sheet import InputSheet
    from lix_tui.services.runs.lookup_batch import LookupBatch
    from lix_tui.services.runs.lookup_list import LookupEndpoint
    from lix_tui.store.worker import AsyncStore


@dataclass(frozen=True, slots=True)
class EnrichInput:
    """Rows of a file with their lookups."""

    title: str
    path: Path | None
    """The file; None for standard input."""
    sheet: InputSheet
    batch: LookupBatch
    column: int | None
    exclusion: Exclusion | None

    async def without_excluded(self, store: AsyncStore) -> LookupBatch:
        """Return the lookups without the records that are there already.

        Raises Failure (2) for a tag that no record has, and StoreError.
        """
        from lix_tui.services.runs.lookup_list import ItemsProblem

        if self.exclusion is None:
            return self.batch
        try:
            return await self.exclusion.apply(store, self.batch)
        except ItemsProblem as problem:
            raise Failure(str(problem), 2) from None

    @property
    def notices(self) -> list[str]:
        """Sentences about choices that were made for the user."""
        from lix_tui.text import clean_line

        table = self.sheet.table
        found = []
        if len(table.sheets) > 1:
            found.append(
                f"{self.title} has {len(table.sheets)} sheets; '{clean_line(table.sheet)}' is read."
            )
        if table.width > 1 and self.column is not None:
            found.append(f"Looking up the column '{clean_line(self.sheet.columns[self.column])}'.")
        if self.exclusion is not None:
            found += self.exclusion.notices
        return found

    @property
    def source_text(self) -> str:
        """Description of the file for the run; empty for standard input."""
        from lix_tui.services.runs.run_source import RunSource

        if self.path is None:
            return ""
        return RunSource.of(self.path, self.sheet, self.column, self.batch.what).text


def read_input(
    file: Path,
    what: tuple[str, ...] | None,
    *,
    column: str | None,
    sheet: str | None,
    exclude: tuple[str, ...],
    check_others: Callable[[Sequence[LookupEndpoint], Sequence[str]], None],
) -> EnrichInput:
    """Return the rows of a file with their lookups. Raises Failure (2) for a file without any.

    Before it says that the lookups can't be decided, ``check_others`` is called with the lookups
    that may be meant and the columns of the file, and raises Failure for the other mistakes.
    """
    from lix_tui.services.records.record_names import NAMES
    from lix_tui.services.runs.exclusion import read_exclusion
    from lix_tui.services.runs.input_sheet import (
        best_column,
        inputs_of_sheet,
        read_sheet,
        sheet_of_file,
    )
    from lix_tui.services.runs.lookup_batch import build_batch
    from lix_tui.services.runs.lookup_list import ItemsProblem
    from lix_tui.services.runs.website_column import website_column

    endpoints = [cast("LookupEndpoint", WHAT[one]) for one in what or ()]
    is_file = str(file) != "-"
    try:
        if is_file:
            found = read_sheet(file, sheet=sheet, column=column)
        else:
            name = "The standard input"
            found = sheet_of_file(sys.stdin.buffer, name, sheet=sheet, column=column)
        records = {NAMES[one].value for one in endpoints}
        if column is not None:
            chosen: int | None = found.column_named(column)
        else:
            chosen = website_column(found) if "website" in records else best_column(found, records)
        inputs = inputs_of_sheet(found, chosen, records)
        exclusion = read_exclusion(exclude)
    except ItemsProblem as problem:
        raise Failure(str(problem), 2) from None
    try:
        batch = build_batch(inputs, endpoints)
    except ItemsProblem as problem:
        every = [cast("LookupEndpoint", WHAT[word]) for word in LOOKUPS]
        check_others(endpoints or every, found.columns)
        raise Failure(str(problem), 2) from None
    title = file.name if is_file else "standard input"
    return EnrichInput(title, file if is_file else None, found, batch, chosen, exclusion)
