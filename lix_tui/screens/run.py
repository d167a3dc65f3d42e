"""Lookups of one run, with their outcomes and records."""

from __future__ import annotations

import asyncio
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from lix_tui.counts import counted
from lix_tui.screens.base import LixScreen, is_in_view, repeat
from lix_tui.screens.offers import Offers
from lix_tui.screens.run_pane import NO_ROW, RunPane
from lix_tui.services.action_prices import LookupsTarget
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.export.atomic_file import replaceable, typed_path
from lix_tui.services.export.errors import ExportError
from lix_tui.services.kinds import AREAS
from lix_tui.services.queries.destination import Destination
from lix_tui.services.runs.lookup_list import ItemsProblem, lookups_words
from lix_tui.services.runs.lookup_run import FAILED, NOT_FOUND, LookupRun
from lix_tui.services.runs.prices import OFFLINE_RUN, many_words
from lix_tui.services.runs.run_lines import STATUS_WORDS, RunLines
from lix_tui.store.rows import ANY_VIEWER
from lix_tui.text import clean_line
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.screens.annotation_actions import AnnotationActions, AnnotationCommand
    from lix_tui.screens.record_rows import RecordRows
    from lix_tui.services.runs.run import Run
    from lix_tui.services.services import Services
    from lix_tui.store.rows import RunItem, RunRow

UPDATE_INTERVAL = 1.0
"""Seconds between two updates, which show what another process does."""
STORE_UPDATES = 5
"""Updates from one reading of a run's lookups to the next while no process works on the run."""
READ_INTERVAL = 0.1
"""Seconds until the next answers are read while some are left to read."""


