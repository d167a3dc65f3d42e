"""A career as a picture: one bar a position, to scale, on a shared axis of years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from lix_tui.services.records.career_timeline import Career, CareerPosition, CareerSpan
from lix_tui.text import clean_line
from lix_tui.widgets.cells import steady
from lix_tui.widgets.timeline_plot import Ink, Plot

LEAST_BESIDE = 24
"""Positions' texts stand beside the bars where they leave the bars this many cells, ..."""
MOST_TEXT = 0.6
"""... and take no more than this part of the width; else each is whole on a line under its bar."""
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
        """Return the lines the career takes at ``width``."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the picture at the present width."""
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
        """Yield the axis, the positions, and a line that sums them up."""
        labels = [self._label(span.position) for span in career.spans]
        column = max(label.cell_length for label in labels) + GAP
        tails = _dated_tails(career.spans, width - column - LEAST_BESIDE)
        if tails is not None and column - GAP <= width * MOST_TEXT:
            return self._beside(career, width, labels, tails)
        return self._under(career, width)

    def _beside(
        self, career: Career, width: int, labels: Sequence[Content], tails: Sequence[str]
    ) -> Iterator[Content]:
        """Yield a line a position: its label, its bar, its dates and duration."""
        column = max(label.cell_length for label in labels) + GAP
        plot = Plot(career.axis_start, career.axis_end, width - column - len(tails[0]))
        yield self._muted(" " * column + plot.years())
        for span, label, tail in zip(career.spans, labels, tails, strict=True):
            padded = label.pad_right(column - label.cell_length)
            yield Content.assemble(padded, self._bar(plot, span), self._muted(tail))
        yield self._muted(" " * column + _summary(career, width - column))

    def _under(self, career: Career, width: int) -> Iterator[Content]:
        """Two lines a position: its bar and duration, and below them its label and dates."""
        durations = _columns([(span.duration,) for span in career.spans])
        cells = width - len(durations[0])
        alone = cells < LEAST_PLOT
        plot = Plot(career.axis_start, career.axis_end, width if alone else cells)
        yield self._muted(plot.years())
        for span, duration in zip(career.spans, durations, strict=True):
            bar = self._bar(plot, span)
            yield bar if alone else Content.assemble(bar, self._muted(duration))
            notes = (span.duration,) if alone else (span.dates, span.years)
            yield self._caption(span.position, notes, plot.begin(span), width)
        yield self._muted(_summary(career, width))

    def _caption(
        self, position: CareerPosition, notes: Sequence[str], begin: int, width: int
    ) -> Content:
        """Return the label under a bar, and on the right the first note that fits."""
        label = self._label(position, width)
        room = width - label.cell_length
        note = next((f"{'':{GAP}}{note}" for note in notes if GAP + len(note) <= room), "")
        left = max(0, min(begin, room - len(note)))
        between = " " * (room - len(note) - left)
        return Content.assemble(label.pad_left(left), self._muted(between + note))

    def _label(self, position: CareerPosition, room: int | None = None) -> Content:
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

    def _bar(self, plot: Plot, span: CareerSpan) -> Content:
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


def _dated_tails(spans: Sequence[CareerSpan], room: int) -> list[str] | None:
    """Return the texts right of the bars: dates, in full or as years, and durations.

    None where even the years need more than ``room`` cells.
    """
    full = _columns([(span.dates, span.duration) for span in spans])
    short = _columns([(span.years, span.duration) for span in spans])
    return next((tails for tails in (full, short) if len(tails[0]) <= room), None)


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the rows' texts in columns, a gap before each; the last is aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for *texts, last in rows:
        cells = [f"{text:<{width}}" for text, width in zip(texts, widths, strict=False)]
        lines.append("".join(" " * GAP + cell for cell in (*cells, f"{last:>{widths[-1]}}")))
    return lines


def _summary(career: Career, width: int) -> str:
    """Return the whole in words, as many of them as fit."""
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
