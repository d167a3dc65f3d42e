"""Peak memory of the demo with 2,500 leads, over a bare app with an empty table."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.report import Figure
from tests.benchmarks.startup import BARE, environment
from tests.benchmarks.terminal import Terminal

EVERYBODY = (
    "https://www.linkedin.com/sales/search/people?query=(filters:List((type:SENIORITY_LEVEL,"
    "values:List((id:300,selectionType:EXCLUDED)))))"
)
"""A search that finds as many leads as one search may show."""
DEMO = (sys.executable, "-m", "lix_tui", "--demo", EVERYBODY)
SIZES = (2_500, 100_000)
TABLES = [(app, rows) for app in ("results", "datatable") for rows in SIZES]
ENOUGH_ROUNDS = 3
"""Peak memory hardly varies, and a round loads a hundred pages."""


def measure(rounds: int) -> list[Figure]:
    """Measure the peak memory after loading a search with its key, as a user would."""
    ours, bare = [], []
    tables: dict[tuple[str, int], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as base:
        for number in range(min(rounds, ENOUGH_ROUNDS)):
            environ = environment(Path(base) / str(number))  # the store is empty
            terminal = Terminal(BARE, environ)
            terminal.until_text()
            terminal.until_still()
            bare.append(terminal.end().memory)
            terminal = Terminal(DEMO, {**environ, "LIX_RATE_INTERVAL": "0.001"})
            terminal.until_text(b"25 of 2,500")
            terminal.until_still()
            terminal.write(b"L")
            terminal.until_text(b"more pages cost")
            terminal.until_still()
            terminal.write(b"\r")
            terminal.until_text(b"2,500 of 2,500")
            terminal.until_still()
            ours.append(terminal.end().memory)
            for app in TABLES:
                tables[app].append(_table(app, environ))
    what = "peak memory, demo with 2,500 rows, over the bare app"
    return [
        Figure(what, 2.2, ours, bare, "MB", 1.0),
        *(
            Figure(f"peak memory of the table at {rows:,} rows, over DataTable's", None,
                   tables["results", rows], tables["datatable", rows], "MB", 1.0)
            for rows in SIZES
        ),
        Figure("peak memory of the table at 100,000 rows, over 2,500", None,
               tables["results", SIZES[1]], tables["results", SIZES[0]], "MB", 1.0),
    ]  # fmt: skip


def _table(contestant: tuple[str, int], environ: Mapping[str, str]) -> float:
    app, rows = contestant
    command = (sys.executable, "-m", f"tests.benchmarks.apps.{app}", str(rows))
    terminal = Terminal(command, environ)
    terminal.until_text(b"Person Number 0")
    terminal.until_still()
    return terminal.end().memory
