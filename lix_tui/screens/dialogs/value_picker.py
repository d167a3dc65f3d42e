"""Picker of filter values: known ones as the user types, then those that Lix returns."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from lix_tui.api.errors import LixError
from lix_tui.durations import wait_text
from lix_tui.screens.base import is_open, repeat
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.facets.value_index import Match, Value, is_inside
from lix_tui.services.queries.builder.fields import Chip, FilterField, Mode
from lix_tui.store.errors import StoreError
from lix_tui.text import clean_line
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.value_list import ValueList

if TYPE_CHECKING:
    from lix_tui.services.facets.known_facet import KnownFacet
    from lix_tui.services.queries.builder.builder import Builder
    from lix_tui.services.services import Services

SUGGEST_AFTER = 0.02
"""Seconds from a key press to the matching: the letter itself is painted first."""
REQUEST_AFTER = 0.35
"""Seconds without typing after which a request is sent."""
SHORTEST = 2
"""Least letters of a request; fewer match nearly every value."""
STEP = 100
"""Values that are shown first, and that each move past the last one adds."""
TICK = 0.2


class PickerScreen(Dialog[None]):
    """Dialog that changes the builder with every choice; closing it keeps the choices."""

    CSS = """
    PickerScreen { align: left top; background: $background 40%; }
    PickerScreen DialogFrame {
        margin: 2 2; max-width: 78; height: 70%; min-height: 12;
    }
    PickerScreen .body { height: 1fr; }
    PickerScreen #picker-note { height: 1; color: $text-muted; }
    PickerScreen #picker-note.problem { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("ctrl+n", "choose('ex')", "Exclude"),
        Binding("ctrl+r", "choose('must')", "Require"),
    ]

    def __init__(
        self, builder: Builder, field: FilterField, services: Services, viewer_id: str | None = None
    ) -> None:
        """``viewer_id`` is the account connected to Lix on whose behalf values are requested."""
        keys = ["enter: include"]
        keys += ["ctrl+r: require"] if field.requirable else []
        keys += ["ctrl+n: exclude"] if field.excludable else []
        super().__init__(field.label, *keys, "esc: done")
        self._builder, self._field, self._services = builder, field, services
        self._viewer = viewer_id
        self._known: KnownFacet | None = None
        self._due: Timer | None = None
        self._requested = ""
        """Text of the request that is on its way; empty without one."""
        self._problem = ""
        self._note_text = ""
        self._limit = STEP
        """Most values that are shown."""
        self._hidden = 0
        """Number of known values beyond the limit."""

    def compose_body(self) -> ComposeResult:
        """Yield an input, the values, and a note about their source."""
        yield LineInput(placeholder=self._placeholder(), id="picker-input")
        yield ValueList(id="picker-values")
        yield Static("", id="picker-note", markup=False)

    def _placeholder(self) -> str:
        if self._field.by_id:
            return "an id from a Sales Navigator URL; Lix lists no values of this filter"
        if self._field.facet is None:
            return "type a value, then press enter"
        return "type to find a value" + (", or any text of your own" if self._field.free else "")

    def set_up(self) -> None:
        """Show the known values."""
        repeat(self, TICK, self._show_note)
        self._services.facets.listeners.append(self._values_arrived)
        self.run_worker(self._load(), group="load", exit_on_error=False)

    def on_unmount(self) -> None:
        """Stop listening for values."""
        if self._values_arrived in self._services.facets.listeners:
            self._services.facets.listeners.remove(self._values_arrived)

    async def _load(self) -> None:
        if self._field.facet is not None:
            self._known = await self._services.facets.known(self._field.facet, self._viewer)
        self._suggest()

    # -- typing ------------------------------------------------------------------------------

    @on(Input.Changed, "#picker-input")
    def text_changed(self, event: Input.Changed) -> None:
        """Match once the letter is painted; send a request after a rest if it can add values."""
        self._problem, self._limit = "", STEP
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(SUGGEST_AFTER, self._suggest)
        work = self._request(event.value)
        self.run_worker(work, group="request", exclusive=True, exit_on_error=False)

    @property
    def _text(self) -> str:
        return clean_line(self.query_one("#picker-input", Input).value)

    def _suggest(self, *, same_cursor: bool = False) -> None:
        """Show the known values for the present text, never for an older one."""
        if not is_open(self):
            return
        text = self._text
        found: list[Match] = []
        if self._known is not None:
            found, count = self._known.suggest(text, self._limit)
            self._hidden = count - len(found)
        if text and (self._field.free or self._field.facet is None):
            own = Match(Value(f"text:{text.casefold()}", text, "", "own"), ())
            exact = any(match.value.text.casefold() == text.casefold() for match in found[:1])
            if exact:
                found = [found[0], own, *found[1:]]
            elif found and is_inside(text, found[0].value):
                found = [own, *found]
            else:
                found = [*found, own]
        values = self.query_one(ValueList)
        values.show(found, self._modes(), values.cursor if same_cursor else 0)
        self._show_note()

    def _values_arrived(self, facet: str) -> None:
        if facet == self._field.facet and is_open(self):
            self._suggest(same_cursor=True)

    async def _request(self, text: str) -> None:
        known, text = self._known, clean_line(text)
        if known is None or len(text) < SHORTEST or known.is_settled(text):
            self._requested = ""
            return
        await asyncio.sleep(REQUEST_AFTER)
        self._requested = text
        try:
            await self._services.facets.values(
                known.facet, text, place="typeahead", viewer_id=known.viewer_id
            )
        except (LixError, StoreError) as error:
            self._problem = str(error)
        finally:
            if self._requested == text:
                self._requested = ""
            self._show_note()

    def _show_note(self) -> None:
        """Show the source of the values, and the seconds until a request is sent."""
        if not is_open(self):
            return
        words = self._problem or self._source_words()
        if words == self._note_text:  # called by a timer: paint only what has changed
            return
        self._note_text = words
        note = self.query_one("#picker-note", Static)
        note.set_class(bool(self._problem), "problem")
        note.update(Content(words))

    def _source_words(self) -> str:
        known = self._known
        if known is None:
            own = "enter an id" if self._field.by_id else "enter any text"
            return own if self._field.facet is None else "…"
        text = self._text
        if self._hidden and text and not self._requested:
            return f"{self._hidden:,} more stored values · ↓ past the last one shows them"
        if known.closed:
            return "LinkedIn's complete list · no request needed"
        if self._requested:
            seconds = self._services.limiter.next_slot_in()
            when = f"in {wait_text(seconds)}" if seconds > 0.05 else "now"
            return f"free request for '{self._requested}' {when}…"
        if len(text) < SHORTEST:
            return f"{len(known.index):,} stored values · {SHORTEST} letters search Lix (free)"
        if known.has_more(text):
            return "Lix has more · ↓ past the last one loads them (free)"
        if known.is_settled(text):
            return "every match is shown"
        return "stored values · a pause in typing searches Lix (free)"

    # -- choosing ----------------------------------------------------------------------------

    @on(Input.Submitted, "#picker-input")
    def text_submitted(self) -> None:
        """Include the value under the cursor; remove it if it is included."""
        if self._due is not None:
            self._due.stop()
            self._suggest_if_stale()
        self.action_choose("in")

    def _suggest_if_stale(self) -> None:
        """Match at once: enter right after a letter refers to the values for that letter."""
        cursor = self.query_one(ValueList).cursor
        if cursor == 0:
            self._suggest()

    @on(ValueList.ValueSelected)
    def value_clicked(self) -> None:
        """Include the value that was clicked."""
        self.action_choose("in")

    def action_choose(self, mode: Mode) -> None:
        """Choose the value under the cursor in a mode; remove it if it has that mode already."""
        field = self._field
        match = self.query_one(ValueList).current
        allowed = {"in": True, "ex": field.excludable, "must": field.requirable}[mode]
        if match is None or not allowed:
            self.app.bell()
            return
        own = match.value.source == "own"
        typed = match.value.text if field.by_id else None
        chip = Chip(match.value.text, typed if own else match.value.id, mode)
        if chip in self._builder.chips(field):
            self._builder.remove(field, chip)
        else:
            self._builder.add(field, chip)
        if field.single:
            self.dismiss(None)
            return
        self.query_one(ValueList).mark(self._modes())
        self.query_one("#picker-input", Input).action_select_all()

    def _modes(self) -> dict[str, str]:
        """Return the modes of the chosen values by each id that the list may have for them.

        That is the value's id or text, and for an organisation also its URN.
        """
        modes: dict[str, str] = {}
        for chip in self._builder.chips(self._field):
            own = chip.id is None or self._field.by_id
            identity = f"text:{chip.text.casefold()}" if own else chip.id or ""
            modes[identity] = chip.mode
            modes[f"urn:li:organization:{identity}"] = chip.mode
        return modes

    def action_move(self, by: int) -> None:
        """Move the cursor; past the last value, show more values."""
        values = self.query_one(ValueList)
        before = values.current
        if by > 0 and values.cursor >= len(values.matches) - 1:
            self._show_more()
        now = values.current
        if before and now and now.value.id == before.value.id:  # else a new one is under it
            values.move(by)

    def _show_more(self) -> None:
        """Show further known values, else request the next ones from Lix, which is free."""
        known, text = self._known, self._text
        if self._hidden:
            self._limit += STEP
            self._suggest(same_cursor=True)
        elif known is not None and known.has_more(text) and not self._requested:
            work = self._request_more(known, text)
            self.run_worker(work, group="request", exclusive=True, exit_on_error=False)

    async def _request_more(self, known: KnownFacet, text: str) -> None:
        self._requested, self._problem = text, ""
        try:
            await self._services.facets.load_next_page(known, text, place="typeahead")
        except (LixError, StoreError) as error:
            self._problem = str(error)
        else:
            if text == self._text:
                self._limit += STEP
                self._suggest(same_cursor=True)
        finally:
            if self._requested == text:
                self._requested = ""
            self._show_note()
