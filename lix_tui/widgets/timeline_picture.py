"""Picture of a career: lines of text with a bar per position, and details under the bars."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from textual.content import Content
from textual.style import Style

from lix_tui.services.records.career_timeline import Career, CareerPosition, CareerSpan
from lix_tui.services.records.summary import SummaryLine
from lix_tui.text import clean_line
from lix_tui.widgets.blocks import stroke
from lix_tui.widgets.cells import steady
from lix_tui.widgets.line_text import styled

LEAST_BESIDE = 24
"""Cells that bars need for texts beside them; else each text has a line under its bar."""
MOST_TEXT = 0.6
"""Part of the width that texts beside bars may have; else each has a line under its bar."""
LEAST_PLOT = 12
"""Cells that bars need for durations beside them; else durations go under the bars too."""
GAP = 2
"""Cells between the columns."""
OPEN, FOLDED = "▾ ", "▸ "
"""Marks of a position with details that are shown, and that are folded."""
INDENT = 2
"""Cells before the details of a position."""


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


class TimelinePicture:
    """Lines of one career at one width, with the places of positions that have details.

    Positions are numbered from 0: those on the axis, then those without dates.
    """

    def __init__(
        self,
        career: Career,
        width: int,
        ink: Callable[[str], Style],
        folded: Collection[int] = (),
    ) -> None:
        """``ink`` returns the style of a part; details of ``folded`` positions aren't drawn."""
        self._career, self._width, self._ink = career, width, ink
        self._folded = folded
        self.heads: dict[int, int] = {}
        """First line of each position that has details, by its number."""
        self.lines: list[Content] = []
        """Lines, none of them wider than the width."""
        positions = [*(span.position for span in career.spans), *career.undated]
        self._has_marks = any(position.details for position in positions)
        self._details = [self._details_of(position) for position in positions]
        self._has_marks = any(self._details)
        self._draw()

    def _draw(self) -> None:
        career = self._career
        if career.spans:
            self._draw_axis()
        if career.undated:
            if self.lines:
                self._add(Content(""))
            self._add(Content.styled("Dates unknown", self._ink("unknown")))
            for number, position in enumerate(career.undated, len(career.spans)):
                self._begin(number)
                self._add(self._label(number, position))
                self._add_details(number)

    def _begin(self, number: int) -> None:
        """Note that the next line is the first one of a position."""
        if self._details[number]:
            self.heads[number] = len(self.lines)

    def _add(self, line: Content) -> None:
        self.lines.append(line.truncate(self._width, ellipsis=True))

    def _add_details(self, number: int) -> None:
        if number not in self._folded and self._details[number]:
            text = styled(self._details[number])
            wrapped = text.wrap(max(1, self._width - INDENT))
            self.lines += [line.pad_left(INDENT) for line in wrapped]

    def _details_of(self, position: CareerPosition) -> tuple[SummaryLine, ...]:
        """Return the lines under a position, first its names where a line can't hold them."""
        parts = (position.title, position.organisation)
        names = [steady(clean_line(part)) for part in parts if part]
        room = self._width - (INDENT if self._has_marks else 0)
        if Content(" · ".join(names)).cell_length <= room:
            return position.details
        return (*map(SummaryLine, names), *position.details)

    def _mark(self, number: int) -> Content:
        """Return the mark of an open or folded position, blank for one without details."""
        if not self._has_marks:
            return Content("")
        if not self._details[number]:
            return Content(" " * INDENT)
        mark = FOLDED if number in self._folded else OPEN
        return Content.styled(mark, self._ink("muted"))

    def with_cursor(self, line: int) -> Content:
        """Return a line of a head with its mark in the colours of the cursor."""
        text = self.lines[line]
        at = max(text.plain.find(OPEN), text.plain.find(FOLDED))
        return text if at < 0 else text.stylize(self._ink("cursor"), at, at + 1)

    def _draw_axis(self) -> None:
        """Draw the axis, the positions, and a summary line."""
        career, width = self._career, self._width
        labels = [self._label(number, span.position) for number, span in enumerate(career.spans)]
        column = max(label.cell_length for label in labels) + GAP
        tails = _dated_tails(career.spans, width - column - LEAST_BESIDE)
        if tails is not None and column - GAP <= width * MOST_TEXT:
            self._draw_beside(labels, tails)
        else:
            self._draw_under()

    def _draw_beside(self, labels: Sequence[Content], tails: Sequence[str]) -> None:
        """Draw one line per position: its label, bar, dates and duration."""
        career, width = self._career, self._width
        column = max(label.cell_length for label in labels) + GAP
        plot = Plot(career.axis_start, career.axis_end, width - column - len(tails[0]))
        self._add(self._muted(" " * column + plot.years()))
        for number, (span, label) in enumerate(zip(career.spans, labels, strict=True)):
            padded = label.pad_right(column - label.cell_length)
            bar, tail = self._bar(plot, span), self._muted(tails[number])
            self._begin(number)
            self._add(Content.assemble(padded, bar, tail))
            self._add_details(number)
        self._add(self._muted(" " * column + _summary(career, width - column)))

    def _draw_under(self) -> None:
        """Draw two lines per position: its bar and duration, then its label and dates."""
        career, width = self._career, self._width
        durations = _columns([(span.duration,) for span in career.spans])
        cells = width - len(durations[0])
        alone = cells < LEAST_PLOT
        plot = Plot(career.axis_start, career.axis_end, width if alone else cells)
        self._add(self._muted(plot.years()))
        for number, (span, duration) in enumerate(zip(career.spans, durations, strict=True)):
            bar = self._bar(plot, span)
            self._begin(number)
            self._add(bar if alone else Content.assemble(bar, self._muted(duration)))
            notes = (span.duration,) if alone else (span.dates, span.years)
            self._add(self._caption(number, span.position, notes, plot.begin(span)))
            self._add_details(number)
        self._add(self._muted(_summary(career, width)))

    def _caption(
        self, number: int, position: CareerPosition, notes: Sequence[str], begin: int
    ) -> Content:
        """Return the label under a bar, and on the right the first note that fits."""
        label = self._label(number, position, self._width)
        room = self._width - label.cell_length
        note = next((f"{'':{GAP}}{note}" for note in notes if GAP + len(note) <= room), "")
        left = max(0, min(begin, room - len(note)))
        between = " " * (room - len(note) - left)
        return Content.assemble(label.pad_left(left), self._muted(between + note))

    def _label(self, number: int, position: CareerPosition, room: int | None = None) -> Content:
        """Return mark, title and organisation, cut to ``room`` cells if necessary."""
        mark = self._mark(number)
        if room is not None:
            room = max(0, room - mark.cell_length)
        return Content.assemble(mark, self._names(position, room))

    def _names(self, position: CareerPosition, room: int | None) -> Content:
        """Return title and organisation, both cut to ``room`` cells if necessary."""
        title = steady(clean_line(position.title))
        organisation = steady(clean_line(position.organisation))
        label = Content.styled(title or organisation or "A position", self._ink("title"))
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
            "bar": self._ink("current" if span.current else "past"),
            "grid": self._ink("grid"),
            "unknown": self._ink("unknown"),
        }
        return Content.assemble(*((text, inks[ink]) for text, ink in plot.row(span)))

    def _muted(self, text: str) -> Content:
        return Content.styled(text, self._ink("muted"))


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
