"""A list to choose from, in any room there is."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import OptionList

_NARROWEST = 10
"""Columns in which a text has room beside border, padding and scrollbar; Textual's own list fails
where it has none."""


class Options(OptionList):
    """Textual's list of options, which may also have no room at all."""

    DEFAULT_CSS = f"Options {{ min-width: {_NARROWEST}; }}"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height for a width, both in cells."""
        return super().get_content_height(container, viewport, max(width, _NARROWEST))
