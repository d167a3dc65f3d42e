"""Key to painted frame: the results table against DataTable."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.report import Figure
from tests.benchmarks.startup import environment
from tests.benchmarks.terminal import Terminal

DOWN, PAGE_DOWN = b"\x1b[B", b"\x1b[6~"
PRESSES = 20
"""Presses a start: as many as 25 rows allow before the last one."""

CONTESTANTS = {
    "datatable 25": ("datatable", 25, DOWN),
    "results 25": ("results", 25, DOWN),
    "results 2500": ("results", 2_500, DOWN),
    "results 100000": ("results", 100_000, DOWN),
    "datatable page": ("datatable", 2_500, PAGE_DOWN),
    "results page": ("results", 2_500, PAGE_DOWN),
    **(
        {"fast 25": ("fast", 25, DOWN), "fast page": ("fast", 2_500, PAGE_DOWN)}
        if find_spec("textual_fastdatatable")
        else {}
    ),
}
"""The extra ``benchmarks`` adds textual-fastdatatable."""


def measure(rounds: int) -> list[Figure]:
    """Measure the contestants in random order; a round's figure is its median press."""
    painted: dict[str, list[float]] = defaultdict(list)
    started: dict[str, list[float]] = defaultdict(list)
    written: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(Path(folder))
        for number in range(rounds + 1):
            for name in random.sample(list(CONTESTANTS), len(CONTESTANTS)):
                app, rows, key = CONTESTANTS[name]
                command = (sys.executable, "-m", f"tests.benchmarks.apps.{app}", str(rows))
                terminal = Terminal(command, environ)
                ready = terminal.until_text(b"Person Number 0")
                terminal.until_still()
                presses = [terminal.press(key) for _ in range(PRESSES)]
                terminal.end()
                if number:
                    painted[name].append(statistics.median(press.settled for press in presses))
                    written[name].append(statistics.median(press.size for press in presses))
                    started[name].append(ready)
    over = painted["datatable 25"]
    down = "cursor-down at {} rows, over DataTable with 25".format
    peers = (
        Figure("textual-fastdatatable: cursor-down at 25 rows, over DataTable", None,
               painted["fast 25"], over),
        Figure("textual-fastdatatable: page-down at 2,500 rows, over DataTable", None,
               painted["fast page"], painted["datatable page"]),
    ) if "fast 25" in CONTESTANTS else ()  # fmt: skip
    return [
        Figure(down("25"), 0.5, painted["results 25"], over),
        Figure(down("2,500"), 0.5, painted["results 2500"], over),
        Figure(down("100,000"), 0.5, painted["results 100000"], over),
        Figure(
            "cursor-down at 100,000 rows, over the same at 25",
            None,
            painted["results 100000"],
            painted["results 25"],
        ),
        Figure(
            "bytes sent for a cursor-down, over DataTable",
            None,
            written["results 25"],
            written["datatable 25"],
            "B",
            1.0,
        ),
        Figure(
            "page-down at 2,500 rows, over DataTable",
            0.2,
            painted["results page"],
            painted["datatable page"],
        ),
        Figure(
            "100,000 rows on screen after start, over 25 rows",
            1.5,
            started["results 100000"],
            started["results 25"],
        ),
        *peers,
    ]
