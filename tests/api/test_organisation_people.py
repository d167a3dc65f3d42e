"""Followers and employees in every documented form: read whole, shown as people, never guessed."""

from __future__ import annotations

import json

import pytest

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.decoders import decode_page
from lix_tui.api.endpoints import ENDPOINTS, Host
from lix_tui.api.errors import error_from
from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.person import Person
from lix_tui.api.models.search import SearchPage
from tests.api.contract import sample, sample_bytes

DANA = "https://www.linkedin.com/in/dana-example"


def page_of(name: str, endpoint: str) -> tuple[SearchPage, list[Person]]:
    page = decode_page(endpoint, sample_bytes("docs_samples", name))
    people = [one.record for one in page.elements]
    assert all(isinstance(person, Person) for person in people)
    return page, [person for person in people if isinstance(person, Person)]


def test_followers_are_people() -> None:
    page, (dana, sam) = page_of("followers", "followers")
    assert (page.total, page.count, page.start) == (1250, 2, 0)
    assert (dana.full_name, dana.headline, dana.link) == (
        "Dana Example",
        "VP Product at Acme",
        DANA,
    )
    assert dana.img == "https://media.example/dana.jpg"
    assert dana.viewer_connection is not None
    assert dana.viewer_connection.connection_degree == 2
    assert sam.full_name == "Sam Example"
    assert sam.viewer_connection is None
    assert page.elements[0].key == "slug:dana-example"
    assert len(page.elements[0].keys) > 1, "the slug and the member are one person"
    raw = sample("docs_samples", "followers")["followers"]
    assert [element.value for element in page.elements] == raw, "no field is lost"


@pytest.mark.parametrize("name", ["employees", "employees_n8n"])
def test_employees_are_people_in_both_forms(name: str) -> None:
    page, (dana, *rest) = page_of(name, "employees")
    assert (dana.full_name, dana.location, dana.link) == (
        "Dana Example", "Leeds, United Kingdom", DANA
    )  # fmt: skip
    (position,) = dana.experience
    assert (position.title, position.organisation.name, position.current) == (
        "VP Product", "Acme", True
    )  # fmt: skip
    assert position.tenure_at_position is not None
    assert position.tenure_at_org is not None
    assert (position.tenure_at_position.years, position.tenure_at_position.months) == (1, 2)
    assert (position.tenure_at_org.years, position.tenure_at_org.months) == (3, 7)
    assert page.cursors == {"after": "bmV4dA=="}
    assert page.total is None
    for sam in rest:
        assert (sam.full_name, sam.link) == ("Sam Example", None)
        assert not sam.experience[0].current
    raw = sample("docs_samples", name)
    received = raw.get("employees") or raw.get("data")
    assert [element.value for element in page.elements] == received


def test_an_employee_without_links_has_a_key_of_its_own() -> None:
    page, _ = page_of("employees", "employees")
    assert page.elements[1].key.startswith("digest:")


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"name": None, "links": [], "currentOrg": "x", "tenureAtOrg": 7, "tenureInRole": []},
        {"personId": 17, "title": 3, "dateEnded": {}, "tenure_in_role_months": "x"},
        {"links": {"linkedin": 5, "salesNav": None}},
    ],
)
def test_odd_employees_are_kept(item: JsonObject) -> None:
    body = json.dumps({"employees": [item], "paging": {}}).encode()
    page = decode_page("employees", body)
    assert [element.value for element in page.elements] == [item]
    assert isinstance(page.elements[0].record, Person)


@pytest.mark.parametrize("body", [b'{"employees": []}', b'{"data": [], "pagination": {}}'])
def test_an_empty_page_is_a_page(body: bytes) -> None:
    page = decode_page("employees", body)
    assert (page.elements, page.cursors) == ((), {})
    assert page.envelope == "flat"


@pytest.mark.parametrize("org_id", ["abc123-def456-ghi789", "b3JnOjE=", "a/b?c#d", "%2e%2e"])
def test_an_organisation_is_one_part_of_the_path(org_id: str) -> None:
    request = ApiRequest("employees", {"org_id": org_id, "after": "a=&b"})
    request.check()
    url = request.outgoing("https://api.lookc.io", request.entry.paths[0]).url
    path, _, query = url.removeprefix("https://api.lookc.io").partition("?")
    assert path.count("/") == 3
    assert path.endswith("/employees")
    assert query == "after=a%3D%26b"
    assert ENDPOINTS["employees"].host is Host.LOOKC


@pytest.mark.parametrize(
    ("endpoint", "status", "kind", "exit_status", "words"),
    [
        ("followers", 407, "viewer_invalid", 8, "admins of the page only"),
        ("followers", 400, "viewer_invalid", 8, "admins of the page only"),
        ("followers", 404, "unknown_route", 7, "/v1/organisations/followers isn't enabled"),
        ("employees", 401, "", 3, "LIX_LOOKC_KEY"),
        ("employees", 402, "", 4, "LookC credits are bought in advance"),
        ("employees", 404, "not_found", 5, "search for the people who work there instead"),
        ("employees", 404, "unknown_route", 7, "isn't enabled for this account"),
        ("person", 407, "viewer_invalid", 8, "connect that LinkedIn account to Lix"),
    ],
)
def test_a_refusal_says_what_to_do(
    endpoint: str, status: int, kind: str, exit_status: int, words: str
) -> None:
    body = json.dumps({"error": {"type": kind}}).encode()
    error = error_from(endpoint, status, {}, body)
    assert error.exit_status == exit_status
    assert words in error.sentence
    assert error.sentence.count(".") <= 3
