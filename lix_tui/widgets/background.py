"""Background of what other widgets cover, painted without a copy of every line in memory.

Textual keeps a strip for each line of a container, with every piece that the strip was ever divided
into around the widgets above: three megabytes for a search screen.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def background_lines(widget: Widget, crop: Region) -> list[Strip]:
    """Return the lines of a region of a widget that shows only its background, all one strip."""
    color = widget.background_colors[1]
    style = Style.from_color(bgcolor=color.rich_color)
    strip = Strip([Segment(" " * crop.width, style)], crop.width)
    for line_filter in widget.get_line_filters():
        strip = strip.apply_filter(line_filter, color)
    return [strip] * crop.height


def framed_lines(paint: Callable[[Region], list[Strip]], height: int, crop: Region) -> list[Strip]:
    """Return the lines of a region of a widget that shows only its background in a frame.

    ``paint`` is Textual's own method. The lines between the frame's top and bottom are one strip.
    """
    lines = [y if y in (0, height - 1) else 1 for y in crop.line_range]
    painted = {y: paint(Region(crop.x, y, crop.width, 1))[0] for y in dict.fromkeys(lines)}
    return [painted[y] for y in lines]


class Body(Horizontal):
    """Container of a screen's panes, without frame or text of its own."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the background."""
        return background_lines(self, crop)
