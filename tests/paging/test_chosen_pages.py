"""Pages that are loaded in an order of the user's choice."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.paging.codec import CodecError, from_json, to_json
from lix_tui.paging.cursors import PagePosition
from lix_tui.paging.events import Fetch, LoadNext, PageArrived, PageFailed
from lix_tui.paging.machine import step
from lix_tui.paging.rules import CursorRule, PagingRule
from lix_tui.paging.states import Exhausted, Ready, SearchEnd, SearchState
from tests.paging.paging_samples import NOW, OFFSETS, PAGES, after, keys, search
from tests.paging.paging_server import Server

BOTH = pytest.mark.parametrize("rule", [PAGES, OFFSETS], ids=["numbers", "offsets"])


def load(state: SearchState, server: Server, page: int = 1) -> SearchState:
    """Load the first missing page from ``page`` on; return the same state if there is none."""
    asked, effects = step(state, LoadNext(NOW, page))
    if not effects:
        return state
    (fetch,) = effects
    assert isinstance(fetch, Fetch)
    came = server.answer(fetch.position, "no", None)
    event = PageArrived(fetch.request, came.keys, came.total, came.count)
    return step(asked, event)[0]


def fetched(state: SearchState, page: int = 1) -> PagePosition | None:
    """Return the position of the page that would be fetched; None if no request is sent."""
    _, effects = step(state, LoadNext(NOW, page))
    return effects[0].position if effects and isinstance(effects[0], Fetch) else None


@BOTH
def test_a_chosen_page_comes_first_and_the_others_later(rule: PagingRule) -> None:
    server = Server(rule, 45, counts_received=False)
    state = load(search(rule), server, 3)
    assert list(state.seen) == list(keys(20, 29))
    assert state.has_page(3)
    assert not state.has_page(1)
    assert state.pages_left == 4
    assert state.pages_left_from(3) == 2
    assert state.pages_left_from(5) == 1
    assert state.pages_left_from(6) == 0
    assert fetched(state) == PagePosition(1, 0)
    assert fetched(state, 3) == PagePosition(4, 30)
    assert state.next_position == PagePosition(4, 30)
    state = load(load(state, server), server)
    assert fetched(state) == PagePosition(4, 30), "page 3 isn't bought again"
    assert state.pages_left == 2
    state = load(load(state, server), server)
    assert state.status == Exhausted("total")
    assert sorted(state.seen) == sorted(keys(0, 44))


@BOTH
def test_the_last_page_first(rule: PagingRule) -> None:
    server = Server(rule, 25, counts_received=False)
    state = load(search(rule), server, 3)
    assert state.status == Ready(), "pages 1 and 2 are missing"
    assert fetched(state, 4) is None, "nothing is behind the last page"
    assert fetched(state, 3) is None
    assert state.next_position == PagePosition(), "nothing follows the last page"
    state = load(load(state, server), server)
    assert state.status == Exhausted("total")
    assert state.pages == 3


@BOTH
def test_a_page_behind_the_end_is_bought_once(rule: PagingRule) -> None:
    server = Server(rule, 25, counts_received=False)
    beyond = load(search(rule), server, 9)
    assert beyond.end == SearchEnd(9 if rule is PAGES else 80, "empty")
    assert beyond.status == Ready()
    assert fetched(beyond, 9) is None
    assert fetched(beyond, 5) is None, "the total is known from the empty page"
    for _ in range(3):
        beyond = load(beyond, server)
    assert isinstance(beyond.status, Exhausted)
    assert sorted(beyond.seen) == sorted(keys(0, 24))


@BOTH
def test_no_page_beyond_the_ceiling(rule: PagingRule) -> None:
    low = replace(rule, ceiling=30)
    assert fetched(search(low), 3) is not None
    assert fetched(search(low), 4) is None


@pytest.mark.parametrize("cursor", [one for one in CursorRule if one.has_cursor])
def test_a_cursor_leads_to_the_next_page_only(cursor: CursorRule) -> None:
    rule = PagingRule(cursor, page_size=10, ceiling=None)
    assert fetched(search(rule), 5) == PagePosition()


@BOTH
def test_a_failed_page_is_retried_where_it_was(rule: PagingRule) -> None:
    asked, _ = step(search(rule), LoadNext(NOW, 5))
    state = after(asked, PageFailed(1, "It broke.", retryable=True))
    assert state.next_position == PagePosition(5, 40)
    assert fetched(state, 5) == PagePosition(5, 40)
    assert fetched(state) == PagePosition()


def test_a_server_with_smaller_pages_loses_nothing() -> None:
    documented = replace(OFFSETS, page_size=10)
    server = Server(replace(OFFSETS, page_size=7), 30, counts_received=False)
    state = load(search(documented), server, 3)
    for _ in range(5):
        state = load(state, server)
    assert isinstance(state.status, Exhausted)
    assert sorted(state.seen) == sorted(keys(0, 29))


@given(
    cursor=st.sampled_from([CursorRule.PAGE_IN_URL, CursorRule.API_START]),
    size=st.integers(0, 40),
    served=st.integers(1, 7),
    documented=st.integers(1, 7),
    counts_received=st.booleans(),
    ceiling=st.sampled_from([None, None, 20, 9]),
    wanted=st.lists(st.integers(1, 12), max_size=12),
)
def test_any_order_ends_with_everything_once(
    cursor: CursorRule,
    size: int,
    served: int,
    documented: int,
    counts_received: bool,
    ceiling: int | None,
    wanted: list[int],
) -> None:
    """Load pages in any order, then the rest, from servers with pages of any size."""
    if cursor is CursorRule.PAGE_IN_URL:
        documented = served  # page 3 is page 3, whatever its size
    rule = PagingRule(cursor, documented, ceiling)
    server = Server(PagingRule(cursor, served, None), size, counts_received)
    state, positions, listed = search(rule), [], []
    for page in (*wanted, *[1] * 60):
        position = fetched(state, page)
        state = from_json(to_json(load(state, server, page)))
        if position is None:
            continue
        positions.append(position)
        listed += server.elements(server.offset(position))
        assert list(state.seen) == list(dict.fromkeys(listed)), "4: every element once"
        assert state.has_page(position.page)
        assert (state.pages_left or 0) >= (0 if isinstance(state.status, Exhausted) else 1)
    assert len({one.page for one in positions}) == len(positions), "4: a page is bought once"
    if cursor is not CursorRule.PAGE_IN_URL:
        assert len({one.start for one in positions}) == len(positions)
    assert isinstance(state.status, Exhausted)
    reachable = size if ceiling is None else min(size, ceiling)
    assert {f"k{n}" for n in range(reachable)} <= set(state.seen), "nothing is left out"


@pytest.mark.parametrize("ahead", [3, [3], [[1, 2]], [[0, 0, 1]], [[1, -1, 2]], [["1", 2, 3]]])
def test_unreadable_pages_ahead_are_refused(ahead: object) -> None:
    fields = json.loads(to_json(search(PAGES))) | {"ahead": ahead}
    with pytest.raises(CodecError, match="ahead"):
        from_json(json.dumps(fields))
