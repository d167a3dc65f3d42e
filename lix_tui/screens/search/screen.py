"""Search screen, one for every kind, composed of query, filters, results and preview."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lix_tui.screens.base import is_in_view, is_open
from lix_tui.screens.record_actions import RecordActions, RecordScreen
from lix_tui.screens.search.cursor_record import CursorRecord
from lix_tui.screens.search.filter_panel_controller import FilterPanelController
from lix_tui.screens.search.layout import LAYOUT_CSS, toggle_stacked, toggle_zoom
from lix_tui.screens.search.page_offers import StaleMark, load_more, page_targets, refresh
from lix_tui.screens.search.query_pane import CHOOSE_VIEWER, QueryPane
from lix_tui.screens.search.results_pane import SearchResultsPane, describe_search
from lix_tui.screens.search.screen_query import ScreenQuery
from lix_tui.services.action_prices import RequestTarget
from lix_tui.services.kinds import AREAS, Kind
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.background import Body
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.screens.search.bulk_actions import BulkActions
    from lix_tui.screens.search.preview_pane import PreviewPane
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession

_LETTERS = frozenset({"related", "annotate"})
"""Commands of the results whose keys are letters."""
WAITING_TICK = 0.2
"""Seconds between two drawings of a countdown."""


class SearchScreen(RecordScreen):
    """Screen of a query, its results, and a preview of the one under the cursor."""

    AUTO_FOCUS = ""  # letters go to the query only after the user has moved the cursor there
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("search")
    DEFAULT_CSS = LAYOUT_CSS

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self.screen_query = ScreenQuery(kind, lambda: self.host.settings)
        self.query_pane = QueryPane(kind, self.screen_query)
        self.results = SearchResultsPane(kind)
        panes = (self.screen_query, self.query_pane, self.results)
        self.panel_controller = FilterPanelController(self, kind, *panes)
        self.stale_mark = StaleMark(self, *panes)
        self.cursor = CursorRecord(self, self.results, self.screen_query)
        self.record = RecordActions(self, self.offers, self.cursor, "search")
        self._preview: PreviewPane | None = None

    def compose(self) -> ComposeResult:
        """Yield areas, query, results, status and keys; other panes are mounted when needed."""
        self.set_size_classes()
        yield AreaBar(AREAS, self.kind.tab)
        yield self.query_pane
        with Body(id="body"):
            yield self.results
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Focus the query, and follow the search from then on."""
        super().set_up()
        self.watch(self, "focused", self.panel_controller.settle, init=False)
        self.set_class(self.host.stored_layout.stacked, "stacked")
        self.set_interval(WAITING_TICK, self._describe)
        self.query_pane.focus_input()
        self.offers.show({"filters.run": RequestTarget(self.kind.endpoint)})
        self._offer_recent()

    def on_resize(self) -> None:
        """Settle the focus: the filters may cover the results now."""
        self.call_after_refresh(self.panel_controller.settle)

    def on_screen_resume(self) -> None:
        """Settle the focus, and mark records that were fetched meanwhile."""
        self.panel_controller.settle()
        self.results.table.marks_changed()
        self.results.join.read()
        self.results.annotation_filter.reload()

    @property
    def session(self) -> SearchSession | None:
        """Search that is shown; None before the first one."""
        return self.results.session

    @property
    def viewer_id(self) -> str | None:
        """Viewer of the next search."""
        return self.screen_query.viewer_id

    @cached_property
    def bulk(self) -> BulkActions:
        """Commands for the long runs of this screen."""
        from lix_tui.screens.search.bulk_actions import BulkActions

        return BulkActions(self, self.screen_query, self.query_pane, self.results, self.show)

    def _offer_recent(self) -> None:
        from lix_tui.screens.search.recent_queries import offer_recent

        preview = self.preview if self.session is None else None
        work = offer_recent(self.host, self.kind, self.query_pane, preview)
        self.run_worker(work, group="recent", exit_on_error=False)

    @on(QueryPane.RunRequested)
    def _run(self, event: QueryPane.RunRequested) -> None:
        self.run_query(event.query)

    def run_query(self, query: Query) -> None:
        """Show a query's results, from the store or for the price of a page."""
        self.screen_query.use_viewer(query.viewer_id)
        self.query_pane.load_query(query)
        self.query_pane.show_message(query.note, problem=False)
        self.run_worker(self.show(query), group="search", exclusive=True, exit_on_error=False)

    async def load_all(self, query: Query) -> None:
        """Show a query and load all of it, after showing price and time."""
        self.screen_query.use_viewer(query.viewer_id)
        self.query_pane.load_query(query)
        await self.show(query, buy=False)
        self.action_load_all()

    async def show(self, query: Query, *, buy: bool = True) -> None:
        """Show a query's results up to the first page; without ``buy`` only stored ones."""
        from lix_tui.screens.search.query_session import buy_first_page, show_query

        before, panes = self.session, (self.screen_query, self.panel_controller, self.results)
        session = await show_query(self.host, query, *panes)
        if session is None:
            self.query_pane.show_message(CHOOSE_VIEWER, problem=False)
            return
        if session is not before:
            self._offer_recent()
        self.results.table.focus()
        self._describe()
        if buy:
            await buy_first_page(self, query, session, self.results)

    @on(QueryPane.Edited)
    def _edited(self) -> None:
        """Compare the query on screen with the rows again."""
        if self.panel_controller.is_open:
            self.query_pane.read_box()
        self._describe()

    def on_filter_panel_search_requested(self) -> None:
        """Run the query of filters and keywords."""
        if self.host.presses.may_buy():  # a held f5 would refresh the results next
            self.action_run_current()

    # -- the results -------------------------------------------------------------------------

    @on(SearchResultsPane.RowsChanged)
    def _loaded(self) -> None:
        if self.session is not None:
            self.query_pane.show_notice(self.session.notice)
        self._arranged()
        self.update_status()

    @on(SearchResultsPane.Arranged)
    def _arranged(self) -> None:
        self._describe()
        self._summarise()

    def _describe(self) -> None:
        """Show the state of the search; called by a timer for the countdowns."""
        session, services = self.session, self.host.services_now
        if session is None or services is None or not is_in_view(self) or not is_open(self):
            return
        is_stale, query = self.stale_mark.show(services), self.query_pane.comparison.current
        self.offers.show(page_targets(session, query, is_stale=is_stale))
        describe_search(self.results, services, lambda: self.screen_query.filter_words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for a command that this kind, or the query on screen, can't use."""
        if action == "run_current":
            return self.stale_mark.offers_run
        if action in ("choose_viewer", "filters"):
            return self.kind.name != "connections"
        if action in _LETTERS:  # letters find filters in the panel
            return not ((panel := self.panel_controller.panel) and panel.has_focus_within)
        return super().check_action(action, parameters)

    @on(ResultsTable.Highlighted)
    def _summarise(self) -> None:
        self.offers.show(self.cursor.targets)
        element = self.results.element
        if self.session is None:
            return
        if element is not None:
            self.preview().show_element(self.session, element, self.results.record)
        elif self._preview is not None:
            rows = self.results.rows
            self._preview.show_no_row("" if rows is None else rows.arrangement.filter_text)

    def preview(self) -> PreviewPane:
        """Return the preview; mount it on the first call."""
        if self._preview is None:
            from lix_tui.screens.search.preview_pane import PreviewPane

            self._preview = PreviewPane()
            self.query_one("#body").mount(self._preview)
        return self._preview

    @on(ResultsTable.MoreRequested)
    def _load_more(self, event: ResultsTable.MoreRequested) -> None:
        """Load the next page, unless rows were added after the key press, which meant those."""
        if event.row_count == self.results.table.row_count:
            self.action_load_more()

    @on(ResultsTable.RowOpened)
    def _opened(self) -> None:
        self.cursor.open(self.offers)

    @on(AreaBar.AreaSelected)
    async def _area_chosen(self, event: AreaBar.AreaSelected) -> None:
        await self.run_action(f"app.area('{event.area}')")

    # -- commands ----------------------------------------------------------------------------

    async def action_back(self) -> None:
        """Cancel the pending request, move from the query to the results, or go back."""
        if self.session is not None and (self.session.cancel() or self.bulk.stop_run()):
            return
        if (row_filter := self.results.row_filter) is not None:
            row_filter.action_clear_filter()
            return
        self.query_pane.forget_recalled()
        is_on_rows = self.focused in (None, self.results.table)
        if not is_on_rows or not await self.host.navigation.return_to_origin():
            self.results.focus_rows()

    def action_focus_query(self) -> None:
        """Go to the query; while the filters have its keys, to the box that finds a filter."""
        if self.panel_controller.receives_keys:
            self.panel_controller.find()
        else:
            self.query_pane.focus_input()

    def action_run_current(self) -> None:
        """Run the query on screen, or report its problem."""
        self.query_pane.submission.run(self)

    async def action_filters(self) -> None:
        """Open the filters, go into them, or close them when the cursor is in them."""
        await self.panel_controller.toggle()

    def action_choose_viewer(self) -> None:
        """Ask for the viewer of the next search."""
        self.query_pane.choose_viewer(lambda: not self.panel_controller.is_open)

    def action_save_query(self) -> None:
        """Save the query on screen under a name."""
        from lix_tui.screens.search.saved_actions import save_query

        save_query(self, self.query_pane.current_query)

    def action_saved_queries(self) -> None:
        """List the saved queries."""
        from lix_tui.screens.search.saved_actions import open_saved

        self.run_worker(open_saved(self), group="saved", exclusive=True, exit_on_error=False)

    def action_load_more(self) -> None:
        """Load the next page."""
        if not self.stale_mark.refuses() and self.session is not None:
            load_more(self, self.session)

    def action_go_to_page(self) -> None:
        """Go to a page of the search by its number; a missing one is bought."""
        if not self.stale_mark.refuses():
            self.bulk.choose_page()

    def action_load_all(self) -> None:
        """Load every page that can be reached, after showing price and time."""
        self.bulk.load_all()

    def action_refresh(self) -> None:
        """Run the search again from its first page."""
        if not self.stale_mark.refuses() and self.session is not None:
            refresh(self, self.session)

    def action_enrich(self) -> None:
        """Look up the marked records, or all loaded ones if none is marked."""
        self.bulk.enrich()

    def action_export(self) -> None:
        """Export the marked rows, or all loaded rows if none is marked."""
        from lix_tui.screens.search.export_results import export_results

        export_results(self, self.results, self.query_pane)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.results.order.next()

    def action_sort_down(self) -> None:
        """Reverse the order."""
        self.results.order.reverse()

    def action_filter_rows(self) -> None:
        """Filter the rows by words."""
        self.results.narrow()

    def action_columns(self) -> None:
        """Open the dialog for the columns, their order and widths."""
        self.results.choose_columns()

    def action_peek(self) -> None:
        """Show the preview of the record under the cursor."""
        self.cursor.show_preview()

    def action_split(self) -> None:
        """Move the preview below the results, or back beside them."""
        toggle_stacked(self)

    def action_zoom(self) -> None:
        """Zoom the pane with the cursor, or undo the zoom."""
        toggle_zoom(self)

    def action_raw_page(self) -> None:
        """Show the last page as received."""
        self.record.show_raw(self.cursor.raw_page())
