"""Background of what other widgets cover, painted without a copy of every line in memory.

Textual keeps a strip for each line of a container, with every piece that the strip was ever divided
into around the widgets above: three megabytes for a search screen.
"""

from __future__ import annotations

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


def framed_lines(widget: Widget, crop: Region) -> list[Strip]:
    """Return the lines of a region of a widget that shows only its background in a frame.

    The lines between the frame's top and bottom are one strip.
    """
    last = widget.outer_size.height - 1
    lines = [y if y in (0, last) else 1 for y in crop.line_range]
    painted = {
        y: Widget.render_lines(widget, Region(crop.x, y, crop.width, 1))[0]
        for y in dict.fromkeys(lines)
    }
    return [painted[y] for y in lines]


class Body(Horizontal):
    """Container of a screen's panes, without frame or text of its own."""

    render_lines = background_lines
