"""The status bar: what is left, what waits and why, where the search stands."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class StatusPart:
    """One piece of the status bar."""

    text: str
    style: str = "$text-muted"
    priority: int = 0
    """Parts with the highest number leave first when the terminal is narrow."""


class StatusBar(Widget):
    """One line of parts separated by thin rules; what does not fit leaves by priority."""

    DEFAULT_CSS = """
    StatusBar {
        height: 1;
        background: $panel;
        color: $text-muted;
    }
    """

    parts: reactive[tuple[StatusPart, ...]] = reactive(())

    def render(self) -> Content:
        """Return the parts that fit."""
        shown = list(self.parts)
        while len(shown) > 1 and _width(shown) > self.size.width:
            shown.remove(max(shown, key=lambda part: part.priority))
        pieces: list[str | tuple[str, str]] = [" "]
        for index, part in enumerate(shown):
            if index:
                pieces.append((" │ ", "$border"))
            pieces.append((part.text, part.style))
        return Content.assemble(*pieces)


def _width(parts: list[StatusPart]) -> int:
    return 2 + sum(Content(part.text).cell_length + 3 for part in parts) - 3
