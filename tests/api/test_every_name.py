"""The contract with Lix: every path and parameter as it is sent, every field name that is read."""

from __future__ import annotations

import json
from dataclasses import astuple

import pytest

from lix_tui.api.decoders import decode
from lix_tui.api.endpoints import ENDPOINTS, Host
from lix_tui.api.models.facets import FacetPage, TypeaheadValue
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.lookc import LookcAnswer, LookcHit
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.api.models.search import SearchPage

TABLE = """
balances /v1/account/balances: free 0
daily_allowance /v1/account/allowances/daily: free 0
linkedin_accounts /v1/account/linkedin/accounts: [page] free 0
linkedin_account /v1/account/linkedin/account: viewer_id free 0
connections_remaining /v1/account/connections/remaining: viewer_id free 0 remaining_connections
connections /v1/connections: viewer_id [count start include_profile_pictures] free 0 page
conversations /v1/li/conversations: viewer_id [sequence_id count] standard 1 page
messages /v1/li/messages: viewer_id [sequence_id delivered_at count_before count_after] (conversation_id conversation_urn) standard 1 page
sales_threads /v1/li/sales/messages/threads: viewer_id [filter count page_starts_at] standard 1 page
sales_thread /v1/li/sales/messages/threads/{thread_id}: thread_id viewer_id [count message_count] standard 1 page
person_ids /v1/person/ids: (sales_nav_id li_flagship_id lix_id) org 1
organisation_ids /v1/organisation/ids: (sales_nav_id li_flagship_id lix_id) org 1
job /v1/enrich/job: job_id [viewer_id] standard 1
post /v1/enrich/post: post_urn [viewer_id] standard 1
post_comments /v1/enrich/post/comments: post_urn [start pagination_token viewer_id] standard 1 page
post_reactions /v1/enrich/post/reactions: post_urn [start pagination_token] standard 1 page
person /v1/person: profile_link [viewer_id] standard 1
person_with_email /v1/person: email [viewer_id] standard 1
person_extended /v1/person/extended: profile_link [viewer_id] standard 1 extended_profile
activity_posts /v1/person/li/activity/posts: profile_link [start pagination_token viewer_id] standard 1 page
activity_comments /v1/person/li/activity/comments: profile_link [start pagination_token viewer_id] standard 1 page
activity_reactions /v1/person/li/activity/reactions: profile_link [start pagination_token viewer_id] standard 1 page
person_employment /v1/person/employment: profile_link [viewer_id] standard 1 employment
organisation /v1/organisations/by-linkedin: [viewer_id] (linkedin_url sales_nav_url) org 1
organisations_by_website /v1/organisations/by-website: website org 1 website_matches
followers /v1/organisations/followers: profile_link viewer_id [start count] standard 1 page
employees /org/{org_id}/employees: org_id [after page_size] org 1 lookc-host page
people_search /v1/li/linkedin/search/people: url [viewer_id sequence_id] standard 1 page
jobs_search /v1/li/linkedin/search/jobs: url [viewer_id sequence_id] standard 1 page
hirers /v1/li/linkedin/jobs/hirers: job_id [viewer_id] standard 1
posts_search /v1/li/linkedin/search/posts: url start [viewer_id sequence_id] standard 1 page
orgs_search /v1/li/linkedin/search/orgs: url [viewer_id sequence_id] standard 1 page
sales_search /v1/li/sales/search/people: url [viewer_id sequence_id] standard 1 page form
accounts_search /v1/li/sales/search/orgs: url [viewer_id sequence_id] standard 1 page
lead_list /v1/li/sales/lists/people: list_id viewer_id [page] standard 1 page
account_list /v1/li/sales/lists/orgs: list_id viewer_id [page] standard 1 page
sales_facet /v1/search/sales/facet: query type [count start viewer_id] free 0 facet
recruiter_search /v1/li/recruiter/search/people: [viewer_id sequence_id] {skills start} standard 1 page
recruiter_facet /v1/li/recruiter/search/facet /v1/search/recruiter/facet: query type [q count start viewer_id] free 0 facet
person_by_email /v1/search/person/by-email: email org 1 lookc-host lookc
lookc_request /v1/request /v1/search/person/by-email: request_id free 0 lookc-host lookc
email /v1/contact/email/by-linkedin: url email 1 valid_only
"""
"""Name, paths, then required, [optional], (one of) and {body} parameters, pool, cost and the rest."""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_an_endpoint_is_asked_as_lix_documents_it(line: str) -> None:
    entry = ENDPOINTS[line.partition(" ")[0]]
    words = [f"{entry.name} {' '.join(entry.paths)}:", *entry.required]
    for left, names, right in (
        ("[", entry.optional, "]"), ("(", entry.one_of, ")"), ("{", entry.body_fields, "}"),
    ):  # fmt: skip
        words += [f"{left}{' '.join(names)}{right}"] if names else []
    words += [entry.pool.value, str(entry.cost)]
    words += ["lookc-host"] if entry.host is Host.LOOKC else []
    words += [entry.answer] if entry.answer != entry.name else []
    words += ["form"] if entry.long_as_form else []
    words += [entry.charged] if entry.charged != "always" else []
    assert " ".join(words) == line
    assert entry.method == "GET"
    assert entry.accepts_viewer is ("viewer_id" in line)
    names = ("Sales Navigator", "Recruiter", "Top Voice", "Lix")
    assert entry.summary.islower() or any(name in entry.summary for name in names)
    assert len(TABLE.strip().splitlines()) == len(ENDPOINTS)


