"""Results of a search as rows of an export, with default columns, file name and folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

from lix_tui.services.export.chosen_columns import ChosenColumns
from lix_tui.services.export.columns import DEFAULTS, Selection
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.formats import FORMATS

if TYPE_CHECKING:
    from datetime import date

    from lix_tui.api.models.elements import Element
    from lix_tui.services.kinds import Kind


class ElementRows(Sequence[ExportRow]):
    """Elements as rows. An element is modelled when its row is read, in any thread."""

    def __init__(self, kind: Kind, elements: Sequence[Element]) -> None:
        self._record_kind, self._elements = record_kind(kind), tuple(elements)

    def __len__(self) -> int:
        return len(self._elements)

    @overload
    def __getitem__(self, index: int) -> ExportRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ExportRow]: ...
    def __getitem__(self, index: int | slice) -> ExportRow | Sequence[ExportRow]:
        if isinstance(index, slice):
            return [self._row(element) for element in self._elements[index]]
        return self._row(self._elements[index])

    def __iter__(self) -> Iterator[ExportRow]:
        return map(self._row, self._elements)

    def _row(self, element: Element) -> ExportRow:
        return row_of(self._record_kind, element)


def record_kind(kind: Kind) -> str:
    """Return the type of a search's rows: 'person', 'post', 'comment' and so on."""
    return kind.row or kind.detail


def row_of(kind: str, element: Element) -> ExportRow:
    """Return the row of an element."""
    return ExportRow(kind, element.record, element.value)


def default_columns(form: str, kind: Kind) -> tuple[str, ...] | None:
    """Return the ids an export of a kind of search has unless others are chosen.

    None where whole records are written; Markdown, which is for reading, has those of the screen.
    """
    if FORMATS[form].whole:
        return None
    if form == "md":
        return kind.columns
    usual = DEFAULTS[record_kind(kind)]
    links = usual.index("link")
    more = tuple(id_ for id_ in kind.columns if id_ not in usual)
    return (*usual[:links], *more, *usual[links:])


def selection_for(form: str, kind: Kind, chosen: ChosenColumns) -> Selection | None:
    """Return the columns that were chosen, else the usual ones; None for whole records.

    Raises ColumnError for an id that the kind does not have.
    """
    return chosen.selection((record_kind(kind),), default_columns(form, kind))


def file_name(title: str, form: str, day: date) -> str:
    """Return a name for the file of an export: 'data-engineer-2026-03-01.csv'."""
    slug = re.sub(r"[\W_]+", "-", title.lower())[:40].strip("-") or "export"
    return f"{slug}-{day:%Y-%m-%d}.{form}"


def folder_for_exports(home: Path, current: Path) -> Path:
    """Return the default folder of exports: Downloads, else the current folder."""
    downloads = home / "Downloads"
    return downloads if downloads.is_dir() else current
