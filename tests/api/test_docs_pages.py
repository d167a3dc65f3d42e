"""The sample pages of the Lix docs: every search and the connections, and the request of one.

The page writes ``[ Person ]`` for a list of elements and, in most, a trailing comma; the name is
put in quotes, and an element of that kind takes its place here.
"""

import json

import pytest

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.decoders import decode_page
from tests.support.docs_pages import PAGES

from .contract import assert_complete, sample

ELEMENTS: dict[str, dict[str, object]] = {
    "Person": sample("docs_samples", "person"),
    "JobPosting": {"title": "Engineer", "jobPostingId": 3556453411},
    "Post": {"id": "7", "urn": "urn:li:activity:7", "text": "Hello", "numComments": 2},
    "Org": {"name": "Lix", "link": "https://www.linkedin.com/company/lix"},
    "Organisation": {
        "name": "Lix",
        "salesNavLink": "https://www.linkedin.com/sales/company/1670390",
        "industry": "Software Development",
        "size": "11-50",
        "liEmployeeCount": 42,
    },
    "Connection": {"firstName": "Dana", "lastName": "Example"},
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    wrapper, list_name, placeholder = PAGES[name]
    answer = sample("docs_samples", name)
    holder = answer[wrapper] if wrapper else answer
    assert isinstance(holder, dict)
    assert holder[list_name] == [placeholder]
    item = ELEMENTS[placeholder]
    holder[list_name] = [item, item]

    page = decode_page(name, json.dumps(answer).encode())

    assert page.envelope == {"connections_response": "response", None: "flat"}.get(wrapper, wrapper)
    assert [element.raw for element in page.elements] == [item, item]
    assert page.unread == 0
    assert_complete(item, page.elements[0].record)
    paging, meta = holder["paging"], answer.get("meta")
    assert (page.count, page.start, page.total) == (
        paging["count"],
        paging.get("start"),
        paging.get("total"),
    )
    assert page.sequence_id == ("jAkFkdjfi19kFdf" if isinstance(meta, dict) else None)


def test_which_pages_have_a_sequence() -> None:
    having = {name for name in PAGES if "meta" in sample("docs_samples", name)}
    assert having == {
        "sales_search", "accounts_search", "lead_list", "account_list", "recruiter_search",
    }  # fmt: skip


def test_the_request_of_recruiter() -> None:
    body = sample("docs_samples", "recruiter_request")
    ApiRequest("recruiter_search", body=body).check()
    assert [*body] == ["start", "skills"]