def read(endpoint: str, answer: object) -> object:
    return decode(endpoint, json.dumps(answer).encode())


JOB = "https://www.linkedin.com/jobs/view/12/"


@pytest.mark.parametrize("wrapper", ["jobPosting", "job_posting", ""])
@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"title": "Cook"}, "title", "Cook"),
        ({"jobPostingId": "12"}, "job_posting_id", "12"),
        ({"jobId": 12}, "job_posting_id", "12"),
        ({"id": "12"}, "job_posting_id", "12"),
        ({"jobPostingId": "1", "jobId": "2", "id": "3"}, "job_posting_id", "1"),
        ({"jobId": "2", "id": "3"}, "job_posting_id", "2"),
        ({"jobPostingUrl": JOB, "link": "l", "url": "u"}, "job_posting_url", JOB),
        ({"link": JOB, "url": "u"}, "job_posting_url", JOB),
        ({"url": JOB}, "job_posting_url", JOB),
        ({"jobPostingId": "12"}, "best_link", "https://www.linkedin.com/jobs/view/12/"),
        ({"jobPostingId": "12", "url": "u"}, "best_link", "u"),
        ({"title": "Cook"}, "best_link", None),
        ({"formattedLocation": "Rome", "location": "x"}, "formatted_location", "Rome"),
        ({"location": "Rome"}, "formatted_location", "Rome"),
        ({"description": "Words"}, "description", "Words"),
        ({"description": {"text": "Words"}}, "description", "Words"),
        ({"employmentType": "FULL"}, "employment_type", "FULL"),
        ({"employmentType": "F", "employmentStatusResolutionResult": {"localizedName": "Full-time"}},
         "employment_type", "Full-time"),
        ({"applyLink": "a", "companyApplyUrl": "c"}, "apply_link", "a"),
        ({"companyApplyUrl": "c", "easyApplyUrl": "e"}, "apply_link", "c"),
        ({"applyMethod": {"easyApplyUrl": "e"}}, "apply_link", "e"),
        ({"applyMethod": {"x": {"companyApplyUrl": "c"}}}, "apply_link", "c"),
        ({"easyApplyUrl": "e", "applyMethod": {"companyApplyUrl": "c"}}, "apply_link", "e"),
    ],
)  # fmt: skip
def test_a_job_is_read_under_every_name(
    wrapper: str, fields: dict[str, object], name: str, value: object
) -> None:
    found = read("job", {wrapper: fields} if wrapper else fields)
    assert isinstance(found, JobPosting)
    assert getattr(found, name) == value


