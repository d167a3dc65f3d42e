"""The sample bodies of the Lix docs page, each read without losing a field.

Names of people and of what they did are invented, and long texts are shortened; every field name,
number, id form and link form is the page's. Connections and search pages are in
``test_docs_pages``, conversations and messages in ``test_inbox_answers``.
"""

import pytest

from lix_tui.api.decoders import decode
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import ParamsInvalid, error_from
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.facets import FacetPage
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.api.models.person import Person
from tests.support.docs_pages import LISTS, PAGES

from .contract import HERE, Names, assert_complete, sample, sample_bytes
from .samples import TOKEN

SALES_TOKEN = TOKEN.replace("ACo", "ACw")

PERSON_IDS: Names = {
    "personIds.liID": "li_id",
    "personIds.salesNavID": "sales_nav_id",
    "personIds.uuid": "lix_id",
    "links.liProfileURL": "links.linkedin",
    "links.salesNavURL": "links.sales_nav",
    "links.recruiterURL": "links.recruiter",
}
PERSON_IDS_SNAKE: Names = {
    "person_ids.liID": "li_id",
    "person_ids.salesNavID": "sales_nav_id",
    "person_ids.lixID": "lix_id",
}
BARE_IDS: Names = {"liID": "li_id", "salesNavID": "sales_nav_id", "uuid": "lix_id"}
ORGANISATION_IDS: Names = {
    "organisationIds.id": "id",
    "organisationIds.name": "name",
    "organisationIds.liID": "li_id",
    "organisationIds.salesNavID": "sales_nav_id",
    "organisationIds.uuid": "lix_id",
}


def lookc_names(prefix: str) -> Names:
    """Return the places of LookC's fields, which are under ``prefix`` in the sample."""
    lead = f"https://www.linkedin.com/sales/lead/{SALES_TOKEN}"
    account = "https://www.linkedin.com/sales/company/1670390"
    return {
        f"{prefix}hits.0.name": "hits.0.name",
        f"{prefix}hits.0.liProfileUrl": ("hits.0.link", "https://www.linkedin.com/in/dana-example"),
        f"{prefix}hits.0.salesNavUrl": ("hits.0.sales_nav_link", lead),
        f"{prefix}org.name": "organisation.name",
        f"{prefix}org.liProfileUrl": ("organisation.link", "https://www.linkedin.com/company/lix"),
        f"{prefix}org.salesNavUrl": ("organisation.sales_nav_link", account),
        f"{prefix}domainInfo.isFreeEmailDomain": "is_free_domain",
    }


def facet_names(holder: str, items: str, id_: str, text: str, count: int) -> Names:
    """Return the places of the values and the paging of a facet with `count` values."""
    names: dict[str, str | tuple[str, object]] = {}
    for index in range(count):
        names[f"{holder}{items}.{index}.{id_}"] = f"values.{index}.id"
        names[f"{holder}{items}.{index}.{text}"] = f"values.{index}.text"
    return names | {f"{holder}paging.count": "count"}


LINKEDIN_ACCOUNT: Names = {
    "warmup.details.consecutiveActiveDays": "warmup.details.active_days",
    "warmup.details.dailyAvailable": "warmup.details.daily_now",
    "warmup.details.hourlyAvailable": "warmup.details.hourly_now",
    "warmup.details.dailyTotal": "warmup.details.daily_goal",
    "warmup.details.hourlyTotal": "warmup.details.hourly_goal",
}
_MATCH = "organisations.0"
BY_WEBSITE: Names = {
    f"{_MATCH}.org.id": f"{_MATCH}.id",
    f"{_MATCH}.org.name": f"{_MATCH}.name",
    f"{_MATCH}.org.liID": f"{_MATCH}.li_id",
    f"{_MATCH}.org.salesNavID": f"{_MATCH}.sales_nav_id",
    f"{_MATCH}.org.uuid": f"{_MATCH}.lix_id",
    **{
        f"{_MATCH}.profile.{name}": f"{_MATCH}.{place}"
        for name, place in {
            "name": "name",
            "industry": "industry",
            "size": "size",
            "logoUrl": "logo_url",
            "hqCountry": "hq_country",
            "foundedYear": "year_founded",
            "website": "website",
            "description": "description",
            "orgType": "company_type",
            "employeeCount": "li_employee_count",
            "specialities": "specialities",
            "followerCount": "followers",
            "jobOpeningsCount": "number_of_job_openings",
            "headquartersAddress": "headquarters_address",
            "salesNavUrl": "sales_nav_link",
            "linkedinUrl": "link",
        }.items()
    },
}

RECRUITER_FACET: Names = {
    **facet_names("", "results", "entity", "text", 10),
    "paging.start": "start",
    "paging.total": "total",
    "meta.sequenceId": "sequence_id",
}

INBOX = ("conversations", "messages", "sales_threads", "sales_thread")
"""Samples that are in ``test_inbox_answers``."""

