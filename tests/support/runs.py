"""Helpers for tests of runs over a sandbox."""

from __future__ import annotations

from collections import Counter

from lix_tui.explorer.kinds import KINDS
from lix_tui.explorer.query import query_from_keywords
from lix_tui.explorer.runs.items import Given, Sorted, sort_given
from lix_tui.explorer.services import Explorer
from lix_tui.explorer.session import SearchSession
from tests.conftest import Served

NEVER = frozenset[str]()


async def session_of(explorer: Explorer, words: str = "solutions") -> SearchSession:
    """Return the session of a search with one page."""
    session = await explorer.searches.open(KINDS["people"], query_from_keywords("people", words))
    if not session.state.pages:
        await session.load_next(place="test")
    return session


def people(*slugs: str) -> Sorted:
    """Return people of these slugs as a run's input."""
    return sort_given([Given(f"linkedin.com/in/{slug}", slug) for slug in slugs], "person")


def bought(sandbox: Served, endpoint: str) -> Counter[str]:
    """Count the purchases from an endpoint, by their parameters."""
    return Counter(
        str(entry["params"])
        for entry in sandbox.requests()
        if entry["endpoint"] == endpoint and entry["cost"]
    )
