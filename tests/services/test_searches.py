"""Searches that nobody looks at are let go of, and come back from the store at no cost."""

from __future__ import annotations

import gc
import weakref

from lix_tui.services.kinds import PEOPLE
from lix_tui.services.queries.query import query_from_text
from lix_tui.services.search.sessions import MOST_OPEN
from lix_tui.services.services import Services
from tests.conftest import Served


async def test_a_day_of_searches_is_not_kept_in_memory(sandbox: Served, services: Services) -> None:
    first = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
    looked_at = await services.searches.open(PEOPLE, query_from_text("people", "nurse"))
    looked_at.listeners.append(lambda: None)
    await first.load_next(place="test")
    keys = [element.key for element in first.elements]
    for number in range(MOST_OPEN):
        await services.searches.open(PEOPLE, query_from_text("people", f"word {number}"))
    assert first not in services.searches.opened
    assert looked_at in services.searches.opened
    gone = weakref.ref(first)
    del first
    gc.collect()
    assert gone() is None
    again = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
    assert [element.key for element in again.elements] == keys
    await again.load_next(place="test")
    assert len(sandbox.requests()) == 2
    lines = await services.store.run(lambda store: store.ledger.lines(9))
    assert {line.outcome for line in lines} == {"ok"}, "what this run had bought is not saved"


async def test_eight_idle_searches_stay_in_memory(services: Services) -> None:
    queries = [query_from_text("people", f"word {number}") for number in range(9)]
    sessions = [await services.searches.open(PEOPLE, query) for query in queries[:8]]
    assert set(services.searches.opened) == set(sessions)
    sessions.append(await services.searches.open(PEOPLE, queries[8]))
    assert set(services.searches.opened) == set(sessions[1:])


async def test_a_search_asked_for_again_is_the_last_to_go(
    sandbox: Served, services: Services
) -> None:
    session = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
    for number in range(2 * MOST_OPEN):
        await services.searches.open(PEOPLE, query_from_text("people", f"word {number}"))
        again = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
        assert again is session
