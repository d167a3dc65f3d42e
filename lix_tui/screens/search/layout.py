"""Layout of the panes of a search screen: side by side, stacked, or one zoomed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.widgets.results_pane import ResultsPane

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen

LAYOUT_CSS = """
SearchScreen.filtering FilterPanel { display: block; }
SearchScreen.filtering UrlBar { display: block; }
SearchScreen FilterPanel, SearchScreen UrlBar { display: none; }
SearchScreen.-short UrlBar { max-height: 3; }
SearchScreen.-narrow FilterPanel, SearchScreen.-normal FilterPanel { width: 1fr; }
SearchScreen.-narrow.filtering ResultsPane { display: none; }
SearchScreen.-normal.filtering ResultsPane { display: none; }
SearchScreen.-wide.filtering SummaryPane { display: none; }
SearchScreen.stacked #body { layout: vertical; }
SearchScreen.stacked #body > * { width: 1fr; max-width: 100%; }
SearchScreen.stacked.-wide #body > FilterPanel { dock: left; width: 38; }
SearchScreen.stacked.-very-wide #body > FilterPanel { dock: left; width: 44; }
SearchScreen.stacked SummaryPane { height: 1fr; min-height: 8; display: block; }
SearchScreen.stacked ResultsPane { height: 2fr; }
SearchScreen.-short.stacked SummaryPane { display: none; }
SearchScreen.-narrow.stacked.filtering SummaryPane { display: none; }
SearchScreen.-normal.stacked.filtering SummaryPane { display: none; }
SearchScreen.zoomed #body > * { display: none; }
SearchScreen.zoomed #body > .zoomed { display: block; width: 1fr; max-width: 100%; }
SearchScreen.zoomed AreaBar { display: none; }
SearchScreen #body { height: 1fr; }
SearchScreen SummaryPane { display: none; }
SearchScreen.-wide SummaryPane, SearchScreen.-very-wide SummaryPane { display: block; }
"""


LIST_CSS = """
ListScreen #list-head { height: auto; max-height: 2; padding: 0 2; background: $panel; }
ListScreen #breakdown { padding: 0 2; max-height: 8; }
ListScreen.-short #breakdown { display: none; }
ListScreen #body { height: 1fr; }
ListScreen.zoomed #body > * { display: none; }
ListScreen.zoomed #body > .zoomed { display: block; width: 1fr; max-width: 100%; }
ListScreen SummaryPane { display: none; }
ListScreen.-wide SummaryPane, ListScreen.-very-wide SummaryPane { display: block; }
"""


def toggle_stacked(screen: LixScreen) -> None:
    """Move the preview below the results, or back beside them."""
    if screen.has_class("filtering") and not screen.has_class("-very-wide"):
        screen.report("The filter panel takes up that space. Close it first with <search.filters>.")
        return
    stacked = not screen.has_class("stacked")
    screen.host.stored_layout.store_stacked(stacked)
    screen.set_class(stacked, "stacked")


def toggle_zoom(screen: LixScreen) -> None:
    """Zoom the pane with the cursor, or undo the zoom."""
    body = screen.query_one("#body")
    zoomed = not screen.has_class("zoomed")
    panes = set(screen.focused.ancestors_with_self) if screen.focused is not None else set()
    chosen = next((pane for pane in body.children if pane in panes), None)
    for pane in body.children:
        pane.set_class(zoomed and pane is (chosen or screen.query_one(ResultsPane)), "zoomed")
    screen.set_class(zoomed, "zoomed")