@pytest.mark.parametrize(
    "fields",
    [
        {"company": "Acme"}, {"organisation": {"name": "Acme"}}, {"companyName": "Acme"},
        {"company": {"name": "Acme"}, "organisation": "x", "companyName": "y"},
        {"organisation": "Acme", "companyName": "y"},
        {"companyDetails": {"x": {}, "y": {"companyResolutionResult": {"name": "Acme"}}}, "company": "z"},
    ],
)  # fmt: skip
def test_a_jobs_company_is_read_under_every_name(fields: dict[str, object]) -> None:
    found = read("job", fields)
    assert isinstance(found, JobPosting)
    assert found.company.name == "Acme"


UPDATE = {
    "updateMetadata": {"urn": "urn:li:activity:7012345678901234567"},
    "urn": "other",
    "commentary": {"text": {"text": "Words"}},
    "actor": {"name": {"text": "Ann"}, "description": "Cook", "navigationContext": {"actionTarget": "https://x"}},
    "socialDetail": {"totalSocialActivityCounts": {
        "numLikes": 1, "numComments": 2, "numShares": 3,
        "reactionTypeCounts": [{"reactionType": "LIKE", "count": 4}, {"reactionType": "PRAISE", "count": 5}],
    }},
    "content": {"articleComponent": {"title": {"text": "Title"}, "subtitle": {"text": "Source"}}},
}  # fmt: skip


def test_a_post_is_read_as_linkedin_has_it() -> None:
    found = read("post", {"response": {"elements": [UPDATE, {"urn": "second"}]}})
    assert isinstance(found, Post)
    assert (found.urn, found.text) == ("urn:li:activity:7012345678901234567", "Words")
    assert (found.person.name, found.person.description, found.person.link) == (
        "Ann",
        "Cook",
        "https://x",
    )
    assert (found.num_likes, found.num_comments, found.num_shares) == (1, 2, 3)
    assert [(one.reaction_type, one.count) for one in found.num_reactions] == [
        ("LIKE", 4),
        ("PRAISE", 5),
    ]
    assert found.reactions == 9
    assert (found.embedded_object.title, found.embedded_object.source) == ("Title", "Source")
    assert found.posted is not None
    assert found.posted.year == 2022
    bare = read("post", {"response": {"elements": [{"urn": "urn:li:activity:1"}]}})
    assert isinstance(bare, Post)
    assert (bare.urn, bare.reactions, bare.posted) == ("urn:li:activity:1", 0, None)


@pytest.mark.parametrize("author", ["person", "author", "actor"])
@pytest.mark.parametrize("wrapped", [True, False])
def test_a_posts_author_is_read_under_every_name(author: str, wrapped: bool) -> None:
    fields = {"id": "7012345678901234567", author: {"name": "Ann"}, "numLikes": 3}
    found = read("post", {"post": fields} if wrapped else fields)
    assert isinstance(found, Post)
    assert (found.person.name, found.reactions, found.id) == ("Ann", 3, "7012345678901234567")
    assert found.posted is not None
    assert found.best_link is not None
    assert "7012345678901234567" in found.best_link


@pytest.mark.parametrize(
    "part", ["profile", "links", "liOrganisation", "organisationIds", "organisation_ids"]
)
@pytest.mark.parametrize(
    ("sent", "name", "value"),
    [
        ("linkedinUrl", "link", "v"), ("liProfileURL", "link", "v"), ("link", "link", "v"),
        ("salesNavUrl", "sales_nav_link", "v"), ("salesNavURL", "sales_nav_link", "v"),
        ("orgType", "company_type", "v"), ("employeeCount", "li_employee_count", 7),
        ("followerCount", "followers", 7), ("jobOpeningsCount", "number_of_job_openings", 7),
        ("foundedYear", "year_founded", 7), ("liID", "li_id", "v"), ("salesNavID", "sales_nav_id", "v"),
        ("uuid", "lix_id", "v"), ("name", "name", "v"),
    ],
)  # fmt: skip
def test_an_organisation_is_read_under_every_name(
    part: str, sent: str, name: str, value: object
) -> None:
    found = read("organisation", {part: {sent: value}, "error": "wrong"})
    assert isinstance(found, Organisation)
    assert (getattr(found, name), found.error) == (value, "wrong")


