"""Screen of one paged list: the comments on a post, or the posts of a person."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from lix_tui.screens.base import is_in_view, is_open
from lix_tui.screens.record_actions import RecordActions, RecordScreen
from lix_tui.screens.record_lists import RecordLists
from lix_tui.screens.search.cursor_record import CursorRecord
from lix_tui.screens.search.layout import LIST_CSS, toggle_zoom
from lix_tui.screens.search.page_offers import load_more, page_targets, refresh
from lix_tui.screens.search.preview_pane import PreviewPane
from lix_tui.screens.search.results_pane import SearchResultsPane, describe_search
from lix_tui.screens.search.screen_query import ScreenQuery
from lix_tui.services.action_prices import LocalTarget
from lix_tui.services.records.related_records import record
from lix_tui.services.records.types.post import reaction_name
from lix_tui.store.errors import StoreError
from lix_tui.text import MOST_IN_LINE, shortened
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.list_tabs import ListTabs
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.bulk_actions import BulkActions
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession

WAITING_TICK = 0.2
"""Seconds between two drawings of a countdown."""
_OF_QUERIES = frozenset(
    {"focus_query", "run_current", "filters", "save_query", "saved_queries", "choose_viewer"}
    | {"split"}
)
"""Commands of a search screen that a list doesn't have."""


