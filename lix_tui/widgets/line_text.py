"""Plain lines with a role, styled."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from lix_tui.services.records.summary import Role, SummaryLine
from lix_tui.text import shortened
from lix_tui.widgets.cells import steady

STYLES: dict[Role, str] = {
    "title": "bold $foreground",
    "subtitle": "$foreground",
    "muted": "$text-muted",
    "heading": "bold $accent",
    "text": "$foreground",
    "link": "$primary",
    "advice": "$foreground",
    "warning": "bold $text-warning",
}


def styled(lines: Sequence[SummaryLine]) -> Content:
    """Return the lines as one text without markup, those without an end cut."""
    return Content("\n").join(
        Content.styled(steady(shortened(line.text)), STYLES[line.role]) for line in lines
    )