class RunScreen(LixScreen):
    """Screen of one run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("run"),
        Binding("escape", "back", "Back"),
    ]
    DEFAULT_CSS = "RunScreen ResultsPane { width: 1fr; }"

    def __init__(self, row: RunRow) -> None:
        super().__init__()
        self._row = row
        self._lines = RunLines(row.endpoint)
        self._items: list[RunItem] = []
        self._words = ("", "")
        """Title of the run and its progress."""
        self._is_running = False
        self._is_behind = False
        """True while answers are left to read."""
        self._is_updating = False
        self._is_elsewhere = False
        self._updates = 0
        """Number of updates until the lookups are read from the store again."""
        self.offers = Offers(self)

    def compose(self) -> ComposeResult:
        """Yield the table in its frame."""
        self.set_size_classes()
        yield AreaBar(AREAS, "home")
        title = clean_line(self._row.title)
        yield RunPane(self._lines.columns, self._lines.endpoint, title=title)
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Show the lookups now and at an interval."""
        super().set_up()
        repeat(self, UPDATE_INTERVAL, self._follow)
        self._follow()

    def _follow(self) -> None:
        if is_in_view(self) and not self._is_updating:
            self._is_updating = True
            self.run_worker(self._update(), group="run", exit_on_error=False)

    async def _update(self) -> None:
        try:
            await self._show()
        finally:
            self._is_updating = False
        if self._is_behind:
            self.set_timer(READ_INTERVAL, self._follow)

    async def _show(self) -> None:
        services = await self.host.services()
        run = services.runs.find(self._row.id)
        items = await self._current_items(services, run)
        if not self.is_attached:
            return
        pane, had = self.query_one(RunPane), bool(self._items)
        self._is_running = run is not None and run.status == "running"
        if items is not None or self._is_behind:
            self._items = self._items if items is None else items
            unsaved = run.unsaved if isinstance(run, LookupRun) else {}
            before = self._lines.counts
            self._is_behind = await self._lines.update(
                services, self._items, unsaved, self._viewer, pane.visible_rows
            )
            if not pane.is_attached:
                return
            pane.show_items(self._lines, self._lines.items, self._items)
            if self._lines.counts != before:
                self.offers.forget_stored()  # what was looked up is free now
        parts = [f"{n:,} {STATUS_WORDS[status]}" for status, n in self._lines.counts.items()]
        if run is not None and run.status != "done":
            parts.insert(0, f"{run.progress_words}" + (f" · {run.reason}" if run.reason else ""))
        title = f"{clean_line(self._row.title)}: {lookups_words(self._row.endpoint)}"
        shown = self._lines.status
        if shown is not None:
            parts.insert(0, f"only {STATUS_WORDS[shown]}")
        self._words = (title, " · ".join(parts))
        self._describe()
        if self._items and not had:
            pane.table.focus()
        self._offer()

    async def _current_items(self, services: Services, run: Run | None) -> list[RunItem] | None:
        """Return the lookups if they may have changed since the last update, else None.

        Those of a run of this process are in memory. Others are read from the store while another
        process works on the run, and from time to time.
        """
        if isinstance(run, LookupRun) and run.status == "running":
            self._updates = 0
            return list(run.items)
        was_elsewhere, self._is_elsewhere = (
            self._is_elsewhere,
            await services.runs.is_elsewhere(self._row.id),
        )
        self._updates -= 1
        if self._updates > 0 and not self._is_elsewhere and not was_elsewhere:
            return None
        self._updates = STORE_UPDATES
        items = await services.runs.items(self._row.id)
        return run.with_unsaved(items) if isinstance(run, LookupRun) else items

    @on(RunPane.RowsArranged)
    def _describe(self) -> None:
        pane, (title, words) = self.query_one(RunPane), self._words
        subtitle = " · ".join(part for part in (pane.marks_words, words) if part)
        empty = "This run has no lookups."
        if pane.row_filter or self._lines.status is not None:
            empty = "No lookup matches."
        pane.describe(title=title, subtitle=subtitle, status="", empty=empty)
        self._offer()

    def on_screen_resume(self) -> None:
        """Read prices, answers and tags again: they may have changed meanwhile."""
        self.offers.forget_stored()
        self._lines.forget()
        self._is_behind = True
        self.query_one(RunPane).reload_annotations()

    @on(ResultsTable.Highlighted)
    def _offer(self) -> None:
        """Show the prices of opening the row under the cursor and continuing the run."""
        pane = self.query_one(RunPane)
        item = pane.item(pane.table.cursor_row)
        self.offers.show(
            {
                "table.open": self._destination(item) if item else None,
                "run.go_on": None if self._is_running else self._rest(frozenset()),
                "run.again": self._rest(frozenset({FAILED, NOT_FOUND})),
            }
        )

    def action_filter(self) -> None:
        """Show only the rows with the next status, after the last one all rows."""
        self._lines.next_status()
        self.query_one(RunPane).show_items(self._lines, self._lines.items, self._items)
        self._follow()

    def _rest(self, again: frozenset[str]) -> LookupsTarget:
        """Return the lookups without an outcome, and those whose outcome is in ``again``."""
        return LookupsTarget(self._lines.left(again))

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

    @on(ResultsTable.RowOpened)
    def row_opened(self, event: ResultsTable.RowOpened) -> None:
        """Open the record."""
        if (item := self.query_one(RunPane).item(event.row)) is not None:
            destination, rows = self._destination(item), self._record_rows()
            go = self.host.navigation.open
            self.offers.buy("table.open", lambda: go(destination, rows=rows))

    def _record_rows(self) -> RecordRows:
        """Return the lookups as a list to page through."""
        from lix_tui.screens.record_rows import RecordRows

        pane = self.query_one(RunPane)

        async def read() -> Destination | None:
            item = pane.item(pane.table.cursor_row)
            return None if item is None else self._destination(item)

        return RecordRows(pane.table, read)

    @cached_property
    def annotations(self) -> AnnotationActions:
        """Commands for notes and tags."""
        from lix_tui.screens.annotation_actions import AnnotationActions

        pane = self.query_one(RunPane)
        return AnnotationActions(self, "run", pane.annotated_refs, pane.reload_annotations)

    def action_annotate(self, command: AnnotationCommand) -> None:
        """Edit the note or the tags, of all marked rows if there are any; or undo that."""
        self.annotations.run(command)

    def action_copy_link(self) -> None:
        """Copy the links of the marked rows, or of the row under the cursor if none is marked."""
        self.call_after_refresh(self._copy_links)  # marks that were set just before are on the way

    def _copy_links(self) -> None:
        from lix_tui.screens.marked_links import copy_marked_links

        pane = self.query_one(RunPane)
        if (marked := pane.marked_links) is not None:
            copy_marked_links(self, marked)
        elif (link := pane.link) is not None:
            self.copy(link, "the email address" if "@" in link else "the link")
        else:
            self.report(NO_ROW, problem=True)

    async def action_peek(self) -> None:
        """Show the preview of the record in the row under the cursor."""
        services = await self.host.services()
        await self.query_one(RunPane).show_preview(services.merged_records)

    def action_filter_rows(self) -> None:
        """Filter the lookups by words, tags or notes."""
        self.query_one(RunPane).filter_rows()

    async def action_back(self) -> None:
        """Remove the filter, else go back."""
        if (row_filter := self.query_one(RunPane).row_filter) is not None:
            row_filter.action_clear_filter()
        else:
            await self.app.pop_screen()

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
        left = self._lines.left(again)
        if not left:
            self.report("This run is done.")
        elif self.host.settings.offline:
            self.report(OFFLINE_RUN, problem=True)
        elif await services.runs.is_elsewhere(self._row.id):
            self.report("Another lix-tui is working on this run.", problem=True)
        else:
            words = f"{clean_line(self._row.title)}: {many_words(left)}"
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
                services, self._row, items, form, unsaved=unsaved, viewer_id=self._viewer
            )
            await asyncio.to_thread(write_joined, table, path, form, replace=there or False)
        except (ExportError, ItemsProblem) as error:
            self.report(str(error), problem=True)
        else:
            self.report(f"{counted(len(table), 'row')} written to {path}.")

    async def _may_replace(self, path: Path) -> bool:
        from lix_tui.screens.dialogs.confirm import confirm

        return await confirm(self.app, "Replace", f"{path} already exists. Replace it?")

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")
