"""Organisations by website, in each documented form, and endpoints that aren't enabled."""

from __future__ import annotations

import json

import pytest

from lix_tui.api.decoders import decode_as
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import NotFound, UnknownRoute, error_from
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.website_matches import WebsiteMatches

FLAT = {
    "name": "Acme",
    "link": "https://www.linkedin.com/company/acme",
    "liEmployeeCount": "120",
    "followers": "7",
}
IDS = {"id": "1", "name": "Acme", "liID": "acme", "salesNavID": "4711", "uuid": "abc"}
PROFILE = {
    "name": "Acme",
    "linkedinUrl": "https://www.linkedin.com/company/acme",
    "employeeCount": 120,
    "followerCount": 7,
}


def read(*entries: object) -> tuple[Organisation, ...]:
    body = json.dumps({"organisations": entries}).encode()
    return decode_as(WebsiteMatches, "organisations_by_website", body).organisations


@pytest.mark.parametrize(
    "entry",
    [
        FLAT,
        {"liOrganisation": FLAT},
        {"org": IDS, "profile": PROFILE},
        {"profile": PROFILE},
        {"org": IDS, "profile": PROFILE, "liOrganisation": FLAT},
        {"org": IDS, "liOrganisation": FLAT},
    ],
)
def test_an_entry_is_read_in_every_form(entry: dict[str, object]) -> None:
    (found,) = read(entry)
    assert (found.name, found.link) == ("Acme", "https://www.linkedin.com/company/acme")
    assert (found.li_employee_count, found.followers) == (120, 7)
    if "org" in entry:
        assert (found.id, found.li_id, found.sales_nav_id, found.lix_id) == (
            "1", "acme", "4711", "abc",
        )  # fmt: skip
    assert found.model_extra == {}


def test_ids_alone_and_unknown_fields_are_kept() -> None:
    only_ids, flat = read({"org": IDS}, {**FLAT, "somethingNew": "kept", "org": "text"})
    assert (only_ids.name, only_ids.sales_nav_id) == ("Acme", "4711")
    assert flat.model_extra == {"somethingNew": "kept", "org": "text"}


@pytest.mark.parametrize(
    "body", ["{}", '{"organisations": null}', '{"organisations": []}', '{"organisations": [null]}']
)
def test_no_match(body: str) -> None:
    found = decode_as(WebsiteMatches, "organisations_by_website", body.encode())
    assert found.organisations == ()


@pytest.mark.parametrize("status", [404, 400])
def test_both_statuses_mean_not_found(status: int) -> None:
    body = b'{"error": {"type": "not_found", "message": "no organisation"}}'
    assert type(error_from("organisations_by_website", status, {}, body)) is NotFound


@pytest.mark.parametrize("name", [one.name for one in ENDPOINTS.values() if one.alternative])
def test_an_endpoint_that_is_not_enabled_names_itself_and_an_alternative(name: str) -> None:
    body = b'{"error": {"type": "unknown_route", "message": "URL was not valid"}}'
    error = error_from(name, 404, {}, body)
    assert type(error) is UnknownRoute
    entry = ENDPOINTS[name]
    assert f"{entry.paths[0]} isn't enabled for this account" in str(error)
    assert entry.alternative in str(error)
    assert not error.may_have_cost


def test_the_route_of_a_common_endpoint_points_at_the_servers() -> None:
    body = b'{"error": {"type": "unknown_route", "message": "URL was not valid"}}'
    assert "check LIX_API_URL" in str(error_from("person", 404, {}, body))
