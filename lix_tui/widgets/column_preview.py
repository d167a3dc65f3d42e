"""First rows of an export under their headers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from lix_tui.services.export.preview import ROWS
from lix_tui.widgets.cells import fit, steady

WIDEST = 22
"""Cells of the widest column."""
GAP = 2
"""Cells between two columns."""
MOST_MEASURED = 300
"""Characters of a text that are measured."""


class ColumnPreview(Static):
    """A line of headers and some rows, from a column that fits the cursor's column in."""

    DEFAULT_CSS = f"ColumnPreview {{ height: {ROWS + 1}; text-wrap: nowrap; }}"

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._rows: Sequence[Sequence[tuple[str, str]]] = ()
        self._header = ""

    def show(self, rows: Sequence[Sequence[tuple[str, str]]], header: str) -> None:
        """Show rows of header and text; the column under ``header`` is always among them."""
        self._rows, self._header = rows, header
        self._draw()

    def on_resize(self) -> None:
        """Draw the rows for the new width."""
        self._draw()

    def _draw(self) -> None:
        room = max(1, self.size.width)
        if not self._rows:
            self.update(Content(""))
            return
        columns = list(zip(*self._rows, strict=True))
        headers = [cells[0][0] for cells in columns]
        most = room if len(columns) == 1 else WIDEST
        widths = [
            min(most, max(_width(headers[place]), *(_width(text) for _, text in cells)))
            for place, cells in enumerate(columns)
        ]
        start = self._first(headers, widths, room)
        lines = [[(headers[place], "bold") for place in range(len(headers))]]
        lines += [[(text, "$text-muted") for _, text in row] for row in self._rows]
        parts: list[tuple[str, str] | str] = []
        for line in lines:
            left = room
            for place in range(start, len(line)):
                gap = GAP if place > start else 0
                width = min(widths[place], left - gap)
                if width <= 0:
                    break
                text, style = line[place]
                style = "$accent" if headers[place] == self._header else style
                parts += [" " * gap, (fit(text, width), style)]
                left -= width + gap
            parts.append("\n")
        self.update(Content.assemble(*parts[:-1]))

    def _first(self, headers: Sequence[str], widths: Sequence[int], room: int) -> int:
        """Return the first column to show, so that the one under the cursor is shown whole."""
        if self._header not in headers:
            return 0
        at = start = headers.index(self._header)
        used = widths[at]
        while start > 0 and used + widths[start - 1] + GAP <= room:
            start -= 1
            used += widths[start] + GAP
        return start


def _width(text: str) -> int:
    return cell_len(steady(text[:MOST_MEASURED]))
