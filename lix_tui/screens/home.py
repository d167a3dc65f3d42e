"""Home: every search and long run with its progress, and a key to continue it."""

from __future__ import annotations

from dataclasses import replace
from time import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from lix_tui.screens.base import LixScreen, is_in_view, repeat
from lix_tui.screens.offers import OFFLINE_WORDS, Offers
from lix_tui.services.action_prices import LocalTarget
from lix_tui.services.columns import Column
from lix_tui.services.kinds import AREAS
from lix_tui.services.queries.query import QueryError
from lix_tui.services.runs.overview import HomeRow, HomeRows, home_rows, query_of_row
from lix_tui.services.runs.prices import OFFLINE_RUN, destination_of_row, rest_of_row, rest_words
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.services.queries.query import Query
    from lix_tui.services.services import Services

COLUMNS = (
    Column("sort", "Kind", 9, 0.0, 3),
    Column("title", "What", 13, 2.4, 0),
    Column("bar", "", 12, 0.0, 4),
    Column("count", "Loaded", 15, 0.0, 1, "right"),
    Column("state", "Status", 24, 2.0, 2),
    Column("moved", "When", 12, 0.0, 5),
)
EMPTY = (
    "Your searches and runs are listed here with their progress.\n\n"
    "Press 1 to 6 to open a search, or n to look up the links or addresses of a file."
)
UPDATE_INTERVAL = 1.0
"""Seconds between two updates, which show what other processes do."""


