"""Prices of requests in words. Light: screens show prices before anything else is loaded."""

from __future__ import annotations

from lix_tui.api.endpoints import ENDPOINTS, Pool

OFFLINE = "not stored, offline"
"""Shown in place of a price while lix-tui is offline: nothing can be sent."""


def cost_words(endpoint: str) -> str:
    """Return the price of one request: '1 Standard credit', 'free'."""
    entry = ENDPOINTS[endpoint]
    if entry.pool is Pool.FREE or not entry.cost:
        return "free"
    if not entry.is_price_known:
        return f"an unknown number of {entry.pool.value.title()} credits"
    words = f"{entry.cost} {entry.pool.value.title()} credit{'s' if entry.cost != 1 else ''}"
    return f"{words}, only if VALID" if entry.charged == "valid_only" else words


def short_cost(endpoint: str) -> str:
    """Return the price of one request as shown beside a key: '1 Standard', 'free'."""
    entry = ENDPOINTS[endpoint]
    if entry.pool is Pool.FREE or not entry.cost:
        return "free"
    if not entry.is_price_known:
        return f"{entry.pool.value.title()}, unknown price"
    words = f"{entry.cost} {entry.pool.value.title()}"
    return f"{words} if VALID" if entry.charged == "valid_only" else words


def page_cost_words(endpoint: str, *, offline: bool = False) -> str:
    """Return the price of a page of a search: '1 Standard credit per page', 'free'."""
    if offline:
        return "offline, stored pages only"
    words = cost_words(endpoint)
    return words if words == "free" else f"{words} per page"