def test_of_an_organisations_parts_the_newer_ones_count_and_empty_ones_dont() -> None:
    answer = {
        "profile": {"name": "Profile", "website": "", "industry": None, "hqCountry": "Peru"},
        "links": {"website": "links", "name": "x"},
        "liOrganisation": {"industry": "older", "name": "y", "size": "older"},
        "organisationIds": {"size": "ids", "lixId": "ids"},
    }
    found = read("organisation", answer)
    assert isinstance(found, Organisation)
    read_as = (
        found.name,
        found.website,
        found.industry,
        found.size,
        found.lix_id,
        found.headquarters,
    )
    assert read_as == ("Profile", "links", "older", "older", "ids", "Peru")
    bare = read("organisation", {"name": "Bare", "salesNavLink": "s"})
    assert isinstance(bare, Organisation)
    assert (bare.name, bare.best_link) == ("Bare", "s")


@pytest.mark.parametrize(
    ("endpoint", "wrappers"),
    [("person_ids", ["personIds", "person_ids", ""]), ("organisation_ids", ["organisationIds", "organisation_ids", ""])],
)  # fmt: skip
@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("liID", "li_id"), ("liFlagshipID", "li_id"), ("flagshipID", "li_id"),
        ("li_flagship_id", "li_id"), ("liId", "li_id"), ("li_id", "li_id"),
        ("salesNavID", "sales_nav_id"), ("sales_nav_id", "sales_nav_id"), ("salesNavId", "sales_nav_id"),
        ("uuid", "lix_id"), ("lixID", "lix_id"), ("lix_id", "lix_id"), ("lixId", "lix_id"),
    ],
)  # fmt: skip
def test_ids_are_read_under_every_name(
    endpoint: str, wrappers: list[str], sent: str, name: str
) -> None:
    links = {"liProfileURL": "a", "salesNavURL": "b", "recruiterURL": "c"}
    for wrapper in wrappers:
        inner = {sent: "v"}
        found = read(endpoint, {**({wrapper: inner} if wrapper else inner), "links": links})
        assert getattr(found, name) == "v"
        read_links = getattr(found, "links")  # noqa: B009  # of two models
        assert (read_links.linkedin, read_links.sales_nav, read_links.recruiter) == ("a", "b", "c")


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("number", ["request_id", "requestId"])
def test_lookc_is_read_under_every_name(wrapped: bool, number: str) -> None:
    data = {
        "hits": [
            {"name": "Ann", "liProfileUrl": "ann-e", "salesNavUrl": "https://www.linkedin.com/sales/lead/A,B,C"},
            {"name": "Bob", "liProfileLink": "https://www.linkedin.com/in/bob-e/", "salesNavLink": "odd"},
        ],
        "org": {"name": "Acme", "liProfileUrl": "acme"},
        "domainInfo": {"isFreeEmailDomain": True},
    }  # fmt: skip
    rest = {number: "7", "status": "done", "type": "search.person.by-email"}
    found = read("person_by_email", {**rest, **({"data": data} if wrapped else data)})
    assert isinstance(found, LookcAnswer)
    ann, bob = found.hits
    assert (ann.name, ann.link) == ("Ann", "https://www.linkedin.com/in/ann-e")
    assert ann.sales_nav_link
    assert bob == LookcHit("Bob", "https://www.linkedin.com/in/bob-e", "odd")
    assert found.organisation == LookcHit("Acme", "https://www.linkedin.com/company/acme", None)
    assert astuple(found)[:3] == (False, "7", "done")
    assert (found.is_free_domain, found.type, found.answered) == (
        True,
        "search.person.by-email",
        True,
    )


