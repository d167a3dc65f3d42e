"""Choice of the people that a bulk lookup leaves out: those in a file, or those with a tag."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lix_tui.screens.dialogs.file_picker import FilePicker, folder_text
from lix_tui.screens.dialogs.tags import TagsScreen
from lix_tui.services.runs.exclusion import TAG

if TYPE_CHECKING:
    from textual.app import App

    from lix_tui.services.services import Services


async def choose_exclusion(app: App[object], services: Services, source: str) -> str | None:
    """Return the path of a 'file' or a 'tag' as ``--exclude`` takes them; None for no answer."""
    if source == "file":
        start = folder_text(Path.cwd(), Path.home())
        path = await app.push_screen_wait(FilePicker("Leave out the people of a file", start))
        return None if path is None else str(path)
    known = await services.annotations.known_tags()
    dialog = TagsScreen("Leave out the people with a tag", ("",), known, action="leave out")
    change = await app.push_screen_wait(dialog)
    tag = next(iter(change.add), "") if change is not None else ""
    return f"{TAG}{tag}" if tag else None
