"""Preview pane: the record under the cursor, or recent queries before a search."""

from __future__ import annotations

from collections.abc import Sequence
from time import time
from typing import TYPE_CHECKING

from lix_tui.services.records.record_preview import element_preview
from lix_tui.services.records.summary import recent_summary
from lix_tui.widgets.summary_pane import SummaryPane

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.records.merged_record import MergedRecord
    from lix_tui.services.search.session import SearchSession
    from lix_tui.store.rows import SearchRow


class PreviewPane(SummaryPane):
    """Pane beside the results of a search."""

    def show_element(
        self, session: SearchSession, element: Element, stored: MergedRecord | None
    ) -> None:
        """Show an element of a search with its stored record."""
        lines = element_preview(session.view, element, stored)
        self.show(session.kind.singular.title(), lines)

    def show_recent(self, recent: Sequence[SearchRow]) -> None:
        """Show recent queries."""
        self.show("Recent searches", recent_summary(recent, time()))
