"""Items to look up in a text or a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lix_tui.services.records.record_names import NAMES
from lix_tui.services.runs.input_sheet import (
    InputSheet,
    best_column,
    inputs_of_sheet,
    read_sheet,
    sheet_of_table,
)
from lix_tui.services.runs.lookup_batch import build_batch
from lix_tui.services.runs.lookup_list import (
    ItemsProblem,
    LookupEndpoint,
    LookupInput,
    LookupList,
)
from lix_tui.services.runs.lookup_values import is_lookup_value
from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.table import table_of


def sheet_of_text(text: str) -> InputSheet:
    """Return the rows of a text, as a file of that text has them. Raises ItemsProblem."""
    try:
        return sheet_of_table(table_of(text, is_lookup_value), "the file")
    except TableProblem as problem:
        raise ItemsProblem(str(problem)) from None


def inputs_of_text(text: str, what: LookupEndpoint | None = None) -> list[LookupInput]:
    """Return the items in the best column of a text. Raises ItemsProblem."""
    return _inputs(sheet_of_text(text), what)


def read_inputs(path: Path) -> list[LookupInput]:
    """Return the items in the best column of a file. Raises ItemsProblem."""
    return _inputs(read_sheet(path), None)


def build_lookup_list(inputs: Sequence[LookupInput], what: LookupEndpoint | None) -> LookupList:
    """Return the lookups of items at one endpoint. Raises ItemsProblem."""
    return build_batch(inputs, () if what is None else (what,)).lists[0]


def _inputs(sheet: InputSheet, what: LookupEndpoint | None) -> list[LookupInput]:
    records = () if what is None else (NAMES[what].value,)
    return inputs_of_sheet(sheet, best_column(sheet, records), records)