class HomeScreen(LixScreen):
    """Screen with a table of searches and runs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("home"),
        Binding("escape", "app.area('people')", "Back", show=False),
    ]
    DEFAULT_CSS = "HomeScreen ResultsPane { width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[HomeRow] = []
        self._provider: HomeRows | None = None
        self._is_updating = False
        self.offers = Offers(self)

    def compose(self) -> ComposeResult:
        """Yield the table in its frame."""
        self.set_size_classes()
        yield AreaBar(AREAS, "home")
        yield ResultsPane(COLUMNS, title="Searches and runs", empty=EMPTY)
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """List searches and runs now and at an interval."""
        super().set_up()
        repeat(self, UPDATE_INTERVAL, self.action_refresh)
        self.action_refresh()

    def on_screen_resume(self) -> None:
        """Update the list: it may have changed while another screen was in front."""
        self.offers.forget_stored()
        self.action_refresh()

    def action_refresh(self) -> None:
        """Update the list."""
        if is_in_view(self) and not self._is_updating:
            self._is_updating = True
            self.run_worker(self._update(), group="home", exit_on_error=False)

    async def _update(self) -> None:
        try:
            await self._show()
        finally:
            self._is_updating = False

    async def _show(self) -> None:
        services = await self.host.services()
        rows = [
            replace(row, state=spelled(self, row.state))
            for row in await home_rows(services.store, services.runs)
        ]
        if not self.is_attached:
            return
        pane, had = self.query_one(ResultsPane), len(self._rows)
        self._rows = rows
        if self._provider is None:
            self._provider = HomeRows(rows, time())
            pane.fill(self._provider)
        self._provider.show(rows, time())
        pane.rows_changed(len(rows))  # the cursor stays on its row
        running = len(services.runs.running)
        title = f"Searches and runs · {len(rows):,}" + (f" · {running} running" if running else "")
        hint = "<table.open>: open · <home.go_on>: continue to the end"
        pane.describe(title=title, subtitle=hint if rows else "", status="", empty=EMPTY)
        if rows and not had:
            pane.table.focus()
        self._offer()

    @on(ResultsTable.Highlighted)
    def _offer(self) -> None:
        """Show the prices of opening and continuing the row under the cursor."""
        row = self.row
        destination = None if row is None else destination_of_row(row)
        is_begun = destination is None or (row is not None and row.completed > 0)
        if row is not None and row.run is not None:
            self.offers.show({"table.open": LocalTarget(), "home.go_on": rest_of_row(row)})
        else:
            self.offers.show(
                {"table.open": destination, "home.go_on": None if is_begun else destination}
            )

    @property
    def row(self) -> HomeRow | None:
        """Row under the cursor; None without one."""
        place = self.query_one(ResultsPane).table.cursor_row
        return self._rows[place] if place < len(self._rows) else None

    @on(ResultsTable.RowOpened)
    def row_opened(self) -> None:
        """Open the search, or the lookups of the run."""
        from lix_tui.screens.run import RunScreen

        if (row := self.row) is None:
            return
        if (query := self._query(row)) is not None:
            self.offers.buy("table.open", lambda: self.host.navigation.run_query(query))
        elif row.run is not None:
            self.app.push_screen(RunScreen(row.run))

    def _query(self, row: HomeRow) -> Query | None:
        if row.search is None:
            return None
        try:
            return query_of_row(row.search)
        except QueryError as error:
            self.report(str(error), problem=True)
            return None

    def action_go_on(self) -> None:
        """Continue to the end, after showing the price."""
        self.run_worker(self._continue(), group="go on", exclusive=True, exit_on_error=False)

    async def _continue(self) -> None:
        row, services = self.row, await self.host.services()
        if row is None:
            return
        if (query := self._query(row)) is not None:
            self.offers.buy("home.go_on", lambda: self.host.navigation.load_all(query))
        elif row.run is not None:
            await self._resume(services, row)

    async def _resume(self, services: Services, row: HomeRow) -> None:

        if row.run is None or not row.is_unfinished:
            self.report("This run is done. Press <table.open> to see each outcome.")
        elif await services.runs.is_elsewhere(row.run.id):
            self.report("Another lix-tui is working on this run.", problem=True)
        elif await self._agreed(row):
            await services.runs.resume(row.run)
            self.action_refresh()

    async def _agreed(self, row: HomeRow) -> bool:
        """Ask if the rest of a run is to be bought."""
        from lix_tui.screens.dialogs.confirm import confirm

        if self.host.settings.offline:
            self.report(OFFLINE_RUN, problem=True)
            return False
        question = f"{row.title}: {rest_words(row)}"
        return await confirm(self.app, "Continue this run?", question)

    def action_pause(self) -> None:
        """Pause the run under the cursor, or continue it."""
        self.run_worker(self._pause(), group="pause", exclusive=True, exit_on_error=False)

    async def _pause(self) -> None:
        row, services = self.row, await self.host.services()
        if row is None:
            return
        for run in services.runs.running:
            same_run = row.run is not None and run.id == row.run.id
            if same_run or (row.search is not None and run.search_id == row.search.id):
                await run.pause()
                self.action_refresh()
                return
        if row.run is not None:
            await self._resume(services, row)
        else:
            self.report("This search isn't running. Press <home.go_on> to continue it.")

    def action_forget(self) -> None:
        """Delete the run under the cursor; its results stay in the store."""
        self.run_worker(self._forget(), group="forget", exclusive=True, exit_on_error=False)

    async def _forget(self) -> None:
        row, services = self.row, await self.host.services()
        if row is not None and row.run is not None:
            await services.runs.forget(row.run.id)
            self.report(f"Deleted '{row.title}'. Its results are still in the library.")
            self.action_refresh()
        elif row is not None:
            self.report("Only runs can be deleted here. Delete records in the library.")

    def action_file(self) -> None:
        """Look up the links or addresses of a file."""
        self.run_worker(self._file(), group="file", exclusive=True, exit_on_error=False)

    async def _file(self) -> None:
        from lix_tui.screens.bulk_lookup import enrich_file
        from lix_tui.screens.run import RunScreen

        if self.host.settings.offline:
            self.report(OFFLINE_WORDS, problem=True)
            return
        services = await self.host.services()
        run = await enrich_file(self, services)
        rows = await services.runs.list_recent() if run is not None else []
        row = next((row for row in rows if run is not None and row.id == run.id), None)
        if row is not None:
            self.app.push_screen(RunScreen(row))

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")