SAMPLES: dict[str, tuple[str, Names]] = {
    "balances": ("balances", {}),
    "daily_allowance": ("daily_allowance", {}),  # the page has a comment in it
    "person_ids": ("person_ids", PERSON_IDS),
    "person_ids_snake": ("person_ids", PERSON_IDS_SNAKE),
    "organisation_ids_bare": ("organisation_ids", BARE_IDS),
    "organisation_ids": ("organisation_ids", ORGANISATION_IDS),
    "person": ("person", {}),
    "person_with_email": ("person_with_email", {}),
    "person_extended": ("person_extended", {}),
    "person_employment": ("person_employment", {}),
    "organisation": ("organisation", {}),  # a trailing comma on the page
    "organisations_by_website": ("organisations_by_website", BY_WEBSITE),
    "organisations_by_website_flat": ("organisations_by_website", {}),
    "linkedin_account": ("linkedin_account", LINKEDIN_ACCOUNT),
    "connections_remaining": ("connections_remaining", {}),
    "hirers": ("hirers", {}),
    "sales_facet": ("sales_facet", facet_names("data.", "elements", "id", "displayValue", 6)),
    "recruiter_facet": ("recruiter_facet", RECRUITER_FACET),
    "lookc_request": ("lookc_request", lookc_names("data.")),  # trailing commas on the page
    "webhook": ("person_by_email", lookc_names("data.")),  # trailing commas on the page
    "person_by_email": ("person_by_email", lookc_names("")),  # trailing commas on the page
    "email": ("email", {}),
}
"""By file: the endpoint, and the fields that the model calls otherwise."""


@pytest.mark.parametrize("name", SAMPLES)
def test_no_field_is_lost(name: str) -> None:
    endpoint, names = SAMPLES[name]
    raw = sample("docs_samples", name)
    model = decode(endpoint, sample_bytes("docs_samples", name))
    assert_complete(raw.get("liOrganisation", raw), model, names)


def test_every_sample_of_the_page_is_tested() -> None:
    files = {path.stem for path in (HERE / "docs_samples").glob("*.json")}
    assert files == {*SAMPLES, *PAGES, *INBOX, *LISTS, "error", "recruiter_request"}
    endpoints = {endpoint for endpoint, _ in SAMPLES.values()}
    endpoints |= {*PAGES, *INBOX, *LISTS.values()}
    assert set(ENDPOINTS) - endpoints == {"job", "post", "linkedin_accounts"}, "no samples of these"


def test_the_person() -> None:
    person = decode("person", sample_bytes("docs_samples", "person"))
    assert isinstance(person, Person)
    assert (len(person.experience), len(person.education), len(person.skills)) == (10, 2, 50)
    assert [entry.current for entry in person.experience] == [True] * 2 + [False] * 8
    assert person.experience[2].ended == (2020, 11)
    assert person.experience[9].started == (2013, None)
    assert person.experience[3].organisation.sales_nav_link == "https://linkedin.com/sales/company/"
    assert person.education[0].ended == (2016, None)
    assert (person.skills[0].name, person.skills[0].num_of_endorsement) == ("Social Media", 57)
    assert person.about_summary_text is not None
    assert "\n\n" in person.about_summary_text
    assert person.tokens == (TOKEN,)


def test_the_others() -> None:
    skills = decode("recruiter_facet", sample_bytes("docs_samples", "recruiter_facet"))
    assert isinstance(skills, FacetPage)
    assert (len(skills.values), skills.start, skills.total) == (10, 10, 10)
    assert (skills.values[3].id, skills.values[3].text) == (
        "urn:li:ts_skill:26965",
        "Mocha (JavaScript Framework)",
    )
    hirers = decode("hirers", sample_bytes("docs_samples", "hirers"))
    assert isinstance(hirers, Hirers)
    assert [person.full_name for person in hirers.people] == ["Emma Example", "Philippa Sample"]
    email = decode("email", sample_bytes("docs_samples", "email"))
    assert isinstance(email, EmailAnswer)
    assert (email.valid, len(email.alternatives)) == (True, 1)


def test_the_error() -> None:
    error = error_from("person", 400, {}, sample_bytes("docs_samples", "error"))
    assert type(error) is ParamsInvalid
    assert error.error_type == "params_invalid"
    assert "(profile_id is required)" in error.sentence


def test_the_webhook_says_what_it_answers() -> None:
    answer = decode("person_by_email", sample_bytes("docs_samples", "webhook"))
    polled = decode("lookc_request", sample_bytes("docs_samples", "lookc_request"))
    assert isinstance(answer, LookcAnswer)
    assert isinstance(polled, LookcAnswer)
    assert (answer.type, polled.type) == ("search.person.by-email", None)
    assert (answer.pending, polled.pending, polled.status) == (False, False, "complete")
    assert answer.hits == polled.hits
