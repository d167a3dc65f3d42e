"""Single records, from the bodies of the docs and of captured answers."""

import json
from datetime import UTC, datetime

import pytest

from lix_tui.api.decoders import decode, decode_as
from lix_tui.api.endpoints import Pool
from lix_tui.api.models.account import Balances, DailyAllowance
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.facets import FacetPage, TypeaheadValue
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.post import Post

from . import samples
from .samples import TOKEN


def test_balances() -> None:
    docs = decode_as(Balances, "balances", b'{"emailBalance": 10000, "linkedInBalance": 50000}')
    assert docs.pools == {Pool.STANDARD: 50_000, Pool.EMAIL: 10_000}
    newer = b"""{"emailBalance":"1","linkedInBalance":0,"lookcBalance":7,
        "autoTopUpEnabled":{"standard":true,"org":false},"enterprise":null}"""
    answer = decode_as(Balances, "balances", newer)
    assert answer.pools == {Pool.STANDARD: 0, Pool.ORG: 7, Pool.EMAIL: 1}
    assert answer.auto_top_up_enabled is not None
    assert answer.auto_top_up_enabled.standard is True
    assert decode_as(Balances, "balances", b'{"autoTopUpEnabled":null}').pools == {}


def test_the_documented_form_of_a_job_counts_before_a_variant_of_it() -> None:
    body = b'{"job_posting": {"title": "Cook"}, "jobPosting": {"title": "Baker"}}'
    assert decode_as(JobPosting, "job", body).title == "Baker"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1696512494, datetime(2023, 10, 5, 13, 28, 14, tzinfo=UTC)),
        ("1696512494", datetime(2023, 10, 5, 13, 28, 14, tzinfo=UTC)),
        (1696512494000, datetime(2023, 10, 5, 13, 28, 14, tzinfo=UTC)),
        ("2023-10-05T13:28:14Z", datetime(2023, 10, 5, 13, 28, 14, tzinfo=UTC)),
        ("2023-10-05T15:28:14+02:00", datetime(2023, 10, 5, 13, 28, 14, tzinfo=UTC)),
        ("2023-10-05T13:28:14", datetime(2023, 10, 5, 13, 28, 14, tzinfo=UTC)),
        ("tomorrow", None),
        (True, None),
        (10**30, None),
        (None, None),
    ],
)
def test_when_the_allowance_is_whole_again(value: object, expected: datetime | None) -> None:
    body = json.dumps({"requestsRemaining": 10, "refreshesAt": value}).encode()
    answer = decode_as(DailyAllowance, "daily_allowance", body)
    assert answer.refreshes_at == expected
    assert answer.requests_remaining == 10


@pytest.mark.parametrize(
    "body",
    [
        samples.PERSON_IDS,
        '{"person_ids": {"liID": "dana-example", "salesNavID": "TOKEN", "lixID": "cGVy"}}',
        '{"personIds": {"liFlagshipID": "dana-example", "sales_nav_id": "TOKEN", "uuid": "cGVy"}}',
        '{"li_flagship_id": "dana-example", "salesNavID": "TOKEN", "lix_id": "cGVy"}',
    ],
)
def test_person_ids(body: str) -> None:
    ids = decode_as(PersonIds, "person_ids", body.replace("TOKEN", TOKEN).encode())
    assert (ids.li_id, ids.sales_nav_id, ids.lix_id) == ("dana-example", TOKEN, "cGVy")
    assert ids.links.recruiter in (None, f"https://www.linkedin.com/talent/profile/{TOKEN}")


@pytest.mark.parametrize("wrapped", [True, False])
def test_organisation_ids(wrapped: bool) -> None:
    bare = {"id": 59688920, "name": "Lix", "liID": "lix", "salesNavID": "1670390", "uuid": "b3=="}
    body = json.dumps({"organisationIds": bare} if wrapped else bare).encode()
    ids = decode_as(OrganisationIds, "organisation_ids", body)
    assert (ids.id, ids.name, ids.li_id) == ("59688920", "Lix", "lix")
    assert (ids.sales_nav_id, ids.lix_id) == ("1670390", "b3==")


def test_organisation_of_the_docs() -> None:
    found = decode_as(Organisation, "organisation", samples.ORGANISATION.encode())
    assert (found.name, found.followers, found.li_employee_count) == ("LinkedIn", 25072627, 26383)
    assert found.best_link == "https://www.linkedin.com/company/linkedin"


