"""Facts about organisations that only Sales Navigator's account filters use.

All are derived from an organisation's other facts, so that the rest of the world stays the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32

from lix_tui.sandbox.world.organisations import WorldOrganisation

FORTUNE = 500
"""Number of organisations on the list of the largest ones of the United States."""
FORTUNE_BANDS = {"1": (1, 50), "2": (51, 100), "3": (101, 250), "4": (251, FORTUNE)}
"""First and last rank by the id of the filter's value."""
FOLLOWER_BANDS: Mapping[str, tuple[int, int | None]] = {
    "NFR1": (1, 50),
    "NFR2": (51, 100),
    "NFR3": (101, 1000),
    "NFR4": (1001, 5000),
    "NFR5": (5001, None),
}
"""Fewest and most followers by the id of the filter's value."""
_DOLLARS = {"USD": 1.0, "EUR": 1.1, "GBP": 1.3}
"""Invented price of a currency in dollars; other currencies count as dollars."""


def revenue(item: WorldOrganisation, currency: str | None = None) -> float:
    """Return the annual revenue in millions of a currency, dollars by default."""
    per_employee = 0.04 + _share("revenue", item) * 0.4
    return item.employees * per_employee / _DOLLARS.get(currency or "USD", 1.0)


def growth(item: WorldOrganisation) -> float:
    """Return the growth of the number of employees in a year, in percent."""
    return round(_share("growth", item) * 80 - 25, 1)


def department_headcount(item: WorldOrganisation, function: int) -> int:
    """Return the number of employees in a department; `function` is LinkedIn's id."""
    return round(item.employees * item.industry.functions.share_of(function))


def department_growth(item: WorldOrganisation, function: int) -> float | None:
    """Return a department's growth in percent; None for one without employees."""
    if not department_headcount(item, function):
        return None
    return round(growth(item) + _share(f"department {function}", item) * 40 - 20, 1)


def fortune_ranks(organisations: Sequence[WorldOrganisation]) -> Mapping[int, int]:
    """Return the ranks of American organisations by revenue, by the organisation's index.

    The few organisations of the world are spread over the whole list.
    """
    american = [item for item in organisations if item.area.country == "United States"]
    american.sort(key=revenue, reverse=True)
    step = FORTUNE / max(1, len(american))
    return {item.index: int(place * step) + 1 for place, item in enumerate(american)}


def _share(fact: str, item: WorldOrganisation) -> float:
    """Return a number from 0 up to, but not including, 1, fixed by fact and organisation."""
    return crc32(f"{fact}:{item.number}".encode()) % 10_000 / 10_000
