"""How the records of a kind are shown: one view a kind, loaded when there is something to show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.records.copy_form import CopyForm
    from lix_tui.services.records.summary import SummaryLine


class RecordView(Protocol):
    """What tables, panes, copies and exports ask of an element."""

    def name(self, element: Element) -> str:
        """What a person would call it."""

    def cells(self, element: Element) -> tuple[str, ...]:
        """One cell a column of the kind; cleaned text."""

    def links(self, element: Element) -> tuple[str, ...]:
        """Its links, the one to open and copy first; empty when LinkedIn hides it."""

    def summary(self, element: Element) -> list[SummaryLine]:
        """What the pane beside the results says."""

    def related(self, element: Element) -> Iterator[Opening]:
        """Yield the places it leads to, the likeliest first."""

    def forms(self, element: Element) -> list[CopyForm]:
        """Every form that can be copied."""
