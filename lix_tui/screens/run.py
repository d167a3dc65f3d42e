"""Lookups of one run, with their outcomes and records."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from lix_tui.counts import counted
from lix_tui.screens.base import LixScreen, repeat
from lix_tui.screens.offers import Offers
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.export.atomic_file import replaceable, typed_path
from lix_tui.services.export.errors import ExportError
from lix_tui.services.kinds import AREAS
from lix_tui.services.opening_prices import LookupsTarget
from lix_tui.services.queries.destination import Destination
from lix_tui.services.runs.lookup_list import ItemsProblem, lookups_words
from lix_tui.services.runs.lookup_run import FAILED, NOT_FOUND, LookupRun
from lix_tui.services.runs.prices import OFFLINE_RUN, many_words
from lix_tui.services.runs.run_lines import STATUS_WORDS, RunLines
from lix_tui.store.records import ANY_VIEWER
from lix_tui.text import clean_line
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.store.rows import RunItem, RunRow

UPDATE_INTERVAL = 1.0
"""Seconds between two updates, which show what another process does."""


class RunScreen(LixScreen):
    """Screen of one run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("run"),
        Binding("escape", "app.pop_screen", "Back"),
    ]
    DEFAULT_CSS = "RunScreen ResultsPane { width: 1fr; }"

    def __init__(self, row: RunRow) -> None:
        super().__init__()
        self._row = row
        self._lines = RunLines(row.endpoint)
        self._items: list[RunItem] = []
        self._is_running = False
        self._is_behind = False
        """True while answers are left to read."""
        self._is_updating = False
        self.offers = Offers(self)

    def compose(self) -> ComposeResult:
        """Yield the table in its frame."""
        self.set_size_classes()
        yield AreaBar(AREAS, "home")
        yield ResultsPane(self._lines.columns, title=clean_line(self._row.title), empty="reading…")
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Show the lookups now and at an interval."""
        super().set_up()
        repeat(self, UPDATE_INTERVAL, self._follow)
        self._follow()

    def _follow(self) -> None:
        if self.is_current and not self._is_updating:
            self._is_updating = True
            self.run_worker(self._update(), group="run", exit_on_error=False)

    async def _update(self) -> None:
        try:
            await self._show()
        finally:
            self._is_updating = False

    async def _show(self) -> None:
        services = await self.host.services()
        items = await services.runs.items(self._row.id)
        if not self.is_attached:
            return
        pane, had = self.query_one(ResultsPane), bool(self._items)
        run = services.runs.find(self._row.id)
        self._is_running = run is not None and run.status == "running"
        if items != self._items or self._is_behind:
            unsaved = run.unsaved if isinstance(run, LookupRun) else {}
            self._is_behind = await self._lines.update(
                services.records, items, unsaved, self._viewer
            )
            self._items = items
            if not had:
                pane.fill(self._lines)
            pane.rows_changed(len(self._lines))
        parts = [f"{n:,} {STATUS_WORDS[status]}" for status, n in self._lines.counts.items()]
        if run is not None and run.status != "done":
            parts.insert(0, f"{run.progress_words}" + (f" · {run.reason}" if run.reason else ""))
        title = f"{clean_line(self._row.title)}: {lookups_words(self._row.endpoint)}"
        shown = self._lines.status
        if shown is not None:
            parts.insert(0, f"only {STATUS_WORDS[shown]}")
        words = " · ".join(parts)
        empty = "This run has no lookups." if shown is None else "No row has this status now."
        pane.describe(title=title, subtitle=words, status="", empty=empty)
        if items and not had:
            pane.table.focus()
        self._offer()

    def on_screen_resume(self) -> None:
        """Read prices and answers again: records may have been fetched or deleted meanwhile."""
        self.offers.forget_stored()
        self._lines.forget()
        self._is_behind = True

    @on(ResultsTable.Highlighted)
    def _offer(self) -> None:
        """Show the prices of opening the row under the cursor and continuing the run."""
        place = self.query_one(ResultsPane).table.cursor_row
        item = self._item(place)
        self.offers.show(
            {
                "table.open": self._destination(item) if item else None,
                "run.go_on": None if self._is_running else self._rest(frozenset()),
                "run.again": self._rest(frozenset({FAILED, NOT_FOUND})),
            }
        )

    def _item(self, place: int) -> RunItem | None:
        """Return the first lookup of a line; None beyond the last line."""
        line = self._lines.line(place)
        return None if line is None else line.items[0]

    def action_filter(self) -> None:
        """Show only the rows with the next status, after the last one all rows."""
        self._lines.next_status()
        pane = self.query_one(ResultsPane)
        pane.fill(self._lines)
        pane.rows_changed(len(self._lines))
        self._follow()

    def _rest(self, again: frozenset[str]) -> LookupsTarget:
        """Return the lookups without an outcome, and those whose outcome is in ``again``."""
        return LookupsTarget(self._counts(again))

    def _destination(self, item: RunItem) -> Destination:
        endpoint = item.endpoint or self._row.endpoint
        name = clean_line(item.label or item.link)
        destination = Destination(name, cost_words(endpoint), None, endpoint, item.link, name=name)
        return destination.with_viewer(self._viewer)

    @property
    def _viewer(self) -> str | None:
        """Viewer of the run's lookups; None without one."""
        viewer = self._row.viewer_id
        return self.host.settings.viewer_id if viewer == ANY_VIEWER else viewer or None

    def _left(self, again: frozenset[str]) -> list[RunItem]:
        """Return the lookups without an outcome, and those whose outcome is in ``again``."""
        return [item for item in self._items if not item.outcome or item.outcome in again]

    def _counts(self, again: frozenset[str]) -> tuple[tuple[str, int], ...]:
        """Return the same lookups as endpoints with their numbers."""
        left = Counter(item.endpoint or self._row.endpoint for item in self._left(again))
        return tuple(left.items())

    @on(ResultsTable.RowOpened)
    def row_opened(self, event: ResultsTable.RowOpened) -> None:
        """Open the record."""
        if (item := self._item(event.row)) is None:
            return
        destination = self._destination(item)
        self.offers.buy("table.open", lambda: self.host.navigation.open(destination))

    def action_go_on(self) -> None:
        """Continue the run."""
        self.run_worker(self._continue(frozenset()), group="go on", exit_on_error=False)

    def action_again(self) -> None:
        """Repeat the lookups that failed or found nothing."""
        outcomes = frozenset({FAILED, NOT_FOUND})
        self.run_worker(self._continue(outcomes), group="go on", exit_on_error=False)

    async def _continue(self, again: frozenset[str]) -> None:
        from lix_tui.screens.dialogs.confirm import confirm

        services = await self.host.services()
        left = self._left(again)
        if not left:
            self.report("This run is done.")
        elif self.host.settings.offline:
            self.report(OFFLINE_RUN, problem=True)
        elif await services.runs.is_elsewhere(self._row.id):
            self.report("Another lix-tui is working on this run.", problem=True)
        else:
            words = f"{clean_line(self._row.title)}: {many_words(self._counts(again))}"
            if await confirm(self.app, "Continue this run?", words):
                await services.runs.resume(self._row, again)

    def action_pause(self) -> None:
        """Pause the run, or continue it."""
        self.run_worker(self._pause(), group="pause", exit_on_error=False)

    async def _pause(self) -> None:
        services = await self.host.services()
        run = services.runs.find(self._row.id)
        if run is not None and run.status == "running":
            await run.pause()
        else:
            await self._continue(frozenset())

    def action_write(self) -> None:
        """Write every outcome to a file."""
        self.run_worker(self._write(), group="write", exclusive=True, exit_on_error=False)

    async def _write(self) -> None:
        from lix_tui.screens.dialogs.prompts import name_prompt
        from lix_tui.services.export.formats import check_installed, chosen_format
        from lix_tui.services.runs.joined_table import write_joined
        from lix_tui.services.runs.run_table import table_of_run

        services = await self.host.services()
        offered = self._row.result_file or f"lix-tui-run-{self._row.id}.csv"
        words, title = (
            "a .csv, .xlsx, .md, .parquet or .jsonl file",
            f"Result file · {clean_line(self._row.title)}",
        )
        name = await self.app.push_screen_wait(name_prompt(title, offered, words, action="write"))
        if name is None:
            return
        items = await services.runs.items(self._row.id)
        run = services.runs.find(self._row.id)
        unsaved = run.unsaved if isinstance(run, LookupRun) else {}
        if isinstance(run, LookupRun):
            items = run.with_unsaved(items)
        try:
            path = typed_path(name)
            form = chosen_format(path, None, "csv")
            check_installed(form)
            there = await asyncio.to_thread(replaceable, path)
            if there and not await self._may_replace(path):
                return
            table = await table_of_run(
                services.records, self._row, items, unsaved=unsaved, viewer_id=self._viewer
            )
            await asyncio.to_thread(write_joined, table, path, form, replace=there or False)
        except (ExportError, ItemsProblem) as error:
            self.report(str(error), problem=True)
        else:
            self.report(f"{counted(len(table.rows), 'row')} written to {path}.")

    async def _may_replace(self, path: Path) -> bool:
        from lix_tui.screens.dialogs.confirm import confirm

        return await confirm(self.app, "Replace", f"{path} already exists. Replace it?")

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")
