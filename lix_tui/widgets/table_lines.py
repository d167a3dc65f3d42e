"""Lines of a results table, each painted once for every state of its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.scroll_view import ScrollView
from textual.strip import Strip

from lix_tui.services.columns import Column
from lix_tui.widgets.cells import fit
from lix_tui.widgets.table_columns import GAP, MARK_WIDTH, FittedColumn, fit_columns

MOST_LINES = 512
"""Painted lines in memory: more than two states of every line of a tall terminal."""
HEADER, STATUS, BLANK = -1, -2, -3
"""Numbers of the lines that aren't rows."""


class RowState(IntEnum):
    """State of a row; each is painted in its own colours."""

    PLAIN = 0
    HOVERED = 1
    CURSOR = 2
    FOCUSED_CURSOR = 3


class RowStyles(NamedTuple):
    """Styles of a row's parts in one state."""

    mark: Style
    lead: Style
    row: Style
    match: Style


class TableLines:
    """Painter of a table's lines, with a cache of those it has painted.

    The cache goes by row number, so that a change of rows, marks or words has to call ``clear``.
    """

    def __init__(self, table: ScrollView, columns: Sequence[Column]) -> None:
        self._table = table
        self._columns = tuple(enumerate(columns))
        self.sorted: tuple[str, bool] | None = None
        """Id of the column that sorts the rows, and True for descending order."""
        self._words: re.Pattern[str] | None = None
        self._strips: LRUCache[tuple[int, int], Strip] = LRUCache(MOST_LINES)
        self._styles: dict[int, RowStyles] = {}
        self.width = 0
        """Width of a line in cells."""
        self.fitted: tuple[FittedColumn, ...] = ()
        """Columns that fit into this width."""

    def fit_to(self, width: int) -> None:
        """Lay out the columns for lines of ``width`` cells."""
        fitted = fit_columns([column for _, column in self._columns], width)
        places = [place for place, _ in self._columns]
        self.fitted = tuple(replace(entry, index=places[entry.index]) for entry in fitted)
        self.width = width
        self._strips.clear()

    def lay_out(self, columns: Sequence[tuple[int, Column]]) -> None:
        """Show these columns in this order; each comes with its place among a row's cells."""
        self._columns = tuple(columns)
        self.fit_to(self.width)

    def highlight(self, words: Sequence[str]) -> None:
        """Highlight words that begin with one of these, in upper or lower case."""
        found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
        self._words = re.compile(rf"\b(?:{found})", re.IGNORECASE) if found else None
        self._strips.clear()

    def clear(self) -> None:
        """Drop all painted lines."""
        self._strips.clear()

    def clear_status(self) -> None:
        """Drop the line after the last row."""
        self._strips.discard((STATUS, 0))

    def clear_styles(self) -> None:
        """Drop painted lines and styles after a change of colours."""
        self._strips.clear()
        self._styles.clear()

    def column_at(self, x: int) -> Column | None:
        """Return the column that covers cell ``x`` from the left, or None between columns."""
        start = MARK_WIDTH
        for entry in self.fitted:
            if start <= x < start + entry.width:
                return entry.column
            start += entry.width + GAP
        return None

    def painted(self, line: int, state: int) -> Strip | None:
        """Return a line that was painted before, else None."""
        return self._strips.get((line, state))

    def row(self, row: int, state: RowState, cells: Sequence[str], mark: str) -> Strip:
        """Paint a row: its mark, then the cells of the columns that are shown."""
        styles = self._styles_of(state)
        texts = [fit(cells[entry.index], entry.width, entry.column.align) for entry in self.fitted]
        segments = [Segment(fit(mark, 1) + " ", styles.mark)]
        segments += self._highlighted(texts[0], styles.lead, styles.match)
        if rest := "".join(" " * GAP + text for text in texts[1:]):
            segments += self._highlighted(rest, styles.row, styles.match)
        return self._finished(row, state, segments)

    def header(self) -> Strip:
        """Paint the titles of the columns."""
        titles = [fit(self._title(entry), entry.width, entry.column.align) for entry in self.fitted]
        text = fit(" " * MARK_WIDTH + (" " * GAP).join(titles), self.width)
        style = self._table.get_component_rich_style("results--header")
        return self._finished(HEADER, 0, [Segment(text, style)])

    def _title(self, entry: FittedColumn) -> str:
        title = entry.column.title
        if self.sorted is None or self.sorted[0] != entry.column.id:
            return title
        arrow = f" {'↓' if self.sorted[1] else '↑'}"
        return fit(title, min(cell_len(title), max(0, entry.width - len(arrow)))) + arrow

    def status(self, text: str) -> Strip:
        """Paint the line after the last row."""
        style = self._table.get_component_rich_style("results--status")
        return self._finished(STATUS, 0, [Segment(fit(" " * MARK_WIDTH + text, self.width), style)])

    def blank(self) -> Strip:
        """Paint an empty line."""
        return self._finished(BLANK, 0, [Segment(" " * self.width, self._table.rich_style)])

    def _finished(self, line: int, state: int, segments: list[Segment]) -> Strip:
        """Return a line with the colours that this terminal can show, and cache it."""
        strip = Strip(segments, self.width)
        for line_filter in self._table.get_line_filters():
            strip = strip.apply_filter(line_filter, self._table.background_colors[1])
        self._strips[line, state] = strip
        return strip

    def _highlighted(self, text: str, style: Style, match: Style) -> Iterator[Segment]:
        end = 0
        if self._words is not None:
            for found in self._words.finditer(text):
                if found.start() > end:
                    yield Segment(text[end : found.start()], style)
                yield Segment(found.group(), match)
                end = found.end()
        if end < len(text):
            yield Segment(text[end:], style)

    def _styles_of(self, state: RowState) -> RowStyles:
        styles = self._styles.get(state)
        if styles is None:
            name = "results--cursor" if state >= RowState.CURSOR else "results--hover"
            style_of = self._table.get_component_rich_style
            over = style_of(name) if state else Style.null()
            styles = self._styles[state] = RowStyles(
                *(style_of(f"results--{part}") + over for part in RowStyles._fields)
            )
        return styles
