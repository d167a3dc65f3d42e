"""Requests of paged lists, by the declaration of the list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.paging.cursors import PagePosition, PageToken
from lix_tui.paging.rules import CursorRule, PagingRule
from lix_tui.services.kinds import CONNECTIONS, KINDS, ListTarget
from lix_tui.services.queries.query import Query, QueryError, query_from_list
from lix_tui.services.search.pages import request_for_page

TARGET = "urn:li:activity:7"
LATER = PagePosition(2, 10, PageToken("abc", TARGET))


def test_connections_are_a_list_of_their_viewer() -> None:
    request = request_for_page(
        CONNECTIONS, Query("connections", "", "ada", "ada"), PagePosition(2, 1000), None
    )
    assert list(request.params.items()) == [
        ("viewer_id", "ada"),
        ("count", 1000),
        ("start", 1000),
    ]
    request.check()


@pytest.mark.parametrize(
    ("cursor", "expected"),
    [
        (CursorRule.START_AND_CURSOR, {"start": 10, "pagination_token": "abc"}),
        (CursorRule.API_PAGE, {"page": 2}),
        (CursorRule.TIME_CURSOR, {"page_starts_at": "abc"}),
        (CursorRule.AFTER, {"after": "abc"}),
        (CursorRule.SEQUENCE_CURSOR, {"sequence_id": "abc", "viewer_id": "ada"}),
    ],
)
def test_a_list_is_requested_by_its_target_and_its_position(
    cursor: CursorRule, expected: dict[str, object]
) -> None:
    target = ListTarget("post_urn", constants=(("filter", "INBOX"),))
    declared = replace(
        KINDS["posts"],
        endpoint="orgs_search" if cursor is CursorRule.SEQUENCE_CURSOR else "connections",
        paging=PagingRule(cursor, page_size=10, ceiling=None),
        target=target,
    )
    query = Query("posts", "", "a post", "ada", target=TARGET)
    request = request_for_page(declared, query, LATER, None)
    others = {"post_urn": TARGET, "filter": "INBOX", "viewer_id": "ada"}
    assert dict(request.params) == {**others, **expected}
    with pytest.raises(ValueError, match="another target"):
        request_for_page(declared, replace(query, target="urn:li:activity:8"), LATER, None)


def test_a_list_needs_a_target_and_the_viewer_that_its_endpoint_needs() -> None:
    with pytest.raises(QueryError, match="need a link or an id"):
        query_from_list(CONNECTIONS, "", "")
    with pytest.raises(QueryError, match="connected to Lix can see the connections"):
        query_from_list(CONNECTIONS, "ada", "")
    query = query_from_list(CONNECTIONS, "ada", "", "ada")
    assert (query.key, query.definition, query.title) == ("ada", "ada", "ada")
