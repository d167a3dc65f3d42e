"""Rows of the home screen: runs and searches with their progress."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.durations import age
from lix_tui.services.kinds import SCREENS
from lix_tui.services.paged_lists import LISTS
from lix_tui.services.queries.query import (
    Query,
    QueryError,
    looks_like_link,
    query_from_connections,
    query_from_list,
)
from lix_tui.services.queries.saved_queries import query_from_definition
from lix_tui.services.runs.lookup_list import lookups_words
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.services.runs.run_manager import Runs
    from lix_tui.store.rows import RunRow, SearchRow
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

BAR_WIDTH = 12
"""Cells of a progress bar."""
SALES_LIST = "/sales/lists/"
"""Part of the link of every saved list of Sales Navigator, as it is stored."""
_KINDS = {kind.name: kind for kind in (*SCREENS, *LISTS.values())}


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One search or one list of lookups."""

    id: str
    sort: str
    """Kind of the search, or 'Enrich' for a list of lookups."""
    title: str
    completed: int
    total: int | None
    state: str
    """Progress in words."""
    moved_at: float
    search: SearchRow | None = None
    run: RunRow | None = None
    is_running: bool = False
    """True while a process works on it, this one or another."""

    def cells(self, now: float) -> tuple[str, ...]:
        """Return kind, title, progress, count, state and age (now in seconds since the epoch)."""
        count = f"{self.completed:,}" + (f" of {self.total:,}" if self.total is not None else "")
        when = age(now - self.moved_at)
        return self.sort, self.title, bar(self.completed, self.total), count, self.state, when

    @property
    def is_unfinished(self) -> bool:
        """True if there is more to be had."""
        return self.total is None or self.completed < self.total


async def home_rows(store: AsyncStore, runs: Runs, limit: int = 200) -> list[HomeRow]:
    """Return every search and run, the one that moved last first. Sends nothing.

    Raises StoreError.
    """
    searches = await store.run(lambda opened: _searches(opened, limit))
    searches = [found for found in searches if not _is_private(found[0])]
    stored = await runs.list_recent(limit)
    loading = {run.search_id: run for run in stored if run.search_id is not None}
    rows = [await _search_row(runs, row, brief, loading.get(row.id)) for row, brief in searches]
    rows += [await _run_row(runs, run) for run in stored if run.search_id is None]
    return sorted(rows, key=lambda row: -row.moved_at)


def _is_private(row: SearchRow) -> bool:
    """Return True for the lists of an inbox, which has a screen of its own."""
    kind = _KINDS.get(row.kind)  # type: ignore[call-overload]  # any word may stand there
    return kind is not None and ENDPOINTS[kind.endpoint].is_private


def query_of_row(row: SearchRow) -> Query:
    """Return the query that a stored search asks.

    Raises QueryError when it cannot be read any more.
    """
    if row.kind == "connections":
        return query_from_connections(row.url)
    if row.kind in LISTS:
        return query_from_list(LISTS[row.kind], row.url, clean_line(row.title), row.viewer_id)
    query = query_from_definition(row.kind, row.url, row.viewer_id)
    return replace(query, title=_own_title(row, query) or query.title)


def title_of(row: SearchRow) -> str:
    """Return the title of a search; a saved list without one has its kind and id."""
    if SALES_LIST not in row.url:
        return clean_line(row.title)
    try:
        return query_of_row(row).title
    except QueryError:
        return clean_line(row.title)


def _own_title(row: SearchRow, query: Query) -> str:
    """Return the stored title; empty for the link or urn of a saved list, which names nothing."""
    title = clean_line(row.title)
    is_bare = looks_like_link(title) or title.startswith("urn:") or title == query.target
    return "" if query.is_saved_list and is_bare else title


def bar(done: int, total: int | None) -> str:
    """Return a progress bar such as '█████▌      '; empty if the total is unknown."""
    if not total:
        return ""
    eighths = round(min(1.0, done / total) * BAR_WIDTH * 8)
    whole, part = divmod(eighths, 8)
    return "█" * whole + (" ▏▎▍▌▋▊▉"[part] if part else "")


@dataclass(frozen=True, slots=True)
class _Brief:
    """Progress of a paging state for the home screen."""

    pages: int
    status: str
    reason: str


