from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.paging.cursors import (
    PagePosition,
    PageRequest,
    PageToken,
    advance,
    next_token,
    page_request,
)
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


OFFSETS = [CursorRule.START_IN_URL, CursorRule.API_START, CursorRule.BODY_START]
ALONE = [CursorRule.SEQUENCE_CURSOR, CursorRule.TIME_CURSOR, CursorRule.AFTER]
TOKEN = PageToken("abc==", "urn:li:activity:7")


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
        if cursor.is_numbered:
            assert position.start >= former.start
        else:
            assert position.start > former.start


@pytest.mark.parametrize(
    ("cursor", "first", "later"),
    [
        (
            CursorRule.START_AND_CURSOR,
            {"start": 0},
            {"start": 7, "pagination_token": "abc=="},
        ),
        (CursorRule.API_PAGE, {"page": 1}, {"page": 2}),
        (CursorRule.SEQUENCE_CURSOR, {}, {"sequence_id": "abc=="}),
        (CursorRule.TIME_CURSOR, {}, {"page_starts_at": "abc=="}),
        (CursorRule.AFTER, {}, {"after": "abc=="}),
    ],
)
def test_a_list_sends_its_position_in_its_own_parameters(
    cursor: CursorRule, first: dict[str, object], later: dict[str, object]
) -> None:
    target = TOKEN.target
    assert page_request(rule(cursor), "", PagePosition(), target).params == first
    assert page_request(rule(cursor), "", PagePosition(2, 7, TOKEN), target).params == later


@pytest.mark.parametrize("cursor", [CursorRule.START_AND_CURSOR, *ALONE])
@pytest.mark.parametrize("target", ["urn:li:activity:8", ""])
def test_a_token_is_never_sent_for_another_target(cursor: CursorRule, target: str) -> None:
    with pytest.raises(ValueError, match="another target"):
        page_request(rule(cursor), "", PagePosition(2, 7, TOKEN), target)


@pytest.mark.parametrize(("count", "received"), [(25, 7), (None, 7), (7, 7), (0, 7)])
def test_beside_a_token_an_offset_moves_by_what_came(count: int | None, received: int) -> None:
    cursor = rule(CursorRule.START_AND_CURSOR)
    moved = advance(cursor, PagePosition(3, 20), count, received, TOKEN)
    assert moved == PagePosition(4, 27, TOKEN)


def test_the_newest_token_is_sent_beside_an_offset_but_only_the_last_one_alone() -> None:
    position = PagePosition(2, 10, TOKEN)
    assert advance(rule(CursorRule.START_AND_CURSOR), position, None, 10).token == TOKEN
    for cursor in ALONE:
        assert advance(rule(cursor), position, None, 10).token is None
    for cursor in (*OFFSETS, CursorRule.PAGE_IN_URL, CursorRule.API_PAGE):
        assert advance(rule(cursor), PagePosition(), None, 10, TOKEN).token is None


@pytest.mark.parametrize("value", [None, "", "x" * 4_097, "lone \ud800"])
def test_a_cursor_that_cannot_be_sent_is_none(value: str | None) -> None:
    for cursor in CursorRule:
        assert next_token(rule(cursor), PagePosition(), value, "t") is None


def test_a_cursor_that_leads_to_the_same_page_again_is_none_where_it_is_alone() -> None:
    position = PagePosition(2, 7, TOKEN)
    for cursor in ALONE:
        assert next_token(rule(cursor), position, "abc==", TOKEN.target) is None
        assert next_token(rule(cursor), position, "xyz==", TOKEN.target) is not None
    beside_offset = rule(CursorRule.START_AND_CURSOR)
    assert next_token(beside_offset, position, "abc==", TOKEN.target) == TOKEN
