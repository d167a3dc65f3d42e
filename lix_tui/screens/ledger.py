"""Ledger: every request with its cost, outcome and duration; those of a run fold into one line."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from lix_tui.screens.base import LixScreen
from lix_tui.screens.ledger_targets import open_target, target_of
from lix_tui.screens.offers import Offers
from lix_tui.services.action_prices import LocalTarget
from lix_tui.services.budget.ledger_rows import (
    LedgerRow,
    LedgerRows,
    count_words,
    title_of,
    total_words,
    when,
)
from lix_tui.services.columns import Column
from lix_tui.services.kinds import AREAS
from lix_tui.services.records.summary import SummaryLine, lines
from lix_tui.store.ledger_stories import Story, StoryOrder, StoryQuery
from lix_tui.text import clean_line
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.background import Body
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.row_filter import RowFilter
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.summary_pane import SummaryPane

PAGE = 200
"""Stories, or requests of one story, of one read."""
COLUMNS = (
    Column("when", "When", 15, 0.0, 1),
    Column("what", "What", 26, 3.0, 0),
    Column("cost", "Cost", 6, 0.0, 2, "right"),
    Column("pool", "Pool", 9, 0.0, 5),
    Column("outcome", "Outcome", 10, 1.0, 3),
    Column("elapsed", "Took", 8, 0.0, 6, "right"),
    Column("origin", "From", 14, 0.6, 4),
)
ORDERS: tuple[StoryOrder, ...] = ("when", "cost", "elapsed")
"""Columns that sort the stories."""
EMPTY = "No requests yet."
MORE_REQUESTS = "Press enter to show older requests of this run."
NO_MATCH = "No request contains these words. Press escape to show all."


class LedgerScreen(LixScreen):
    """Table of runs and single requests, the newest first, and the one under the cursor in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("ledger"),
        Binding("escape,q", "back", "Back"),
    ]
    DEFAULT_CSS = """
    LedgerScreen #body { height: 1fr; }
    LedgerScreen SummaryPane { display: none; }
    LedgerScreen.-wide SummaryPane, LedgerScreen.-very-wide SummaryPane { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._query = StoryQuery()
        self._rows = LedgerRows([])
        self._totals = ""
        self.offers = Offers(self)

    def compose(self) -> ComposeResult:
        """Yield the table and the pane beside it."""
        self.set_size_classes()
        yield AreaBar(AREAS, "account")
        with Body(id="body"):
            yield ResultsPane(COLUMNS, title="Ledger", empty=EMPTY)
            yield SummaryPane()
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Read the newest stories."""
        super().set_up()
        self._read_again()
        self.query_one(ResultsPane).table.focus()

    # -- reading -----------------------------------------------------------------------------

    def action_refresh(self) -> None:
        """Read the ledger again."""
        self._read_again()

    def _read_again(self) -> None:
        """Read the first stories of the query, then the totals."""
        self.run_worker(self._read_first(), group="ledger", exclusive=True, exit_on_error=False)

    async def _read_first(self) -> None:
        services, query = await self.host.services(), self._query
        stories = await services.store.run(lambda store: store.ledger_stories.page(query, PAGE))
        self._rows = LedgerRows(stories)
        pane = self.query_one(ResultsPane)
        pane.fill(self._rows)
        pane.table.show_sorted(query.order, descending=query.descending)
        self._show(has_more=len(stories) == PAGE)
        totals = await services.store.run(lambda store: store.ledger_stories.totals(query))
        self._totals = total_words(totals)
        self._show(has_more=len(stories) == PAGE)

    @on(ResultsTable.MoreRequested)
    def more(self) -> None:
        """Read older stories."""
        self.run_worker(self._read_more(), group="ledger", exclusive=True, exit_on_error=False)

    async def _read_more(self) -> None:
        services, query, rows = await self.host.services(), self._query, self._rows
        after = tuple(rows.stories)
        found = await services.store.run(
            lambda store: store.ledger_stories.page(query, PAGE, after)
        )
        rows.stories.extend(found)
        rows.arrange()
        self._show(has_more=len(found) == PAGE)

    def _show(self, *, has_more: bool) -> None:
        pane = self.query_one(ResultsPane)
        pane.rows_changed(len(self._rows))
        pane.describe(
            title=f"Ledger · {self._totals}" if self._totals else "Ledger",
            subtitle="(in brackets: saved by the store)",
            status="↓ shows older requests" if has_more else "all requests shown",
            empty=NO_MATCH if self._query.words else EMPTY,
        )
        self._show_row()

    # -- the row under the cursor ------------------------------------------------------------

    @property
    def row(self) -> LedgerRow | None:
        """Row under the cursor; None without one."""
        return self._rows.row(self.query_one(ResultsPane).table.cursor_row)

    def _is_closed(self, row: LedgerRow) -> bool:
        """Return True for a run whose requests aren't shown, or a line that reads more of them."""
        story = row.story.story
        return row.is_more or (bool(story) and not self._rows.requests_of(story))

    @on(ResultsTable.Highlighted)
    def _show_row(self) -> None:
        if (row := self.row) is None:
            self.offers.show({"table.open": None})
            self.query_one(SummaryPane).show_no_row(" ".join(self._query.words))
            return
        target = LocalTarget() if self._is_closed(row) else target_of(row.story)
        self.offers.show({"table.open": target})
        if row.is_more:
            self.query_one(SummaryPane).show("Run", lines(MORE_REQUESTS, role="muted"))
        else:
            title = "Run" if row.story.is_folded else "Request"
            self.query_one(SummaryPane).show(title, _in_full(row.story))

    @on(ResultsTable.RowOpened)
    def row_opened(self) -> None:
        """Show the requests of a folded run, else open what was bought."""
        if (row := self.row) is None:
            return
        if self._is_closed(row):
            self._open(row)
        else:
            open_target(self, self.offers, row.story)

    def action_fold(self) -> None:
        """Show the requests of the run under the cursor, or fold them."""
        row = self.row
        if row is not None and self._is_closed(row):
            self._open(row)
        else:
            self.action_close()

    def action_close(self) -> None:
        """Fold the run that the cursor is in."""
        row, table = self.row, self.query_one(ResultsPane).table
        story = "" if row is None else row.parent or row.story.story
        if not story:
            self.report("This is a single request. Only runs can be folded.")
            return
        self._rows.fold(story)
        table.rows_changed()
        table.move_to(self._rows.index_of(story) or 0)

    def _open(self, row: LedgerRow) -> None:
        work = self._read_requests(row)
        self.run_worker(work, group="ledger", exclusive=True, exit_on_error=False)

    async def _read_requests(self, row: LedgerRow) -> None:
        services, query, rows = await self.host.services(), self._query, self._rows
        story, before = (row.parent, row.story.line.id) if row.is_more else (row.story.story, None)
        found = await services.store.run(
            lambda store: store.ledger_stories.requests(story, query, PAGE, before)
        )
        rows.open(story, found, has_more=len(found) == PAGE)
        self.query_one(ResultsPane).rows_changed(len(rows))
        self._show_row()

    # -- order and filter --------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort by the next column; after the last one, the newest first."""
        at = ORDERS.index(self._query.order)
        self._show_query(
            replace(self._query, order=ORDERS[(at + 1) % len(ORDERS)], descending=True)
        )

    def action_sort_down(self) -> None:
        """Reverse the order."""
        self._show_query(replace(self._query, descending=not self._query.descending))

    @on(ResultsTable.HeaderClicked)
    def header_clicked(self, event: ResultsTable.HeaderClicked) -> None:
        """Sort by a column, then the other way round."""
        order = next((one for one in ORDERS if one == event.column_id), None)
        if order is not None:
            is_same = order == self._query.order
            descending = not self._query.descending if is_same else True
            self._show_query(replace(self._query, order=order, descending=descending))

    def action_filter_rows(self) -> None:
        """Open the filter of the requests."""
        self.query_one(ResultsPane).filter_rows()

    @on(RowFilter.Changed, "#row-filter")
    def filter_changed(self, event: RowFilter.Changed) -> None:
        """Filter as the user types."""
        event.stop()
        self._show_query(replace(self._query, words=tuple(clean_line(event.value).split())))

    @on(RowFilter.Removed)
    def filter_removed(self) -> None:
        """Show all requests again."""
        self._show_query(replace(self._query, words=()))
        self.query_one(ResultsPane).table.focus()

    @on(RowFilter.Done)
    def filter_done(self) -> None:
        """Focus the rows."""
        self.query_one(ResultsPane).table.focus()

    def _show_query(self, query: StoryQuery) -> None:
        if query != self._query:
            self._query = query
            self._read_again()

    async def action_back(self) -> None:
        """Remove the filter, else go back."""
        if (row_filter := self.query_one(ResultsPane).row_filter) is not None:
            row_filter.action_clear_filter()
        else:
            await self.app.pop_screen()

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")


