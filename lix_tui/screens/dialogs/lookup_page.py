"""Page before a bulk lookup: columns, rows, and each lookup with its price."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.counts import counted
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.runs.exclusion import read_exclusion
from lix_tui.services.runs.input_sheet import InputSheet, inputs_of_sheet
from lix_tui.services.runs.lookup_list import ItemsProblem
from lix_tui.services.runs.lookup_offer import (
    LookupOffer,
    column_words,
    lookup_offers,
    rows_words,
    with_plan,
)
from lix_tui.text import clean_line
from lix_tui.widgets.options import Options

if TYPE_CHECKING:
    from lix_tui.services.services import Services

NARROW = 80
"""Terminals narrower than this show the price of a lookup on a separate line."""
LOOKUP_LINES = 4
"""Lines by which a third of the terminal is more than the columns that are shown."""
_READING = "reading the rows…"
_NEXT_COLUMN = "c: another column"


class ChosenLookups(NamedTuple):
    """Lookups that the user agreed to, and the column that they are for."""

    offer: LookupOffer
    column: int | None

    @property
    def excluded(self) -> str:
        """Reason for which rows are left out; empty if none is."""
        return self.offer.batch.left_out_words


class LookupPage(Dialog[ChosenLookups]):
    """Page whose result is the lookups that the user agreed to buy.

    Enter agrees once the price of the highlighted line is in the hints; a held key doesn't.
    """

    DEFAULT_CSS = """
    LookupPage Static { height: auto; }
    LookupPage #lookup-columns {
        color: $text-muted;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    LookupPage #lookup-rows { margin: 1 0; }
    LookupPage #lookup-excluded { color: $text-muted; margin-bottom: 1; }
    LookupPage #lookup-note { margin-top: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,right", "column(1)", "Column"),
        Binding("C,left", "column(-1)", "Column", show=False),
        Binding("x", "exclude('file')", "Leave out a file"),
        Binding("number_sign", "exclude('tag')", "Leave out a tag"),
        Binding("X", "exclude('')", "Leave nobody out", show=False),
    ]

    def __init__(
        self,
        sheet: InputSheet,
        column: int | None,
        services: Services,
        *,
        about: str,
        viewer_id: str | None,
    ) -> None:
        """``about`` counts the rows and names their source; ``column`` is looked up first."""
        super().__init__(f"Look up for {about}", "esc: cancel", size="large")
        self._sheet, self._column, self._services = sheet, column, services
        self._viewer_id = viewer_id
        self._offers: list[LookupOffer] = []
        self._is_laid_out = False
        self._excluded: list[str] = []
        """Files and tags whose people are left out."""

    def compose_body(self) -> ComposeResult:
        """Yield the columns, the numbers of rows, and a line for each lookup."""
        yield Static("", id="lookup-columns", markup=False)
        yield Static(_READING, id="lookup-rows", markup=False)
        yield Static("", id="lookup-excluded", markup=False)
        yield Options(id="lookup-offers", markup=False)
        yield Static("", id="lookup-note", markup=False)

    def set_up(self) -> None:
        """Show the columns, and read the rows."""
        self.query_one(OptionList).focus()
        self._is_laid_out = True
        self._show_columns()
        self._read()

    def on_resize(self, _: events.Resize) -> None:
        """Show as many columns as fit the new size, and the prices beside or below the lookups."""
        if self._is_laid_out:
            self._show_columns()
            self._show_lines()

    def action_column(self, by: int) -> None:
        """Look up the next or the previous column instead."""
        count = len(self._sheet.columns)
        if count < 2:
            self.app.bell()
            return
        self._column = ((-1 if self._column is None else self._column) + by) % count
        self._show_columns()
        self._read()

    def action_exclude(self, source: str) -> None:
        """Leave out the people of a 'file' or with a 'tag'; with an empty text nobody."""
        self.run_worker(self._exclude(source), group="exclude", exclusive=True, exit_on_error=False)

    async def _exclude(self, source: str) -> None:
        from lix_tui.screens.dialogs.exclusion import choose_exclusion

        if not source:
            self._excluded.clear()
        elif (found := await choose_exclusion(self.app, self._services, source)) is None:
            return
        elif found not in self._excluded:
            self._excluded.append(found)
        self._read()

    @on(OptionList.OptionHighlighted)
    def offer_highlighted(self) -> None:
        """Show the price of the highlighted lookups beside the key that buys them."""
        self._show_offer()

    @on(OptionList.OptionSelected)
    def offer_chosen(self, event: OptionList.OptionSelected) -> None:
        """Return the chosen lookups, unless the key is held from before."""
        event.stop()
        if event.option_index >= len(self._offers):
            return
        offer = self._offers[event.option_index]
        if offer.plan is None:
            self.app.bell()
        elif self.host.presses.may_buy():
            self.dismiss(ChosenLookups(offer, self._column))

    def _read(self) -> None:
        self._offers = []
        self._show_lines()
        self.query_one("#lookup-rows", Static).update(_READING)
        self.run_worker(self._plan(), group="offers", exclusive=True, exit_on_error=False)

    async def _plan(self) -> None:
        sheet, column = self._sheet, self._column

        def read() -> list[LookupOffer]:
            return lookup_offers(inputs_of_sheet(sheet, column))

        try:
            self._offers = await asyncio.to_thread(read)
        except ItemsProblem as problem:
            self.query_one("#lookup-rows", Static).update(Content(str(problem)))
            self._show_hints()
            return
        if not await self._leave_out():
            return
        self._show_lines()
        for place, offer in enumerate(self._offers):
            self._offers[place] = await with_plan(self._services, offer, self._viewer_id)
            self._show_lines()

    async def _leave_out(self) -> bool:
        """Leave rows out of every offer; return False after a file or tag that can't be used."""
        shown = self.query_one("#lookup-excluded", Static)
        shown.display = bool(self._excluded)
        try:
            exclusion = await asyncio.to_thread(read_exclusion, self._excluded)
            if exclusion is not None:
                words = f"Left out: who is in {clean_line(exclusion.words)}"
                shown.update(Content(" · ".join((words, *map(clean_line, exclusion.notices)))))
                self._offers = [
                    replace(one, batch=await exclusion.apply(self._services.store, one.batch))
                    for one in self._offers
                ]
        except ItemsProblem as problem:
            self._excluded.pop()
            self._read()
            self.notify(str(problem), severity="error", markup=False)
            return False
        return True

    def _show_columns(self) -> None:
        """Show the chosen column and those around it, as far as the lookups stay in view."""
        count = len(self._sheet.columns)
        room = max(2, self.app.size.height // 3 - LOOKUP_LINES)
        first = max(0, min((self._column or 0) - room // 2, count - room))
        lines = []
        for place in range(first, min(count, first + room)):
            is_chosen = place == self._column
            title = clean_line(self._sheet.columns[place])[:30] or f"column {place + 1}"
            values = clean_line(column_words(self._sheet, place))[:200]
            style = "bold $accent" if is_chosen else "$text-muted"
            name = (f"{'▸' if is_chosen else ' '} {title}", style)
            lines.append(Content.assemble(name, (f"  {values}", "$text-muted")))
        if hidden := count - len(lines):
            lines.append(Content.styled(f"  … and {counted(hidden, 'more column')}", "$text-muted"))
        self.query_one("#lookup-columns", Static).update(Content("\n").join(lines))

    def _show_lines(self) -> None:
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        narrow = self.app.size.width < NARROW
        options.clear_options()
        options.add_options([Option(_line(offer, narrow=narrow)) for offer in self._offers])
        options.highlighted = min(place, len(self._offers) - 1) if self._offers else None
        self._show_offer()

    def _show_offer(self) -> None:
        offer = self._highlighted
        if offer is None:
            self._show_hints()
            return
        self.query_one("#lookup-rows", Static).update(Content(rows_words(self._sheet, offer)))
        note = offer.problem
        if offer.plan is not None:
            note = " ".join(filter(None, (offer.plan.duration_words, offer.plan.warning)))
        self.query_one("#lookup-note", Static).update(Content(note))
        self._show_hints(f"enter: look up · {offer.cost_words}" if offer.plan else "")

    def _show_hints(self, enter: str = "") -> None:
        change = _NEXT_COLUMN if len(self._sheet.columns) > 1 else ""
        nobody = "X: nobody" if self._excluded else ""
        hints = (enter, change, "x, #: leave out a file, a tag", nobody, "esc: cancel")
        self.frame.show_hints(*filter(None, hints))

    @property
    def _highlighted(self) -> LookupOffer | None:
        place = self.query_one(OptionList).highlighted
        offers: Sequence[LookupOffer] = self._offers
        return offers[place] if place is not None and place < len(offers) else None


def _line(offer: LookupOffer, *, narrow: bool) -> Content:
    """Return lookups with their price beside them, or below them in a narrow terminal."""
    label = f"{offer.words}\n  " if narrow else f"{offer.words:<40}"
    style = "$error" if offer.problem else "$text-muted"
    return Content.assemble((label, "bold"), (offer.price_words, style))
