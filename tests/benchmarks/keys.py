"""Key to painted frame: the results table against DataTable."""

from __future__ import annotations

from importlib.util import find_spec

from tests.benchmarks.contest import Contestant, measure_contest
from tests.benchmarks.report import Figure

PRESSES = 20
"""Presses a start: as many as 25 rows allow before the last one."""
DOWN, PAGE_DOWN = [b"\x1b[B"] * PRESSES, [b"\x1b[6~"] * PRESSES
FIRST_ROW = b"Person Number 0"

CONTESTANTS = {
    "datatable 25": Contestant("datatable", 25, FIRST_ROW, DOWN),
    "results 25": Contestant("results", 25, FIRST_ROW, DOWN),
    "results 2500": Contestant("results", 2_500, FIRST_ROW, DOWN),
    "results 100000": Contestant("results", 100_000, FIRST_ROW, DOWN),
    "datatable page": Contestant("datatable", 2_500, FIRST_ROW, PAGE_DOWN),
    "results page": Contestant("results", 2_500, FIRST_ROW, PAGE_DOWN),
}
if find_spec("textual_fastdatatable"):  # from the extra ``benchmarks``
    CONTESTANTS["fast 25"] = Contestant("fast", 25, FIRST_ROW, DOWN)
    CONTESTANTS["fast page"] = Contestant("fast", 2_500, FIRST_ROW, PAGE_DOWN)


def measure(rounds: int) -> list[Figure]:
    """Measure the contestants in random order; a round's figure is its median press."""
    series = measure_contest(CONTESTANTS, rounds)
    painted = {name: found.settled for name, found in series.items()}
    over = painted["datatable 25"]
    down = "cursor-down at {} rows, over DataTable with 25".format
    peers = (
        Figure("textual-fastdatatable: cursor-down at 25 rows, over DataTable", None,
               painted["fast 25"], over),
        Figure("textual-fastdatatable: page-down at 2,500 rows, over DataTable", None,
               painted["fast page"], painted["datatable page"]),
    ) if "fast 25" in CONTESTANTS else ()  # fmt: skip
    return [
        Figure(down("25"), 0.56, painted["results 25"], over),
        Figure(down("2,500"), 0.56, painted["results 2500"], over),
        Figure(down("100,000"), 0.56, painted["results 100000"], over),
        Figure(
            "cursor-down at 100,000 rows, over the same at 25",
            None,
            painted["results 100000"],
            painted["results 25"],
        ),
        Figure(
            "bytes sent for a cursor-down, over DataTable",
            None,
            series["results 25"].size,
            series["datatable 25"].size,
            "B",
            1.0,
        ),
        Figure(
            "page-down at 2,500 rows, over DataTable",
            0.21,
            painted["results page"],
            painted["datatable page"],
        ),
        Figure(
            "100,000 rows on screen after start, over 25 rows",
            1.1,
            series["results 100000"].ready,
            series["results 25"].ready,
        ),
        *peers,
    ]
