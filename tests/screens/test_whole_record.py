"""Every field of a record on the detail screen: each is filled with a marker and found there."""

from __future__ import annotations

import json
from typing import cast

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from lix_tui.api.decoders import decode
from lix_tui.api.models.base import JsonObject, LixModel
from lix_tui.api.models.person import RelatedPerson
from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.settings.settings import Settings
from tests.support.markers import Markers, marked_leaves, without
from tests.support.waits import until

LINKS = {
    "person": "https://www.linkedin.com/in/marked-person",
    "organisation": "https://www.linkedin.com/company/marked-company",
    "job": "https://www.linkedin.com/jobs/view/3812345678/",
    "post": "https://www.linkedin.com/feed/update/urn:li:activity:7190000000000000000/",
    "hirers": "https://www.linkedin.com/jobs/view/3812345678/",
    "email": "https://www.linkedin.com/in/marked-person",
    "person_with_email": "marked.person@marked-company.example",
    "organisations_by_website": "marked-company.example",
    "person_extended": "https://www.linkedin.com/in/marked-person",
    "person_employment": "https://www.linkedin.com/in/marked-person",
    "person_ids": "https://www.linkedin.com/in/marked-person",
    "organisation_ids": "https://www.linkedin.com/company/marked-company",
}
"""Link of the record that each type is tried with."""
MODELLED = [name for name, one in RECORD_TYPES.items() if issubclass(one.model, LixModel)]

ORGANISATION = {
    "organisationIds": dict.fromkeys(("id", "name", "liID", "salesNavID", "uuid"), "mk"),
    "liOrganisation": dict.fromkeys(
        (
            *("name", "link", "industry", "website", "description", "headquarters", "companyType"),
            *("size", "specialities", "locations", "stockTickerCode", "crunchbaseId"),
            *("salesNavLink", "logoUrl", "headquartersAddress", "initialRequestLiId"),
            *("yearFounded", "liEmployeeCount", "numberOfInvestmentRounds", "followers"),
            *("numberOfJobOpenings", "pastEmployeeCount", "somethingNew"),
        ),
        "mk",
    ),
    "profile": dict.fromkeys(
        (
            *("name", "industry", "size", "logoUrl", "hqCountry", "website", "description"),
            *("orgType", "specialities", "stockTickerCode", "headquartersAddress", "salesNavUrl"),
            *("linkedinUrl", "foundedYear", "employeeCount", "followerCount"),
            "jobOpeningsCount",
        ),
        "mk",
    ),
    "links": {"liProfileURL": "mk", "salesNavURL": "mk"},
    "error": "mk",
    "traceId": "mk",
}
"""Names of the documented answer; a value that contradicts another part must be shown too."""
JOB = {
    "jobPosting": {
        "title": "mk",
        "jobPostingId": "mk",
        "jobPostingUrl": "mk",
        "formattedLocation": "mk",
        "description": {"text": "mk", "attributes": [{"style": "mk"}]},
        "employmentStatusResolutionResult": {"localizedName": "mk", "entityUrn": "mk"},
        "formattedJobFunctions": ["mk", "mk"],
        "formattedIndustries": ["mk"],
        "benefits": ["mk"],
        "applyMethod": {"com.linkedin.OffsiteApply": {"companyApplyUrl": "mk", "inPage": "mk"}},
        "companyDetails": {
            "com.linkedin.WebJobPostingCompany": {
                "company": "mk",
                "companyResolutionResult": {
                    "universalName": "mk",
                    "name": "mk",
                    "url": "mk",
                    "description": "mk",
                    "staffCount": "mk",
                    "headquarter": {
                        "country": "mk",
                        "city": "mk",
                        "postalCode": "mk",
                        "line1": "mk",
                    },
                    "specialities": ["mk"],
                    "industries": ["mk"],
                    "logo": {"image": {"url": "mk"}},
                },
            }
        },
    },
    "traceId": "mk",
}
POST = {
    "response": {
        "elements": [
            {
                "updateMetadata": {"urn": "mk", "shareAudience": "mk"},
                "actor": {
                    "name": {"text": "mk"},
                    "description": {"text": "mk", "accessibilityText": "mk"},
                    "navigationContext": {"actionTarget": "mk"},
                    "image": {"url": "mk"},
                },
                "commentary": {"text": {"text": "mk"}},
                "content": {
                    "articleComponent": {
                        "title": {"text": "mk"},
                        "subtitle": {"text": "mk"},
                        "largeImage": {"url": "mk"},
                    },
                    "imageComponent": {"images": [{"url": "mk"}, {"url": "mk"}]},
                },
            },
            {"commentary": {"text": {"text": "mk"}}},
        ],
        "paging": {"token": "mk"},
    },
}
PERSON = {
    "name": "mk",
    "somethingNew": {"deep": ["mk", {"deeper": "mk"}]},
    "skills": [{"name": "mk", "topSkill": "mk"}, "mk"],
    "followers": "mk",
    "numOfConnections": "mk",
    "error": {"type": "mk", "message": "mk"},
    "experience": [
        {"title": "mk", "organisation": {"name": "mk", "industry": "mk", "website": "mk"}},
        {"title": "mk", "contractType": "mk"},
    ],
}
HIRERS = {"people": [{"name": "mk", "link": "mk", "email": "mk", "twoFold": "mk"}], "traceId": "mk"}
AS_SENT = {
    "hirers": HIRERS,
    "organisation": ORGANISATION,
    "job": JOB,
    "post": POST,
    "person": PERSON,
}
"""Answers as they are sent, with unknown fields and values of another type than documented."""


