"""What a request costs, in words. Light: screens say costs before anything else is loaded."""

from __future__ import annotations

from lix_tui.api.endpoints import ENDPOINTS, Pool


def cost_words(endpoint: str) -> str:
    """What one request costs, in words: '1 Standard credit', 'free'."""
    entry = ENDPOINTS[endpoint]
    if entry.pool is Pool.FREE or not entry.cost:
        return "free"
    words = f"{entry.cost} {entry.pool.value.title()} credit{'s' if entry.cost != 1 else ''}"
    return f"{words}, only if VALID" if entry.charged == "valid_only" else words


def credit_words(endpoint: str) -> str:
    """The same where room is short: '1 credit', 'free'."""
    entry = ENDPOINTS[endpoint]
    cost = 0 if entry.pool is Pool.FREE else entry.cost
    return f"{cost} credit{'s' if cost != 1 else ''}" if cost else "free"


def page_cost_words(endpoint: str) -> str:
    """What a page of a search costs: '1 Standard credit a page', 'free'."""
    words = cost_words(endpoint)
    return words if words == "free" else f"{words} a page"
