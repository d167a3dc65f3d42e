"""Additions to profiles, in every documented form: Top Voice status and employment."""

from __future__ import annotations

import json

import pytest

from lix_tui.api.decoders import decode_as
from lix_tui.api.models.employment import Employment
from lix_tui.api.models.extended_profile import ExtendedProfile


@pytest.mark.parametrize(
    ("body", "top_voice"),
    [
        ('{"topVoice": true}', True),
        ('{"topVoice": false}', False),
        ('{"top_voice": "true"}', True),
        ('{"topVoice": null}', None),
        ('{"topVoice": "perhaps"}', None),
        ("{}", None),
    ],
)
def test_an_absent_status_is_unknown(body: str, top_voice: bool | None) -> None:
    found = decode_as(ExtendedProfile, "person_extended", body.encode())
    assert found.top_voice is top_voice


CAMEL = {
    "title": "Engineer",
    "companyName": "Acme",
    "companyUrn": "urn:li:fsd_company:1337",
    "location": "London",
    "employmentType": "Full-time",
    "startDate": {"year": 2021, "month": 4},
    "endDate": {"year": 2022},
    "somethingNew": "kept",
}
SNAKE = {
    "title": "Engineer",
    "company_name": "Acme",
    "company_urn": "urn:li:fsd_company:1337",
    "location": "London",
    "employment_type": "Full-time",
    "start_date": {"year": 2021, "month": 4},
    "end_date": {"year": 2022},
    "somethingNew": "kept",
}


@pytest.mark.parametrize("position", [CAMEL, SNAKE], ids=["camel", "snake"])
def test_a_position_is_read_in_both_spellings(position: dict[str, object]) -> None:
    body = json.dumps({"experiences": [position]}).encode()
    (found,) = decode_as(Employment, "person_employment", body).experiences
    assert (found.title, found.company_name, found.company_number) == ("Engineer", "Acme", "1337")
    assert (found.location, found.employment_type) == ("London", "Full-time")
    assert (found.start_date.year, found.start_date.month) == (2021, 4)
    assert found.end_date is not None
    assert (found.end_date.year, found.end_date.month) == (2022, None)
    assert not found.current
    assert found.model_extra == {"somethingNew": "kept"}


@pytest.mark.parametrize(
    ("position", "current", "number"),
    [
        ({}, True, None),
        ({"endDate": None, "startDate": None, "companyUrn": None}, True, None),
        ({"endDate": {}}, False, None),
        ({"companyUrn": "urn:li:fsd_company:"}, True, None),
        ({"companyUrn": "urn:li:company:77"}, True, "77"),
        ({"companyUrn": "urn:li:fsd_school:77"}, True, None),
    ],
)
def test_absent_parts_of_a_position(
    position: dict[str, object], current: bool, number: str | None
) -> None:
    body = json.dumps({"experiences": [position]}).encode()
    (found,) = decode_as(Employment, "person_employment", body).experiences
    assert (found.current, found.company_number) == (current, number)
    assert found.start_date.year is None


@pytest.mark.parametrize("body", ["{}", '{"experiences": null}', '{"experiences": [null, 7]}'])
def test_an_employment_without_positions(body: str) -> None:
    assert decode_as(Employment, "person_employment", body.encode()).experiences == ()
