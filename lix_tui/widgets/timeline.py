"""Timeline of a career: one bar per position, to scale, with everything else under it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from lix_tui.services.records.career_timeline import Career, CareerPosition
from lix_tui.widgets.timeline_picture import TimelinePicture

HEAD_HEIGHT = 2
"""Lines on which a position begins: its bar, and its label where that is under the bar."""


@dataclass(frozen=True, slots=True)
class TimelineFolds:
    """Folded positions of a career, and the position under the cursor."""

    folded: frozenset[Hashable]
    cursor: Hashable


def _identity(position: CareerPosition) -> Hashable:
    """Return the parts of a position that stay the same when other answers add details."""
    return position.title, position.organisation, position.started


class CareerTimeline(Widget):
    """Career in the available width, as high as necessary; it can't be focused.

    Months that are certain are solid, months that a bare year leaves open are shaded, and a '?'
    stands where a date is unknown. The details of a position fold; a cursor marks one position.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--current",
        "timeline--past",
        "timeline--grid",
        "timeline--title",
        "timeline--muted",
        "timeline--unknown",
        "timeline--cursor",
    }
    DEFAULT_CSS = """
    CareerTimeline {
        width: 1fr;
        height: auto;
        text-wrap: nowrap;
        & .timeline--current { color: $accent; }
        & .timeline--past { color: $primary; }
        & .timeline--grid { color: $border-blurred; }
        & .timeline--title { color: $foreground; text-style: bold; }
        & .timeline--muted { color: $text-muted; }
        & .timeline--unknown { color: $warning; }
        & .timeline--cursor { color: $accent; text-style: bold reverse; }
    }
    """
    career: reactive[Career | None] = reactive(None, layout=True)
    """Career to draw; None and a career without positions draw nothing."""

    class CursorLineChanged(Message):
        """A position was folded or unfolded; its head is on ``line`` of the timeline."""

        def __init__(self, timeline: CareerTimeline, line: int) -> None:
            self.timeline, self.line = timeline, line
            super().__init__()

    def __init__(
        self,
        career: Career | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(CareerTimeline.career, career)
        self._folded: set[int] = set()
        self._cursor = 0
        self._drawn: tuple[int, TimelinePicture] | None = None
        """Width and picture of the last drawing; None after a change."""

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 - Textual's signature
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        """Return the lines the career takes at ``width``."""
        picture = self._picture(width)
        return 0 if picture is None else len(picture.lines)

    def render(self) -> Content:
        """Return the picture at the present width."""
        picture = self._picture(self.size.width)
        return Content("") if picture is None else Content("\n").join(picture.lines)

    def render_line(self, y: int) -> Strip:
        """Return one line; lines out of view aren't rendered, unless text is being selected."""
        picture = self._picture(self.size.width)
        if self.text_selection is not None:
            return super().render_line(y)
        if picture is None or y >= len(picture.lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        head = picture.heads.get(self._cursor, -HEAD_HEIGHT)
        line = picture.with_cursor(y) if 0 <= y - head < HEAD_HEIGHT else picture.lines[y]
        (strip,) = Visual.to_strips(self, line, self.size.width, 1, self.visual_style)
        return strip.apply_offsets(0, y)

    def watch_career(self) -> None:
        """Draw another career, with every position open."""
        self._folded.clear()
        self._cursor, self._drawn = 0, None

    def notify_style_update(self) -> None:
        """Drop the picture in other colours."""
        super().notify_style_update()
        self._drawn = None

    # -- state -------------------------------------------------------------------------------

    @property
    def folds(self) -> TimelineFolds:
        """Folded positions and the one under the cursor, to restore in another drawing."""
        positions = self._positions
        folded = frozenset(_identity(positions[number]) for number in self._folded)
        at = _identity(positions[self._cursor]) if self._cursor < len(positions) else None
        return TimelineFolds(folded, at)

    def restore(self, folds: TimelineFolds) -> None:
        """Fold the positions that were folded in an earlier drawing; move the cursor to its one."""
        identities = [_identity(position) for position in self._positions]
        self._folded = {at for at, one in enumerate(identities) if one in folds.folded}
        if folds.cursor in identities:
            self._cursor = identities.index(folds.cursor)
        self._drawn = None
        self.refresh(layout=True)

    @property
    def _positions(self) -> tuple[CareerPosition, ...]:
        """Positions by their number in the picture."""
        career = self.career
        return () if career is None else (*(one.position for one in career.spans), *career.undated)

    # -- folding -----------------------------------------------------------------------------

    @property
    def has_details(self) -> bool:
        """True if some position has details, which fold."""
        return any(position.details for position in self._positions)

    def move_cursor(self, by: int, visible: range) -> bool:
        """Move the cursor to the next (1) or previous (-1) position in view; False without one.

        ``visible`` are the lines of the timeline that are in view.
        """
        heads = self._heads
        now = heads.get(self._cursor, 0)
        if now not in visible:  # the view has left the cursor behind
            now = visible.start - 1 if by > 0 else visible.stop
        ahead = [n for n, line in heads.items() if line in visible and (line - now) * by > 0]
        if not ahead:
            return False
        before, self._cursor = self._cursor, ahead[0] if by > 0 else ahead[-1]
        head_lines = (heads.get(before, 0), heads[self._cursor])
        self.refresh(*(Region(0, line, self.size.width, HEAD_HEIGHT) for line in head_lines))
        return True

    def fold(self, visible: range) -> None:
        """Fold or unfold the position under the cursor, or one in view if the cursor isn't."""
        heads = self._heads
        if not heads:
            return
        if heads.get(self._cursor, -1) not in visible:
            inside = [n for n, line in heads.items() if line in visible]
            above = [n for n, line in heads.items() if line < visible.start]
            self._cursor = (inside or above[-1:] or list(heads))[0]
        self._toggle(self._cursor)

    def fold_all(self) -> None:
        """Fold every position, or unfold all if all are folded."""
        numbers = set(self._heads)
        self._folded = set() if numbers <= self._folded else numbers
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """Fold or unfold the position whose head was clicked."""
        offset = event.get_content_offset(self)
        for number, line in self._heads.items():
            if offset is not None and offset.y == line:
                self._cursor = number
                self._toggle(number)
                return

    def _toggle(self, number: int) -> None:
        self._folded ^= {number}
        self._redraw()

    def _redraw(self) -> None:
        """Draw the picture anew and report the line of the cursor's position."""
        self._drawn = None
        self.refresh(layout=True)
        self.post_message(self.CursorLineChanged(self, self._heads.get(self._cursor, 0)))

    @property
    def _heads(self) -> dict[int, int]:
        picture = self._picture(self.size.width)
        return {} if picture is None else picture.heads

    def _picture(self, width: int) -> TimelinePicture | None:
        """Return the picture at a width; the last one is kept."""
        if self.career is None or width <= 0:
            return None
        if self._drawn is None or self._drawn[0] != width:
            picture = TimelinePicture(self.career, width, self._ink, self._folded)
            self._drawn = (width, picture)
        return self._drawn[1]

    def _ink(self, name: str) -> Style:
        return self.get_visual_style(f"timeline--{name}", partial=True)
