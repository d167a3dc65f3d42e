"""Changes to library entries: notes, tags, deletion; and the export of search results."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import TYPE_CHECKING, Literal

from lix_tui.counts import counted
from lix_tui.screens.dialogs.confirm import confirm
from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.screens.dialogs.prompts import name_prompt
from lix_tui.services.library.query_language import read_query
from lix_tui.text import clean_line

NO_MATCHES = "Nothing to export: no record matches. Change the text of the search."
NO_ROWS = "Nothing to export: records with only addresses or ids are left out."

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.library.library import EntryDetail
    from lix_tui.store.rows import Entry


async def write(
    screen: LixScreen,
    entry: Entry | None,
    what: Literal["Note", "Tags"],
    changed: Callable[[EntryDetail], None],
) -> None:
    """Ask for an entry's note or tags and store them; then call ``changed`` with the entry."""
    services = await screen.host.services()
    if entry is None:
        return
    now = entry.note if what == "Note" else entry.tags
    words = "your note" if what == "Note" else "words with spaces between them"
    start = now.replace("\n", " · ")
    prompt = name_prompt(f"{what} · {entry.name}", start, words, allow_empty=True)
    text = await screen.app.push_screen_wait(prompt)
    if text is None:
        return
    if what == "Note":
        await services.library.note(entry.id, text)
    else:
        await services.library.tag(entry.id, text)
    if (detail := await services.library.detail(entry.id)) is not None:
        changed(detail)


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
