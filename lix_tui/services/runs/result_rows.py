"""Results of a search as the first columns of a joined table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lix_tui.safe_cells import Cell, cleaned_cell
from lix_tui.services.export.columns import ExportColumn, Selection
from lix_tui.services.export.exporter import measured_columns
from lix_tui.services.export.search_rows import ElementRows
from lix_tui.services.runs.joined_rows import JoinedRow
from lix_tui.services.runs.lookup_list import LookupInput
from lix_tui.services.runs.sheet_rows import fields_of

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.kinds import Kind
    from lix_tui.services.records.element_view import ElementView

HIDDEN = "LinkedIn doesn't show a link of this result"
"""Reason for which a result can't be looked up."""


class ResultRows:
    """Results with the columns of an export of their search."""

    def __init__(
        self,
        kind: Kind,
        received: Sequence[Element],
        joined: Sequence[Element],
        selection: Selection | None,
    ) -> None:
        """``received`` are the results as received, ``joined`` those with their stored records."""
        self._received, self._rows = received, ElementRows(kind, joined)
        self._columns = () if selection is None else measured_columns(selection, self._rows)

    def __len__(self) -> int:
        return len(self._received)

    def columns(self, form: str) -> list[ExportColumn]:  # noqa: ARG002  # the same in each format
        """Return the chosen columns, read from the records."""
        return [
            ExportColumn(
                one.id,
                one.title,
                one.type,
                fields_of(one.id, self._reader(one), one.type),
                header=one.header,
            )
            for one in self._columns
        ]

    def json_of(self, row: JoinedRow) -> dict[str, object]:
        """Return the result as received, or its chosen columns."""
        if not self._columns:
            return {"result": self._received[row.place].value}
        of_row = self._rows[row.place]
        return {"result": {one.key: cleaned_cell(one.read(of_row)) for one in self._columns}}

    def _reader(self, column: ExportColumn) -> Callable[[JoinedRow], Cell]:
        return lambda row: column.read(self._rows[row.place])


def inputs_of_results(view: ElementView, elements: Sequence[Element]) -> list[LookupInput]:
    """Return the inputs of a lookup of results, by their best links."""
    found = []
    for row, element in enumerate(elements):
        link, name = next(iter(view.links(element)), ""), view.name(element)
        problem = "" if link else HIDDEN
        found.append(LookupInput(link or name, name, problem=problem, row=row))
    return found
