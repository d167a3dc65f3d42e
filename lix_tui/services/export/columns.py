"""Columns of an export: chosen by their ids, else the defaults of its record types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from types import MappingProxyType

from lix_tui.api.models.person import Person
from lix_tui.safe_cells import Cell, CellType, cleaned_cell
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.records.record_type import Field, LookedUp, RecordType
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.types.activity import ROW_TYPES
from lix_tui.services.records.types.career_fields import MOST_POSITIONS, MOST_SCHOOLS
from lix_tui.text import clean_line

_EXPORTED: Mapping[str, RecordType[LookedUp]] = {
    **{name: one for name, one in RECORD_TYPES.items() if one.is_exported},
    **ROW_TYPES,
}
_PEOPLE = frozenset(name for name, one in _EXPORTED.items() if one.model is Person)
FIELDS: Mapping[str, tuple[Field[LookedUp], ...]] = {
    name: tuple(field for field in one.fields if field.exported) for name, one in _EXPORTED.items()
}
"""Exported fields by record type; one id has the same type in all of them."""
DEFAULTS: Mapping[str, tuple[str, ...]] = {
    name: one.export_defaults for name, one in _EXPORTED.items()
}
KIND = "kind"
"""Id of the column with the record type of each row."""
NOTE, TAGS = "note", "tags"
"""Ids of the columns with the user's own words, which every record type has."""
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
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
    header: str = ""
    """Header in the file, where another one than the id is chosen."""
    is_note: bool = False
    """True for the user's own note, which keeps its line breaks."""

    @property
    def key(self) -> str:
        """Header of a table that programs read, and key in JSON."""
        return self.header or self.id

    @property
    def heading(self) -> str:
        """Header of a table that people read."""
        return self.header or self.title

    def read(self, row: ExportRow) -> Cell:
        """Return the cell of one row."""
        own = self.fields.get(row.kind)
        found = own.read(row.record, row.value) if own else None
        beside = {KIND: row.kind, NOTE: row.note, TAGS: row.tags}
        return beside.get(self.id) or found

    def cell(self, row: ExportRow) -> Cell:
        """Return the cell of one row, None if it is empty; text is cleaned unless `is_verbatim`."""
        value = self.read(row)
        if not self.is_verbatim:
            return cleaned_cell(value)
        return None if value == "" else value

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
    headers: Mapping[str, str] = field(default_factory=dict)
    """Chosen headers by the ids of their columns."""

    @property
    def measured(self) -> bool:
        """True if the rows have to be seen before the columns are known."""
        return not _PEOPLE.isdisjoint(self.kinds) and bool(
            {"all", "career", "education"} & set(self.ids)
        )

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
        chosen = [table[id_] for id_ in dict.fromkeys(ids)]
        return tuple(
            replace(column, header=self.headers.get(column.id, "")) if self.headers else column
            for column in chosen
        )

    @property
    def entries(self) -> tuple[str, ...]:
        """Ids of the columns; the groups of a career stay groups, as their length isn't known."""
        table = _table(self.kinds)
        found: list[str] = []
        for word in self.ids:
            if word == "default":
                found += _defaults(self.kinds)
            elif word == "all":
                found += [id_ for id_, column in table.items() if not column.group]
                found += dict.fromkeys(c.group for c in table.values() if c.group)
            else:
                found.append(word)
        return tuple(dict.fromkeys(found))

    @property
    def widest(self) -> tuple[ExportColumn, ...]:
        """Every column that can come, with the longest career that has fields."""
        return self.columns(MOST_POSITIONS, MOST_SCHOOLS)


def select(
    ids: Sequence[str] | None,
    kinds: Iterable[str],
    headers: Mapping[str, str] = NO_HEADERS,
) -> Selection:
    """Return the columns with these ids or groups for these record types; None for the defaults.

    ``headers`` are chosen headers by column id; ids that aren't among the columns do nothing.
    Raises ColumnError for an id that no type has, naming the nearest one, and for two columns with
    one header.
    """
    known = known_kinds(kinds)
    asked = ["default"] if ids is None else [column_id(id_) for id_ in ids if id_.strip()]
    if not asked:
        message = f"Name at least one column: {', '.join(_defaults(known))}."
        raise ColumnError(message)
    table = _table(known)
    for id_ in asked:
        if id_ not in table and id_ not in GROUPS:
            raise ColumnError(unknown_column(id_, [*table, *GROUPS]))
    selection = Selection(tuple(asked), known, headers)
    if headers:
        _check_headers(selection.widest)
    return selection


def known_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the record types that can be exported, people if there are none."""
    return tuple(dict.fromkeys(kind for kind in kinds if kind in FIELDS)) or ("person",)


def column_id(text: str) -> str:
    """Return typed text as an id: 'Sales-Nav link' is 'sales_nav_link'."""
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def split_ids(text: str) -> list[str]:
    """Return the ids in typed text, with commas or spaces between them."""
    return [part for part in re.split(r"[,;\s]+", text) if part]


def unknown_column(text: str, known: Iterable[str]) -> str:
    """Return the sentence for a column that doesn't exist, with the nearest one."""
    (near,) = get_close_matches(text, list(known), n=1, cutoff=0.0)
    return f"'{clean_line(text)[:40]}' isn't a column; the nearest is '{near}'."


def _check_headers(columns: Iterable[ExportColumn]) -> None:
    """Raise ColumnError for two columns with one header, in whatever case."""
    taken: dict[str, ExportColumn] = {}
    for column in columns:
        other = taken.setdefault(column.key.casefold(), column)
        if other is not column:
            message = (
                f"The columns '{other.id}' and '{column.id}' would both have the header "
                f"'{other.header or column.key}'; choose another header for one of them."
            )
            raise ColumnError(message)


def _defaults(kinds: tuple[str, ...]) -> list[str]:
    ids = [id_ for kind in kinds for id_ in DEFAULTS[kind]]
    return list(dict.fromkeys(ids if len(kinds) == 1 else [KIND, *ids]))


def _table(kinds: tuple[str, ...]) -> dict[str, ExportColumn]:
    """Return every column of these record types by id, in the declared order."""
    found: dict[str, dict[str, Field[LookedUp]]] = {}
    for kind in kinds:
        for one in FIELDS[kind]:
            found.setdefault(one.id, {})[kind] = one
    columns = {KIND: ExportColumn(KIND, "Kind", "text", {})}
    for id_, fields in found.items():
        first = next(iter(fields.values()))
        columns[id_] = ExportColumn(id_, first.label, first.type, fields, is_note=id_ == NOTE)
    for id_, title in ((NOTE, "Note"), (TAGS, "Tags")):
        columns.setdefault(id_, ExportColumn(id_, title, "text", {}, is_note=id_ == NOTE))
    return columns
