"""The facet picker: values appear as one types, known ones at once, from Lix when it may help."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from lix_tui.api.errors import LixError
from lix_tui.durations import wait
from lix_tui.services.facets.value_index import Match, Value, is_inside
from lix_tui.services.queries.builder.fields import Chip, FilterField, Mode
from lix_tui.store.errors import StoreError
from lix_tui.text import clean_line
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.value_list import ValueList

if TYPE_CHECKING:
    from textual.worker import Worker

    from lix_tui.services.facets.known_facet import KnownFacet
    from lix_tui.services.queries.builder.builder import Builder
    from lix_tui.services.services import Services

SUGGEST_AFTER = 0.02
"""Seconds after a key until matching: the letter itself is painted first."""
ASK_AFTER = 0.35
"""Seconds of rest in typing until Lix is asked."""
SHORTEST = 2
"""Letters that are asked for at least; fewer match nearly everything."""
STEP = 100
"""Values that are shown at first, and added when the cursor moves past the last one."""
TICK = 0.2


class PickerScreen(ModalScreen[None]):
    """Changes the builder with every choice; closing it keeps them."""

    CSS = """
    PickerScreen { align: left top; background: $background 40%; }
    PickerScreen #picker {
        margin: 2 2;
        width: 92%;
        max-width: 78;
        height: 70%;
        min-height: 12;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    PickerScreen Input, PickerScreen Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    PickerScreen #picker-note { height: 1; color: $text-muted; }
    PickerScreen #picker-note.problem { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Done"),
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
        """``viewer_id`` is the account connected to Lix that values are asked for as."""
        super().__init__()
        self._builder, self._field, self._services = builder, field, services
        self._viewer = viewer_id
        self._known: KnownFacet | None = None
        self._due: Timer | None = None
        self._asking = ""
        """The text that Lix is asked for now; empty when it is not."""
        self._problem = ""
        self._said = ""
        self._limit = STEP
        """Values that are shown at most."""
        self._hidden = 0
        """Known values beyond those."""

    def compose(self) -> ComposeResult:
        """Yield an input, the values, where they come from."""
        keys = ["enter takes it"]
        keys += ["ctrl+r requires"] if self._field.requirable else []
        keys += ["ctrl+n excludes"] if self._field.excludable else []
        with Vertical(id="picker") as frame:
            frame.border_title = Content(self._field.label)
            frame.border_subtitle = Content(" · ".join([*keys, "escape when done"]))
            yield LineInput(placeholder=self._placeholder(), id="picker-input")
            yield ValueList(id="picker-values")
            yield Static("", id="picker-note", markup=False)

    def _placeholder(self) -> str:
        if self._field.by_id:
            return "the id, as a Sales Navigator URL has it: Lix lists no values of this filter"
        if self._field.facet is None:
            return "type it, and press enter"
        return "type to find a value" + (", or any text of your own" if self._field.free else "")

    def on_mount(self) -> None:
        """Read what is known, and show it."""
        self.set_interval(TICK, self._note)
        self._services.facets.listeners.append(self._answered)
        self.run_worker(self._load(), group="load", exit_on_error=False)

    def on_unmount(self) -> None:
        """Nothing is to be told any more."""
        self._services.facets.listeners.remove(self._answered)

    async def _load(self) -> None:
        if self._field.facet is not None:
            self._known = await self._services.facets.known(self._field.facet, self._viewer)
        self._suggest()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong behind the screen."""
        from lix_tui.widgets.failures import report_failure

        report_failure(self, event)

    # -- typing ------------------------------------------------------------------------------

    @on(Input.Changed, "#picker-input")
    def typed(self, event: Input.Changed) -> None:
        """Match after the letter is painted; ask Lix when typing rests and it could help."""
        self._problem, self._limit = "", STEP
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(SUGGEST_AFTER, self._suggest)
        self.run_worker(self._ask(event.value), group="ask", exclusive=True, exit_on_error=False)

    @property
    def _text(self) -> str:
        return clean_line(self.query_one("#picker-input", Input).value)

    def _suggest(self, *, keep_cursor: bool = False) -> None:
        """Show what is known for the text as it is now, so never what belongs to an older one."""
        if not self.is_attached:
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
        values.show(found, self._modes(), values.cursor if keep_cursor else 0)
        self._note()

    def _answered(self, facet: str) -> None:
        if facet == self._field.facet and self.is_attached:
            self._suggest(keep_cursor=True)

    async def _ask(self, text: str) -> None:
        known, text = self._known, clean_line(text)
        if known is None or len(text) < SHORTEST or known.is_settled(text):
            self._asking = ""
            return
        await asyncio.sleep(ASK_AFTER)
        self._asking = text
        try:
            await self._services.facets.values(
                known.facet, text, place="typeahead", viewer_id=known.viewer_id
            )
        except (LixError, StoreError) as error:
            self._problem = str(error)
        finally:
            if self._asking == text:
                self._asking = ""
            self._note()

    def _note(self) -> None:
        """Say where the values come from, and how long until Lix answers."""
        if not self.is_attached:
            return
        said = self._problem or self._words()
        if said == self._said:  # this runs on a timer: nothing is painted for nothing
            return
        self._said = said
        note = self.query_one("#picker-note", Static)
        note.set_class(bool(self._problem), "problem")
        note.update(Content(said))

    def _words(self) -> str:
        known = self._known
        if known is None:
            own = "an id" if self._field.by_id else "a text of your own"
            return own if self._field.facet is None else "…"
        text = self._text
        if self._hidden and text and not self._asking:
            return f"{self._hidden:,} more known here · ↓ past the last one shows them"
        if known.closed:
            return "LinkedIn's own list · no request is sent"
        if self._asking:
            seconds = self._services.limiter.next_slot_in()
            when = f"in {wait(seconds)}" if seconds > 0.05 else "now"
            return f"asking Lix for '{self._asking}' {when}, for nothing…"
        if len(text) < SHORTEST:
            return f"{len(known.index):,} known here · Lix is asked from {SHORTEST} letters on"
        if known.has_more(text):
            return "Lix has more · ↓ past the last one asks for them, for nothing"
        if known.is_settled(text):
            return "all that Lix has for this is here"
        return "from what is known here · Lix is asked when typing rests"

    # -- choosing ----------------------------------------------------------------------------

    @on(Input.Submitted, "#picker-input")
    def submitted(self) -> None:
        """Take the value under the cursor, or let it go when it is taken."""
        if self._due is not None:
            self._due.stop()
            self._suggest_if_stale()
        self.action_choose("in")

    def _suggest_if_stale(self) -> None:
        """Enter right after a letter means the values for that letter."""
        cursor = self.query_one(ValueList).cursor
        if cursor == 0:
            self._suggest()

    @on(ValueList.ValueSelected)
    def clicked(self) -> None:
        """Take the value that was clicked."""
        self.action_choose("in")

    def action_choose(self, mode: Mode) -> None:
        """Choose the value under the cursor in a mode; the same mode again lets it go."""
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
        """Return the modes of the chosen values by the ids that the list knows them by."""
        modes: dict[str, str] = {}
        for chip in self._builder.chips(self._field):
            own = chip.id is None or self._field.by_id
            identity = f"text:{chip.text.casefold()}" if own else chip.id or ""
            modes[identity] = chip.mode
            modes[f"urn:li:organization:{identity}"] = chip.mode
        return modes

    def action_move(self, by: int) -> None:
        """Move among the values; past the last one, show more of them."""
        values = self.query_one(ValueList)
        before = values.current
        if by > 0 and values.cursor >= len(values.matches) - 1:
            self._show_more()
        now = values.current
        if before and now and now.value.id == before.value.id:  # else a new one is under it
            values.move(by)

    def _show_more(self) -> None:
        """Show further known values, else ask Lix for its next ones, which is free."""
        known, text = self._known, self._text
        if self._hidden:
            self._limit += STEP
            self._suggest(keep_cursor=True)
        elif known is not None and known.has_more(text) and not self._asking:
            self.run_worker(
                self._ask_more(known, text), group="ask", exclusive=True, exit_on_error=False
            )

    async def _ask_more(self, known: KnownFacet, text: str) -> None:
        self._asking, self._problem = text, ""
        try:
            await self._services.facets.load_next_page(known, text, place="typeahead")
        except (LixError, StoreError) as error:
            self._problem = str(error)
        else:
            if text == self._text:
                self._limit += STEP
                self._suggest(keep_cursor=True)
        finally:
            if self._asking == text:
                self._asking = ""
            self._note()

    def action_close(self) -> None:
        """Done."""
        self.dismiss(None)
