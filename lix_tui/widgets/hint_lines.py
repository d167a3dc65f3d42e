"""Hints about keys, laid out in lines without cutting a word."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from rich.cells import cell_len

SEPARATOR = " · "


def hint_lines(hints: Sequence[str], width: int) -> list[str]:
    """Return the hints in as few lines of ``width`` cells as possible; each hint stays whole.

    Only a hint that is wider than a line is broken, between words.
    """
    lines: list[str] = []
    for hint in filter(None, hints):
        joined = f"{lines[-1]}{SEPARATOR}{hint}" if lines else hint
        if cell_len(joined) <= width:
            lines[-1:] = [joined]
        else:
            lines += [hint] if cell_len(hint) <= width else wrap(hint, max(1, width))
    return lines
