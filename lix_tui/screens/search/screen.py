"""The search screen: one for every kind, which is data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from lix_tui.screens.search.arrangement import ArrangingScreen
from lix_tui.screens.search.page_offers import load_more, refresh, show_pages, show_row, show_run
from lix_tui.screens.search.stale_mark import StaleMark
from lix_tui.services.kinds import AREAS, Kind
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.api.models.search import Element
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.queries.query import Query
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.copy_form import CopyForm
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.search.table_rows import SessionRows

WAITING_TICK = 0.2
"""Seconds between two drawings of a countdown."""


class SearchScreen(ArrangingScreen):
    """A query, its results, and a glance at the one under the cursor."""

    AUTO_FOCUS = ""  # letters reach the query where the user has sent the cursor there
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("search")
    scope = "search"
    DEFAULT_CSS = """
    SearchScreen #body { height: 1fr; }
    SearchScreen SummaryPane { display: none; }
    SearchScreen.-wide SummaryPane, SearchScreen.-very-wide SummaryPane { display: block; }
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self._session: SearchSession | None = None
        self._rows: SessionRows | None = None
        self.stale_mark = StaleMark(self)
        """What marks rows that belong to another query than the one on screen."""
        self._shown = 0
        self._marked: set[str] = set()
        """The keys of the elements that are marked."""
        self._said = ""
        """The sentence that stands under the query, where it has room to be read in full."""

    def compose(self) -> ComposeResult:
        """Areas, query, results and summary, keys, status."""
        self.take_size_classes()
        yield AreaBar(AREAS, self.kind.name)
        yield self.query_bar()
        with Horizontal(id="body"):
            kind = self.kind
            yield ResultsPane(kind.columns, title=kind.label, empty=kind.empty, marks=True)
        yield StatusBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Wait for a query."""
        super().on_mount()
        self.arrange_panes()
        self.set_interval(WAITING_TICK, self._describe)
        self.query_one(QueryBar).focus_input()
        self.offers.show_request("filters.run", self.kind.endpoint, "Run")
        self._offer_recent()

    def on_screen_resume(self) -> None:
        """Records may have been fetched meanwhile."""
        super().on_screen_resume()
        self.query_one(ResultsPane).table.marks_changed()

    def on_unmount(self) -> None:
        """Look at the search no more, so that it can be let go of."""
        if self._session is not None:
            self._session.listeners.remove(self._changed)

    def _offer_recent(self) -> None:
        self.run_worker(
            self.show_recent(beside=self._session is None), group="recent", exit_on_error=False
        )

    @property
    def session(self) -> SearchSession | None:
        """The search that is shown."""
        return self._session

    @property
    def rows(self) -> SessionRows | None:
        """The rows that are shown, None without a search."""
        return self._rows

    @property
    def element(self) -> Element | None:
        """The element under the cursor."""
        rows = self._rows
        if rows is None or not len(rows):
            return None
        return rows.element(min(self.query_one(ResultsPane).table.cursor_row, len(rows) - 1))

    # -- the query ---------------------------------------------------------------------------

    def run_query(self, query: Query) -> None:
        """Show a query's results, from the store where they are there, else by paying."""
        self.use_viewer(query.viewer_id)
        self.take_query(query)
        self.query_one(QueryBar).say("")
        self.run_worker(
            self.show(query), group="search", exclusive=True, exit_on_error=False, name="search"
        )

    async def show(self, query: Query, *, buy: bool = True) -> None:
        """Show a query's results; returns when the first page is there.

        Without ``buy`` only stored pages are shown.
        """
        from lix_tui.services.search.table_rows import SessionRows

        services = await self.host.services()
        session = await services.searches.answer(self.kind, query)
        known = await services.records.known_as(query.viewer_id)
        self.screen_query.shown = query
        if self.room.covers:
            self.room.close()
        if session is not self._session:
            if self._session is not None:
                if services.runs.of_session(self._session) is None:
                    self._session.cancel()
                self._session.listeners.remove(self._changed)
            self._session = session
            self.host.navigation.searched.add(self.kind.name)
            session.listeners.append(self._changed)
            self._shown = 0
            self._marked.clear()
            pane = self.query_one(ResultsPane)
            if (row_filter := pane.row_filter) is not None:
                row_filter.remove()
            self._rows = SessionRows(session, known, self._marked)
            pane.table.show_sorted(None, descending=False)
            pane.fill(self._rows)
            self._changed()
            self._offer_recent()
        self.query_one(ResultsPane).table.focus()
        self._describe()
        if buy and not session.state.pages and session.can_load():
            await session.load_next(place=f"{self.kind.name} search")

    # -- the results -------------------------------------------------------------------------

    def _changed(self) -> None:
        """Show what the session has now; called on every change of it."""
        session = self._session
        if session is None or not self.is_attached:
            return
        if len(session.elements) != self._shown:
            had_none = self._shown == 0
            self._shown = len(session.elements)
            pane = self.query_one(ResultsPane)
            pane.rows_changed(self._shown)
            if had_none and self._shown:
                pane.table.focus()
        if session.notice != self._said:
            self._said = session.notice
            self.query_one(QueryBar).say(session.notice)
        self._describe()
        self._summarise()
        self.update_status()

    def show_arrangement(self) -> None:
        """Show the rows as they are arranged now."""
        if self._rows is not None:
            self.query_one(ResultsPane).rows_changed(len(self._rows))
            self._describe()
            self._summarise()

    def _describe(self) -> None:
        """Say what the search is doing; countdowns make this run on a timer."""
        session, services = self._session, self.host.services_now
        if session is None or services is None or not self.is_current:
            return
        from lix_tui.services.search.progress_words import (
            count_line,
            empty_words,
            marks_and_age,
            state_line,
        )

        offline = services.settings.offline
        slot_in = services.limiter.next_slot_in()
        line = state_line(session, slot_in, services.waits, offline=offline)
        is_stale = self.stale_mark.show(services)
        show_pages(self.offers, session, is_stale=is_stale)
        show_run(self.offers, self.comparison.asked if is_stale else None)
        if is_stale and session.elements and not session.loading:
            line = "more rows belong to the previous query"
        if (run := services.runs.of_session(session)) is not None:
            line = f"loading all: {run.progress_words} · {run.why or line}"
        marked = len(self.marked_elements())
        stale_days = services.settings.stale_days
        subtitle = marks_and_age(session, marked, stale_days, offline=offline)
        title = " · ".join(part for part in (count_line(session), self.arrangement_words) if part)
        narrowed = self._rows is not None and self._rows.arrangement.words and not len(self._rows)
        empty = "None of the loaded rows holds these words; escape shows all again."
        empty = empty if narrowed else empty_words(session, line, self.filter_words)
        pane = self.query_one(ResultsPane)
        pane.describe(title=title, subtitle=subtitle, status=line, empty=empty)

    def query_changed(self) -> None:
        """Compare the query on screen with the rows again."""
        super().query_changed()
        self._describe()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to run the query on screen while other rows, or none, are shown."""
        if action == "run_asked":
            return self.stale_mark.offers_run
        return super().check_action(action, parameters)

    @on(ResultsTable.Highlighted)
    def _summarise(self) -> None:
        element = self.element
        show_row(self.offers, self.row_opening, self.likeliest)
        if element is not None and self._session is not None:
            lines = self._session.view.summary(element)
            self.show_beside(self.kind.singular.title(), lines)
        elif self._rows is not None and self.query("SummaryPane"):
            self.show_beside("", ())  # nobody is under the cursor

    @on(ResultsTable.PastEnd)
    def past_end(self, event: ResultsTable.PastEnd) -> None:
        """Load the next page when the cursor moves on past the last row.

        Rows that came since the key was pressed are what it asked for.
        """
        if event.row_count == self.query_one(ResultsPane).table.row_count:
            self.action_load_more()

    @on(ResultsTable.Opened)
    def opened(self) -> None:
        """Open the record under the cursor."""
        opening, session = self.row_opening, self._session
        if opening is not None:
            self.offers.act("table.open", lambda: self.host.navigation.open(opening, session))
        elif self.element is not None:
            self.say("LinkedIn gives no link to this record, so it cannot be opened.", problem=True)

    # -- marks -------------------------------------------------------------------------------

    def marked_elements(self) -> list[Element]:
        """The elements that are marked, in the order of the results."""
        if self._session is None or not self._marked:
            return []
        return [element for element in self._session.elements if element.key in self._marked]

    @on(ResultsTable.MarkToggled)
    def mark_toggled(self, event: ResultsTable.MarkToggled) -> None:
        """Mark a row, or take its mark away."""
        self._marked ^= {event.row_id}
        self._marks_changed()

    @on(ResultsTable.AllMarksToggled)
    def all_marks_toggled(self) -> None:
        """Mark every row, or none where all are marked."""
        keys = {element.key for element in self._session.elements} if self._session else set()
        if keys <= self._marked:
            self._marked.clear()
        else:
            self._marked |= keys
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.query_one(ResultsPane).table.marks_changed()
        self._describe()

    def action_export(self) -> None:
        """Write the marked rows, else all that are loaded, to a file."""
        from lix_tui.screens.search.export_results import export_screen

        session = self._session
        if session is None or not session.elements:
            self.say("There is nothing to export yet: run a search first.", problem=True)
            return
        self.app.push_screen(export_screen(session, self.marked_elements(), self.rows_words))

    @on(AreaBar.Chosen)
    async def area_chosen(self, event: AreaBar.Chosen) -> None:
        """Go to another area."""
        await self.run_action(f"app.area('{event.area}')")

    # -- the record under the cursor ---------------------------------------------------------

    @property
    def best_link(self) -> str | None:
        """The link of the element under the cursor."""
        element, session = self.element, self._session
        if element is None or session is None:
            return None
        return next(iter(session.view.links(element)), None)

    @property
    def row_opening(self) -> Opening | None:
        """The record under the cursor as something to open, None without a link."""
        from lix_tui.services.records.related import record

        element, session, link = self.element, self._session, self.best_link
        if element is None or session is None:
            return None
        found = record(self.kind.detail, link, session.view.name(element))
        return None if found is None else found.seen_as(self.record_viewer)

    def copy_forms(self) -> Sequence[CopyForm]:
        """Every form of the element under the cursor."""
        element, session = self.element, self._session
        return session.view.forms(element) if element and session else ()

    def menu_forms(self) -> Sequence[CopyForm]:
        """Those, the rows as a table, and the request of the element's page as code."""
        from lix_tui.screens.search.result_forms import menu_forms

        element, session, rows = self.element, self._session, self._rows
        if element is None or session is None or rows is None:
            return ()
        ids = [column.id for _, column in self.shown_columns()]
        marked, services = self.marked_elements(), self.host.services_now
        return menu_forms(session, element, marked, rows.elements(), ids, services)

    def action_copy_link(self) -> None:
        """Copy the links of the marked rows, else that of the one under the cursor."""
        from lix_tui.services.records.copy_forms import link_lines

        marked, session = self.marked_elements(), self._session
        if not marked or session is None:
            super().action_copy_link()
            return
        rows = "1 marked row" if len(marked) == 1 else f"{len(marked):,} marked rows"
        self.copy(partial(link_lines, session.view, marked), f"the links of {rows}")

    def related(self) -> Sequence[Opening]:
        """Where one can go from the element under the cursor."""
        element, session = self.element, self._session
        return tuple(session.view.related(element)) if element and session else ()

    @property
    def likeliest(self) -> Opening | None:
        """The first of them."""
        element, session = self.element, self._session
        first = next(session.view.related(element), None) if element and session else None
        return None if first is None else first.seen_as(self.record_viewer)

    @property
    def record_viewer(self) -> str | None:
        """The viewer of the search that is shown."""
        return self.viewer_id if self._session is None else self._session.query.viewer_id

    def raw_view(self) -> RawView | None:
        """The element under the cursor as it was received."""
        from lix_tui.screens.search.result_forms import raw_view

        return raw_view(self._session, self.element)

    def action_raw_page(self) -> None:
        """Show the last page as it was received."""
        from lix_tui.screens.search.result_forms import raw_view

        self.show_raw(raw_view(self._session, None))

    # -- the commands ------------------------------------------------------------------------

    def focus_results(self) -> None:
        """Put the cursor into the results, or nowhere while there are none."""
        if self._session is not None and self._session.elements:
            self.query_one(ResultsPane).table.focus()
        else:
            self.set_focus(None)  # out of the query, so that single letters act

    async def action_back(self) -> None:
        """Cancel what is waited for, leave the query for the results, or go back."""
        if self._session is not None and (self._session.cancel() or self.stop_run()):
            return
        pane = self.query_one(ResultsPane)
        if (row_filter := pane.row_filter) is not None:
            row_filter.action_clear_filter()
            return
        self.forget_recalled()
        if self.focused not in (None, pane.table) or not await self.host.navigation.go_back():
            self.focus_results()

    def action_load_more(self) -> None:
        """Load the next page."""
        if not self.stale_mark.refuses() and self._session is not None:
            load_more(self, self._session)

    def action_refresh(self) -> None:
        """Run the search again from its first page."""
        if not self.stale_mark.refuses() and self._session is not None:
            refresh(self, self._session)
