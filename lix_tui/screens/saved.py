"""The saved queries: open, edit, copy, share, rename, duplicate, delete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lix_tui.explorer.ages import age
from lix_tui.explorer.kinds import KINDS
from lix_tui.explorer.query import Query, QueryError
from lix_tui.explorer.saved import query_of_saved, write_file
from lix_tui.screens.copying import copy
from lix_tui.text import clean_line
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.options import Options

if TYPE_CHECKING:
    from textual.worker import Worker

    from lix_tui.explorer.saved import Saved
    from lix_tui.store.rows import SavedQuery


class Wanted(NamedTuple):
    """A saved query, to be run or to be edited first."""

    query: Query
    how: Literal["run", "edit"]


class SavedScreen(ModalScreen[Wanted | None]):
    """Returns what to do with which query, or None."""

    CSS = """
    SavedScreen { align: center middle; }
    SavedScreen #saved {
        width: 92%;
        max-width: 100;
        height: 80%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    SavedScreen OptionList, SavedScreen OptionList:focus {
        height: 1fr;
        border: none;
        background: transparent;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("saved")

    def __init__(self, saved: Saved, now: float) -> None:
        """``now`` is the time ages are counted from."""
        super().__init__()
        self._saved, self._now = saved, now
        self._rows: list[SavedQuery] = []

    def compose(self) -> ComposeResult:
        """The queries and their keys."""
        with Vertical(id="saved") as frame:
            frame.border_title = Content("Saved queries")
            yield Options(markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        """Read them."""
        await self._show()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong behind the screen."""
        from lix_tui.widgets.failures import say_failure

        say_failure(self, event)

    async def _show(self) -> None:
        self._rows = await self._saved.everything()
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_line(row, self._now)) for row in self._rows])
        if not self._rows:
            empty = "Nothing saved yet: run a search, then s saves it under a name."
            options.add_option(Option(Content(empty), disabled=True))
        else:
            options.highlighted = min(place, len(self._rows) - 1)
        self.query_one("#saved").border_subtitle = Content(f"{len(self._rows)} saved")

    @property
    def _current(self) -> SavedQuery | None:
        place = self.query_one(OptionList).highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    async def on_option_list_option_selected(self) -> None:
        """Run it."""
        await self._leave("run")

    async def action_edit(self) -> None:
        """Open it in the filter panel without running it."""
        await self._leave("edit")

    async def _leave(self, how: Literal["run", "edit"]) -> None:
        if (row := self._current) is None:
            return
        try:
            query = query_of_saved(row).query
        except QueryError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        await self._saved.used(row.name)
        self.dismiss(Wanted(query, how))

    async def action_duplicate(self) -> None:
        """The same under another name."""
        if (row := self._current) is not None:
            name = await self._saved.duplicate(row)
            await self._show()
            self.notify(f"Saved as '{name}'.", markup=False)

    async def action_delete(self) -> None:
        """Forget it."""
        if (row := self._current) is not None:
            await self._saved.delete(row.name)
            await self._show()
            self.notify(f"'{row.name}' is deleted; what it found is kept.", markup=False)

    def action_rename(self) -> None:
        """Give it another name."""
        from lix_tui.screens.naming import NameScreen

        if (row := self._current) is not None:
            self.app.push_screen(
                NameScreen("Rename", row.name), lambda name: self._rename(row.name, name)
            )

    def _rename(self, old: str, name: str | None) -> None:
        if name is not None:
            self.run_worker(self._rename_to(old, name), exit_on_error=False)

    async def _rename_to(self, old: str, name: str) -> None:
        try:
            await self._saved.rename(old, name)
        except QueryError as error:
            self.notify(str(error), severity="error", markup=False)
        await self._show()

    def action_copy_url(self) -> None:
        """Copy what it asks."""
        if (row := self._current) is not None:
            what = "the skills as JSON" if row.kind == "recruiter" else "the search URL"
            copy(self.app, row.asked, what)

    def action_share(self) -> None:
        """Write it as a TOML file into the current folder."""
        if (row := self._current) is None:
            return
        try:
            path = write_file(query_of_saved(row), Path.cwd())
        except OSError as error:
            self.notify(f"It cannot be written: {error.strerror or error}.", severity="error")
        except QueryError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self.notify(f"Written to {path}; 'lix-tui {path.name}' opens it.", markup=False)

    def action_close(self) -> None:
        """Back to the screen behind."""
        self.dismiss(None)


def _line(row: SavedQuery, now: float) -> Content:
    label = next((kind.label for kind in KINDS.values() if kind.name == row.kind), row.kind)
    return Content.assemble(
        (clean_line(row.name), "bold"),
        (f"  {label} · used {age(now - row.used_at)}  ", "$text-muted"),
        (clean_line(row.asked)[:200], "$text-muted"),
    )
