"""Saved queries: open, edit, copy, share, rename, duplicate, delete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lix_tui.durations import age
from lix_tui.screens.base import is_open
from lix_tui.screens.clipboard_copy import copy
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.screens.offers import Offers
from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.destination import Destination
from lix_tui.services.queries.query import Query, QueryError
from lix_tui.services.queries.saved_queries import query_of_saved, write_file
from lix_tui.text import clean_line
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import RowOptions

if TYPE_CHECKING:
    from lix_tui.services.queries.saved_queries import SavedQueries
    from lix_tui.store.rows import SavedQuery


ENTERS = ("select", "submit")
"""Actions of enter in Textual's list and in its input."""


class QueryAction(NamedTuple):
    """Saved query, to be run or to be edited first."""

    query: Query
    how: Literal["run", "edit"]


class SavedScreen(Dialog[QueryAction]):
    """List of the saved queries; the result is a query and what to do with it."""

    CSS = """
    SavedScreen DialogFrame { height: 80%; }
    SavedScreen .body { height: 1fr; }
    SavedScreen OptionList, SavedScreen OptionList:focus { height: 1fr; max-height: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("saved")

    def __init__(self, saved: SavedQueries, now: float) -> None:
        """``now`` is the time from which ages are counted, in seconds since the epoch."""
        super().__init__("Saved queries", "esc: close")
        self._saved, self._now = saved, now
        self._offers = Offers(self)
        self._rows: list[SavedQuery] = []
        self._matching: list[SavedQuery] = []
        """The saved queries that contain every typed word."""

    def compose(self) -> ComposeResult:
        """Yield the frame over the keys."""
        yield from super().compose()
        yield KeyBar(self._offers.prices)

    def compose_body(self) -> ComposeResult:
        """Yield the search box and the list."""
        yield LineInput(
            placeholder="/ finds by name, kind or URL", id="saved-find", select_on_focus=False
        )
        yield RowOptions(markup=False)

    def set_up(self) -> None:
        """Read the saved queries."""
        self.query_one(OptionList).focus()
        self.run_worker(self._show(), group="saved", exit_on_error=False)

    async def _show(self) -> None:
        self._rows = await self._saved.list_all()
        if is_open(self):
            self._narrow()
            self.frame.show_hints(f"{len(self._rows):,} saved", "esc: close")

    @on(Input.Changed, "#saved-find")
    def _narrow(self) -> None:
        """Show only the queries that contain every typed word."""
        words = self.query_one(Input).value.casefold().split()
        self._matching = [
            row
            for row in self._rows
            if all(word in f"{row.name} {row.kind} {row.definition}".casefold() for word in words)
        ]
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.set_class(not self._matching, "empty")
        options.add_options([Option(_line(row, self._now)) for row in self._matching])
        if not self._matching:
            empty = "No saved queries yet. Run a search, then press s to save it."
            words_ = "No saved query matches." if self._rows else empty
            options.add_option(Option(Content(words_), disabled=True))
        else:
            options.highlighted = min(place, len(self._matching) - 1)
        self._offer()

    def on_key(self, event: events.Key) -> None:
        """Start a search with a letter that isn't a command here."""
        find = self.query_one(Input)
        if not find.has_focus and event.is_printable and event.key not in self.active_bindings:
            event.stop()
            find.value = event.character or ""
            self.action_find()

    def action_find(self) -> None:
        """Go to the search box, and keep its text."""
        find = self.query_one(Input)
        find.focus()
        find.cursor_position = len(find.value)

    @property
    def _current(self) -> SavedQuery | None:
        place = self.query_one(OptionList).highlighted
        return self._matching[place] if place is not None and place < len(self._matching) else None

    # -- the price of running it -------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def _offer(self) -> None:
        """Show the price of running the query under the cursor."""
        row = self._current
        self._offers.show(dict.fromkeys(ENTERS, None if row is None else _destination(row)))

    @on(Input.Submitted, "#saved-find")
    @on(OptionList.OptionSelected)
    def run_current(self) -> None:
        """Run the query if its price is on screen, else show the price and ask first."""
        row = self._current
        if row is None:
            self.app.bell()
        elif _destination(row) is None:
            self._choose("run")  # reports why the query can't be read
        else:
            enter = ENTERS[1] if self.query_one(Input).has_focus else ENTERS[0]
            self._offers.buy(enter, lambda: self._choose("run"))

    # -- the commands ------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Return the query, to be edited in the filter panel."""
        self._choose("edit")

    def _choose(self, how: Literal["run", "edit"]) -> None:
        if (row := self._current) is not None:
            work = self._return(row, how)
            self.run_worker(work, group="choice", exclusive=True, exit_on_error=False)

    async def _return(self, row: SavedQuery, how: Literal["run", "edit"]) -> None:
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
        """Delete the query; its results stay in the store."""
        if (row := self._current) is not None:
            await self._saved.delete(row.name)
            await self._show()
            self.notify(
                f"Deleted '{row.name}'. Its results are still in the library.", markup=False
            )

    def action_rename(self) -> None:
        """Ask for another name."""
        from lix_tui.screens.dialogs.prompts import name_prompt

        if (row := self._current) is not None:
            self.app.push_screen(
                name_prompt("Rename", row.name), lambda name: self._rename(row.name, name)
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
        """Copy the search URL, or the skills of a Recruiter query."""
        if (row := self._current) is not None:
            what = "the skills as JSON" if row.kind == "recruiter" else "the search URL"
            copy(self.app, row.definition, what)

    def action_share(self) -> None:
        """Write the query as a TOML file into the current folder."""
        if (row := self._current) is None:
            return
        try:
            path = write_file(query_of_saved(row), Path.cwd())
        except OSError as error:
            words = f"The file can't be written: {error.strerror or error}."
            self.notify(words, severity="error", markup=False)
        except QueryError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self.notify(f"Written to {path}. Open it with 'lix-tui {path.name}'.", markup=False)

    def action_close(self) -> None:
        """Go from the search box to the list; from the list, close the dialog."""
        find = self.query_one(Input)
        if find.has_focus:
            find.value = ""
            self.query_one(OptionList).focus()
        else:
            self.dismiss(None)


def _destination(row: SavedQuery) -> Destination | None:
    """Return the destination that runs a saved query; None if the query can't be read."""
    try:
        return Destination(row.name, "", query=query_of_saved(row).query)
    except QueryError:
        return None


def _line(row: SavedQuery, now: float) -> Content:
    label = next((kind.label for kind in KINDS.values() if kind.name == row.kind), row.kind)
    return Content.assemble(
        (clean_line(row.name), "bold"),
        (f"  {label} · used {age(now - row.used_at)}  ", "$text-muted"),
        (clean_line(row.definition)[:200], "$text-muted"),
    )
