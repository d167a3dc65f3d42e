"""Columns of an export: chosen by their ids, else the defaults of its record types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from lix_tui.safe_cells import Cell, CellType, cleaned_cell
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.records.record_type import Field, LookedUp
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.text import clean_line

_EXPORTED = {name: one for name, one in RECORD_TYPES.items() if one.is_exported}
FIELDS: Mapping[str, tuple[Field[LookedUp], ...]] = {
    name: tuple(field for field in one.fields if field.exported) for name, one in _EXPORTED.items()
}
"""Exported fields by record type; one id has the same type in all of them."""
DEFAULTS: Mapping[str, tuple[str, ...]] = {
    name: one.export_defaults for name, one in _EXPORTED.items()
}
KIND = "kind"
"""Id of the column with the record type of each row."""
GROUPS = ("default", "all", "career", "education")
"""Ids of several columns at once; the last three depend on the longest career."""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column of an export, over all record types in it."""

    id: str
    title: str
    type: CellType
    fields: Mapping[str, Field[LookedUp]]
    """Field by record type; records of other types leave the cell empty."""
    is_verbatim: bool = False
    """True for a column of the user's own file, whose cells pass through unchanged."""

    def read(self, row: ExportRow) -> Cell:
        """Return the cell of one row."""
        if self.id == KIND:
            return row.kind
        field = self.fields.get(row.kind)
        return field.read(row.record, row.value) if field else None

    def cell(self, row: ExportRow) -> Cell:
        """Return the cell of one row, with cleaned text unless it passes through unchanged."""
        value = self.read(row)
        return value if self.is_verbatim else cleaned_cell(value)

    @property
    def group(self) -> str:
        """Group of numbered columns that it belongs to, else an empty string."""
        return next((field.group for field in self.fields.values()), "")

    @property
    def number(self) -> int:
        """Number inside its group, from 1; else 0."""
        return next((field.number for field in self.fields.values()), 0)


@dataclass(frozen=True, slots=True)
class Selection:
    """Chosen columns, before the longest career is known."""

    ids: tuple[str, ...]
    """Ids and groups, all of them known."""
    kinds: tuple[str, ...]

    @property
    def measured(self) -> bool:
        """True if the rows have to be seen before the columns are known."""
        return "person" in self.kinds and bool({"all", "career", "education"} & set(self.ids))

    def columns(self, positions: int = 0, schools: int = 0) -> tuple[ExportColumn, ...]:
        """Return the columns, each once, with as many numbered ones as the longest career needs."""
        table = _table(self.kinds)
        most = {"career": positions, "education": schools}
        ids: list[str] = []
        for word in self.ids:
            if word == "default":
                ids += _defaults(self.kinds)
            elif word not in GROUPS:
                ids.append(word)
            else:
                ids += [
                    id_
                    for id_, column in table.items()
                    if word in ("all", column.group)
                    if not column.group or column.number <= most[column.group]
                ]
        return tuple(table[id_] for id_ in dict.fromkeys(ids))


def select(ids: Sequence[str] | None, kinds: Iterable[str]) -> Selection:
    """Return the columns with these ids or groups for these record types; None for the defaults.

    Raises ColumnError for an id that no type has, naming the nearest one.
    """
    known = tuple(dict.fromkeys(kind for kind in kinds if kind in FIELDS)) or ("person",)
    if ids is None:
        return Selection(("default",), known)
    table = _table(known)
    asked = [re.sub(r"[\s-]+", "_", id_.strip().lower()) for id_ in ids if id_.strip()]
    if not asked:
        message = f"Name at least one column: {', '.join(_defaults(known))}."
        raise ColumnError(message)
    for id_ in asked:
        if id_ not in table and id_ not in GROUPS:
            (near,) = get_close_matches(id_, [*table, *GROUPS], n=1, cutoff=0.0)
            message = f"There isn't a column '{clean_line(id_)[:40]}'; the nearest is '{near}'."
            raise ColumnError(message)
    return Selection(tuple(asked), known)


def split_ids(text: str) -> list[str]:
    """Return the ids in typed text, with commas or spaces between them."""
    return [part for part in re.split(r"[,;\s]+", text) if part]


def _defaults(kinds: tuple[str, ...]) -> list[str]:
    ids = [id_ for kind in kinds for id_ in DEFAULTS[kind]]
    return list(dict.fromkeys(ids if len(kinds) == 1 else [KIND, *ids]))


def _table(kinds: tuple[str, ...]) -> dict[str, ExportColumn]:
    """Return every column of these record types by id, in the declared order."""
    found: dict[str, dict[str, Field[LookedUp]]] = {}
    for kind in kinds:
        for field in FIELDS[kind]:
            found.setdefault(field.id, {})[kind] = field
    columns = {KIND: ExportColumn(KIND, "Kind", "text", {})}
    for id_, fields in found.items():
        first = next(iter(fields.values()))
        columns[id_] = ExportColumn(id_, first.label, first.type, fields)
    return columns