def _in_full(story: Story) -> list[SummaryLine]:
    line, counts = story.line, story.counts
    spent = f"{counts.spent:,} credit{'' if counts.spent == 1 else 's'} from the {line.pool} pool"
    parts = [spent] if counts.sent else []
    parts += [f"{counts.saved:,} saved by the store"] if counts.stored else []
    lines = [SummaryLine(title_of(story), "title"), SummaryLine(", ".join(parts), "subtitle")]
    if story.is_folded:
        lines.append(SummaryLine(f"{when(counts.first_at)} – {when(line.sent_at)}", "muted"))
        lines += [SummaryLine(""), SummaryLine(f"{counts.sent:,} sent to Lix")]
        lines += [SummaryLine(words) for words in count_words(counts).split(" · ") if words]
    else:
        lines.append(SummaryLine(when(line.sent_at), "muted"))
        lines += [SummaryLine(""), SummaryLine(f"outcome: {clean_line(line.outcome)}")]
        if line.status is not None:
            lines.append(SummaryLine(f"status: {line.status}"))
    if counts.elapsed is not None:
        lines.append(SummaryLine(f"took: {counts.elapsed * 1000:,.0f} ms"))
    lines.append(SummaryLine(f"origin: {clean_line(line.origin)}"))
    if line.note and not story.is_folded:
        lines += [SummaryLine(""), SummaryLine(clean_line(line.note))]
    return lines
