"""The room and the focus of the filter panel beside, or in place of, the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from textual.widget import Widget

    from lix_tui.widgets.filter_panel import FilterPanel

OPEN = "filtering"
"""The class of a screen whose filter panel is open."""
ZOOMED = "zoomed"
"""The class of a screen one of whose panes has all the room, and of that pane."""


class PanelRoom:
    """Rules for one screen's filter panel.

    While the panel has the place of the results, the cursor is in it unless the user sent the
    cursor to the query: so letters reach the query only where that is to be seen.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen

    @property
    def panel(self) -> FilterPanel | None:
        """The panel, once it was opened."""
        from lix_tui.widgets.filter_panel import FilterPanel

        return next(iter(self._screen.query(FilterPanel)), None)

    @property
    def is_open(self) -> bool:
        """Return True while the panel is open."""
        return self._screen.has_class(OPEN)

    @property
    def covers(self) -> bool:
        """Return True while the open panel has the place of the results."""
        if not self.is_open:
            return False
        if self._screen.has_class(ZOOMED):
            return self.panel is not None and self.panel.has_class(ZOOMED)
        return not (self._screen.has_class("-wide") or self._screen.has_class("-very-wide"))

    @property
    def wants_letters(self) -> bool:
        """Return True when keys belong to the panel although the cursor is nowhere."""
        return self.covers and self._screen.focused is None

    def open(self) -> None:
        """Show the panel, whatever has all the room, and put the cursor into it."""
        self._screen.add_class(OPEN)
        if not self.covers and self._screen.has_class(ZOOMED):
            self._give_room_back()
        if (panel := self.panel) is not None:
            panel.focus_list()

    def close(self) -> None:
        """Give the room back to the results."""
        if self.covers:
            self._give_room_back()
        self._screen.remove_class(OPEN)

    def _give_room_back(self) -> None:
        """Undo the zoom of whichever pane has all the room."""
        self._screen.remove_class(ZOOMED)
        for pane in self._screen.query_one("#body").children:
            pane.remove_class(ZOOMED)

    def settle(self) -> None:
        """Put the cursor into a panel that covers the results when it is nowhere to be seen."""
        if self.covers and not _is_seen(self._screen.focused) and (panel := self.panel) is not None:
            panel.focus_list()

    def find(self) -> None:
        """Go to the box that finds a filter."""
        if (panel := self.panel) is not None:
            panel.action_find()


def _is_seen(widget: Widget | None) -> bool:
    return widget is not None and all(
        getattr(node, "display", True) for node in widget.ancestors_with_self
    )
