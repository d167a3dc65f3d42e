"""Row filter of search results by the user's tags and notes: ``tag:icp``, ``-note:met``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lix_tui.screens.base import lix_screen

if TYPE_CHECKING:
    from textual.widget import Widget

    from lix_tui.services.search.row_order import Arrangement
    from lix_tui.services.search.table_rows import SessionRows


class AnnotationFilter:
    """Filter of a results pane. Notes and tags are read only while the filter asks for them."""

    def __init__(
        self,
        pane: Widget,
        rows: Callable[[], SessionRows | None],
        arrange: Callable[[Arrangement], None],
    ) -> None:
        """``rows`` returns the pane's rows; ``arrange`` shows them in another arrangement."""
        self._pane, self._rows, self._arrange = pane, rows, arrange
        self.filter_text = ""
        """Text of the row filter while it narrows by notes or tags."""

    def narrow(self, arrangement: Arrangement) -> None:
        """Show the rows that an arrangement asks for, after reading notes and tags if needed."""
        self.filter_text = arrangement.filter_text if arrangement.terms else ""
        if self.filter_text:
            self.reload()
        else:
            self._arrange(arrangement)

    def reload(self) -> None:
        """Read the notes and tags again if they narrow the rows."""
        if self.filter_text:
            screen = lix_screen(self._pane)
            screen.run_worker(
                self._narrow(), group="annotations", exclusive=True, exit_on_error=False
            )

    async def _narrow(self) -> None:
        services, rows = await lix_screen(self._pane).host.services(), self._rows()
        if rows is None:
            return
        rows.annotated = await services.annotations.annotated(rows.entry_kind)
        if rows is self._rows() and self.filter_text:
            self._arrange(replace(rows.arrangement, filter_text=self.filter_text))
