"""Short ways to write the states and events that the paging tests need."""

from __future__ import annotations

from collections.abc import Iterable

from lix_tui.paging.events import Effect, Event, Fetch, LoadNext, PageArrived
from lix_tui.paging.machine import step
from lix_tui.paging.rules import CursorRule, PagingRule
from lix_tui.paging.states import Loading, SearchState, new_search

PAGES = PagingRule(CursorRule.PAGE_IN_URL, page_size=10, ceiling=1000)
OFFSETS = PagingRule(CursorRule.API_START, page_size=10, ceiling=1000)
NOW = 1_000.0


def search(rule: PagingRule = PAGES, viewer_id: str | None = None) -> SearchState:
    return new_search(rule, viewer_id=viewer_id, sequence_id="ours")


def after(state: SearchState, *events: Event) -> SearchState:
    for event in events:
        state, _ = step(state, event)
    return state


def keys(first: int, last: int) -> tuple[str, ...]:
    """Return the keys k<first> to k<last>, both included."""
    return tuple(f"k{number}" for number in range(first, last + 1))


def loading(state: SearchState) -> SearchState:
    asked = after(state, LoadNext(at=NOW))
    assert isinstance(asked.status, Loading)
    return asked


def page(
    state: SearchState,
    arrived: Iterable[str],
    *,
    total: int | None = None,
    count: int | None = None,
    sequence_id: str | None = None,
    cursor: str | None = None,
) -> tuple[SearchState, tuple[Effect, ...]]:
    """Ask for the next page and receive it."""
    asked = loading(state)
    assert asked.in_flight is not None
    event = PageArrived(asked.in_flight, tuple(arrived), total, count, sequence_id, cursor)
    return step(asked, event)


def fetch_of(effects: tuple[Effect, ...]) -> Fetch:
    (fetch,) = effects
    assert isinstance(fetch, Fetch)
    return fetch
