"""Bars of a career's positions on an axis of years, as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from lix_tui.services.records.career_timeline import CareerSpan
from lix_tui.widgets.blocks import stroke

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
