"""Items to look up in a text."""

from __future__ import annotations

from lix_tui.services.runs.lookup_list import (
    ItemsProblem,
    LookupInput,
    inputs_of_table,
    is_lookup_value,
)
from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.table import table_of


def inputs_of_text(text: str) -> list[LookupInput]:
    """Return the items in a text, as a file of that text has them. Raises ItemsProblem."""
    try:
        return inputs_of_table(table_of(text, is_lookup_value))
    except TableProblem as problem:
        raise ItemsProblem(str(problem)) from None
