"""Stored layout of panes and columns; not a setting."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from lix_tui.services.columns import NARROWEST, WIDEST, Column

BESIDE_AUTOMATIC = 14
"""Least cells of a column beside automatic ones, so that name, headline, address, note and tags fit
beside a preview in a terminal 120 cells wide."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """User's choice for a column."""

    id: str
    shown: bool | None = True
    """None for an automatic column that the user left so: it is shown once a row has a value."""
    width: int | None = None
    """Cells; None for as many as fit."""


class StoredLayout:
    """Layout in one small file, which is written when something changes.

    Works without a file that cannot be read or written: nothing in it was paid for.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.stacked = False
        """True if the preview is below the results rather than beside them."""
        self.tour_offered = False
        """True if the tour was offered before."""
        self.read_inboxes: set[str] = set()
        """Viewers whose inbox was opened after the note that reading may be visible."""
        self._columns: dict[str, tuple[ColumnChoice, ...]] = {}
        with suppress(OSError, ValueError):
            text = path.read_text(encoding="utf-8")
            import json  # only where there is a file: the first frame waits for it

            self._read(json.loads(text))

    def columns(self, table: str, columns: Sequence[Column]) -> tuple[ColumnChoice, ...]:
        """Return the columns of a table as the user left them; new ones are last."""
        known = {column.id for column in columns}
        kept = [choice for choice in self._columns.get(table, ()) if choice.id in known]
        listed = {choice.id for choice in kept}
        return (*kept, *(c for c in default_choices(columns) if c.id not in listed))

    def store_width(
        self, table: str, columns: Sequence[Column], column_id: str, width: int
    ) -> None:
        """Store the width of a column, in cells."""
        choices = self.columns(table, columns)
        kept = tuple(replace(c, width=width) if c.id == column_id else c for c in choices)
        self.store_columns(table, kept)

    def store_place(
        self, table: str, columns: Sequence[Column], column_id: str, before: str | None
    ) -> None:
        """Move a column before column ``before``, or to the end, and store the order."""
        choices = self.columns(table, columns)
        moved = [choice for choice in choices if choice.id == column_id]
        rest = [choice for choice in choices if choice.id != column_id]
        at = next((i for i, choice in enumerate(rest) if choice.id == before), len(rest))
        self.store_columns(table, (*rest[:at], *moved, *rest[at:]))

    def store_columns(self, table: str, choices: Sequence[ColumnChoice]) -> None:
        """Store the columns of a table; none for the usual ones."""
        if choices:
            self._columns[table] = tuple(choices)
        else:
            self._columns.pop(table, None)
        self._write()

    def store_stacked(self, stacked: bool) -> None:
        """Store the arrangement of the panes."""
        self.stacked = stacked
        self._write()

    def store_tour_offered(self) -> None:
        """Store that the tour was offered."""
        self.tour_offered = True
        self._write()

    def store_inbox_read(self, viewer: str) -> None:
        """Store that a viewer's inbox was opened after the note."""
        self.read_inboxes.add(viewer)
        self._write()

    def _read(self, found: object) -> None:
        if not isinstance(found, dict):
            return
        self.stacked = found.get("stacked") is True
        self.tour_offered = found.get("tour_offered") is True
        inboxes = found.get("inboxes")
        self.read_inboxes = {str(one) for one in (inboxes if isinstance(inboxes, list) else ())}
        tables = found.get("columns")
        for table, entries in (tables if isinstance(tables, dict) else {}).items():
            read = [_choice(entry) for entry in (entries if isinstance(entries, list) else [])]
            self._columns[str(table)] = tuple(choice for choice in read if choice is not None)

    def _write(self) -> None:
        tables = {
            table: [{"id": c.id, "shown": c.shown, "width": c.width} for c in choices]
            for table, choices in self._columns.items()
        }
        kept = {"stacked": self.stacked, "tour_offered": self.tour_offered, "columns": tables}
        if self.read_inboxes:
            kept["inboxes"] = sorted(self.read_inboxes)
        import json

        from lix_tui.private_files import make_folder, replace_whole

        text = json.dumps(kept, indent=1)
        with suppress(OSError):
            make_folder(self._path.parent)
            replace_whole(self._path, text)


def _choice(entry: object) -> ColumnChoice | None:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("id"), str):
        return None
    width = entry.get("width")
    held = max(NARROWEST, min(width, WIDEST)) if isinstance(width, int) else None
    sent = entry.get("shown", True)
    shown = None if sent is None else sent is not False
    return ColumnChoice(str(entry["id"]), shown, held)


def default_choices(columns: Sequence[Column]) -> tuple[ColumnChoice, ...]:
    """Return the choices for a table whose columns the user never changed."""
    return tuple(
        ColumnChoice(column.id, shown=None if column.is_automatic else column.is_default)
        for column in columns
    )


def chosen_columns(
    columns: Sequence[Column], choices: Sequence[ColumnChoice], filled: Collection[str] = ()
) -> tuple[tuple[int, Column], ...]:
    """Return the columns that are shown, in their order, each with its place among all of them.

    ``filled`` are the ids of the automatic columns that have a value in a row. Beside one of them
    the others need no more than `BESIDE_AUTOMATIC` cells.
    """
    places = {column.id: place for place, column in enumerate(columns)}
    found, has_automatic = [], False
    for choice in choices:
        if choice.id not in places:
            continue
        column = columns[places[choice.id]]
        if choice.shown is None and column.is_automatic and choice.id in filled:
            has_automatic = True
        elif not (column.is_default if choice.shown is None else choice.shown):
            continue
        found.append((places[choice.id], replace(column, width=choice.width)))
    return tuple((at, _narrowed(one) if has_automatic else one) for at, one in found)


def _narrowed(column: Column) -> Column:
    """Return a column as it is beside automatic ones."""
    least = column.min_width if column.is_automatic else BESIDE_AUTOMATIC
    return replace(column, min_width=min(column.min_width, least))