@pytest.mark.parametrize(
    ("answer", "pending", "answered"),
    [
        ({"request_id": "7"}, True, False),
        ({"status": "pending"}, True, False),
        ({"status": "COMPLETE", "request_id": "7"}, False, False),
        ({"request_id": "7", "data": {"hits": []}}, False, True),
        ({"org": {"name": "Acme"}, "request_id": "7"}, True, True),
        ({}, False, False),
    ],
)
def test_a_lookc_lookup_goes_on_until_it_has_an_answer(
    answer: dict[str, object], pending: bool, answered: bool
) -> None:
    found = read("lookc_request", answer)
    assert isinstance(found, LookcAnswer)
    assert (found.pending, found.answered) == (pending, answered)


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("listed", ["elements", "results"])
@pytest.mark.parametrize("id_name", ["id", "entity"])
@pytest.mark.parametrize("label", ["displayValue", "text", "headline"])
def test_typeahead_values_are_read_under_every_name(
    wrapped: bool, listed: str, id_name: str, label: str
) -> None:
    item = {id_name: 9, label: "Cook"}
    group = {"headline": "Group", "children": [item, {"children": [item]}, {id_name: 8}]}
    paging = {"count": 2, "start": 10, "total": 30}
    data = {listed: [item, {label: "no id"}, group], "paging": paging}
    found = read(
        "sales_facet", {**({"data": data} if wrapped else data), "meta": {"sequenceId": "s"}}
    )
    assert isinstance(found, FacetPage)
    value = TypeaheadValue("9", "Cook", "Cook" if label == "headline" else None)
    assert found.values == (value, value)
    assert (found.count, found.start, found.total, found.sequence_id) == (2, 10, 30, "s")
    assert found.known


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        ({}, False),
        ({"results": []}, True),
        ({"data": {"elements": []}}, True),
        ({"paging": {}}, True),
    ],
)
def test_an_empty_typeahead_is_told_from_an_unknown_one(
    answer: dict[str, object], known: bool
) -> None:
    found = read("recruiter_facet", answer)
    assert isinstance(found, FacetPage)
    assert (found.known, found.values) == (known, ())


@pytest.mark.parametrize("meta", ["sequenceId", "sequence_id"])
@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("wrapper", ["searchResponse", "response", "connections_response"])
def test_a_pages_paging_and_sequence_are_read_inside_and_beside(
    meta: str, inside: bool, wrapper: str
) -> None:
    extra = {"paging": {"total": 3, "start": 1, "count": 2}, "meta": {meta: "s"}}
    inner = {"people": [{"link": "https://www.linkedin.com/in/ann"}], **(extra if inside else {})}
    page = read("people_search", {wrapper: inner, **({} if inside else extra)})
    assert isinstance(page, SearchPage)
    assert (page.total, page.start, page.count, page.sequence_id) == (3, 1, 2, "s")
    assert [element.key for element in page.elements] == ["slug:ann"]
    assert (page.unread, page.envelope) == (
        0,
        wrapper if wrapper == "searchResponse" else "response",
    )


@pytest.mark.parametrize(
    ("badge", "degree"), [("• 1st", 1), ("• 2nd", 2), ("• 3rd+", 3), ("Out of network", None)]
)
def test_linkedins_own_result_is_read_as_a_person(badge: str, degree: int | None) -> None:
    result = {
        "title": {"text": "Ann"}, "primarySubtitle": {"text": "Cook"}, "secondarySubtitle": {"text": "Rome"},
        "summary": {"text": "Current: Cook"}, "badgeText": {"text": badge},
        "navigationUrl": "https://www.linkedin.com/in/ann?miniProfile=x#y",
    }  # fmt: skip
    answer = {"elements": [{"items": [{"itemUnion": {"entityResult": result}}, {"itemUnion": {}}]}]}
    page = read("people_search", answer)
    assert isinstance(page, SearchPage)
    (element,) = page.elements
    person = element.record
    assert isinstance(person, Person)
    assert (person.name, person.description, person.location) == ("Ann", "Cook", "Rome")
    assert (person.summary, person.link) == ("Current: Cook", "https://www.linkedin.com/in/ann")
    found = person.viewer_connection
    assert (found.connection_degree if found else None) == degree
    assert page.envelope == "raw"


