"""Search pages in every envelope, for every kind."""

import json

import pytest

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.elements import KINDS, MOST_MODELLED, Record, read_element
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.api.models.search import SearchPage

from . import samples

PAGING = {"count": 10, "start": 20, "total": 403}
PERSON: dict[str, object] = {
    "name": "Dana",
    "link": "https://www.linkedin.com/in/Dana-Example/?trk=x",
}
JOB = json.loads(samples.JOB)["jobPosting"]
POST = json.loads(samples.POST)
ORG: dict[str, object] = {"name": "Lix", "link": "https://www.linkedin.com/company/lix/"}
ACCOUNT: dict[str, object] = ORG | {
    "salesNavLink": "https://www.linkedin.com/sales/company/1670390"
}
RAW = json.loads(samples.RAW_RESULT)

ONE: dict[str, tuple[dict[str, object], type[Record], str, tuple[str, ...]]] = {
    "people_search": (PERSON, Person, "slug:dana-example", ("people",)),
    "sales_search": (PERSON, Person, "slug:dana-example", ("people",)),
    "recruiter_search": (PERSON, Person, "slug:dana-example", ("people",)),
    "jobs_search": (JOB, JobPosting, "job:3556453411", ("jobPostings", "jobs", "people")),
    "posts_search": (POST, Post, "activity:7000000000000000001", ("posts",)),
    "orgs_search": (ORG, Organisation, "slug:lix", ("orgs", "organisations", "posts")),
    "accounts_search": (ACCOUNT, Organisation, "org:1670390", ("organisations", "orgs", "people")),
    "lead_list": (PERSON, Person, "slug:dana-example", ("people",)),
    "account_list": (ACCOUNT, Organisation, "org:1670390", ("organisations", "orgs", "people")),
}
NAMES = [(endpoint, name) for endpoint, (*_, names) in ONE.items() for name in names]


LEAD = f"https://www.linkedin.com/sales/lead/{samples.TOKEN},NAME_SEARCH,abcd"
ACCOUNTS = "https://www.linkedin.com/sales/accounts"
LEAD_KEY = f"token:{samples.TOKEN}"


def page_of(endpoint: str, answer: object) -> SearchPage:
    return decode_page(endpoint, json.dumps(answer).encode())


def wrapped(envelope: str, inner: dict[str, object]) -> dict[str, object]:
    whole: dict[str, object] = inner if envelope == "flat" else {envelope: inner}
    return whole | {"meta": {"sequenceId": "seq"}}


@pytest.mark.parametrize("envelope", ["flat", "searchResponse", "response"])
@pytest.mark.parametrize(("endpoint", "name"), NAMES)
def test_envelopes_and_list_names(endpoint: str, name: str, envelope: str) -> None:
    item, kind, key, _ = ONE[endpoint]
    page = page_of(endpoint, wrapped(envelope, {name: [item, 7, None], "paging": PAGING}))
    assert page.envelope == envelope
    assert (page.total, page.start, page.count) == (403, 20, 10)
    assert page.sequence_id == "seq"
    assert page.unread == 2
    (element,) = page.elements
    assert isinstance(element.record, kind)
    assert (element.key, element.raw, element.value) == (key, item, item)


@pytest.mark.parametrize(
    "answer",
    [
        {"response": {"elements": [{"items": [RAW, {"itemUnion": {}}]}], "paging": PAGING}},
        {"response": {"elements": [{"items": [RAW]}, {"x": 1}]}, "paging": PAGING},
        {"elements": [{"items": [RAW]}], "paging": PAGING},
        {"people": [RAW], "paging": PAGING},
    ],
)
def test_linkedins_own_results(answer: dict[str, object]) -> None:
    page = page_of("people_search", answer | {"meta": {"sequenceId": "seq"}})
    assert (page.envelope, page.total, page.sequence_id) == ("raw", 403, "seq")
    (element,) = page.elements
    person = element.record
    assert isinstance(person, Person)
    assert (person.name, person.headline_text) == ("Dana Example", "VP Product at Acme")
    assert (person.location, person.summary) == ("Leeds", "Current: …")
    assert person.link == "https://www.linkedin.com/in/dana-example"
    assert person.viewer_connection is not None
    assert person.viewer_connection.connection_degree == 2
    assert element.key == "slug:dana-example"
    assert element.raw == RAW
    assert element.value["name"] == "Dana Example"
    assert element.value["raw"] == RAW


def test_a_person_out_of_reach_has_no_link() -> None:
    link = "https://www.linkedin.com/search/results/people/headless"
    far = {"entityResult": {"title": {"text": "LinkedIn Member"}, "navigationUrl": link}}
    answer = {"response": {"elements": [{"items": [{"itemUnion": far}]}]}}
    (element,) = page_of("people_search", answer).elements
    assert isinstance(element.record, Person)
    assert element.record.best_link is None
    assert element.key.startswith("digest:")


