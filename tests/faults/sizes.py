"""A terminal that shrinks to one cell and comes back while something is on its way."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from textual.notifications import Notify
from textual.pilot import Pilot
from textual.widgets import Static

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.services.kinds import KINDS
from lix_tui.settings.settings import Paths, Settings
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.results_table import ResultsTable
from tests.conftest import INTERVAL, served
from tests.faults.trials import Outcome

SIZE, SMALLEST = (120, 40), (1, 1)
WORDS = {"recruiter": "+python", "orgs": "software", "accounts": "software"}


class NotSurvived(AssertionError):
    """An expected change of the screen that didn't happen, or an unexpected message."""


async def size_outcomes(kinds: Sequence[str] = tuple(KINDS)) -> AsyncIterator[Outcome]:
    """Yield the outcome of every kind of search and a record, in a terminal that shrinks."""
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder, served("--latency", "0.15") as sandbox:
            paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
            paths.config.mkdir()
            (paths.config / "key").write_text("sizes", encoding="utf-8")
            (paths.config / "key").chmod(0o600)
            settings = Settings(
                paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=INTERVAL
            )
            try:
                await _use(LixApp(settings), kind)
                wrong = ""
            except NotSurvived as problem:
                wrong = str(problem)
            asked = [f"{e['params']} {e['body']}" for e in sandbox.requests() if e["cost"]]
        if not wrong and len(set(asked)) != len(asked):
            wrong = "something was charged twice"
        yield Outcome("terminal 1x1 and back", f"{kind} and a record", wrong)


async def _use(app: LixApp, kind: str) -> None:
    said: list[str] = []
    async with app.run_test(
        size=SIZE, notifications=True, message_hook=_error_recorder(said)
    ) as pilot:
        await pilot.press("escape")
        await app.run_action(f"area('{kind}')")
        app.screen.query_one(QueryBar).text = WORDS.get(kind, "data")
        await pilot.press("slash", "enter")
        await _shrink(pilot)
        await _until(pilot, lambda: _rows(app) > 0, "the results are shown")
        rows = _rows(app)
        await pilot.press("G", "j")
        await _shrink(pilot)
        await _until(pilot, lambda: _rows(app) > rows, "the next page is shown")
        await pilot.press("g", "enter")
        await _shrink(pilot)
        await _until(pilot, lambda: isinstance(app.screen, DetailScreen), "the record opens")
        await _until(pilot, lambda: "fetched now" in _written(app), "the record is shown")
        await pilot.press("escape", "j")
    if said:
        message = f"it was said: {said}"
        raise NotSurvived(message)


async def _shrink(pilot: Pilot[int]) -> None:
    await pilot.resize_terminal(*SMALLEST)
    await pilot.pause(0.05)
    await pilot.resize_terminal(*SIZE)


async def _until(pilot: Pilot[int], holds: Callable[[], bool], what: str) -> None:
    for _ in range(600):
        if holds():
            return
        await pilot.pause(0.02)
    message = f"it never happened that {what}"
    raise NotSurvived(message)


def _rows(app: LixApp) -> int:
    return sum(table.row_count for table in app.screen.query(ResultsTable))


def _written(app: LixApp) -> str:
    return "\n".join(str(widget.render()) for widget in app.screen.query(Static))


def _error_recorder(said: list[str]) -> Callable[[object], None]:
    """Return a message hook that records error notifications."""

    def hook(message: object) -> None:
        if isinstance(message, Notify) and message.notification.severity == "error":
            said.append(message.notification.message)

    return hook
