"""Key to painted frame: the results table against DataTable."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.report import Figure
from tests.benchmarks.startup import environment
from tests.benchmarks.terminal import Terminal

DOWN, PAGE_DOWN = b"\x1b[B", b"\x1b[6~"
PRESSES = 12


def measure(rounds: int) -> list[Figure]:
    """Contestants alternate within a round; a round's figure is the median of its presses."""
    contestants = {
        "datatable 25": ("datatable", 25, DOWN),
        "results 25": ("results", 25, DOWN),
        "results 2500": ("results", 2_500, DOWN),
        "results 100000": ("results", 100_000, DOWN),
        "datatable page": ("datatable", 2_500, PAGE_DOWN),
        "results page": ("results", 2_500, PAGE_DOWN),
    }
    painted: dict[str, list[float]] = {name: [] for name in contestants}
    started: dict[str, list[float]] = {name: [] for name in contestants}
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(Path(folder))
        for number in range(rounds + 1):
            for name, (app, rows, key) in contestants.items():
                command = (sys.executable, "-m", f"tests.benchmarks.apps.{app}", str(rows))
                terminal = Terminal(command, environ)
                ready = terminal.until_text(b"Person Number 0")
                terminal.until_still()
                times = [terminal.press(key).settled for _ in range(PRESSES)]
                terminal.end()
                if number:
                    painted[name].append(statistics.median(times))
                    started[name].append(ready)
    reference = painted["datatable 25"]
    return [
        Figure(
            "cursor-down at 25 rows, over DataTable with 25", 0.5, painted["results 25"], reference
        ),
        Figure(
            "cursor-down at 2,500 rows, over DataTable with 25",
            0.5,
            painted["results 2500"],
            reference,
        ),
        Figure(
            "cursor-down at 100,000 rows, over DataTable with 25",
            0.5,
            painted["results 100000"],
            reference,
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
    ]
