"""Prices of the rows of the home screen, and of what is left of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.services.budget.cost_words import cost_words, page_cost_words, short_cost
from lix_tui.services.opening_prices import UNSENT, Price, endpoint_of
from lix_tui.services.queries.opening import Opening
from lix_tui.services.queries.query import QueryError
from lix_tui.services.runs.overview import query_of_row

if TYPE_CHECKING:
    from lix_tui.services.runs.overview import HomeRow

OFFLINE_RUN = "lix-tui is offline. Start it without --offline to continue this run."


def opening_of_row(row: HomeRow) -> Opening | None:
    """Return what opening a search's row does; None for a run or an unreadable query."""
    if row.search is None:
        return None
    try:
        query = query_of_row(row.search)
    except QueryError:
        return None
    opening = Opening(row.title, "", query=query)
    return Opening(row.title, page_cost_words(endpoint_of(opening)), query=query)


def price_of_many(endpoint: str, count: int, *, offline: bool) -> Price | None:
    """Return the price of ``count`` lookups, None for none: '12 at 1 Standard'."""
    if not count:
        return None
    if offline:
        return UNSENT
    each = short_cost(endpoint)
    if each == "free":
        return Price("free", "free")
    return Price(f"{count:,} at {each}", f"{count:,} at {each}", buys=True)


def many_words(endpoint: str, count: int) -> str:
    """Return a question about ``count`` lookups with the price of each."""
    records = "1 record is" if count == 1 else f"{count:,} records are"
    return f"{records} left, {cost_words(endpoint)} each unless stored. Look up the rest?"


def rest_price(row: HomeRow, *, offline: bool) -> Price | None:
    """Return the price of the rest of a run's row, None where nothing is left or for a search."""
    if row.run is None:
        return None
    return price_of_many(row.run.endpoint, (row.total or 0) - row.done, offline=offline)


def rest_words(row: HomeRow) -> str:
    """Return a question about the rest of a run's row; empty for a search."""
    if row.run is None:
        return ""
    return many_words(row.run.endpoint, (row.total or 0) - row.done)
