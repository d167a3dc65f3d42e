"""First rows of an export, as they will be written."""

from __future__ import annotations

from collections.abc import Sequence

from lix_tui.safe_cells import json_text, line_of
from lix_tui.services.export.columns import Selection
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import measured_columns
from lix_tui.services.export.text_writers import harmless_cell

ROWS = 3
"""Rows of a preview."""
_ESCAPED = ("csv", "md")
"""Formats in which cells like formulas get an apostrophe."""


def preview_of(
    rows: Sequence[ExportRow], selection: Selection | None, form: str
) -> list[list[tuple[str, str]]]:
    """Return the cells of the first rows, each with the header of its column.

    None as ``selection`` is for whole records, which are one cell each.
    """
    first = rows[:ROWS]
    if selection is None:
        return [[("whole records", json_text(row.value))] for row in first]
    columns = measured_columns(selection, first)
    return [
        [
            (
                column.heading if form == "md" else column.key,
                harmless_cell(column, row) if form in _ESCAPED else line_of(column.read(row)),
            )
            for column in columns
        ]
        for row in first
    ]
