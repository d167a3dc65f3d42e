"""Helpers for tests of runs over a sandbox."""

from __future__ import annotations

from collections import Counter

from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.query import query_from_keywords
from lix_tui.services.runs.lookup_batch import LookupBatch, build_batch
from lix_tui.services.runs.lookup_list import LookupInput
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services
from tests.conftest import Served

NEVER = frozenset[str]()


async def session_of(services: Services, words: str = "solutions") -> SearchSession:
    """Return the session of a search with one page."""
    session = await services.searches.open(KINDS["people"], query_from_keywords("people", words))
    if not session.state.pages:
        await session.load_next(place="test")
    return session


def people(*slugs: str) -> LookupBatch:
    """Return people of these slugs as a run's input."""
    return build_batch([LookupInput(f"linkedin.com/in/{slug}", slug) for slug in slugs], ["person"])


def bought(sandbox: Served, endpoint: str) -> Counter[str]:
    """Count the purchases from an endpoint, by their parameters."""
    return Counter(
        str(entry["params"])
        for entry in sandbox.requests()
        if entry["endpoint"] == endpoint and entry["cost"]
    )
