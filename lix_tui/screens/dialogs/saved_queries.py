"""The saved queries: open, edit, copy, share, rename, duplicate, delete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lix_tui.durations import age
from lix_tui.screens.copying import copy
from lix_tui.services.kinds import KINDS
from lix_tui.services.opening_prices import Stored, price_of, stored_of
from lix_tui.services.queries.opening import Opening
from lix_tui.services.queries.query import Query, QueryError
from lix_tui.services.queries.saved_queries import query_of_saved, write_file
from lix_tui.text import clean_line
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar, KeyNote
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import RowOptions

if TYPE_CHECKING:
    from textual.worker import Worker

    from lix_tui.screens.app_host import AppHost
    from lix_tui.services.queries.saved_queries import SavedQueries
    from lix_tui.store.rows import SavedQuery


ENTERS = ("select", "submit")
"""Actions of enter in Textual's list and in its input."""


class QueryAction(NamedTuple):
    """A saved query, to be run or to be edited first."""

    query: Query
    how: Literal["run", "edit"]


class SavedScreen(ModalScreen[QueryAction | None]):
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
    SavedScreen Input, SavedScreen Input:focus {
        border: none;
        height: 1;
        background: $panel;
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

    def __init__(self, saved: SavedQueries, now: float) -> None:
        """``now`` is the time ages are counted from."""
        super().__init__()
        self._saved, self._now = saved, now
        self._rows: list[SavedQuery] = []
        self._shown: list[SavedQuery] = []
        """Those of them that hold every typed word."""

    def compose(self) -> ComposeResult:
        """Yield the queries and their keys."""
        with Vertical(id="saved") as frame:
            frame.border_title = Content("Saved queries")
            yield LineInput(
                placeholder="/ finds by name, kind or URL", id="saved-find", select_on_focus=False
            )
            yield RowOptions(markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        """Read them."""
        self.query_one(OptionList).focus()
        await self._show()

    @property
    def _host(self) -> AppHost:
        return cast("AppHost", self.app)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong behind the screen."""
        from lix_tui.widgets.failures import report_failure

        report_failure(self, event)

    async def _show(self) -> None:
        self._rows = await self._saved.list_all()
        self._narrow()
        self.query_one("#saved").border_subtitle = Content(f"{len(self._rows)} saved")

    @on(Input.Changed, "#saved-find")
    def _narrow(self) -> None:
        """Show only the queries that hold every typed word."""
        words = self.query_one(Input).value.casefold().split()
        self._shown = [
            row
            for row in self._rows
            if all(word in f"{row.name} {row.kind} {row.asked}".casefold() for word in words)
        ]
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_line(row, self._now)) for row in self._shown])
        if not self._shown:
            empty = "Nothing saved yet: run a search, then s saves it under a name."
            words_ = "No saved query fits." if self._rows else empty
            options.add_option(Option(Content(words_), disabled=True))
        else:
            options.highlighted = min(place, len(self._shown) - 1)
        self._offer()

    def on_key(self, event: events.Key) -> None:
        """Begin to find with a letter that is no command here."""
        find = self.query_one(Input)
        if not find.has_focus and event.is_printable and event.key not in self.active_bindings:
            event.stop()
            find.value = event.character or ""
            self.action_find()

    def action_find(self) -> None:
        """Go to the input, what is typed there staying."""
        find = self.query_one(Input)
        find.focus()
        find.cursor_position = len(find.value)

    @property
    def _current(self) -> SavedQuery | None:
        place = self.query_one(OptionList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    # -- the price of running it -------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def _offer(self) -> None:
        """Show what running the query costs; the store is read behind the screen."""
        self._show_price(None)
        if self._current is not None:
            self.run_worker(self._read_price(), group="prices", exclusive=True, exit_on_error=False)

    async def _read_price(self) -> None:
        if (row := self._current) is not None and (opening := _opening(row)) is not None:
            stored = await stored_of(await self._host.services(), opening)
            if self._current is row:
                self._show_price(stored)

    def _show_price(self, stored: Stored | None) -> None:
        row = self._current
        opening = None if row is None else _opening(row)
        offline = self._host.settings.offline
        price = None if opening is None else price_of(opening, stored, offline=offline)
        for enter in ENTERS:
            note = None if price is None else KeyNote(price, "Run")
            self.query_one(KeyBar).note(enter, note)

    @on(Input.Submitted, "#saved-find")
    @on(OptionList.OptionSelected)
    async def run_current(self) -> None:
        """Run the query, if its price is on screen; else show the price and ask."""
        from lix_tui.screens.dialogs.confirm import ConfirmScreen

        bar, row = self.query_one(KeyBar), self._current
        if row is None or not self._host.presses.may_buy():
            self.app.bell()
            return
        note = bar.note_of(ENTERS[0])
        if note is None or not note.price.buys or any(map(bar.is_price_shown, ENTERS)):
            await self._leave("run")
            return
        question = f"{clean_line(row.name)} costs {note.price.words} a page."
        self.app.push_screen(ConfirmScreen("Run it?", question), self._leave_agreed)

    async def _leave_agreed(self, agreed: bool | None) -> None:
        if agreed:
            await self._leave("run")

    # -- the commands ------------------------------------------------------------------------

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
        await self._saved.mark_used(row.name)
        self.dismiss(QueryAction(query, how))

    async def action_duplicate(self) -> None:
        """Duplicate the saved query under another name."""
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
        from lix_tui.screens.dialogs.name_prompt import NameScreen

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
        """Go from the input to the list, from there to the screen behind."""
        find = self.query_one(Input)
        if find.has_focus:
            find.value = ""
            self.query_one(OptionList).focus()
        else:
            self.dismiss(None)


def _opening(row: SavedQuery) -> Opening | None:
    """Return what running a saved query does, None where it can't be read."""
    try:
        return Opening(row.name, "", query=query_of_saved(row).query)
    except QueryError:
        return None


def _line(row: SavedQuery, now: float) -> Content:
    label = next((kind.label for kind in KINDS.values() if kind.name == row.kind), row.kind)
    return Content.assemble(
        (clean_line(row.name), "bold"),
        (f"  {label} · used {age(now - row.used_at)}  ", "$text-muted"),
        (clean_line(row.asked)[:200], "$text-muted"),
    )
