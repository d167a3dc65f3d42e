"""Deletion of library entries, and the export of search results."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import TYPE_CHECKING

from lix_tui.counts import counted
from lix_tui.screens.dialogs.confirm import confirm
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.services.library.query_language import read_query
from lix_tui.text import clean_line

NO_MATCHES = "Nothing to export: no record matches. Change the text of the search."
NO_ROWS = "Nothing to export: records with only addresses or ids are left out."

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.store.rows import Entry


async def forget(screen: LixScreen, entry: Entry | None, forgotten: Callable[[], None]) -> None:
    """Delete an entry for good if the user agrees; then call ``forgotten``."""
    services = await screen.host.services()
    if entry is None:
        return
    question = (
        f"Delete {entry.name} for good, with notes, tags, and all results that contain it? "
        "To see it again, you have to pay again."
    )
    if await confirm(screen.app, "Delete for good", question):
        await services.library.forget([entry.id])
        services.searches.forget_pages()
        screen.report(f"Deleted {entry.name}.")
        forgotten()


async def export(screen: LixScreen, text: str) -> None:
    """Open the export of every entry that matches a text."""
    services = await screen.host.services()
    query = read_query(text, time())
    if query.problem:
        screen.report(query.problem, problem=True)
        return
    rows = await services.library.rows(query)
    if not rows:
        found = await services.library.count(query)
        screen.report(NO_ROWS if found else NO_MATCHES, problem=True)
        return
    kinds = tuple(dict.fromkeys(row.kind for row in rows))
    words = clean_line(text)
    about = f"From the library: “{words}”" if words else "From the library: everything"
    screen.app.push_screen(
        ExportScreen(rows, counted(len(rows), "record"), name="library", about=about, kinds=kinds)
    )
