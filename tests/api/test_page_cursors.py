"""Cursors of the next page, in the places where the docs and examples have them."""

from __future__ import annotations

import pytest

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import ParamsInvalid
from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.page_cursors import page_cursors

NEXT = "https://api.lookc.io/org/1/employees?page_size=2&after=a%2Bb%3D%3D"


@pytest.mark.parametrize(
    ("answer", "cursors"),
    [
        ({}, {}),
        ({"pagination_token": "abc=="}, {"start_and_cursor": "abc=="}),
        ({"paginationToken": "abc=="}, {"start_and_cursor": "abc=="}),
        ({"pagination_token": ""}, {}),
        ({"pagination_token": None}, {}),
        ({"pagination_token": True}, {}),
        ({"pagination_token": ["abc"]}, {}),
        ({"sequenceId": "older"}, {"sequence_cursor": "older"}),
        ({"meta": {"sequenceId": "no cursor"}}, {}),
        ({"paging": {"_links": {"next": NEXT}}}, {"after": "a+b=="}),
        ({"paging": {"_links": {"next": "/org/1/employees?after=xyz"}}}, {"after": "xyz"}),
        ({"paging": {"_links": {"next": {"href": "?after=xyz"}}}}, {"after": "xyz"}),
        ({"paging": {"_links": {"next": "https://evil.example/?after=xyz"}}}, {"after": "xyz"}),
        ({"paging": {"_links": {"next": "https://[/?after=xyz"}}}, {}),
        ({"paging": {"_links": {"next": None}}}, {}),
        ({"paging": {"_links": {"next": "/org/1/employees?after="}}}, {}),
        ({"paging": {"_links": None}}, {}),
        ({"pagination": {"has_more": True, "after": "xyz"}}, {"after": "xyz"}),
        ({"pagination": {"after": 17}}, {"after": "17"}),
        ({"pagination": {"has_more": False, "after": "xyz"}}, {}),
        ({"pagination": {"has_more": False}}, {}),
    ],
)
def test_a_cursor_is_read_from_its_place(answer: JsonObject, cursors: dict[str, str]) -> None:
    assert page_cursors(answer, answer, []) == cursors


def test_the_time_of_the_next_page_is_that_of_the_last_element() -> None:
    threads: list[JsonObject] = [
        {"id": "2-a", "nextPageStartsAt": 1_700_000_000_001},
        {"id": "2-b", "nextPageStartsAt": 1_600_000_000_001},
    ]
    assert page_cursors({}, {}, threads) == {"time_cursor": "1600000000001"}
    assert page_cursors({}, {}, [*threads, {"id": "2-c"}]) == {}


def test_a_cursor_stays_as_it_was_received() -> None:
    token = "eyJzdGFydCI6M30=\t\u202e "
    assert page_cursors({"pagination_token": token}, {}, []) == {"start_and_cursor": token}


def test_a_search_is_never_sent_with_both_a_viewer_and_a_sequence_id() -> None:
    both = {"viewer_id": "ada", "sequence_id": "abc"}
    for entry in ENDPOINTS.values():
        if not {"viewer_id", "sequence_id"} <= entry.parameters or entry.is_sequence_cursor:
            continue
        needed = dict.fromkeys(entry.required, "1")
        body = {entry.body_fields[0]: ["x"]} if entry.body_fields else None
        for params in ({"viewer_id": "ada"}, {"sequence_id": "abc"}):
            ApiRequest(entry.name, {**needed, **params}, body).check()
        with pytest.raises(ParamsInvalid, match="not both"):
            ApiRequest(entry.name, {**needed, **both}, body).check()
