"""List of values in a picker; only visible lines are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from lix_tui.services.facets.value_index import Match
from lix_tui.widgets.cells import fit

MARKS: Mapping[str, str] = {"in": "✓", "must": "+", "ex": "−"}
"""Signs before a chosen value: included, required, excluded."""
SOURCES: Mapping[str, str] = {"here": "", "seen": "seen", "live": "live", "own": "as typed"}


class ValueList(ScrollView):
    """Values with matched letters highlighted; it never takes the focus from the input."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "values--text", "values--match", "values--hint", "values--mark", "values--cursor"
    }  # fmt: skip
    DEFAULT_CSS = """
    ValueList { height: 1fr; background: transparent; scrollbar-size-vertical: 1; }
    ValueList > .values--text { color: $foreground; }
    ValueList > .values--match { color: $accent; text-style: bold; }
    ValueList > .values--hint { color: $text-muted; }
    ValueList > .values--mark { color: $success; text-style: bold; }
    ValueList > .values--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
    }
    ValueList:ansi > .values--cursor { text-style: underline; }
    """
    can_focus = False

    class ValueSelected(Message):
        """A line was clicked."""

        def __init__(self, index: int) -> None:
            self.index = index
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.matches: Sequence[Match] = ()
        self.cursor = 0
        self._modes: Mapping[str, str] = {}

    def show(self, matches: Sequence[Match], modes: Mapping[str, str], cursor: int = 0) -> None:
        """Show values; ``modes`` are those of the chosen ones by id.

        The cursor stays on the value of the line ``cursor``. On the first line, and on a text as
        it was typed, which new values push down, it stays where it was.
        """
        former = self.matches[cursor].value if 0 < cursor < len(self.matches) else None
        place = 0
        if former is not None and former.source == "own":
            place = min(cursor, len(matches) - 1)
        elif former is not None:
            places = (at for at, match in enumerate(matches) if match.value.id == former.id)
            place = next(places, 0)
        self.matches, self._modes, self.cursor = matches, modes, max(place, 0)
        self.virtual_size = Size(self.scrollable_content_region.width, len(matches))
        if self.cursor:
            self.move(0)
        else:
            self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()

    def mark(self, modes: Mapping[str, str]) -> None:
        """Mark other values as chosen, without moving the cursor."""
        self._modes = modes
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor, up to the ends."""
        if not self.matches:
            return
        self.cursor = max(0, min(self.cursor + by, len(self.matches) - 1))
        top, height = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
        if not top <= self.cursor < top + height:
            y = self.cursor if self.cursor < top else self.cursor - height + 1
            self.scroll_to(y=y, animate=False, immediate=True)
        self.refresh()

    @property
    def current(self) -> Match | None:
        """Value under the cursor."""
        return self.matches[self.cursor] if self.matches else None

    def on_resize(self) -> None:
        """Lay out lines as wide as the widget."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.matches))

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the pointer."""
        index = event.y + self.scroll_offset.y
        if index < len(self.matches):
            self.cursor = index
            self.refresh()
            self.post_message(self.ValueSelected(index))

    def render_line(self, y: int) -> Strip:
        """Return one line: mark, text with highlighted letters, hint and source."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if index >= len(self.matches):
            return Strip.blank(width, self.rich_style)
        match = self.matches[index]
        style_of = self.get_component_rich_style
        over = style_of("values--cursor") if index == self.cursor else Style.null()
        source = SOURCES.get(match.value.source, "")
        tail = "  ".join(part for part in (match.value.hint, source) if part)
        room = max(8, width - 2 - (min(len(tail), width // 2) + 2 if tail else 0))
        mark = MARKS.get(self._modes.get(match.value.id, ""), " ")
        segments = [Segment(f"{mark} ", style_of("values--mark") + over)]
        segments += _marked(match, room, style_of("values--text") + over,
                            style_of("values--match") + over)  # fmt: skip
        segments.append(
            Segment(fit(f"  {tail}" if tail else "", width - 2 - room),
                    style_of("values--hint") + over)
        )  # fmt: skip
        strip = Strip(segments, width)
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        return strip


def _marked(match: Match, room: int, plain: Style, marked: Style) -> list[Segment]:
    """Return the text in ``room`` cells; letters beyond it are cut together with their mark."""
    text = match.value.text
    if not text.isascii() or len(text) > room:
        return (
            [Segment(fit(text, room), plain)]
            if not match.spans
            else _cut(match, room, plain, marked)
        )
    segments, end = [], 0
    for start, stop in match.spans:
        segments += [Segment(text[end:start], plain), Segment(text[start:stop], marked)]
        end = stop
    return [*segments, Segment(text[end:] + " " * (room - len(text)), plain)]


def _cut(match: Match, room: int, plain: Style, marked: Style) -> list[Segment]:
    fitted = fit(match.value.text, room)
    segments, end = [], 0
    for start, stop in match.spans:
        if stop >= len(fitted) or fitted[start:stop] != match.value.text[start:stop]:
            break  # cut, or drawn otherwise: the rest goes unmarked
        segments += [Segment(fitted[end:start], plain), Segment(fitted[start:stop], marked)]
        end = stop
    return [*segments, Segment(fitted[end:], plain)]
