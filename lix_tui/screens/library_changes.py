"""Deletion, export and tables of library entries: of the marked ones, if there are any."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from time import time
from typing import TYPE_CHECKING

from lix_tui.counts import counted
from lix_tui.screens.dialogs.confirm import confirm
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.services.library.query_language import read_query
from lix_tui.text import clean_line

NO_MATCHES = "Nothing to export: no record matches. Change the text of the search."
NO_ROWS = "Nothing to export: records with only addresses or ids are left out."
FIELD_IDS = {"place": "location"}
"""Fields of records by the ids of the library's columns, where the two differ."""

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.library_entry import CursorEntry
    from lix_tui.screens.record_actions import RecordActions
    from lix_tui.services.library.annotations import RecordRef
    from lix_tui.services.records.copy_form import CopyForm
    from lix_tui.store.rows import Entry


async def forget(
    screen: LixScreen, refs: Sequence[RecordRef], forgotten: Callable[[], None]
) -> None:
    """Delete records for good if the user agrees; then call ``forgotten``."""
    services = await screen.host.services()
    ids = [ref.entry_id for ref in refs if ref.entry_id is not None]
    if not ids:
        return
    what = refs[0].name if len(ids) == 1 else counted(len(ids), "marked record")
    again = "To see it again" if len(ids) == 1 else "To see them again"
    question = (
        f"Delete {what} for good, with notes, tags, and all results that contain "
        f"{'it' if len(ids) == 1 else 'them'}? {again}, you have to pay again."
    )
    if await confirm(screen.app, "Delete for good", question):
        await services.library.forget(ids)
        services.searches.forget_pages()
        screen.report(f"Deleted {what.replace('marked ', '')}.")
        forgotten()


async def export(screen: LixScreen, text: str, marked: Collection[str]) -> None:
    """Open the export of the records with the ``marked`` ids, or of every match of a text."""
    services = await screen.host.services()
    if marked:
        rows = await services.library.rows_of([int(one) for one in marked])
        about = f"From the library: {counted(len(marked), 'marked record')}"
    else:
        query = read_query(text, time())
        if query.problem:
            screen.report(query.problem, problem=True)
            return
        rows = await services.library.rows(query)
        words = clean_line(text)
        about = f"From the library: “{words}”" if words else "From the library: everything"
        if not rows and not await services.library.count(query):
            screen.report(NO_MATCHES, problem=True)
            return
    if not rows:
        screen.report(NO_ROWS, problem=True)
        return
    kinds = tuple(dict.fromkeys(row.kind for row in rows))
    noun = "marked record" if marked else "record"
    screen.app.push_screen(
        ExportScreen(rows, counted(len(rows), noun), name="library", about=about, kinds=kinds)
    )


def run_on_marks(
    screen: LixScreen, cursor: CursorEntry, group: str, work: Callable[[], Awaitable[None]]
) -> None:
    """Run work on the marked entries that are still stored, also if they were merged.

    It begins after marks that were set just before: their messages are on the way.
    """

    async def run() -> None:
        await cursor.settle_marks()
        await work()

    screen.call_after_refresh(
        lambda: screen.run_worker(run(), group=group, exclusive=True, exit_on_error=False)
    )


async def choose_copy(
    screen: LixScreen, record: RecordActions, cursor: CursorEntry, columns: Sequence[str]
) -> None:
    """Open the copy menu, with tables in the ``columns`` on screen."""
    entries, marked = cursor.listed
    cursor.tables = await _table_forms(screen, entries, marked, columns)
    record.choose_copy()


async def _table_forms(
    screen: LixScreen, entries: Sequence[Entry], marked: Collection[str], columns: Sequence[str]
) -> list[CopyForm]:
    """Return tables of the marked records, or of the ``entries`` if none is marked.

    ``columns`` are the ids of the columns on screen.
    """
    from lix_tui.services.export.preset_file import PresetFile
    from lix_tui.services.export.table_copy import table_forms

    services = await screen.host.services()
    ids = [int(one) for one in marked] or [entry.id for entry in entries]
    rows = await services.library.rows_of(ids)
    what = counted(len(rows), "marked record" if marked else "shown record")
    presets = PresetFile(screen.host.settings.paths.config).usable()
    kinds = tuple(dict.fromkeys(row.kind for row in rows))
    ids_of_fields = [FIELD_IDS.get(column, column) for column in columns]
    return table_forms(rows, ids_of_fields, what, presets, kinds)
