"""Export of records into a file, for the TUI and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import AbstractContextManager, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from lix_tui.api.models.person import Person
from lix_tui.services.export.atomic_file import Replace, check_place, unwritable, whole_file
from lix_tui.services.export.chosen_columns import ChosenColumns
from lix_tui.services.export.columns import ExportColumn, Selection
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.formats import FORMATS, check_installed
from lix_tui.services.export.parquet import parquet_writer
from lix_tui.services.export.text_writers import TEXT_WRITERS, TextStream
from lix_tui.services.export.writer import Warn, Writer, ignore
from lix_tui.services.export.xlsx import xlsx_writer
from lix_tui.services.records.types.career_fields import counts

STEP = 500
"""Rows between two reports of progress."""

Progress = Callable[[int, int | None], None]
"""Function of the number of written rows and of all rows, None if unknown. An exception, such as
ExportCancelled, stops the export."""


def export(
    rows: Iterable[ExportRow],
    target: Path,
    form: str,
    columns: ChosenColumns | Sequence[str] | None = None,
    on_progress: Progress | None = None,
    *,
    kinds: Sequence[str] = (),
    replace: Replace = False,
    warn: Warn = ignore,
) -> int:
    """Write rows into a file in one of FORMATS; returns how many there were.

    ``columns`` are ids and groups; None takes the usual ones, or whole records where the format
    holds those. ``kinds`` are the kinds of records that can come, so that an export of nothing has
    the right heading; without them the rows are looked at. ``warn`` gets a sentence about what the
    format can't hold. Rows are gone through twice where the columns depend on them; an iterator,
    which cannot be, is gathered. Raises ExportError when it cannot be done, and what
    ``on_progress`` raises; then there is no file, or the one that was there before.
    """
    check_installed(form)
    check_place(target, replace=replace)
    if isinstance(rows, Iterator):
        rows = list(rows)
    total = len(rows) if isinstance(rows, Sized) else None
    report = on_progress or (lambda _done, _total: None)
    report(0, total)
    if not isinstance(columns, ChosenColumns):
        columns = ChosenColumns(None if columns is None else tuple(columns))
    default = None if FORMATS[form].whole else ("default",)
    positions = schools = 0
    if not kinds and (columns.ids or default):
        kinds, positions, schools = _survey(rows, lambda: report(0, total))
    selection = columns.selection(kinds, default)
    if selection is not None and selection.measured and not positions + schools:
        _, positions, schools = _survey(rows, lambda: report(0, total))
    chosen = None if selection is None else selection.columns(positions, schools)
    done = 0
    try:
        with (
            whole_file(target, replace=replace) as stream,
            _writer(form, stream, chosen, warn) as writer,
        ):
            for row in rows:
                writer.write(row)
                done += 1
                if done % STEP == 0:
                    report(done, total)
            writer.finish()
            report(done, total)  # last chance to stop it
    except OSError as error:
        raise unwritable(target, error) from error
    return done


@contextmanager
def file_writer(
    path: Path,
    form: str,
    selection: Selection | None,
    *,
    replace: Replace = True,
    warn: Warn = ignore,
) -> Iterator[Writer]:
    """Yield a writer into a file that appears whole; ``replace`` is that of ``whole_file``.

    ``warn`` gets a sentence about what the format can't hold.

    For rows that come one by one; ``selection`` is None for whole records.
    """
    check_installed(form)
    with whole_file(path, replace=replace) as stream:
        if selection is None or not selection.measured:
            columns = None if selection is None else selection.columns()
            with _writer(form, stream, columns, warn) as writer:
                yield writer
        else:
            yield _Gathered(selection, lambda columns: _writer(form, stream, columns, warn))


def measured_columns(selection: Selection, rows: Iterable[ExportRow]) -> tuple[ExportColumn, ...]:
    """Return the columns, with as many numbered ones as the longest career of the rows has."""
    if not selection.measured:
        return selection.columns()
    _, positions, schools = _survey(rows, lambda: None)
    return selection.columns(positions, schools)


@contextmanager
def table_writer(
    path: Path,
    form: str,
    columns: Sequence[ExportColumn],
    *,
    replace: Replace = True,
    warn: Warn = ignore,
) -> Iterator[Writer]:
    """Yield a writer of a table with these columns into a file that appears whole.

    ``warn`` gets a sentence about what the format can't hold.
    """
    check_installed(form)
    with (
        whole_file(path, replace=replace) as stream,
        _writer(form, stream, columns, warn) as writer,
    ):
        yield writer


def text_writer(stream: TextStream, form: str, selection: Selection | None) -> Writer:
    """Return a writer of one of the text formats into an open stream."""
    if selection is None or not selection.measured:
        return TEXT_WRITERS[form](stream, None if selection is None else selection.columns())

    @contextmanager
    def opened(columns: Sequence[ExportColumn]) -> Iterator[Writer]:
        yield TEXT_WRITERS[form](stream, columns)

    return _Gathered(selection, opened)


@contextmanager
def _writer(
    form: str, stream: BinaryIO, columns: Sequence[ExportColumn] | None, warn: Warn
) -> Iterator[Writer]:
    if form == "xlsx":
        with xlsx_writer(stream, columns or (), warn) as writer:
            yield writer
    elif form == "parquet":
        with parquet_writer(stream, columns or ()) as writer:
            yield writer
    else:
        text = TextIOWrapper(stream, encoding="utf-8", newline="\n")
        try:
            yield TEXT_WRITERS[form](text, columns)
        finally:
            text.detach()  # writes what is buffered and leaves the file open


class _Gathered:
    """Writer that collects rows first, for columns that depend on the longest career."""

    def __init__(
        self,
        selection: Selection,
        opened: Callable[[Sequence[ExportColumn]], AbstractContextManager[Writer]],
    ) -> None:
        self._selection, self._opened, self._rows = selection, opened, list[ExportRow]()

    def write(self, row: ExportRow) -> None:
        """Collect one row."""
        self._rows.append(row)

    def finish(self) -> None:
        """Write all rows."""
        with self._opened(measured_columns(self._selection, self._rows)) as writer:
            for row in self._rows:
                writer.write(row)
            writer.finish()


def _survey(
    rows: Iterable[ExportRow], report: Callable[[], None]
) -> tuple[tuple[str, ...], int, int]:
    """Return the kinds of the rows, and the most positions and schools that one of them has."""
    kinds: dict[str, None] = {}
    positions = schools = 0
    for number, row in enumerate(rows, 1):
        kinds[row.kind] = None
        held, studied = counts(row.record) if isinstance(row.record, Person) else (0, 0)
        positions, schools = max(positions, held), max(schools, studied)
        if number % STEP == 0:
            report()
    return tuple(kinds), positions, schools