def test_a_connection_is_read_as_a_person() -> None:
    item = {
        "publicIdentifier": "ann",
        "entityUrn": "urn:li:1",
        "profilePictureUrl": "https://p",
        "name": "Ann",
    }
    page = read("connections", {"elements": [item, {**item, "publicIdentifier": "a/b"}]})
    assert isinstance(page, SearchPage)
    ann, odd = (element.record for element in page.elements)
    assert isinstance(ann, Person)
    assert isinstance(odd, Person)
    assert (ann.link, ann.img, ann.li_id, ann.name) == (
        "https://www.linkedin.com/in/ann", "https://p", "urn:li:1", "Ann",
    )  # fmt: skip
    assert (odd.link, odd.img) == (None, "https://p")


JOB_PAGE = "https://www.linkedin.com/jobs/view/{}/"
KEYED = {
    "people_search": ("people", {
        "link": "https://www.linkedin.com/in/p{}", "salesNavLink": "https://www.linkedin.com/sales/lead/ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTE{},NAME_SEARCH,x",
        "salesNavId": "ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTE{}", "liId": "ACoAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTE{}",
    }),
    "jobs_search": ("jobs", {
        "jobPostingUrl": JOB_PAGE, "jobPostingId": "{}", "jobId": "{}", "link": JOB_PAGE, "url": JOB_PAGE, "id": "{}",
    }),
    "posts_search": ("posts", {"urn": "urn:li:activity:{}", "id": "{}"}),
    "orgs_search": ("orgs", {
        "link": "https://www.linkedin.com/company/{}", "salesNavLink": "https://www.linkedin.com/sales/company/{}",
    }),
    "accounts_search": ("organisations", {
        "salesNavLink": "https://www.linkedin.com/sales/company/{}", "salesNavId": "{}",
        "link": "https://www.linkedin.com/company/{}",
    }),
    "account_list": ("organisations", {
        "salesNavLink": "https://www.linkedin.com/sales/company/{}", "salesNavId": "{}",
        "link": "https://www.linkedin.com/company/{}",
    }),
}  # fmt: skip
"""Name of the list of each search, and the fields that identify an element, the surest first."""


@pytest.mark.parametrize("endpoint", KEYED)
def test_an_element_is_identified_by_the_surest_of_its_ids(endpoint: str) -> None:
    listed, names = KEYED[endpoint]
    fields = {name: text.format(number) for number, (name, text) in enumerate(names.items(), 1)}
    for first in range(len(names)):
        left = dict(list(fields.items())[first:])
        (name, value), *_ = left.items()
        pages = [read(endpoint, {listed: [given]}) for given in (left, {name: value})]
        keys = [page.elements[0].key for page in pages if isinstance(page, SearchPage)]
        assert keys[0] == keys[1]
        assert not keys[0].startswith("digest:")


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("li_id", ["liID", "liFlagshipID", "flagshipID", "li_flagship_id", "liId", "li_id"]),
        ("sales_nav_id", ["salesNavID", "sales_nav_id", "salesNavId"]),
        ("lix_id", ["uuid", "lixID", "lix_id", "lixId"]),
    ],
)
def test_of_several_names_of_an_id_the_first_counts(name: str, sent: list[str]) -> None:
    for first in range(len(sent)):
        found = read("person_ids", {other: other for other in reversed(sent[first:])})
        assert getattr(found, name) == sent[first]


@pytest.mark.parametrize(
    ("value", "year"),
    [(100_000_000_000, 5138), (100_000_000_001, 1973), (-100_000_000_000, None), (0, 1970), (1e11, 5138)],
)  # fmt: skip
def test_large_numbers_of_a_time_are_milliseconds(value: float, year: int | None) -> None:
    found = read("daily_allowance", {"refreshesAt": value})
    moment = getattr(found, "refreshes_at")  # noqa: B009  # of this model alone
    assert (None if moment is None else moment.year) == year
