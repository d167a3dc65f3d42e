"""Fields of a record in an export, and rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from lix_tui.safe_cells import Cell, CellType

if TYPE_CHECKING:
    from lix_tui.api.models.career import YearMonth
    from lix_tui.api.models.elements import Record

Part = Literal["", "career", "education"]


class ExportRow(NamedTuple):
    """One record to be written."""

    kind: str
    """'person', 'organisation', 'job' or 'post'."""
    record: Record
    value: object
    """The record as JSON: what formats of whole records write."""


@dataclass(frozen=True, slots=True)
class ExportField:
    """One field of one kind of record."""

    id: str
    """Stable and documented: the name by which it is chosen, and its heading."""
    title: str
    """Its heading where people read it."""
    read: Callable[[ExportRow], Cell]
    type: CellType = "text"
    part: Part = ""
    """What it is a numbered piece of."""
    number: int = 0
    """Which piece, from 1."""


def month_text(date: YearMonth | None) -> str:
    """'2021-04', or '2021' where the month is unknown; empty without a date."""
    if date is None:
        return ""
    year, month = date
    return f"{year:04}-{month:02}" if month else f"{year:04}"