def test_organisation_of_newer_answers() -> None:
    found = decode_as(Organisation, "organisation", samples.NEWER_ORGANISATION.encode())
    assert (found.name, found.followers, found.li_employee_count) == ("Lix", 2000, 12)
    assert (found.headquarters, found.company_type) == ("London, GB", "Privately Held")
    assert (found.year_founded, found.website) == (2016, None)
    assert found.link == "https://www.linkedin.com/company/lix"
    assert found.sales_nav_link == "https://www.linkedin.com/sales/company/1670390"
    assert (found.li_id, found.sales_nav_id, found.lix_id) == ("lix", "1670390", "b3JnOjA=")


def test_organisation_bare() -> None:
    found = decode_as(Organisation, "organisation", b'{"name":"Lix","error":"partial"}')
    assert (found.name, found.error) == ("Lix", "partial")


def test_job() -> None:
    job = decode_as(JobPosting, "job", samples.JOB.encode())
    assert (job.title, job.job_posting_id) == ("Engineer", "3556453411")
    assert job.description == "Build[2J."
    assert job.employment_type == "Full-time"
    assert (job.company.name, job.company.staff_count) == ("Lix", 12)
    assert job.company.headquarter.city == "London"
    assert job.formatted_job_functions == ("Engineering",)
    assert job.listed_at == datetime(2024, 5, 5, 22, 24, 53, tzinfo=UTC)
    bare = decode_as(JobPosting, "job", b'{"title":"E","jobPostingId":"7","companyName":"Lix"}')
    assert (bare.best_link, bare.company.name) == ("https://www.linkedin.com/jobs/view/7/", "Lix")


@pytest.mark.parametrize("body", [samples.POST, f'{{"post": {samples.POST}}}'])
def test_post(body: str) -> None:
    post = decode_as(Post, "post", body.encode())
    assert (post.text, post.person.name, post.reactions) == ("Hello", "Dana Example", 28)
    assert (post.num_comments, post.num_shares) == (2, 1)
    assert post.posted_at == datetime(2024, 5, 5, 22, 24, 53, 182165, tzinfo=UTC)
    assert post.embedded_object.title == "A title"


def test_post_as_linkedin_has_it() -> None:
    post = decode_as(Post, "post", samples.RAW_POST.encode())
    assert (post.text, post.person.name, post.reactions) == ("Hello", "Dana Example", 9)
    assert post.person.link == "https://www.linkedin.com/in/dana-example"
    assert post.best_link == (
        "https://www.linkedin.com/feed/update/urn:li:activity:7000000000000000001/"
    )


@pytest.mark.parametrize(
    ("body", "status", "valid", "email"),
    [
        (
            '{"email":"d@x.io","status":"VALID","alternatives":["d@x.io",""]}',
            "VALID",
            True,
            "d@x.io",
        ),
        ('{"email":"d@x.io","status":"Valid"}', "VALID", True, "d@x.io"),
        ('{"email":"d@x.io","status":"PROBABLE"}', "PROBABLE", False, "d@x.io"),
        ('{"email":"","status":"UNKNOWN","alternatives":null}', "UNKNOWN", False, None),
        ("{}", None, False, None),
    ],
)
def test_email(body: str, status: str | None, valid: bool, email: str | None) -> None:
    answer = decode_as(EmailAnswer, "email", body.encode())
    assert (answer.status, answer.valid, answer.email) == (status, valid, email)
    assert answer.alternatives in ((), ("d@x.io",))


@pytest.mark.parametrize(
    ("endpoint", "body", "values"),
    [
        (
            "sales_facet",
            samples.SALES_FACET,
            [TypeaheadValue("3", "Entry"), TypeaheadValue("10", "Owner")],
        ),
        (
            "sales_facet",
            samples.COMPANY_FACET,
            [TypeaheadValue("urn:li:organization:1337", "LinkedIn", "Software")],
        ),
        ("sales_facet", '{"data":{"paging":{"count":100}}}', []),
        (
            "recruiter_facet",
            samples.RECRUITER_FACET,
            [TypeaheadValue("urn:li:ts_skill:218", "JavaScript")],
        ),
    ],
)
def test_facets(endpoint: str, body: str, values: list[TypeaheadValue]) -> None:
    assert decode_as(FacetPage, endpoint, body.encode()).values == tuple(values)


