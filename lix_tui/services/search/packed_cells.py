"""Default cells of results that arrived in this run, for sorting and filtering without a model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.records.element_view import ElementView

_END = "\x1f"
"""Separator of the cells of one result; a cleaned text has no control characters."""


class PackedCells:
    """Cells by the key of their result: one string each, a fifth of the memory of a tuple."""

    def __init__(self, view: ElementView) -> None:
        self._view = view
        self._packed: dict[str, str] = {}

    def add(self, elements: Iterable[Element]) -> None:
        """Store the cells of the default columns. May be called on any thread."""
        count = len(self._view.default_places)
        cells = self._view.cells
        self._packed.update({one.key: _END.join(cells(one)[:count]) for one in elements})

    def of(self, element: Element) -> Sequence[str]:
        """Return one cell per column; those of columns that are hidden at first are empty."""
        packed = self._packed.get(element.key)
        if packed is None:
            return self._view.cells(element)
        hidden = len(self._view.columns) - len(self._view.default_places)
        return (*packed.split(_END), *[""] * hidden)
