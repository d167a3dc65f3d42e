"""Prices of the rows of the home screen, and of what is left of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.services.action_prices import LookupsTarget, endpoint_of
from lix_tui.services.budget.cost_words import cost_words, page_cost_words
from lix_tui.services.queries.destination import Destination
from lix_tui.services.queries.query import QueryError
from lix_tui.services.runs.lookup_list import lookups_words
from lix_tui.services.runs.overview import query_of_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.services.runs.overview import HomeRow
    from lix_tui.store.rows import RunRow

OFFLINE_RUN = "lix-tui is offline. Start it without --offline to continue this run."


def destination_of_row(row: HomeRow) -> Destination | None:
    """Return the destination of a search's row; None for a run or an unreadable query."""
    if row.search is None:
        return None
    try:
        query = query_of_row(row.search)
    except QueryError:
        return None
    destination = Destination(row.title, "", query=query)
    return Destination(row.title, page_cost_words(endpoint_of(destination)), query=query)


def many_words(counts: Sequence[tuple[str, int]]) -> str:
    """Return a question about lookups, by endpoint and number, with the price of each."""
    if len(counts) == 1:
        ((endpoint, count),) = counts
        records = "1 record is" if count == 1 else f"{count:,} records are"
        return f"{records} left, {cost_words(endpoint)} each unless stored. Look up the rest?"
    parts = [
        f"{lookups_words(one)}: {count:,} left, {cost_words(one)} each" for one, count in counts
    ]
    return f"{'; '.join(parts)}; stored ones are free. Look up the rest?"


def left_of(row: RunRow) -> tuple[tuple[str, int], ...]:
    """Return the endpoints of a run's lookups that are left, with their numbers."""
    parts = (part.rpartition(":") for part in row.left.split())
    return tuple((endpoint, int(count)) for endpoint, _, count in parts)


def rest_of_row(row: HomeRow) -> LookupsTarget | None:
    """Return the lookups that the run of a row has left; None for a search."""
    if row.run is None:
        return None
    return LookupsTarget(left_of(row.run))


def rest_words(row: HomeRow) -> str:
    """Return a question about the rest of a run's row; empty for a search."""
    if row.run is None:
        return ""
    return many_words(left_of(row.run))
