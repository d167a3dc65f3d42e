"""Table whose rows are to be looked up: its columns, and the values in the chosen one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import IO

from lix_tui.services.runs.broken_links import BROKEN, ends_inside_link, with_links_joined
from lix_tui.services.runs.lookup_list import MOST_ITEMS, ItemsProblem, LookupInput
from lix_tui.services.runs.lookup_values import (
    is_lookup_value,
    record_in,
    stripped_cell,
    values_of,
    words_of,
)
from lix_tui.services.runs.slug_column import slug_column, slug_reader, slug_title
from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.rows import Row, width_of
from lix_tui.services.tables.table import Table, read_table
from lix_tui.text import clean_line

_SAMPLE = 2_000
"""Rows, spread over the table, that decide which column is looked up."""


@dataclass(frozen=True, slots=True)
class InputSheet:
    """Table with one output row for each of its rows, in their order."""

    name: str
    """Name of the file, for messages."""
    table: Table
    rows: tuple[Row, ...]
    """Rows of the table, with the lines of a broken link joined."""
    broken: frozenset[int] = frozenset()
    """Lines of rows that end inside a link whose rest isn't certain."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns."""
        return self.table.columns

    def column_named(self, name: str) -> int:
        """Return the index of a column.

        Raises:
            ItemsProblem: no column or several columns have this name.

        """
        columns = self.columns
        found = [place for place, column in enumerate(columns) if column == name]
        plain = name.strip().casefold()
        found = found or [
            place for place, column in enumerate(columns) if column.strip().casefold() == plain
        ]
        shown = clean_line(name)[:60]
        if len(found) > 1:
            places = " and ".join(str(place + 1) for place in found)
            message = (
                f"{self.name} has {len(found)} columns named '{shown}' ({places}). Rename all but "
                "one of them."
            )
            raise ItemsProblem(message)
        if not found:
            near = get_close_matches(name, columns, n=1, cutoff=0.0)
            nearest = f" The nearest is '{clean_line(near[0])[:60]}'." if near else ""
            message = f"{self.name} doesn't have a column '{shown}'.{nearest}"
            raise ItemsProblem(message)
        return found[0]

    def values_by_record(self) -> list[dict[str, list[str]]]:
        """Return, for each column, the sampled values of each record type."""
        step = max(1, len(self.rows) // _SAMPLE)
        found = self._values(self.rows[::step])
        return found if step == 1 or any(found) else self._values(self.rows)

    def _values(self, rows: Sequence[Row]) -> list[dict[str, list[str]]]:
        found: list[dict[str, list[str]]] = [{} for _ in self.columns]
        for row in rows:
            for place, cell in enumerate(row.cells):
                if cell and (values := values_of(cell)):
                    found[place].setdefault(record_in(values[0]) or "", []).append(values[0])
        return found


def read_sheet(path: Path, *, sheet: str | None = None, column: str | None = None) -> InputSheet:
    """Return the table in a CSV, JSON, XLSX or text file; ``sheet`` is that of a workbook.

    Raises ItemsProblem.
    """
    try:
        if path.is_dir():
            message = f"{path} is a folder. Name a file in it."
            raise ItemsProblem(message)
        with path.open("rb") as file:
            return sheet_of_file(file, path.name, sheet=sheet, column=column)
    except FileNotFoundError:
        message = f"{path} doesn't exist."
        raise ItemsProblem(message) from None
    except OSError as error:
        message = f"{path} can't be read: {error.strerror}."
        raise ItemsProblem(message) from None


def sheet_of_file(
    file: IO[bytes], name: str, *, sheet: str | None = None, column: str | None = None
) -> InputSheet:
    """Return the table in an open file. Raises ItemsProblem, OSError."""
    try:
        table = read_table(file, name, is_lookup_value, sheet=sheet)
    except TableProblem as problem:
        raise ItemsProblem(str(problem)) from None
    return sheet_of_table(table, name, column=column)


def sheet_of_table(table: Table, name: str, *, column: str | None = None) -> InputSheet:
    """Return a table as input; a first row that has a cell ``column`` names the columns.

    Raises ItemsProblem for a table without rows, or with too many.
    """
    if table.header is None:
        first = next((row.cells for row in table.rows if not row.is_blank), ())
        title = column if column is not None else slug_title(first)
        table = table if title is None else table.with_header(title)
    if not any(not row.is_blank for row in table.rows):
        message = f"{name} doesn't have any rows. Put each link, id or address on its own line."
        raise ItemsProblem(message)
    rows, broken = list(table.rows), frozenset[int]()
    if not table.is_json and not table.sheet:  # their values never continue in the next one
        lines = (row for row in rows if row.lines == 1 and not row.is_blank)
        rows, broken = with_links_joined(rows, len(table.header or ()) or width_of(lines))
    if len(rows) > MOST_ITEMS:
        raise too_many(len(rows))
    return InputSheet(name, table, tuple(rows), broken)


def too_many(count: int) -> ItemsProblem:
    """Return the refusal of more lines than one run looks up."""
    return ItemsProblem(f"{count:,} lines are too many for one run. Use {MOST_ITEMS:,} at most.")


def best_column(sheet: InputSheet, records: Collection[str] = ()) -> int | None:
    """Return the column with the most values of these record types, of any type without them.

    A value counts once, however often it is there. People are found by their email address too,
    where no column has their links, and any record by its slug in a column named so. Returns None
    if every value is part of a longer text.
    """
    found = sheet.values_by_record()
    for wanted in (records, ("email",) if "person" in records else ()):
        fitting = [
            [
                value
                for record, values in column.items()
                if not records or record in wanted
                for value in values
            ]
            for column in found
        ]
        if any(fitting):
            scores = [(len(set(values)), len(values)) for values in fitting]
            return max(range(len(scores)), key=lambda place: (scores[place], -place))
    return slug_column(sheet.columns) if sheet.table.header else None


def inputs_of_sheet(
    sheet: InputSheet, column: int | None, records: Collection[str] = ()
) -> list[LookupInput]:
    """Return the inputs in a column, one per row or per value of a cell; empty rows have none.

    Rows without a value are returned as unusable inputs. A link inside a text is used only where
    no cell of the column, or of the table without ``column``, is just a link. ``records`` are the
    record types that were chosen for the lookups, which bare slugs depend on. Raises ItemsProblem.
    """
    table = sheet.table
    cells = _with_slug_links(
        sheet,
        column,
        records,
        [
            row.cells if column is None else row.cells[column : column + 1] or ("",)
            for row in sheet.rows
        ],
    )
    is_json = table.is_json and bool(table.header)
    is_mined = table.width <= 1 or not any(values_of(cell) for one in cells for cell in one)
    found: list[LookupInput] = []
    for place, (row, chosen) in enumerate(zip(sheet.rows, cells, strict=True)):
        if row.is_blank:
            continue
        if row.line in sheet.broken:
            inputs = [_broken_input(row)]
        elif column is not None and not "".join(chosen).strip():
            words = f"'{clean_line(sheet.columns[column])[:40]}' is empty"
            inputs = [replace(_unusable(row.cells, _filled(row.cells)), problem=words)]
        else:
            inputs = _inputs_of_cells(chosen, row, column, is_mined=is_mined and not is_json)
        found += [replace(one, line=row.line, row=place) for one in inputs]
    if len(found) > MOST_ITEMS:
        raise too_many(len(found))
    return found


def _with_slug_links(
    sheet: InputSheet,
    column: int | None,
    records: Collection[str],
    cells: list[tuple[str, ...]],
) -> list[tuple[str, ...]]:
    """Return the cells of a column, or of lines of one word, with links for bare slugs."""
    if column is None and sheet.table.width > 1:
        return cells
    title = sheet.columns[column or 0] if sheet.table.header else ""
    texts = (cell for row in cells for cell in row)
    read = slug_reader(title, texts, records, is_chosen=bool(records))
    return cells if read is None else [tuple(map(read, row)) for row in cells]


def _inputs_of_cells(
    chosen: Sequence[str], row: Row, column: int | None, *, is_mined: bool
) -> list[LookupInput]:
    """Return the inputs in the chosen cells of a row: one, or the number of values in a cell."""
    values = {place: found for place, cell in enumerate(chosen) if (found := values_of(cell))}
    if values:
        place = min(values)
        own = place if column is None else column
        label = _label([stripped_cell(cell) for cell in row.cells], {own})
        return [LookupInput(link, label) for link in values[place]]
    filled = _filled(chosen)
    if any("\n" in cell and ends_inside_link(cell) for cell in filled):
        return [replace(_unusable(row.cells, filled), problem=BROKEN)]
    return _inputs_of_words(filled) if is_mined and filled else [_unusable(row.cells, filled)]


def _filled(cells: Sequence[str]) -> list[str]:
    return [text for cell in cells if (text := stripped_cell(cell))]


def _inputs_of_words(cells: Sequence[str]) -> list[LookupInput]:
    words = words_of(" ".join(cells))
    places = {i for i, word in enumerate(words) if record_in(word.strip('"')) is not None}
    if not places:
        return [_unusable(cells, cells)]
    label = _label(words, places)
    return [LookupInput(words[i].strip('"'), label) for i in sorted(places)]


def _broken_input(row: Row) -> LookupInput:
    """Return the unusable input of a row that ends inside a link."""
    *before, last = (cell.strip() for cell in row.cells)
    return replace(_unusable(row.cells, [last, *filter(None, before)]), problem=BROKEN)


def _unusable(row: Sequence[str], cells: Sequence[str]) -> LookupInput:
    """Return the unusable input of a row without a value, by its first cell."""
    return (
        LookupInput(cells[0], _label(cells, {0}))
        if cells
        else LookupInput(clean_line(" ".join(row)))
    )


def _label(cells: Sequence[str], but: set[int]) -> str:
    return clean_line(" ".join(cell for i, cell in enumerate(cells) if i not in but))[:200]