@pytest.mark.parametrize(
    ("answer", "envelope"),
    [
        ({"paging": {"count": 0, "start": 0, "total": 0}}, "flat"),
        ({"paging": {}, "meta": {"sequenceId": "s"}}, "flat"),
        ({"people": []}, "flat"),
        ({"searchResponse": {"paging": PAGING}}, "searchResponse"),
        ({"response": {"paging": PAGING}, "meta": {}}, "response"),
        ({"response": {"elements": []}}, "raw"),
    ],
)
def test_an_empty_page_is_a_page(answer: dict[str, object], envelope: str) -> None:
    page = page_of("people_search", answer)
    assert (page.envelope, page.elements, page.unread) == (envelope, (), 0)


@pytest.mark.parametrize(
    "answer", [{}, {"paging": PAGING, "candidates": [PERSON]}, {"people": {}}, {"response": []}]
)
def test_an_answer_that_is_no_page_says_so(answer: dict[str, object]) -> None:
    page = page_of("people_search", answer)
    assert (page.envelope, page.elements) == ("unknown", ())


@pytest.mark.parametrize(
    ("endpoint", "item", "key"),
    [
        ("people_search", {"link": "", "salesNavId": samples.TOKEN}, f"token:{samples.TOKEN}"),
        ("sales_search", {"link": f"x/in/{samples.TOKEN}", "salesNavLink": LEAD}, LEAD_KEY),
        ("jobs_search", {"jobPostingId": 12}, "job:12"),
        ("jobs_search", {"id": "12"}, "job:12"),
        ("posts_search", {"id": "12"}, "activity:12"),
        ("orgs_search", {"salesNavLink": "https://linkedin.com/sales/company/1337"}, "org:1337"),
        ("accounts_search", {"salesNavLink": f"{ACCOUNTS}/insights?companyId=7&trk=x"}, "org:7"),
        ("accounts_search", {"salesNavLink": "", "link": "linkedin.com/company/lix/"}, "slug:lix"),
        ("accounts_search", {"link": "linkedin.com/company/lix", "salesNavId": 7}, "org:7"),
    ],
)  # fmt: skip
def test_keys(endpoint: str, item: dict[str, object], key: str) -> None:
    name = ONE[endpoint][3][0]
    assert page_of(endpoint, {name: [item]}).elements[0].key == key


def test_a_record_without_an_id_has_the_same_key_every_time() -> None:
    one, same, other = {"name": "A", "x": 1}, {"x": 1, "name": "A"}, {"name": "A", "x": 2}
    keys = [e.key for e in page_of("people_search", {"people": [one, same, other]}).elements]
    assert keys[0] == keys[1] != keys[2]
    assert keys[0] == page_of("people_search", {"people": [one]}).elements[0].key


@pytest.mark.parametrize("name", ["connections_response", None])
def test_connections(name: str | None) -> None:
    item = {
        "publicIdentifier": "dana-example",
        "firstName": "Dana",
        "lastName": "Example",
        "headline": "Engineer",
        "profilePictureUrl": "https://media.example/1.jpg",
        "entityUrn": f"urn:li:fsd_profile:{samples.TOKEN}",
    }
    inner = {"elements": [item, {"anything": "else"}], "paging": {"count": 2}}
    page = page_of("connections", {name: inner} if name else inner)
    dana, other = page.elements
    assert isinstance(dana.record, Person)
    assert (dana.record.full_name, dana.record.headline_text) == ("Dana Example", "Engineer")
    assert dana.record.link == "https://www.linkedin.com/in/dana-example"
    assert dana.record.img == "https://media.example/1.jpg"
    assert dana.record.tokens == (samples.TOKEN,)
    assert dana.key == "slug:dana-example"
    assert isinstance(other.record, Person)
    assert other.record.model_extra == {"anything": "else"}
    assert (page.count, page.total) == (2, None)


def test_only_the_records_looked_at_last_are_kept_modelled() -> None:
    elements = [read_element(KINDS["people_search"], {"liId": str(n)}) for n in range(3)]
    first = elements[0].record
    assert elements[0].record is first
    for number in range(MOST_MODELLED):
        assert read_element(KINDS["people_search"], {"name": f"Person {number}"}).record
    again = elements[0].record
    assert again is not first
    assert again == first


@pytest.mark.parametrize("total", [2**63, str(2**63), -(2**70), 10**300, 1e19])
def test_a_number_no_database_has_room_for_counts_as_absent(total: object) -> None:
    page = page_of("people_search", {"people": [{"name": "Dana"}], "paging": {"total": total}})
    assert page.total is None
    assert len(page.elements) == 1
