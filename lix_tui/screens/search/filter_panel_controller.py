"""Place and focus of the filter panel, beside the results or instead of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget

    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.filter_pane import FilterPane
    from lix_tui.screens.search.query_pane import QueryPane
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.query import Query

CLOSED = "The filters are closed. <search.filters> opens them again."
OPEN = "filtering"
"""Class of a screen whose filter panel is open."""
ZOOMED = "zoomed"
"""Class of a screen with a zoomed pane, and of that pane."""


class FilterPanelController:
    """Rules for one screen's filter panel.

    While the panel covers the results, the cursor is in the panel unless the user moved the cursor
    to the query, so that typed letters always go to a visible widget.
    """

    def __init__(
        self,
        screen: LixScreen,
        kind: Kind,
        query: ScreenQuery,
        query_pane: QueryPane,
        results: SearchResultsPane,
    ) -> None:
        self._screen, self._kind, self._query = screen, kind, query
        self._query_pane, self._results = query_pane, results
        self.panel: FilterPane | None = None
        """Panel of the filters; None before it is first opened."""

    async def toggle(self) -> None:
        """Open the filters, go into them, or close them when the cursor is in them."""
        if not self._query.builder.fields:
            self._screen.report(
                f"Searches for {self._kind.plural} don't have filters.", problem=True
            )
            return
        if (panel := self.panel) is None:
            await self._mount()
        elif self.is_open and panel.has_focus_within:
            if self.covers:  # the same keys act on the query from now on
                self._query_pane.show_message(CLOSED, problem=False)
            self.close_to_results()
            return
        self.open()
        self._query_pane.explain_unread()
        if self.panel is not None:
            self.panel.show_url()

    async def _mount(self) -> None:
        from lix_tui.screens.search.filter_pane import FilterPane

        load = self._query_pane.load_query
        panel = FilterPane(self._screen, self._kind, self._query, load, self.leave)
        await self._screen.mount(panel.url_bar, after="#body")
        await self._screen.query_one("#body").mount(panel, before=0)
        self.panel = panel

    async def edit(self, query: Query) -> None:
        """Load a query into the filters without running it; one undo removes it."""
        self._query_pane.load_query(query)
        self._query.use_viewer(query.viewer_id)
        self._query_pane.show_built()
        if not self.is_open:
            await self.toggle()
        self.open()
        titles = [field for field in self._query.builder.fields if field.id == "CURRENT_TITLE"]
        if self.panel is not None and titles and query.title.endswith("with title…"):
            await self.panel.pick(titles[0])

    def close_to_results(self) -> None:
        """Close the filters and go to the results."""
        self.close()
        self._results.focus_rows()

    def leave(self) -> None:
        """Go to the results; close the filters only if they cover the results."""
        if self.covers:
            self.close_to_results()
        else:
            self._results.focus_rows()

    @property
    def is_open(self) -> bool:
        """True while the panel is open."""
        return self._screen.has_class(OPEN)

    @property
    def covers(self) -> bool:
        """True while the open panel covers the results."""
        if not self.is_open:
            return False
        if self._screen.has_class(ZOOMED):
            return self.panel is not None and self.panel.has_class(ZOOMED)
        return not (self._screen.has_class("-wide") or self._screen.has_class("-very-wide"))

    @property
    def receives_keys(self) -> bool:
        """True if key presses belong to the panel although no widget has the focus."""
        return self.covers and self._screen.focused is None

    def open(self) -> None:
        """Show the panel, also over a zoomed pane, and focus it."""
        self._screen.add_class(OPEN)
        if not self.covers and self._screen.has_class(ZOOMED):
            self._undo_zoom()
        if (panel := self.panel) is not None:
            panel.focus_list()

    def close(self) -> None:
        """Close the panel."""
        if self.covers:
            self._undo_zoom()
        self._screen.remove_class(OPEN)

    def _undo_zoom(self) -> None:
        """Undo the zoom of any pane."""
        self._screen.remove_class(ZOOMED)
        for pane in self._screen.query_one("#body").children:
            pane.remove_class(ZOOMED)

    def settle(self) -> None:
        """Focus a panel that covers the results if the focused widget is hidden."""
        if (
            self.covers
            and not _is_visible(self._screen.focused)
            and (panel := self.panel) is not None
        ):
            panel.focus_list()

    def find(self) -> None:
        """Focus the box that finds a filter."""
        if (panel := self.panel) is not None:
            panel.action_find()


def _is_visible(widget: Widget | None) -> bool:
    return widget is not None and all(
        getattr(node, "display", True) for node in widget.ancestors_with_self
    )
