"""Lookups of one run, with their outcomes and records."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from lix_tui.screens.base import LixScreen, repeat
from lix_tui.screens.offers import Offers
from lix_tui.screens.run_pane import RunPane
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.columns import Column
from lix_tui.services.export.atomic_file import replaceable, typed_path
from lix_tui.services.export.errors import ExportError
from lix_tui.services.kinds import AREAS
from lix_tui.services.opening_prices import LookupsTarget
from lix_tui.services.queries.destination import Destination
from lix_tui.services.runs.lookup_list import LOOKUP_WORDS
from lix_tui.services.runs.lookup_run import FAILED, NOT_FOUND, LookupRun
from lix_tui.services.runs.prices import OFFLINE_RUN, many_words
from lix_tui.store.records import ANY_VIEWER
from lix_tui.text import clean_line
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.screens.annotation_actions import AnnotationActions, AnnotationCommand
    from lix_tui.store.rows import RunItem, RunRow

COLUMNS = (
    Column("label", "Given as", 14, 1.0, 2),
    Column("link", "Link, id or address", 24, 2.0, 0),
    Column("outcome", "Outcome", 11, 0.0, 1),
    Column("note", "Why", 20, 1.6, 3),
)
UPDATE_INTERVAL = 1.0
"""Seconds between two updates, which show what another process does."""


class ItemRows:
    """Rows of the lookups of a run."""

    def __init__(self, items: Sequence[RunItem]) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def row_id(self, index: int) -> str:
        """Return the number of the lookup."""
        return str(self._items[index].number)

    def cells(self, index: int) -> Sequence[str]:
        """Return the cells of one lookup."""
        item = self._items[index]
        parts = (item.label, item.link, item.outcome or "waiting", item.note)
        return [clean_line(part) for part in parts]

    def index_of(self, row_id: str) -> int | None:
        """Return the index of a lookup; None without it."""
        return int(row_id) - 1 if 0 < int(row_id) <= len(self._items) else None

    def mark(self, index: int) -> str:
        """Return '●' for a lookup that is done, else an empty string."""
        return "●" if self._items[index].outcome else ""


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
        self._items: list[RunItem] = []
        self._words = ("", "")
        """Title of the run and its progress."""
        self._is_updating = False
        self.offers = Offers(self)

    def compose(self) -> ComposeResult:
        """Yield the table in its frame."""
        self.set_size_classes()
        yield AreaBar(AREAS, "home")
        yield RunPane(COLUMNS, self._row.endpoint, title=clean_line(self._row.title))
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
        pane, had = self.query_one(RunPane), bool(self._items)
        if items != self._items:
            self._items = items
            pane.show_items(ItemRows(items), items)
        run = services.runs.find(self._row.id)
        done = sum(1 for item in items if item.outcome)
        words = f"{done:,} of {len(items):,}"
        if run is not None:
            words = f"{run.progress_words}" + (f" · {run.reason}" if run.reason else "")
        what = LOOKUP_WORDS.get(self._row.endpoint, self._row.endpoint)  # type: ignore[call-overload]  # any word may be stored
        title = f"{clean_line(self._row.title)}: {what}"
        self._words = (title, words)
        self._describe()
        if items and not had:
            pane.table.focus()
        self._offer()

    @on(RunPane.RowsArranged)
    def _describe(self) -> None:
        pane, (title, words) = self.query_one(RunPane), self._words
        subtitle = " · ".join(part for part in (pane.marks_words, words) if part)
        empty = "No lookup matches." if pane.row_filter else "This run has no lookups."
        pane.describe(title=title, subtitle=subtitle, status="", empty=empty)
        self._offer()

    def on_screen_resume(self) -> None:
        """Read prices and tags again: records may have been fetched or tagged meanwhile."""
        self.offers.forget_stored()
        self.query_one(RunPane).reload_annotations()

    @on(ResultsTable.Highlighted)
    def _offer(self) -> None:
        """Show the prices of opening the row under the cursor and continuing the run."""
        pane = self.query_one(RunPane)
        item = pane.item(pane.table.cursor_row)
        self.offers.show(
            {
                "table.open": self._destination(item) if item else None,
                "run.go_on": self._rest(frozenset()),
                "run.again": self._rest(frozenset({FAILED, NOT_FOUND})),
            }
        )

    def _rest(self, again: frozenset[str]) -> LookupsTarget:
        """Return the lookups without an outcome, and those whose outcome is in ``again``."""
        return LookupsTarget(self._row.endpoint, len(self._left(again)))

    def _destination(self, item: RunItem) -> Destination:
        endpoint, name = self._row.endpoint, clean_line(item.label or item.link)
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

    @on(ResultsTable.RowOpened)
    def row_opened(self, event: ResultsTable.RowOpened) -> None:
        """Open the record."""
        if (item := self.query_one(RunPane).item(event.row)) is not None:
            destination = self._destination(item)
            self.offers.buy("table.open", lambda: self.host.navigation.open(destination))

    @cached_property
    def annotations(self) -> AnnotationActions:
        """Commands for notes and tags."""
        from lix_tui.screens.annotation_actions import AnnotationActions

        pane = self.query_one(RunPane)
        return AnnotationActions(self, "run", pane.annotated_refs, pane.reload_annotations)

    def action_annotate(self, what: AnnotationCommand) -> None:
        """Edit the note or the tags, of all marked rows if there are any; or undo that."""
        self.annotations.run(what)

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
        left = self._left(again)
        if not left:
            self.report("This run is done.")
        elif self.host.settings.offline:
            self.report(OFFLINE_RUN, problem=True)
        elif await services.runs.is_elsewhere(self._row.id):
            self.report("Another lix-tui is working on this run.", problem=True)
        else:
            words = f"{clean_line(self._row.title)}: {many_words(self._row.endpoint, len(left))}"
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
        from lix_tui.services.runs.result_file import write_results

        services = await self.host.services()
        offered = self._row.result_file or f"lix-tui-run-{self._row.id}.csv"
        words, title = "a file, .csv or .jsonl", f"Result file · {clean_line(self._row.title)}"
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
            there = await asyncio.to_thread(replaceable, path)
            if there and not await self._may_replace(path):
                return
            await write_results(
                path,
                services.records,
                self._row.endpoint,
                items,
                (),
                viewer_id=self._viewer,
                replace=there or False,
                unsaved=unsaved,
            )
        except ExportError as error:
            self.report(str(error), problem=True)
        else:
            self.report(
                f"{len(items):,} {'outcome' if len(items) == 1 else 'outcomes'} written to {path}."
            )

    async def _may_replace(self, path: Path) -> bool:
        from lix_tui.screens.dialogs.confirm import confirm

        return await confirm(self.app, "Replace", f"{path} already exists. Replace it?")

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")
