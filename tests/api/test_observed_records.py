"""Records in shapes beside the docs page: the data dictionary's, captured and older ones.

The shapes are those of the vendor's data dictionary and newer pages, of captured answers and of
what public clients parse; every value is invented.
"""

from datetime import UTC, datetime

import pytest

from lix_tui.api.decoders import decode, decode_as, decode_page
from lix_tui.api.models.account import DailyAllowance
from lix_tui.api.models.facets import FacetPage, TypeaheadValue
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from tests.support.observed_pages import PAGES

from .contract import HERE, Names, assert_complete, sample, sample_bytes
from .samples import TOKEN

COMPANY = (
    "jobPosting.companyDetails.com.linkedin.voyager.deco.jobs.web.shared.WebJobPostingCompany"
    ".companyResolutionResult"
)
JOB: Names = {
    **{
        f"jobPosting.{name}": name
        for name in (
            "title", "jobPostingId", "jobPostingUrl", "formattedLocation",
            "formattedJobFunctions.0", "formattedJobFunctions.1", "formattedIndustries.0",
        )
    },
    "jobPosting.description.text": "description",
    "jobPosting.employmentStatusResolutionResult.localizedName": "employmentType",
    **{
        f"{COMPANY}.{name}": f"company.{name}"
        for name in (
            "universalName", "name", "url", "description", "staffCount", "headquarter.country",
            "headquarter.city", "headquarter.postalCode", "specialities.0", "industries.0",
        )
    },
}  # fmt: skip
OLDER_LOOKC: Names = {
    "hits.0.liProfileLink": ("hits.0.link", "https://www.linkedin.com/in/dana-example"),
    "hits.0.salesNavLink": (
        "hits.0.sales_nav_link",
        f"https://www.linkedin.com/sales/lead/{TOKEN.replace('ACo', 'ACw')}",
    ),
    "org.name": "organisation.name",
    "org.liProfileLink": ("organisation.link", "https://www.linkedin.com/company/lix"),
    "org.salesNavLink": (
        "organisation.sales_nav_link",
        "https://www.linkedin.com/sales/company/1670390",
    ),
    "domainInfo.isFreeEmailDomain": "is_free_domain",
}
SAMPLES: dict[str, tuple[str, Names]] = {
    "balances_newer": ("balances", {}),
    "balances_nulls": ("balances", {}),
    "daily_allowance_iso": ("daily_allowance", {}),
    "person_captured": ("person", {}),
    "job_voyager": ("job", JOB),
    "lookc_older": ("person_by_email", OLDER_LOOKC),
    "post_raw": ("post", {"response.elements.0.commentary.text.text": "text"}),
}
"""By file: the endpoint, and the fields that the model calls otherwise."""
LOOKED_AT = {"person_dictionary", "organisation_dictionary", "company_groups"}


@pytest.mark.parametrize("name", SAMPLES)
def test_no_field_is_lost(name: str) -> None:
    endpoint, names = SAMPLES[name]
    model = decode(endpoint, sample_bytes("observed_samples", name))
    assert_complete(sample("observed_samples", name), model, names)


def test_every_observed_sample_is_tested() -> None:
    files = {path.stem for path in (HERE / "observed_samples").glob("*.json")}
    assert files == {*SAMPLES, *LOOKED_AT, *PAGES}


def test_a_person_with_every_field_of_the_dictionary() -> None:
    raw = sample("observed_samples", "person_dictionary")
    person = decode_as(Person, "person", sample_bytes("observed_samples", "person_dictionary"))
    (related,) = person.related_persons
    assert related.model_extra == {"numOfConnections": "9"}, "kept, though nothing shows it"
    raw["relatedPersons"] = [{"name": "Emma Example", "headline": "Engineer", "link": related.link}]
    assert_complete(raw, person)
    assert person.model_extra == {}
    assert related.link == "https://www.linkedin.com/in/emma-example"


def test_related_persons_without_end_are_no_trouble() -> None:
    deep = '{"relatedPersons":[' * 400 + "]}" * 400
    page = decode_page("people_search", f'{{"people":[{deep}]}}'.encode())
    person = page.elements[0].record
    assert isinstance(person, Person)
    assert person.related_persons
    assert decode_as(Person, "person", deep.encode()).related_persons


def test_the_captured_dates() -> None:
    person = decode_as(Person, "person", sample_bytes("observed_samples", "person_captured"))
    assert [entry.current for entry in person.experience] == [True, False, False]
    assert [entry.started for entry in person.experience] == [(2022, 4), None, (2010, None)]
    assert person.tokens == (TOKEN.replace("ACo", "ACw"),)
    assert (person.skills, person.twitter) == ((), None)


def test_an_organisation_with_every_field_of_the_dictionary() -> None:
    """Prefer fields of newer answers; keep those that only the deprecated part has."""
    raw = sample("observed_samples", "organisation_dictionary")
    body = sample_bytes("observed_samples", "organisation_dictionary")
    found = decode_as(Organisation, "organisation", body)
    assert_complete(
        raw["profile"],
        found,
        {
            "orgType": "company_type",
            "salesNavUrl": "sales_nav_link",
            "linkedinUrl": "link",
            "foundedYear": "year_founded",
            "employeeCount": "li_employee_count",
            "followerCount": "followers",
            "jobOpeningsCount": "number_of_job_openings",
        },
    )
    assert_complete(
        raw["organisationIds"],
        found,
        {"liID": "li_id", "salesNavID": "sales_nav_id", "uuid": "lix_id"},
    )
    older = raw["liOrganisation"]
    assert isinstance(older, dict)
    assert_complete(older, Organisation.model_validate(older))
    only_older = (
        "headquarters",
        "locations",
        "crunchbaseId",
        "initialRequestLiId",
        "numberOfInvestmentRounds",
        "pastEmployeeCount",
        "autoScraped",
    )
    assert_complete({name: older[name] for name in only_older}, found)
    contradicted = {"links", "liOrganisation"}  # what the profile says otherwise is kept beside it
    assert (found.error, {*(found.model_extra or ())}) == ("partial", contradicted)


def test_links_count_where_no_profile_has_them() -> None:
    body = b"""{"profile":{"name":"Lix"},"links":{"liProfileURL":"https://www.linkedin.com/company/lix",
        "salesNavURL":"https://www.linkedin.com/sales/company/1670390"}}"""
    found = decode_as(Organisation, "organisation", body)
    assert found.link == "https://www.linkedin.com/company/lix"
    assert found.sales_nav_link == "https://www.linkedin.com/sales/company/1670390"


def test_groups_of_companies() -> None:
    """A public client takes ``headline`` for the label; without it the value would be lost."""
    page = decode_as(FacetPage, "sales_facet", sample_bytes("observed_samples", "company_groups"))
    assert page.values == (
        TypeaheadValue("urn:li:organization:1337", "LinkedIn", "Software"),
        TypeaheadValue("urn:li:organization:1441", "Google", "Google"),
    )
    assert page.count == 100


def test_the_allowance_is_the_same_moment_in_both_forms() -> None:
    iso = sample_bytes("observed_samples", "daily_allowance_iso")
    seconds = sample_bytes("docs_samples", "daily_allowance")
    moments = {decode_as(DailyAllowance, "daily_allowance", b).refreshes_at for b in (iso, seconds)}
    assert moments == {datetime(2023, 10, 5, 13, 28, 14, tzinfo=UTC)}


def test_a_bare_update_has_a_text_and_nothing_else() -> None:
    post = decode_as(Post, "post", sample_bytes("observed_samples", "post_raw"))
    assert (post.text, post.person.name, post.best_link, post.reactions) == ("Hello", None, None, 0)
