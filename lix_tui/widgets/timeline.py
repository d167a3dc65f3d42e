"""Timeline of a career: one bar per position, to scale, on an axis of years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Literal

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from lix_tui.services.records.career_timeline import Career, CareerPosition, CareerSpan
from lix_tui.text import clean_line
from lix_tui.widgets.blocks import stroke
from lix_tui.widgets.cells import steady

LEAST_BESIDE = 24
"""Cells that bars need for texts beside them; else each text has a line under its bar."""
MOST_TEXT = 0.6
"""Part of the width that texts beside bars may have; else each has a line under its bar."""
LEAST_PLOT = 12
"""Cells that bars need for durations beside them; else durations go under the bars too."""
GAP = 2
"""Cells between the columns."""
Ink = Literal["grid", "bar", "unknown"]

STEPS = (1, 2, 5, 10, 20, 50, 100)
"""Years from one tick to the next."""
TICK_CELLS = 6
"""Cells of a year on the axis, with its line and a space."""
GRID = "▏"
SHADE = "░"


@dataclass(frozen=True, slots=True)
class Plot:
    """The months from ``start`` to ``end`` (see ``career_timeline``) on ``width`` cells."""

    start: int
    end: int
    width: int

    def cell(self, month: int) -> float:
        """Return the start of ``month`` in cells from the left."""
        return (month - self.start) * self.width / (self.end - self.start)

    def ticks(self) -> dict[int, int]:
        """Return the cell of every tick with its year, as many as have room."""
        cells_per_year = 12 * self.width / (self.end - self.start)
        step = next((step for step in STEPS if step * cells_per_year >= TICK_CELLS), STEPS[-1])
        first, last = -(-self.start // 12), (self.end - 1) // 12
        return {
            int(self.cell(year * 12)): year for year in range(first, last + 1) if year % step == 0
        }

    def years(self) -> str:
        """Return the axis: every tick's line with its year after it, where it fits."""
        text = ""
        for cell, year in self.ticks().items():
            if len(text) <= cell:
                label = f"{GRID}{year}"
                text = text.ljust(cell) + (label if cell + len(label) <= self.width else GRID)
        return text.ljust(self.width)

    def begin(self, span: CareerSpan) -> int:
        """Return the first cell of the bar of ``span``."""
        return min(self.width - 1, *(left for left, _ in self._strokes(span)))

    def row(self, span: CareerSpan) -> Iterator[tuple[str, Ink]]:
        """Yield the bar of ``span`` over the grid, ``width`` cells in all, as runs of one ink."""
        cells: list[tuple[str, Ink]] = [(" ", "grid")] * self.width
        for cell in self.ticks():
            cells[cell] = (GRID, "grid")
        first, after = self.width, 0
        for left, characters in self._strokes(span):
            begin = min(left, self.width - 1)
            for cell, character in enumerate(characters[: self.width - begin], begin):
                cells[cell] = (character, "bar")
            first, after = min(first, begin), max(after, begin + len(characters))
        if span.unknown == "end" and after < self.width:
            cells[after] = ("?", "unknown")
        elif span.unknown == "start" and first > 0:
            cells[first - 1] = ("?", "unknown")
        for ink, run in groupby(cells, key=lambda cell: cell[1]):
            yield "".join(character for character, _ in run), ink

    def _strokes(self, span: CareerSpan) -> Iterator[tuple[int, str]]:
        """Yield the uncertain part shaded in whole cells, then the certain part solid."""
        start, end = self.cell(span.start), self.cell(span.end)
        if span.firm != (span.start, span.end):
            begin = int(start)
            yield begin, SHADE * max(1, round(end) - begin)
        if span.firm is not None:
            firm_start, firm_end = self.cell(span.firm_start), self.cell(span.firm_end)
            if span.firm_start > span.start:
                firm_start = max(round(firm_start), int(start) + 1)
            if span.firm_end < span.end:
                firm_end = min(round(firm_end), round(end) - 1)
            if firm_start < firm_end:
                yield stroke(firm_start, firm_end)


class CareerTimeline(Widget):
    """Career in the available width, as high as necessary; it can't be focused.

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
    """Career to draw; None and a career without positions draw nothing."""

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
        """Yield the axis, the positions, and a summary line."""
        labels = [self._label(span.position) for span in career.spans]
        column = max(label.cell_length for label in labels) + GAP
        tails = _dated_tails(career.spans, width - column - LEAST_BESIDE)
        if tails is not None and column - GAP <= width * MOST_TEXT:
            return self._beside(career, width, labels, tails)
        return self._under(career, width)

    def _beside(
        self, career: Career, width: int, labels: Sequence[Content], tails: Sequence[str]
    ) -> Iterator[Content]:
        """Yield one line per position: its label, bar, dates and duration."""
        column = max(label.cell_length for label in labels) + GAP
        plot = Plot(career.axis_start, career.axis_end, width - column - len(tails[0]))
        yield self._muted(" " * column + plot.years())
        for span, label, tail in zip(career.spans, labels, tails, strict=True):
            padded = label.pad_right(column - label.cell_length)
            yield Content.assemble(padded, self._bar(plot, span), self._muted(tail))
        yield self._muted(" " * column + _summary(career, width - column))

    def _under(self, career: Career, width: int) -> Iterator[Content]:
        """Yield two lines per position: its bar and duration, then its label and dates."""
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
        """Return title and organisation, both cut to ``room`` cells if necessary."""
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
    """Return the career in words, as many as fit."""
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