def _searches(store: Store, limit: int) -> list[tuple[SearchRow, _Brief]]:
    return [(row, _brief(row.state)) for row in store.searches.recent(None, limit)]


def _brief(state: str) -> _Brief:
    try:
        read = json.loads(state)
        status = read["status"]
        return _Brief(int(read["pages"]), str(status["is"]), str(status.get("reason", "")))
    except (ValueError, KeyError, TypeError):  # a newer program's
        return _Brief(0, "", "")


async def _search_row(runs: Runs, row: SearchRow, brief: _Brief, loading: RunRow | None) -> HomeRow:
    kind = _KINDS.get(row.kind)  # type: ignore[call-overload]  # any word may stand there
    ceiling = kind.paging.ceiling if kind else None
    total = row.total if ceiling is None or row.total is None else min(row.total, ceiling)
    state = _search_words(row, brief, ceiling)
    if brief.status == "exhausted":
        total = row.loaded
    is_running = False
    if loading is not None and brief.status != "exhausted":
        run = runs.find(loading.id)
        if is_running := run is not None and run.status == "running":
            state = f"loading all · {run.reason or run.pace_words}".rstrip(" ·")
        elif is_running := await runs.is_elsewhere(loading.id):
            state = "another lix-tui is loading all of it"
        elif loading.status != "done":
            state = f"load all stopped · {state}"
    label = kind.label if kind else clean_line(row.kind)
    title = title_of(row)
    return HomeRow(
        f"search {row.id}",
        label,
        title,
        row.loaded,
        total,
        state,
        row.updated_at,
        search=row,
        is_running=is_running,
    )


def _search_words(row: SearchRow, brief: _Brief, ceiling: int | None) -> str:
    if brief.status == "exhausted":
        if brief.reason == "ceiling" and row.total is not None and row.total > row.loaded:
            return f"all that can be reached of {row.total:,}"
        return "complete" if row.loaded else "nothing found"
    if not brief.pages:
        return "not begun"
    beyond = f" of {row.total:,} found" if ceiling and row.total and row.total > ceiling else ""
    words = {"failed": "a page failed", "waiting": "Lix asked to wait"}.get(brief.status)
    return f"{words or 'resumes'} · page {brief.pages + 1} is next{beyond}"


async def _run_row(runs: Runs, run: RunRow) -> HomeRow:
    here = runs.find(run.id)
    completed = run.completed
    if is_running := here is not None and here.status == "running":
        completed, state = here.completed, here.reason or here.pace_words or "begins"
    elif is_running := await runs.is_elsewhere(run.id):
        state = "another lix-tui is working on it"
    elif run.status == "done":
        state = run.why or "done"
    elif run.status == "running":
        state = "interrupted · <home.go_on> to continue"
    else:
        state = run.why or "paused"
    title = f"{clean_line(run.title)}: {lookups_words(run.endpoint)}"
    return HomeRow(
        f"run {run.id}",
        "Enrich",
        title,
        completed,
        run.items,
        state,
        run.updated_at,
        run=run,
        is_running=is_running,
    )


class HomeRows:
    """Rows of the home screen, as a table reads them."""

    def __init__(self, rows: Sequence[HomeRow], now: float) -> None:
        self.rows, self._now = rows, now

    def show(self, rows: Sequence[HomeRow], now: float) -> None:
        """Replace the rows; ``now`` is in seconds since the epoch."""
        self.rows, self._now = rows, now

    def __len__(self) -> int:
        return len(self.rows)

    def row_id(self, index: int) -> str:
        """Return the id of the search or run in a row."""
        return self.rows[index].id

    def cells(self, index: int) -> Sequence[str]:
        """Return the texts of one row."""
        return self.rows[index].cells(self._now)

    def index_of(self, row_id: str) -> int | None:
        """Return the present index of a row, or None if it has gone."""
        return next((i for i, row in enumerate(self.rows) if row.id == row_id), None)

    def mark(self, index: int) -> str:
        """Return '↻' for a row at work, '‖' for one that can be resumed, else nothing."""
        row = self.rows[index]
        if row.is_running:
            return "↻"
        return "‖" if row.is_unfinished else ""
