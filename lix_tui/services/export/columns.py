"""Columns of an export: chosen by their ids, else the default ones of its kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from lix_tui.safe_cells import Cell, CellType
from lix_tui.services.export.company_job_post_fields import (
    JOB_DEFAULTS,
    JOB_FIELDS,
    ORGANISATION_DEFAULTS,
    ORGANISATION_FIELDS,
    POST_DEFAULTS,
    POST_FIELDS,
)
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.fields import ExportField, ExportRow
from lix_tui.services.export.person_fields import PERSON_DEFAULTS, PERSON_FIELDS
from lix_tui.text import clean_line

FIELDS: Mapping[str, tuple[ExportField, ...]] = {
    "person": PERSON_FIELDS,
    "organisation": ORGANISATION_FIELDS,
    "job": JOB_FIELDS,
    "post": POST_FIELDS,
}
"""Every field by the kind of record; one id has the same type in all of them."""
DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "person": PERSON_DEFAULTS,
    "organisation": ORGANISATION_DEFAULTS,
    "job": JOB_DEFAULTS,
    "post": POST_DEFAULTS,
}
GROUPS = ("default", "all", "career", "education")
"""Words that stand for several columns; the last three grow with the longest career."""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column of an export, over all its kinds of records."""

    id: str
    title: str
    type: CellType
    fields: Mapping[str, ExportField]
    """How each kind of record fills it; the others leave it empty."""

    def read(self, row: ExportRow) -> Cell:
        """Return the cell of one row."""
        field = self.fields.get(row.kind)
        return field.read(row) if field else None


@dataclass(frozen=True, slots=True)
class Selection:
    """Columns that were chosen, before it is known how long the longest career is."""

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
                    if (part := next(iter(column.fields.values())).part) == word or word == "all"
                    if not part or next(iter(column.fields.values())).number <= most[part]
                ]
        return tuple(table[id_] for id_ in dict.fromkeys(ids))


def select(ids: Sequence[str] | None, kinds: Iterable[str]) -> Selection:
    """Return the columns of these ids or groups for these kinds of records.

    None for the usual ones.

    Raises ColumnError for an id that none of the kinds has, naming the nearest one.
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
    """Ids as they are typed, with commas or spaces between them."""
    return [part for part in re.split(r"[,;\s]+", text) if part]


def _defaults(kinds: tuple[str, ...]) -> list[str]:
    ids = [id_ for kind in kinds for id_ in DEFAULTS[kind]]
    return list(dict.fromkeys(ids if len(kinds) == 1 else ["kind", *ids]))


def _table(kinds: tuple[str, ...]) -> dict[str, ExportColumn]:
    """Every column of these kinds by its id, in the order of their tables."""
    kind_field = ExportField("kind", "Kind", lambda row: row.kind)
    found: dict[str, dict[str, ExportField]] = {"kind": dict.fromkeys(FIELDS, kind_field)}
    for kind in kinds:
        for field in FIELDS[kind]:
            found.setdefault(field.id, {})[kind] = field
    return {
        id_: ExportColumn(id_, first.title, first.type, fields)
        for id_, fields in found.items()
        for first in (next(iter(fields.values())),)
    }
