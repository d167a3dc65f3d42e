"""Additions to profiles as records: requests, merged record, words, related records."""

from __future__ import annotations

import pytest

from lix_tui.api.models.employment import Employment
from lix_tui.api.models.extended_profile import ExtendedProfile
from lix_tui.api.models.person import Person
from lix_tui.linkedin.links import person_keys
from lix_tui.services.library.query_language import read_query
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_types import RECORD_TYPES, type_of
from lix_tui.services.services import Services

OLIVIA = "https://www.linkedin.com/in/olivia-shaw"
TOKEN = "ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM"
OPTIONS = LookupOptions("test")


@pytest.mark.parametrize("endpoint", ["person_extended", "person_employment"])
@pytest.mark.parametrize(
    ("link", "sent"),
    [
        (OLIVIA, OLIVIA),
        (f"https://www.linkedin.com/sales/lead/{TOKEN}", f"https://www.linkedin.com/in/{TOKEN}"),
        (f"https://www.linkedin.com/talent/profile/{TOKEN}", f"https://www.linkedin.com/in/{TOKEN}"),
    ],
)  # fmt: skip
def test_the_link_of_a_public_profile_is_sent(endpoint: str, link: str, sent: str) -> None:
    assert RECORD_TYPES[endpoint].params(link) == {"profile_link": sent}


@pytest.mark.parametrize(
    ("top_voice", "words", "copied"),
    [
        (True, "A LinkedIn Top Voice.", "A LinkedIn Top Voice."),
        (False, "Not a LinkedIn Top Voice.", "Not a LinkedIn Top Voice."),
        (None, "Lix's answer doesn't say if this person is a LinkedIn Top Voice.", None),
    ],
)
def test_an_unknown_status_is_not_no(
    top_voice: bool | None, words: str, copied: str | None
) -> None:
    record = ExtendedProfile(top_voice=top_voice)
    (section,) = type_of(record).sections(record)
    assert [line.text for line in section.lines] == [words]
    forms = {form.label: form.text for form in type_of(record).copy_forms(record, {})}
    assert forms.get("Top Voice status") == copied


def test_positions_lead_to_their_companies() -> None:
    record = Employment.model_validate(
        {
            "experiences": [
                {"title": "Adviser", "companyName": "Acme", "companyUrn": "urn:li:fsd_company:12"},
                {"title": "Owner", "companyName": "Acme", "companyUrn": "urn:li:fsd_company:12"},
                {"title": "Clerk", "companyName": "Beta", "companyUrn": "urn:li:fsd_company:34"},
                {"title": "Poet"},
            ]
        }
    )
    found = list(type_of(record).related(record, OLIVIA))
    assert [(one.endpoint, one.link) for one in found if one.endpoint] == [
        ("organisation", "https://www.linkedin.com/company/12"),
        ("organisation", "https://www.linkedin.com/company/34"),
        ("person", OLIVIA),
    ]
    assert [one.words for one in found if one.query] == ["People who work at Acme"]


def test_the_period_of_a_position() -> None:
    record = Employment.model_validate(
        {
            "experiences": [
                {"title": "A", "startDate": {"year": 2021, "month": 4}},
                {"title": "B", "startDate": {"year": 2019}, "endDate": {"year": 2020, "month": 1}},
                {"title": "C"},
                {"title": "D", "endDate": {"year": 2011}},
            ]
        }
    )
    (section,) = type_of(record).sections(record)
    periods = [line.text for line in section.lines if line.role == "muted"]
    assert periods == ["Apr 2021 – Present", "2019 – Jan 2020", "Present", "until 2011"]


async def test_both_are_parts_of_the_person(services: Services) -> None:
    bought = await services.lookups.get("person", OLIVIA, OPTIONS)
    extended = await services.lookups.get("person_extended", OLIVIA, OPTIONS)
    employment = await services.lookups.get("person_employment", OLIVIA, OPTIONS)
    merged = await services.merged_records.find("person", person_keys(OLIVIA))
    assert merged is not None
    assert isinstance(merged.record, Person)
    assert isinstance(extended.record, ExtendedProfile)
    assert isinstance(employment.record, Employment)
    assert isinstance(bought.record, Person)
    assert merged.record.top_voice is extended.record.top_voice is True
    assert merged.record.verified_positions == employment.record.experiences != ()
    assert merged.record.experience == bought.record.experience
    assert merged.sources["topVoice"].endpoint == "person_extended"
    assert merged.sources["verifiedPositions"].endpoint == "person_employment"
    titles = [section.title for section in RECORD_TYPES["person"].sections(merged.record)]
    assert "Verified positions" in titles
    assert "More fields" not in titles


async def test_both_are_deleted_with_the_person(services: Services) -> None:
    for endpoint in ("person", "person_extended", "person_employment"):
        await services.lookups.get(endpoint, OLIVIA, OPTIONS)
    (person,) = await services.library.search(read_query("kind:person", 0.0), limit=9)
    await services.library.forget([person.id])
    for endpoint in ("person_extended", "person_employment"):
        assert await services.records.stored(endpoint, OLIVIA) is None
