"""A career as a picture: one bar a position, to scale, on a shared axis of years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from lix_tui.explorer.career import Career, Position, Span
from lix_tui.text import clean_line
from lix_tui.widgets.cells import steady
from lix_tui.widgets.timeline_plot import Ink, Plot

WIDE = 72
"""From this many cells on, a position's text stands beside its bar; below it, under the bar."""
WITH_DATES = 112
"""From this many cells on, the dates stand before the duration."""
LEAST_PLOT = 12
"""Where the durations would leave the bars fewer cells than this, they go under the bars too."""
GAP = 2
"""Cells between the columns."""


class CareerTimeline(Widget):
    """Draws a career in the width it gets, as high as it needs; it takes no focus.

    Months that are certain are solid, months that a bare year leaves open are shaded, and a '?'
    stands where a date is unknown.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--current",
        "timeline--past",
        "timeline--grid",
        "timeline--title",
        "timeline--muted",
        "timeline--unknown",
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
    }
    """
    career: reactive[Career | None] = reactive(None, layout=True)
    """What is drawn; None and a career without positions draw nothing."""

    def __init__(
        self,
        career: Career | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(CareerTimeline.career, career)

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 - Textual's signature
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        """The lines the career takes at ``width``."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The picture at the present width."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        career = self.career
        if career is None or width <= 0:
            return []
        lines = list(self._picture(career, width)) if career.spans else []
        if career.undated:
            lines += [Content("")] if lines else []
            lines.append(Content.styled("Dates unknown", self._style("unknown")))
            lines += [self._label(position) for position in career.undated]
        return [line.truncate(width, ellipsis=True) for line in lines]

    def _picture(self, career: Career, width: int) -> Iterator[Content]:
        """The axis, the positions, and a line that sums them up."""
        labels = [self._label(span.position) for span in career.spans]
        tails = _tails(career.spans, with_dates=width >= WITH_DATES)
        column = 0
        if width >= WIDE:
            room = (width - len(tails[0])) * 2 // 5
            column = min(room, max(label.cell_length for label in labels)) + GAP
        below = width - len(tails[0]) < LEAST_PLOT
        plot = Plot(
            career.axis_start,
            career.axis_end,
            max(1, width - column - (0 if below else len(tails[0]))),
        )
        yield self._muted(" " * column + plot.years())
        for span, label, tail in zip(career.spans, labels, tails, strict=True):
            bar = self._bar(plot, span)
            if column:
                cropped = self._label(span.position, column - GAP)
                cropped = cropped.pad_right(column - cropped.cell_length)
                yield Content.assemble(cropped, bar, self._muted(tail))
                continue
            yield bar if below else Content.assemble(bar, self._muted(tail))
            text = Content.assemble(label, self._muted(f" · {span.duration}")) if below else label
            yield text.pad_left(max(0, min(plot.begin(span), width - text.cell_length)))
        yield self._muted(" " * column + _summary(career, width - column))

    def _label(self, position: Position, room: int | None = None) -> Content:
        """Title and organisation; where ``room``, in cells, is short, the beginning of both."""
        title = steady(clean_line(position.title))
        organisation = steady(clean_line(position.organisation))
        label = Content.styled(title or organisation or "A position", self._style("title"))
        if not (title and organisation):
            return label if room is None else label.truncate(room, ellipsis=True)
        where = self._muted(f" · {organisation}")
        if room is not None and label.cell_length + where.cell_length > room:
            most = max(room * 2 // 5, room - label.cell_length)
            where = where.truncate(min(where.cell_length, most), ellipsis=True)
            label = label.truncate(room - where.cell_length, ellipsis=True)
        return Content.assemble(label, where)

    def _bar(self, plot: Plot, span: Span) -> Content:
        inks: dict[Ink, Style] = {
            "bar": self._style("current" if span.current else "past"),
            "grid": self._style("grid"),
            "unknown": self._style("unknown"),
        }
        return Content.assemble(*((text, inks[ink]) for text, ink in plot.row(span)))

    def _muted(self, text: str) -> Content:
        return Content.styled(text, self._style("muted"))

    def _style(self, name: str) -> Style:
        return self.get_visual_style(f"timeline--{name}", partial=True)


def _tails(spans: tuple[Span, ...], *, with_dates: bool) -> list[str]:
    """What stands to the right of each bar, all equally wide."""
    longest = max(len(span.duration) for span in spans)
    dates = max(len(span.dates) for span in spans)
    return [
        " " * GAP
        + (f"{span.dates:<{dates}}{' ' * GAP}" if with_dates else "")
        + f"{span.duration:>{longest}}"
        for span in spans
    ]


def _summary(career: Career, width: int) -> str:
    """The whole in words, as many of them as fit."""
    count = len(career.spans)
    parts = [career.total, f"{count} position{'s' if count > 1 else ''}"]
    if overlapping := sum(bool(span.overlaps) for span in career.spans):
        parts.append(f"{overlapping} overlap")
    if career.gaps:
        longest = max(career.gaps, key=lambda gap: gap.end - gap.start)
        parts.append(f"longest gap {longest.duration}")
    while len(parts) > 1 and len(" · ".join(parts)) > width:
        parts.pop()
    return " · ".join(parts)
