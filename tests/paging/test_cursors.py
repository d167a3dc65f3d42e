from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.paging.cursors import PagePosition, PageRequest, advance, page_request
from lix_tui.paging.rules import CursorRule, PagingRule

PEOPLE = "https://www.linkedin.com/search/results/people/?keywords=a%20b&origin=X"
SECOND = PagePosition(page=2, start=7)


def rule(cursor: CursorRule) -> PagingRule:
    return PagingRule(cursor, page_size=10, ceiling=1000)


def test_the_first_position_is_page_one_at_nought() -> None:
    assert PagePosition() == PagePosition(page=1, start=0)


@pytest.mark.parametrize(
    ("cursor", "expected"),
    [
        (CursorRule.PAGE_IN_URL, PageRequest(url=PEOPLE)),
        (CursorRule.START_IN_URL, PageRequest(url=PEOPLE)),
        (CursorRule.API_START, PageRequest(url=PEOPLE, start=0)),
        (CursorRule.BODY_START, PageRequest(body_start=0)),
    ],
)
@pytest.mark.parametrize("own", ["", "&page=4", "&start=30", "&page=4&start=30"])
def test_a_search_starts_at_its_first_page_whatever_the_pasted_url_says(
    cursor: CursorRule, expected: PageRequest, own: str
) -> None:
    assert page_request(rule(cursor), PEOPLE + own, PagePosition()) == expected


@pytest.mark.parametrize(
    ("cursor", "expected"),
    [
        (CursorRule.PAGE_IN_URL, PageRequest(url=PEOPLE + "&page=2")),
        (CursorRule.START_IN_URL, PageRequest(url=PEOPLE + "&start=7")),
        (CursorRule.API_START, PageRequest(url=PEOPLE, start=7)),
        (CursorRule.BODY_START, PageRequest(body_start=7)),
    ],
)
def test_each_kind_sends_a_later_position_in_its_own_place(
    cursor: CursorRule, expected: PageRequest
) -> None:
    assert page_request(rule(cursor), PEOPLE + "&page=4&start=30", SECOND) == expected


def test_a_query_in_the_fragment_gets_its_page_there() -> None:
    url = "https://www.linkedin.com/sales/search/people#query=(keywords%3Aa)"
    request = page_request(rule(CursorRule.PAGE_IN_URL), url, SECOND)
    assert request.url is not None
    assert request.url.startswith(url)
    assert request.url.endswith("page=2")


OFFSETS = [cursor for cursor in CursorRule if cursor is not CursorRule.PAGE_IN_URL]


@pytest.mark.parametrize("cursor", OFFSETS)
@pytest.mark.parametrize(
    ("count", "received", "start"),
    [(10, 10, 30), (10, 7, 30), (7, 10, 27), (None, 7, 27), (0, 7, 27), (-3, 7, 27)],
)
def test_an_offset_moves_by_the_reported_count_or_else_by_what_came(
    cursor: CursorRule, count: int | None, received: int, start: int
) -> None:
    assert advance(rule(cursor), PagePosition(3, 20), count, received) == PagePosition(4, start)


@given(
    cursor=st.sampled_from(CursorRule),
    pages=st.lists(st.tuples(st.none() | st.integers(-5, 50), st.integers(0, 50)), max_size=20),
)
def test_no_position_comes_twice_whatever_the_pages_hold(
    cursor: CursorRule, pages: list[tuple[int | None, int]]
) -> None:
    position = PagePosition()
    for number, (count, received) in enumerate(pages, start=2):
        former, position = position, advance(rule(cursor), position, count, received)
        assert position.page == number
        if cursor is CursorRule.PAGE_IN_URL:
            assert position.start >= former.start
        else:
            assert position.start > former.start
