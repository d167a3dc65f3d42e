"""Ledger: every request, with its cost, outcome and duration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from lix_tui.screens.base import LixScreen
from lix_tui.services.columns import Column
from lix_tui.services.kinds import AREAS
from lix_tui.services.records.summary import SummaryLine
from lix_tui.text import clean_line
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.summary_pane import SummaryPane

if TYPE_CHECKING:
    from lix_tui.store.rows import LedgerLine

PAGE = 200
"""Lines of one read."""
COLUMNS = (
    Column("when", "When", 15, 0.0, 0),
    Column("what", "What", 14, 1.0, 1),
    Column("cost", "Cost", 5, 0.0, 2, "right"),
    Column("pool", "Pool", 9, 0.0, 5),
    Column("outcome", "Outcome", 10, 0.6, 3),
    Column("elapsed", "Took", 8, 0.0, 6, "right"),
    Column("origin", "From", 14, 1.0, 4),
)


class LedgerRows:
    """Rows of the lines that were read so far."""

    def __init__(self, lines: Sequence[LedgerLine]) -> None:
        self.lines = lines

    def __len__(self) -> int:
        return len(self.lines)

    def row_id(self, index: int) -> str:
        """Return the number of the request."""
        return str(self.lines[index].id)

    def cells(self, index: int) -> Sequence[str]:
        """Return the cells of one request."""
        line = self.lines[index]
        return (
            when(line.sent_at),
            line.endpoint.replace("_", " "),
            f"{line.cost:,}" if line.outcome != "kept" else f"({line.cost:,})",
            line.pool,
            clean_line(line.outcome.replace("_", " ")),
            f"{line.elapsed * 1000:,.0f} ms" if line.elapsed is not None else "",
            clean_line(line.origin),
        )

    def index_of(self, row_id: str) -> int | None:
        """Return the index of a request; None if it isn't loaded."""
        return next((i for i, line in enumerate(self.lines) if str(line.id) == row_id), None)

    def mark(self, index: int) -> str:
        """Return '✓' for an answer, '○' for one from the store, else '!'."""
        return {"ok": "✓", "kept": "○"}.get(self.lines[index].outcome, "!")


class LedgerScreen(LixScreen):
    """Table of requests, the newest first, and the one under the cursor in full."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.pop_screen", "Back")]
    DEFAULT_CSS = """
    LedgerScreen #body { height: 1fr; }
    LedgerScreen SummaryPane { display: none; }
    LedgerScreen.-wide SummaryPane, LedgerScreen.-very-wide SummaryPane { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[LedgerLine] = []

    def compose(self) -> ComposeResult:
        """Yield the table and the pane beside it."""
        self.set_size_classes()
        yield AreaBar(AREAS, "account")
        with Horizontal(id="body"):
            yield ResultsPane(COLUMNS, title="Ledger", empty="No requests yet.")
            yield SummaryPane()
        yield StatusBar()
        yield KeyBar()

    def set_up(self) -> None:
        """Read the newest lines."""
        super().set_up()
        self.run_worker(self._read(), group="ledger", exclusive=True, exit_on_error=False)

    @on(ResultsTable.MoreRequested)
    def more(self) -> None:
        """Read older lines."""
        self.run_worker(self._read(), group="ledger", exclusive=True, exit_on_error=False)

    async def _read(self) -> None:
        services = await self.host.services()
        last = self._lines[-1].id if self._lines else None
        lines = await services.store.run(lambda store: store.ledger.lines(PAGE, last))
        pane, first = self.query_one(ResultsPane), not self._lines
        self._lines.extend(lines)
        if first:
            pane.fill(LedgerRows(self._lines))
            pane.table.focus()
        pane.rows_changed(len(self._lines))
        more = "↓ shows older requests" if len(lines) == PAGE else "all requests shown"
        pane.describe(
            title=f"Ledger · {len(self._lines):,}",
            subtitle="(in brackets: saved by the store)",
            status=more,
            empty="No requests yet.",
        )
        self._show_line()

    @on(ResultsTable.Highlighted)
    def _show_line(self) -> None:
        row = self.query_one(ResultsPane).table.cursor_row
        if row < len(self._lines):
            self.query_one(SummaryPane).show("Request", _in_full(self._lines[row]))

    @on(ResultsTable.RowOpened)
    def row_opened(self, event: ResultsTable.RowOpened) -> None:
        """Show the note about the request, for terminals without room for the pane."""
        line = self._lines[event.row]
        self.report(line.note or f"{line.endpoint.replace('_', ' ')}: {line.outcome}.")

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")


def when(at: float) -> str:
    """Return a moment in local time: '23 Nov 14:05:09'."""
    return f"{datetime.fromtimestamp(at).astimezone():%d %b %H:%M:%S}"


def _in_full(line: LedgerLine) -> list[SummaryLine]:
    words = "saved by the store" if line.outcome == "kept" else f"from the {line.pool} pool"
    lines = [
        SummaryLine(line.endpoint.replace("_", " "), "title"),
        SummaryLine(f"{line.cost:,} credit{'' if line.cost == 1 else 's'}, {words}", "subtitle"),
        SummaryLine(when(line.sent_at), "muted"),
        SummaryLine(""),
        SummaryLine(f"outcome: {clean_line(line.outcome)}"),
    ]
    if line.status is not None:
        lines.append(SummaryLine(f"status: {line.status}"))
    if line.elapsed is not None:
        lines.append(SummaryLine(f"took: {line.elapsed * 1000:,.0f} ms"))
    lines.append(SummaryLine(f"origin: {clean_line(line.origin)}"))
    if line.note:
        lines += [SummaryLine(""), SummaryLine(clean_line(line.note))]
    return lines