def text_in(app: LixApp, region: Region) -> str:
    """Return what a region of the screen shows now, as one line in lower case.

    Thousands separators are left out.
    """
    lines = app.screen._compositor.render_strips(app.size)[region.y : region.bottom]
    cut = (strip.crop(region.x, region.right).text for strip in lines)
    return " ".join(" ".join(cut).lower().replace(",", "").split())


async def scrolled_through(pilot: Pilot[int], app: LixApp) -> str:
    """Return everything that the record shows while its columns are scrolled by keys."""
    seen = [text_in(app, app.screen.region)]
    for column in app.screen.query("#main, #side"):
        if not column.display:
            continue
        column.focus()
        await pilot.press("home")
        pages: list[str] = []
        while True:
            await pilot.pause()
            pages.append(text_in(app, column.scrollable_content_region))
            if column.scroll_y >= column.max_scroll_y:
                break
            await pilot.press("pagedown")
        seen.append(" ".join(pages))
    return "\n".join(seen)


async def text_of_record(
    settings: Settings, endpoint: str, body: object, size: tuple[int, int]
) -> str:
    """Return all that the detail screen shows of an answer, which is stored and then opened."""
    app = LixApp(settings)
    app.animation_level = "none"
    link = LINKS[endpoint]
    async with app.run_test(size=size) as pilot:
        services = await app.services()
        await services.lookups.store_received(endpoint, link, json.dumps(body).encode())
        app.push_screen(DetailScreen(endpoint, link, "Opened"))
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, DetailScreen)
                and any(column.children for column in app.screen.query("#main"))
            ),
            "the record is shown",
        )
        await pilot.pause()
        return await scrolled_through(pilot, app)


def filled(endpoint: str, markers: Markers) -> JsonObject:
    """Return an answer with a marker in every field of its model.

    People who hire have the documented fields of a person inside another record.
    """
    if endpoint == "hirers":
        return {"people": [markers.filled(RelatedPerson, ("people", "0"))]}
    return markers.filled(cast("type[LixModel]", RECORD_TYPES[endpoint].model))


def missing(markers: Markers, text: str) -> dict[str, str]:
    """Return the fields whose marker isn't in the text."""
    return {path: words for path, words in markers.expected.items() if words not in text}


@pytest.mark.parametrize("endpoint", MODELLED)
async def test_every_field_of_a_model_is_on_screen(endpoint: str, demo_settings: Settings) -> None:
    markers = Markers()
    body = filled(endpoint, markers)
    assert markers.expected or markers.flags
    text = await text_of_record(demo_settings, endpoint, body, (120, 40))
    assert missing(markers, text) == {}


@pytest.mark.parametrize("size", [(60, 20), (200, 60)], ids=str)
async def test_every_field_is_on_screen_at_any_size(
    size: tuple[int, int], demo_settings: Settings
) -> None:
    markers = Markers()
    text = await text_of_record(demo_settings, "person", filled("person", markers), size)
    assert missing(markers, text) == {}


@pytest.mark.parametrize("endpoint", AS_SENT)
async def test_every_value_of_an_answer_is_on_screen(
    endpoint: str, demo_settings: Settings
) -> None:
    markers = Markers()
    body = marked_leaves(AS_SENT[endpoint], markers)
    text = await text_of_record(demo_settings, endpoint, body, (120, 40))
    assert missing(markers, text) == {}


@pytest.mark.parametrize("endpoint", MODELLED)
def test_a_flag_changes_what_is_shown(endpoint: str) -> None:
    markers, record_type = Markers(), RECORD_TYPES[endpoint]
    body = filled(endpoint, markers)

    def drawn(sent: object) -> str:
        record = decode(endpoint, json.dumps(sent).encode())
        shape = record_type.shape(cast("JsonObject", sent))
        return repr((record_type.sections(record, shape), record_type.charts(record)))  # type: ignore[arg-type]  # the answer of this endpoint

    for path in markers.flags:
        assert drawn(body) != drawn(without(body, path)), path
