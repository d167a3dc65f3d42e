"""Key to painted frame with ten columns of stored records, over the same table without them."""

from __future__ import annotations

from tests.benchmarks.contest import Contestant, measure_contest
from tests.benchmarks.keys import DOWN, FIRST_ROW, PAGE_DOWN
from tests.benchmarks.report import Figure

CONTESTANTS = {
    f"{name} {columns}": Contestant("record_columns", columns, FIRST_ROW, keys)
    for columns in (0, 10)
    for name, keys in (("down", DOWN), ("page", PAGE_DOWN))
} | {
    "datatable down": Contestant("datatable", 25, FIRST_ROW, DOWN),
    "datatable page": Contestant("datatable", 2_500, FIRST_ROW, PAGE_DOWN),
}


def measure(rounds: int) -> list[Figure]:
    """Measure cursor-down and page-down over 2,500 rows with and without joined columns."""
    series = measure_contest(CONTESTANTS, rounds)
    painted = {name: found.settled for name, found in series.items()}
    table = "over DataTable without any"
    return [
        Figure(f"cursor-down with ten joined columns, {table}", 0.56, painted["down 10"],
               painted["datatable down"]),
        Figure(f"page-down with ten joined columns, {table}", None, painted["page 10"],
               painted["datatable page"]),
        Figure("cursor-down with ten joined columns, over without", 1.2, painted["down 10"],
               painted["down 0"]),
        Figure("page-down with ten joined columns, over without", 1.2, painted["page 10"],
               painted["page 0"]),
    ]  # fmt: skip