def test_hirers() -> None:
    (hirer,) = decode_as(Hirers, "hirers", samples.HIRERS.encode()).people
    assert (hirer.full_name, hirer.headline_text) == ("Emma Example", "Director")
    assert decode_as(Hirers, "hirers", b"{}").people == ()


@pytest.mark.parametrize("body", [samples.LOOKC, f'{{"status":"complete","data":{samples.LOOKC}}}'])
@pytest.mark.parametrize("endpoint", ["person_by_email", "lookc_request"])
def test_lookc(endpoint: str, body: str) -> None:
    answer = decode_as(LookcAnswer, endpoint, body.encode())
    assert not answer.pending
    assert answer.hits[0].link == "https://www.linkedin.com/in/dana-example"
    assert answer.hits[0].sales_nav_link == (
        "https://www.linkedin.com/sales/lead/ACwAAAC8YU6AkU8CdM7VQrPGT9GGZilu_Bvob5A"
    )
    assert answer.organisation is not None
    assert answer.organisation.link == "https://www.linkedin.com/company/lix"
    assert answer.is_free_domain is False


@pytest.mark.parametrize("name", ["request_id", "requestId"])
def test_lookc_goes_on(name: str) -> None:
    answer = decode_as(LookcAnswer, "person_by_email", json.dumps({name: "1234"}).encode())
    assert (answer.pending, answer.request_id, answer.hits) == (True, "1234", ())


def test_lookc_without_anybody() -> None:
    answer = decode_as(LookcAnswer, "person_by_email", b'{"hits":[],"domainInfo":{}}')
    assert (answer.pending, answer.hits, answer.organisation) == (False, (), None)


def test_a_model_is_asked_for_by_its_own_name() -> None:
    with pytest.raises(TypeError, match="answers with EmailAnswer"):
        decode_as(Balances, "email", b"{}")
    assert isinstance(decode("balances", b"{}"), Balances)


@pytest.mark.parametrize(
    ("body", "pending"),
    [
        ('{"status":"pending"}', True),
        ('{"status":"COMPLETE","request_id":"1","data":{}}', False),
        ('{"request_id":"1","hits":[]}', False),
        ("{}", False),
    ],
)
def test_when_lookc_is_done(body: str, pending: bool) -> None:
    assert decode_as(LookcAnswer, "lookc_request", body.encode()).pending is pending


def test_a_post_as_linkedins_update_tells_reactions_what_is_shared_and_when() -> None:
    update = {
        "updateMetadata": {"urn": "urn:li:activity:7000000000000000001"},
        "content": {"articleComponent": {"title": {"text": "A title"}, "subtitle": {"text": "S"}}},
        "socialDetail": {
            "totalSocialActivityCounts": {
                "reactionTypeCounts": [{"count": "28", "reactionType": "LIKE"}, {"count": 2}],
            }
        },
    }
    post = decode_as(Post, "post", json.dumps({"response": {"elements": [update]}}).encode())
    assert post.reactions == 30
    assert (post.embedded_object.title, post.embedded_object.source) == ("A title", "S")
    assert post.posted is not None
    assert post.posted.year == 2022
    assert Post.model_validate({"urn": "urn:li:activity:5"}).posted is None


def test_a_post_whose_number_is_longer_than_any_has_no_link() -> None:
    assert Post.model_validate({"urn": f"urn:li:activity:{10**400}"}).best_link is None


@pytest.mark.parametrize(
    "method",
    [
        {"applyMethod": {"com.x.OffsiteApply": {"companyApplyUrl": "https://x.example/1"}}},
        {"applyMethod": {"companyApplyUrl": "https://x.example/1"}},
        {"applyLink": "https://x.example/1"},
    ],
)
def test_where_one_applies(method: dict[str, object]) -> None:
    job = decode_as(JobPosting, "job", json.dumps({"jobPosting": method}).encode())
    assert job.apply_link == "https://x.example/1"


@pytest.mark.parametrize(("length", "known"), [(512, True), (513, False), (70_000, False)])
def test_a_request_id_that_is_too_long_to_be_sent_is_none(length: int, known: bool) -> None:
    answer = decode_as(
        LookcAnswer, "person_by_email", f'{{"request_id": "{"x" * length}"}}'.encode()
    )
    assert (answer.request_id is not None) is known
