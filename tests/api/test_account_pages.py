"""LinkedIn's own elements on a page of a Sales Navigator account search."""

from __future__ import annotations

import json

import pytest

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.search import SearchPage

RAW = {
    "entityUrn": "urn:li:fs_salesCompany:1337",
    "companyName": "LinkedIn",
    "description": "Founded in 2003.",
    "industry": "Software Development",
    "employeeCountRange": "10,001+",
    "employeeDisplayCount": "26,383",
    "saved": True,
    "listCount": 2,
    "spotlightBadges": [{"id": "JOBS", "displayValue": "Hiring on Linkedin"}],
}
PAGING = {"count": 25, "start": 25, "total": 61}


def page_of(answer: object) -> SearchPage:
    return decode_page("accounts_search", json.dumps(answer).encode())


@pytest.mark.parametrize(
    "answer",
    [
        {"organisations": [RAW], "paging": PAGING},
        {"people": [RAW], "metadata": {"totalDisplayCount": 61}},
        {"elements": [RAW], "paging": PAGING},
        {"searchResponse": {"people": [RAW], "paging": PAGING}},
        {"response": {"elements": [RAW]}, "metadata": {"totalDisplayCount": "61"}},
        {"response": {"elements": [RAW], "metadata": {"totalDisplayCount": 61}, "paging": {}}},
    ],
)
def test_linkedins_own_accounts(answer: dict[str, object]) -> None:
    page = page_of(answer | {"meta": {"sequenceId": "seq"}})
    assert (page.envelope, page.total, page.sequence_id) == ("raw", 61, "seq")
    (element,) = page.elements
    found = element.record
    assert isinstance(found, Organisation)
    assert element.key == "org:1337"
    assert (found.name, found.description) == ("LinkedIn", "Founded in 2003.")
    assert (found.industry, found.size) == ("Software Development", "10,001+")
    assert found.li_employee_count == 26_383
    assert found.link == "https://www.linkedin.com/company/1337"
    assert found.sales_nav_link == "https://www.linkedin.com/sales/company/1337"
    assert found.model_extra == {
        name: RAW[name] for name in ("saved", "listCount", "spotlightBadges")
    }
    assert element.raw == RAW
    assert element.value["raw"] == RAW
    assert element.value["name"] == "LinkedIn"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"employeeDisplayCount": "10K+"}, {"employeeDisplayCount": "10K+"}),
        ({"entityUrn": "urn:li:fs_salesCompany:x"}, {"entityUrn": "urn:li:fs_salesCompany:x"}),
        ({"companyName": None}, {"companyName": None}),
        ({"employeeCountRange": {"start": 1}}, {"employeeCountRange": {"start": 1}}),
        ({"size": "B", "employeeCountRange": "1-10"}, {"employeeCountRange": "1-10"}),
        ({"somethingNew": [1, {"a": "b"}]}, {"somethingNew": [1, {"a": "b"}]}),
    ],
)
def test_what_has_no_field_is_kept(changes: dict[str, object], expected: dict[str, object]) -> None:
    (element,) = page_of({"organisations": [RAW | changes]}).elements
    extra = element.record.model_extra or {}
    assert expected.items() <= extra.items()


def test_a_mapped_account_is_not_mapped_again() -> None:
    (element,) = page_of({"organisations": [RAW]}).elements
    mapped = {name: value for name, value in element.value.items() if name != "raw"}
    (again,) = page_of({"organisations": [mapped]}).elements
    assert again.value == again.raw == mapped
    assert (again.key, again.record) == (element.key, element.record)


def test_the_same_account_has_one_key_in_every_form() -> None:
    forms: list[dict[str, object]] = [
        RAW,
        {"name": "LinkedIn", "salesNavLink": "https://www.linkedin.com/sales/company/1337"},
        {"salesNavLink": "https://linkedin.com/sales/accounts/insights?companyId=1337&trk=x"},
        {"name": "LinkedIn", "link": "https://www.linkedin.com/company/1337/about"},
    ]
    assert {element.key for element in page_of({"orgs": forms}).elements} == {"org:1337"}
