"""Bars of block characters, exact to an eighth of a cell. Lengths are in cells."""

from __future__ import annotations

EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█")
"""Characters that fill a cell from its left edge, by eighths."""
RIGHT_EIGHTHS = ("", "▕", "▕", "▐", "▐", "▐", "█", "█")
"""Closest characters that fill a cell up to its right edge, by eighths."""
THINNEST = 2
"""Minimum eighths of a bar: a single one looks like a line of the grid."""


def meter(value: float, maximum: float, width: int) -> str:
    """Return a bar of exactly ``width`` cells, filled as ``value`` fills ``maximum``.

    The value is held between 0 and the maximum. Any value above 0 shows, and only the maximum
    fills the last cell to its edge. Without a positive maximum the bar is empty.
    """
    if width <= 0:
        return ""
    eighths = 0
    if value > 0 and maximum > 0:
        whole = width * 8
        eighths = (
            whole if value >= maximum else min(whole - 1, max(1, int(value / maximum * whole)))
        )
    return ("█" * (eighths // 8) + EIGHTHS[eighths % 8]).ljust(width)


def stroke(start: float, end: float) -> tuple[int, str]:
    """Return a bar from ``start`` to ``end``, both at least 0: its first cell and its characters.

    The right edge is exact to an eighth, the left one to a quarter, for want of characters. One
    that is no wider than half a cell is drawn in the cell of its middle.
    """
    left = round(start * 8)
    right = max(round(end * 8), left + THINNEST)
    first, offset = divmod(left, 8)
    last, rest = divmod(right, 8)
    if right - left <= 4 or right <= (first + 1) * 8:
        cell, middle = divmod((left + right) // 2, 8)
        return cell, EIGHTHS[right - left] if middle <= 4 else "▐"
    if offset == 0:
        return first, "█" * (last - first) + EIGHTHS[rest]
    return first, RIGHT_EIGHTHS[8 - offset] + "█" * (last - first - 1) + EIGHTHS[rest]