class ListScreen(RecordScreen):
    """Screen of a list with its pages, and a preview of the element under the cursor."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("search"), *bindings_for("lists")]
    DEFAULT_CSS = LIST_CSS

    def __init__(
        self,
        kind: Kind,
        query: Query,
        link: str,
        *,
        buys: bool = False,
        is_from_record: bool = False,
    ) -> None:
        """``link`` identifies the record; with ``buys`` the first page is loaded at once.

        ``is_from_record`` is True if the screen of the record is behind this one.
        """
        super().__init__()
        self.kind, self._query, self._buys = kind, query, buys
        self._is_from_record = is_from_record
        self.screen_query = ScreenQuery(kind, lambda: self.host.settings)
        self.results = SearchResultsPane(kind)
        self.cursor = CursorRecord(self, self.results, self.screen_query)
        self.record = RecordActions(self, self.offers, self.cursor, "search")
        owner = "" if kind.target is None else kind.target.record
        self.lists = RecordLists(self, owner, link, query.title, query.viewer_id)
        self._owner = owner
        self._is_priced = False
        """True once the tabs show that pages of the list are stored."""

    def compose(self) -> ComposeResult:
        """Yield head, tabs, numbers of reactions, results with preview, status and keys."""
        self.set_size_classes()
        title = shortened(self._query.title, MOST_IN_LINE)
        yield Static(Content(title), id="list-head", markup=False)
        yield ListTabs()
        yield BarList(id="breakdown")
        with Horizontal(id="body"):
            yield self.results
            yield PreviewPane()
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Show what is stored of the list, and follow its session."""
        super().set_up()
        self.lists.show_tabs()
        self.query_one("#breakdown").display = False
        self.set_interval(WAITING_TICK, self._describe)
        self.run_worker(self._show(), group="search", exclusive=True, exit_on_error=False)

    async def _show(self) -> None:
        services = await self.host.services()
        try:
            session = await services.searches.answer(self.kind, self._query)
        except StoreError as error:
            self.report(str(error), problem=True)
            return
        known = await services.records.known_as(self._query.viewer_id)
        self.results.show_session(session, known, services.merged_records)
        self.results.table.focus()
        self._describe()
        self.offers.show({"lists.record": self._record_target()})
        self.lists.show_tabs()
        if self._buys and not session.state.pages and session.can_load():
            await session.load_next(place=f"{self.kind.name} list")

    @property
    def session(self) -> SearchSession | None:
        """Session of the list; None before it is read from the store."""
        return self.results.session

    @property
    def viewer_id(self) -> str | None:
        """Viewer of the list; None without one."""
        return self._query.viewer_id

    def _record_target(self) -> Destination | LocalTarget | None:
        """Return the record of the list; opening it is free where its screen is behind this one."""
        if self._is_from_record:
            return LocalTarget()
        return record(self._owner, self.lists.link, self._query.title) if self._owner else None

    # -- the display ------------------------------------------------------------------------

    @on(SearchResultsPane.RowsChanged)
    @on(SearchResultsPane.Arranged)
    def _changed(self) -> None:
        self._describe()
        self._summarise()
        self._show_breakdown()
        self.update_status()
        self._price_tabs()

    def _price_tabs(self) -> None:
        """Show once that pages of the list are stored."""
        if not self._is_priced and self.session is not None and self.session.state.pages:
            self._is_priced = True
            self.lists.show_tabs()

    def _describe(self) -> None:
        """Show the state of the list; called by a timer for the countdowns."""
        session, services = self.session, self.host.services_now
        if session is None or services is None or not is_in_view(self) or not is_open(self):
            return
        self.offers.show(page_targets(session, None, is_stale=False))
        describe_search(self.results, services, lambda: "")

    def _show_breakdown(self) -> None:
        """Show the numbers of reactions by type, without types that nobody used."""
        session = self.session
        bars = self.query_one("#breakdown", BarList)
        numbers = () if session is None else session.loaded.breakdown
        bars.items = tuple((reaction_name(name), count) for name, count in numbers if count)
        bars.display = bool(bars.items)

    @on(ResultsTable.Highlighted)
    def _summarise(self) -> None:
        self.offers.show(self.cursor.targets)
        if self.session is None:
            return
        preview, element, rows = (
            self.query_one(PreviewPane),
            self.results.element,
            self.results.rows,
        )
        if element is None:
            preview.show_no_row("" if rows is None else rows.arrangement.filter_text)
        else:
            preview.show_element(self.session, element, self.results.record)

    def on_screen_resume(self) -> None:
        """Show what was fetched meanwhile."""
        self.results.table.marks_changed()
        self.results.join.read()
        self.results.annotation_filter.reload()
        self.offers.forget_stored()

    # -- commands ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for a command of searches, and for a list that the record doesn't have."""
        if action in _OF_QUERIES:
            return False
        if action == "show_list":
            return self.lists.has(str(parameters[0]))
        if action == "emails":
            return self.kind.detail == "person" and self._owner == "post"
        return super().check_action(action, parameters)

    async def action_show_list(self, word: str) -> None:
        """Show another list of the record in place of this one."""
        if not self.kind.name.endswith(word):
            await self.lists.open(word, is_from_record=self._is_from_record, replaces=True)

    def action_record(self) -> None:
        """Show the record of the list."""
        if self._is_from_record:
            self.dismiss(None)
            return
        target = self._record_target()
        if target is not None and not isinstance(target, LocalTarget):
            destination = target
            self.offers.buy("lists.record", lambda: self.host.navigation.open(destination))

    async def action_back(self) -> None:
        """Cancel the pending request, remove the row filter, or go back."""
        if self.session is not None and (self.session.cancel() or self.bulk.stop_run()):
            return
        if (row_filter := self.results.row_filter) is not None:
            row_filter.action_clear_filter()
            return
        await self.host.navigation.return_to_origin()

    @cached_property
    def bulk(self) -> BulkActions:
        """Commands for the long runs of this screen."""
        from lix_tui.screens.search.bulk_actions import BulkActions

        return BulkActions(self, self.screen_query, self, self.results, self._show_query)

    async def _show_query(self, _query: Query) -> None:
        await self._show()

    async def settled_query(self, _screen: LixScreen) -> Query:
        """Return the query of the list."""
        return self._query

    def load_query(self, query: Query) -> None:
        """Do nothing: the query of a list isn't typed."""

    @property
    def rows_words(self) -> str:
        """List in words, for questions."""
        return f"the {self.kind.plural} of “{shortened(self._query.title, 60)}”"

    @property
    def is_stale(self) -> bool:
        """False: the rows of a list always belong to it."""
        return False

    @on(ResultsTable.MoreRequested)
    def _more_requested(self, event: ResultsTable.MoreRequested) -> None:
        """Load the next page, unless rows were added after the key press, which meant those."""
        if event.row_count == self.results.table.row_count:
            self.action_load_more()

    @on(ResultsTable.RowOpened)
    def _opened(self) -> None:
        self.cursor.open(self.offers)

    def action_load_more(self) -> None:
        """Load the next page."""
        if self.session is not None:
            load_more(self, self.session)

    def action_load_all(self) -> None:
        """Load every page, after showing price and time."""
        self.bulk.load_all()

    def action_refresh(self) -> None:
        """Load the list again from its first page."""
        if self.session is not None:
            refresh(self, self.session)

    def action_enrich(self) -> None:
        """Look up the marked records, or all loaded ones if none is marked."""
        self.bulk.enrich()

    def action_emails(self) -> None:
        """Load the whole list and look up the email address of everyone in it."""
        from lix_tui.screens.list_emails import look_up_everyone

        if self.session is not None:
            work = look_up_everyone(self, self.session, self.rows_words)
            self.run_worker(work, group="emails", exclusive=True, exit_on_error=False)

    def action_export(self) -> None:
        """Export the marked rows, or all loaded rows if none is marked."""
        from lix_tui.screens.search.export_results import export_results

        export_results(self, self.results, self)

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
        """Show the preview of the element under the cursor."""
        self.cursor.show_preview()

    def action_zoom(self) -> None:
        """Zoom the pane with the cursor, or undo the zoom."""
        toggle_zoom(self)

    def action_copy_link(self) -> None:
        """Copy the links of the marked rows, or of the row under the cursor if none is marked."""
        self.record.copy_link()

    def action_raw_page(self) -> None:
        """Show the last page as received."""
        self.record.show_raw(self.cursor.raw_page())
