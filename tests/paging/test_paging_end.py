"""The end of a search, and the number of pages before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.paging.events import Append
from lix_tui.paging.rules import CursorRule, PagingRule
from lix_tui.paging.states import EndReason, Exhausted, Ready
from tests.paging.paging_samples import OFFSETS, PAGES, keys, page, search


def rule(cursor: CursorRule, ceiling: int | None = None) -> PagingRule:
    return PagingRule(cursor, page_size=10, ceiling=ceiling)


WITH_CURSOR = [cursor for cursor in CursorRule if cursor.has_cursor]


@pytest.mark.parametrize("cursor", [cursor for cursor in CursorRule if not cursor.has_cursor])
@pytest.mark.parametrize(
    ("ceiling", "total", "arrived", "count", "reason"),
    [
        (None, 10, keys(1, 10), 10, "total"),
        (None, 11, keys(1, 10), 10, None),
        (None, 10, keys(1, 7), 10, "total"),  # a short last page; the offset reached the total
        (None, 10, keys(1, 10), 4, "total"),  # the elements reached it though the count did not
        (None, 10, keys(1, 7), None, None),
        (None, 0, (), 10, "empty"),
        (None, 90, (), 10, "empty"),
        (None, None, keys(1, 10), 10, None),
        (None, None, (), None, "empty"),
        (10, 90, keys(1, 10), 10, "ceiling"),
        (10, None, keys(1, 10), 10, "ceiling"),
        (10, None, keys(1, 7), 10, "ceiling"),
        (11, 90, keys(1, 10), 10, None),
        (10, 10, keys(1, 10), 10, "total"),
    ],
)
def test_when_a_first_page_is_the_last(
    cursor: CursorRule,
    ceiling: int | None,
    total: int | None,
    arrived: tuple[str, ...],
    count: int | None,
    reason: EndReason | None,
) -> None:
    state, _ = page(search(rule(cursor, ceiling)), arrived, total=total, count=count)
    assert state.status == (Exhausted(reason) if reason else Ready())


@pytest.mark.parametrize("cursor", WITH_CURSOR)
@pytest.mark.parametrize(
    ("total", "arrived", "token", "reason"),
    [
        (None, keys(1, 10), "next", None),
        (11, keys(1, 10), "next", None),
        (10, keys(1, 10), "next", "total"),
        (90, (), "next", "empty"),
        (90, keys(1, 10), None, "no_cursor"),
        (None, keys(1, 10), None, "no_cursor"),
        (None, keys(1, 7), "next", None),
        (10, keys(1, 10), None, "total"),
    ],
)
def test_when_a_page_with_a_cursor_is_the_last(
    cursor: CursorRule,
    total: int | None,
    arrived: tuple[str, ...],
    token: str | None,
    reason: EndReason | None,
) -> None:
    paging = replace(rule(cursor), ends_without_cursor=True)
    state, _ = page(search(paging), arrived, total=total, cursor=token)
    assert state.status == (Exhausted(reason) if reason else Ready())


@pytest.mark.parametrize("cursor", CursorRule)
def test_a_short_page_is_the_last_where_the_rule_says_so(cursor: CursorRule) -> None:
    for ends, arrived in ((True, keys(1, 10)), (False, keys(1, 9))):
        paging = replace(rule(cursor), ends_with_short_page=ends)
        assert page(search(paging), arrived, cursor="next")[0].status == Ready()
    paging = replace(rule(cursor), ends_with_short_page=True)
    state, _ = page(search(paging), keys(1, 9), cursor="next")
    assert state.status == Exhausted("short_page")


def test_an_offset_goes_on_without_a_token_unless_the_rule_ends_there() -> None:
    paging = rule(CursorRule.START_AND_CURSOR)
    state, _ = page(search(paging), keys(1, 10), total=90)
    assert (state.status, state.position.start) == (Ready(), 10)


def test_a_page_without_anything_new_is_the_last() -> None:
    state, _ = page(search(), keys(1, 10), total=90)
    state, effects = page(state, keys(1, 10), total=90)
    assert (state.status, effects) == (Exhausted("nothing_new"), (Append(()),))


def test_numbered_pages_end_by_their_number_even_when_they_come_short() -> None:
    state, _ = page(search(PAGES), keys(1, 9), total=30, count=10)
    state, _ = page(state, keys(11, 18), total=30, count=8)
    assert state.status == Ready()
    state, _ = page(state, keys(21, 27), total=30, count=7)
    assert state.status == Exhausted("total")


def test_offsets_end_by_their_own_sum() -> None:
    state, _ = page(search(OFFSETS), keys(1, 10), total=20)
    state, _ = page(state, keys(11, 18), total=20)
    assert (state.status, state.position.start) == (Ready(), 18)


def test_the_total_reported_last_counts() -> None:
    state, _ = page(search(), keys(1, 10), total=20)
    grown, _ = page(state, keys(11, 20), total=30)
    assert grown.status == Ready()
    shrunk, _ = page(grown, keys(21, 25), total=12)
    assert (shrunk.status, shrunk.total) == (Exhausted("total"), 12)


@pytest.mark.parametrize("unreported", [None, -1])
def test_a_page_without_a_total_keeps_the_one_before(unreported: int | None) -> None:
    state, _ = page(search(), keys(1, 10), total=20)
    state, _ = page(state, keys(11, 20), total=unreported)
    assert (state.status, state.total) == (Exhausted("total"), 20)


# -- pages left --------------------------------------------------------------------------------


def test_nothing_is_known_of_what_is_left_before_a_total_is() -> None:
    assert (search().reachable, search().pages_left) == (None, None)


@pytest.mark.parametrize(
    ("paging", "total", "reachable", "left"),
    [
        (PAGES, 45, 45, 4),
        (PAGES, 5_000, 1_000, 99),
        (rule(CursorRule.PAGE_IN_URL), 5_000, 5_000, 499),
        (OFFSETS, 45, 45, 4),
    ],
)
def test_pages_left_are_those_up_to_the_total_or_the_ceiling(
    paging: PagingRule, total: int, reachable: int, left: int
) -> None:
    state, _ = page(search(paging), keys(1, 10), total=total, count=10)
    assert (state.reachable, state.pages_left) == (reachable, left)


def test_short_pages_of_an_offset_search_leave_more_pages() -> None:
    state, _ = page(search(OFFSETS), keys(1, 10), total=20)
    state, _ = page(state, keys(11, 13), total=20)
    assert state.pages_left == 1


def test_after_the_end_no_page_is_left() -> None:
    state, _ = page(search(), keys(1, 10), total=90)
    state, _ = page(state, ())
    assert state.pages_left == 0


def test_pages_left_count_by_the_page_that_came_else_by_the_rule() -> None:
    state, _ = page(search(), keys(1, 25), total=100)
    assert state.pages_left == 3, "the server sends 25 a page"
    before = replace(search(), total=45)
    assert before.pages_left == 5, "no page came yet, so the rule's ten a page count"
