"""Inputs of one line that take a paste of several lines whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from rich.cells import cell_len
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.widgets import Input

from lix_tui.services.commands.presses import LINE_ENDS, Presses

if TYPE_CHECKING:
    from lix_tui.services.queries.paste import InputContent

_PHRASE_ENDS = re.compile(r"(?=, | · |; )|(?<=:)(?= )")


def whole_phrases(text: str, width: int) -> str:
    """Return the first phrases of a placeholder, as many as fit into ``width`` cells."""
    if len(text) <= width:
        return text
    ends = [found.start() for found in _PHRASE_ENDS.finditer(text) if found.start() <= width]
    return text[: ends[-1]] if ends else text


class PressingApp(Protocol):
    """App that distinguishes a paste that arrives as single keys from typing."""

    presses: Presses
    press_time: Callable[[events.InputEvent], float]


class LineInput(Input):
    """Input that shows a paste as one line, or says why it can't; a paste never submits."""

    accepts: ClassVar[InputContent] = "text"
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Size of the text. Textual arranges the whole screen anew after each letter, which a text that
    scrolls in a box of a fixed width never needs."""
    _line_end = float("-inf")
    """Moment of the last enter, on the clock of `press_time`."""
    _is_line_end = False
    """True if text followed the last enter at once, as within a paste."""
    _long_placeholder: str | None = None

    @property
    def _pressing(self) -> PressingApp:
        return cast("PressingApp", self.app)

    def on_resize(self) -> None:
        """Shorten the placeholder to the phrases that fit; scroll to the cursor of a text."""
        if self._long_placeholder is None:
            self._long_placeholder = str(self.placeholder)
        width = self.scrollable_content_region.width
        self.placeholder = whole_phrases(self._long_placeholder, width)
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        at = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)

    def on_key(self, event: events.Key) -> None:
        """Insert a space for a line end in a paste that arrives as single keys."""
        app = self._pressing
        if event.key in LINE_ENDS:
            self._line_end, self._is_line_end = app.press_time(event), False
        elif event.is_printable:
            if app.press_time(event) - self._line_end < app.presses.settle:
                self._is_line_end = True
                self._join_lines()
            self._line_end = float("-inf")

    def _join_lines(self) -> None:
        from lix_tui.services.queries.query import looks_like_link

        before = self.value[: self.cursor_position]
        if before.strip() and not before.endswith(" ") and not looks_like_link(before):
            self.insert_text_at_cursor(" ")

    async def action_submit(self) -> None:
        """Submit, unless text follows at once: then the enter was the line end of a paste."""
        if settle := self._pressing.presses.settle:
            self.set_timer(settle, self._submit_unless_pasted)
        else:
            await super().action_submit()

    async def _submit_unless_pasted(self) -> None:
        if not self._is_line_end:
            await super().action_submit()

    def on_paste(self, event: events.Paste) -> None:
        """Insert the paste; Textual's own input keeps only its first line."""
        event.prevent_default()
        event.stop()
        self._insert(event.text)

    def action_paste(self) -> None:
        """Insert text that was copied in this program."""
        self._insert(self.app.clipboard)

    def _insert(self, text: str) -> None:
        from lix_tui.services.queries.paste import PasteRefused, one_line

        try:
            line = one_line(text, self.accepts)
        except PasteRefused as problem:
            self.notify(str(problem), severity="error", markup=False)
            return
        self.replace(line, *self.selection)


class LinkInput(LineInput):
    """Input of links and ids: a link broken over lines is joined, never cut."""

    accepts = "links"
