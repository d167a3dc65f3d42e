"""Rows of a sheet as the first columns of a joined table: unchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from lix_tui.services.export.columns import ExportColumn
from lix_tui.services.records.record_type import Field
from lix_tui.services.runs.joined_rows import JoinedRow

if TYPE_CHECKING:
    from lix_tui.safe_cells import Cell, CellType
    from lix_tui.services.records.record_type import LookedUp
    from lix_tui.services.runs.input_sheet import InputSheet
    from lix_tui.services.tables.rows import Value

JOINED = "joined"
"""Kind of the rows of a joined table."""


class InputRows(Protocol):
    """Rows of an input, with their own columns."""

    def __len__(self) -> int: ...

    def columns(self, form: str) -> list[ExportColumn]:
        """Return their columns in a table of a format."""

    def json_of(self, row: JoinedRow) -> dict[str, object]:
        """Return the part of a row's JSON object before the record."""


class SheetRows:
    """Rows of a sheet, whose cells pass through unchanged."""

    def __init__(self, sheet: InputSheet) -> None:
        self._sheet = sheet
        self._headers = [_encodable(name) for name in sheet.columns]
        self._names = _unique_names(self._headers)

    def __len__(self) -> int:
        return len(self._sheet.rows)

    def columns(self, form: str) -> list[ExportColumn]:
        """Return the columns with their own names, in Parquet with different ones."""
        names = self._names if form == "parquet" else self._headers
        is_typed = form == "xlsx"
        return [
            ExportColumn(
                name, name, "text", fields_of(name, self._reader(place, is_typed)), is_verbatim=True
            )
            for place, name in enumerate(names)
        ]

    def json_of(self, row: JoinedRow) -> dict[str, object]:
        """Return the input, status and note of a row."""
        values = (self._value(row.place, place) for place in range(len(self._names)))
        cells = dict(zip(self._names, values, strict=True))
        return {"input": cells, "status": row.outcome.status, "note": row.outcome.note}

    def _reader(self, place: int, is_typed: bool) -> Callable[[JoinedRow], Value]:
        if is_typed:
            return lambda row: self._value(row.place, place)
        return lambda row: self._text(row.place, place)

    def _text(self, row: int, place: int) -> str:
        cells = self._sheet.rows[row].cells
        return _encodable(cells[place]) if place < len(cells) else ""

    def _value(self, row: int, place: int) -> Value:
        """Return a cell with the number of a workbook."""
        values = self._sheet.rows[row].values
        if not values:
            return self._text(row, place)
        value = values[place] if place < len(values) else ""
        return _encodable(value) if isinstance(value, str) else value


def fields_of(
    name: str, read: Callable[[JoinedRow], Cell | Value], form: CellType = "text"
) -> Mapping[str, Field[LookedUp]]:
    """Return the fields of a column that reads joined rows."""
    field = Field(name, name, read, form)  # type: ignore[arg-type]  # a number of a workbook may be a float
    return cast("Mapping[str, Field[LookedUp]]", {JOINED: field})


def _unique_name(name: str, used: Sequence[str]) -> str:
    """Return a name, with a number after it if it is used already."""
    found, number = name, 1
    while found in used:
        number += 1
        found = f"{name}_{number}"
    return found


def _unique_names(columns: Sequence[str]) -> list[str]:
    names: list[str] = []
    for place, name in enumerate(columns):
        names.append(_unique_name(name or f"column_{place + 1}", names))
    return names


def _encodable(text: str) -> str:
    """Return a text without halves of surrogate pairs, which no file can contain."""
    return text if text.isprintable() else text.encode("utf-8", "replace").decode("utf-8")
