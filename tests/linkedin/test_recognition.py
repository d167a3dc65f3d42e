from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.percent import encode_all
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import LeadSearch
from tests.linkedin.linkedin_corpus import MALFORMED, SAMPLES, URLS, Sample

LINKEDIN = "https://www.linkedin.com"
POST_6 = "/feed/update/urn:li:activity:6/"
TOKEN = "ACwAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg"[:39]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_kind_of_every_real_url(sample: object) -> None:
    assert isinstance(sample, tuple)
    kind, url, note = sample
    target = recognise(url)
    assert target.kind == kind
    assert (target.problem is not None) == note.startswith("MALFORMED")
    json.dumps(target.to_json())


def test_a_malformed_query_says_exactly_where() -> None:
    (sample,) = MALFORMED
    problem = recognise(sample.url).problem
    end = sample.url.index("&sessionId")
    assert problem is not None
    assert f"character {end + 1} of the link" in problem
    assert "1 closing parenthesis is missing" in problem
    shorter = recognise(sample.url.removeprefix("https://www.")).problem or ""
    assert f"character {end + 1 - len('https://www.')} of the link" in shorter


@pytest.mark.parametrize(
    ("query", "place", "sentence"),
    [
        ("(filters%3AList((typ%3AREGION)))", "(typ", "a filter has no type"),
        (
            "(x%3AList((type%3AA))%2Cfilters%3AList((type%3AA)%2C(type%3A)))",
            "(type%3A))",
            "a filter has no type",
        ),
        ("(filters%3AList(REGION))", "REGION", "a filter has no type"),
        ("(filters:List(REGION))", "REGION", "a filter has no type"),
        ("(filters%3AList((type%3AREGION)%2CREGION))", "REGION", "a filter has no type"),
        ("(filters%3A(type%3AREGION))", "(type", "the filters are not a List"),
        ("(keywords%3Ax%2Cfilters%3Afilters)", "filters)", "the filters are not a List"),
        (
            "(filters%3AList((type%3AREGION%2Cvalues%3A(id%3A1))))",
            "(id",
            "the values of REGION are not a List",
        ),
    ],
)
def test_a_query_that_lost_its_filters_says_where(query: str, place: str, sentence: str) -> None:
    url = f"{LINKEDIN}/sales/search/people?query={query}&page=2"
    target = recognise(url)
    assert not target.filters
    assert f"{sentence} (" in (target.problem or "") or f"{sentence}(...) (" in (
        target.problem or ""
    )
    assert f"character {url.index('query=') + 6 + query.rindex(place) + 1} of the link" in (
        target.problem or ""
    )


@pytest.mark.parametrize(
    "query", ["(filters%3A)", "(filters%3AList())", "(filters%3AList((type%3AA%2Cvalues%3A)))"]
)
def test_empty_filters_are_no_problem(query: str) -> None:
    url = f"{LINKEDIN}/sales/search/people?query={query}"
    target = recognise(url)
    assert (target.problem, target.url) == (None, url)


@pytest.mark.parametrize("query", ["(keywords%3aa%2cx%3aList(b))", "(keywords%3Aa*!'~b)", "(x%3A)"])
def test_an_address_bar_query_is_never_spelled_anew(query: str) -> None:
    url = f"{LINKEDIN}/sales/search/people?query={query}"
    assert recognise(url).url == url
    assert LeadSearch.read(url).url == url


def test_the_page_that_is_none_of_ours_is_named() -> None:
    problem = recognise("https://www.linkedin.com/serch/results/p%20eople/?keywords=x").problem
    assert "“/serch/results/p eople/”" in (problem or "")


def test_what_cannot_be_read_is_unknown_as_json() -> None:
    target = recognise(MALFORMED[0].url)
    assert target.kind == "sales_people", "the page is certain"
    assert target.to_json()["kind"] == "unknown"
    assert "filters" not in target.to_json()


@settings(max_examples=300)
@given(st.sampled_from([sample for sample in SAMPLES if "query=(" in sample.url]), st.data())
def test_a_mutated_query_says_where_it_went_wrong(sample: Sample, data: st.DataObject) -> None:
    begin = sample.url.index("query=(") + 6
    end = sample.url.find("&", begin)
    end = len(sample.url) if end < 0 else end
    place = data.draw(st.integers(begin, end - 1))
    gone = data.draw(st.integers(0, min(4, end - place)))
    junk = data.draw(st.sampled_from(["", "(", ")", "%28", "%3A", "%2C", "%", "List(", "é", '"']))
    url = sample.url[:place] + junk + sample.url[place + gone :]
    problem = recognise(url).problem
    if problem is not None:
        found = re.search(r"\(character (\d+) of the link", problem)
        assert found is not None
        assert begin < int(found[1]) <= end + len(junk) - gone + 1


def test_a_missing_ampersand_is_named() -> None:
    problem = recognise(f"{LINKEDIN}/sales/search/people?query=(keywords%3Ax)viewAllFilters=true")
    assert problem.kind == "sales_people"
    assert "“viewAllFilters”, perhaps an & is missing" in (problem.problem or "")


@pytest.mark.parametrize(
    ("text", "kind", "entity_id", "url"),
    [
        ("linkedin.com/in/Foo", "person", "foo", "/in/foo"),
        ("//www.linkedin.com/in/foo", "person", "foo", "/in/foo"),
        ("HTTPS://UK.LINKEDIN.COM/in/foo/en", "person", "foo", "/in/foo"),
        (" <https://www.linkedin.com/in/foo/?trk=x> ", "person", "foo", "/in/foo"),
        ('"https://m.linkedin.com/in/foo/overlay/about/"', "person", "foo", "/in/foo"),
        ("https://www.linkedin.com/in/foo/recent-activity/all/#x", "person", "foo", "/in/foo"),
        ("https://www.linkedin.com/mwlite/in/foo", "person", "foo", "/in/foo"),
        ("in/foo", "person", "foo", "/in/foo"),
        ("/in/%C3%89lodie-m", "person", "élodie-m", "/in/%C3%A9lodie-m"),
        ("https://www.linkedin.com/in/e\u0301lodie", "person", "élodie", "/in/%C3%A9lodie"),
        (f"https://www.linkedin.com/in/{TOKEN}", "person", TOKEN, f"/in/{TOKEN}"),
        (TOKEN, "lead", TOKEN, f"/sales/lead/{TOKEN}"),
        (f"/sales/people/{TOKEN}%2CNAME_SEARCH%2Cabc", "lead", TOKEN, f"/sales/lead/{TOKEN}"),
        (f"linkedin.com/sales/{TOKEN},NAME", "lead", TOKEN, f"/sales/lead/{TOKEN}"),
        (
            "/pub/some-person/1/2a/3b4",
            "person",
            "some-person-3b402a1",
            "/in/some-person-3b402a1",
        ),
        (
            "/pub/john-smith/a7/576/b50?trk=x",
            "person",
            "john-smith-b50576a7",
            "/in/john-smith-b50576a7",
        ),
        ("/pub/John-Smith/0/505/82A/en", "person", "john-smith-82a505", "/in/john-smith-82a505"),
        ("/pub/john-smith/0/505/82A", "person", "john-smith-82a505", "/in/john-smith-82a505"),
        ("/pub/john-smith/5/b4/8", "person", "john-smith-0080b45", "/in/john-smith-0080b45"),
        ("/pub/some-person", "person", "some-person", "/in/some-person"),
        (
            "https://www.linkedin.com/talent/hire/1/manage/all/profile/AEMAAx?trk=y",
            "recruiter_profile",
            "AEMAAx",
            "/talent/profile/AEMAAx",
        ),
        ("https://linkedin.com/school/4292/people/", "company", "4292", "/company/4292"),
        ("https://linkedin.com/showcase/Acme/", "company", "acme", "/company/acme"),
        (
            "https://linkedin.com/sales/company/1035?_ntb=x",
            "account",
            "1035",
            "/sales/company/1035",
        ),
        (
            "https://linkedin.com/jobs/view/a-b-at-c-4472684826/",
            "job",
            "4472684826",
            "/jobs/view/4472684826/",
        ),
        (
            "https://linkedin.com/jobs/collections/recommended/?currentJobId=99",
            "job",
            "99",
            "/jobs/view/99/",
        ),
        (
            "https://www.linkedin.com/posts/jane-doe_title-words-activity-7300000000000000001-aB3d?x=y",
            "post",
            "urn:li:activity:7300000000000000001",
            "/feed/update/urn:li:activity:7300000000000000001/",
        ),
        ("urn:li:ugcPost:5", "post", "urn:li:ugcPost:5", "/feed/update/urn:li:ugcPost:5/"),
        ("urn%3Ali%3Aactivity%3A1", "post", "urn:li:activity:1", "/feed/update/urn:li:activity:1/"),
        (
            "https://linkedin.com/embed/feed/update/urn:li:share:6",
            "post",
            "urn:li:share:6",
            "/feed/update/urn:li:share:6/",
        ),
        ("urn:li:fsd_update:(urn:li:activity:6)", "post", "urn:li:activity:6", POST_6),
        (
            "urn:li:fs_updateV2:(urn:li:activity:6,MAIN_FEED,EMPTY)",
            "post",
            "urn:li:activity:6",
            POST_6,
        ),
        (
            "urn:li:fs_feedUpdate:(V2&MAIN_FEED,urn:li:activity:6)",
            "post",
            "urn:li:activity:6",
            POST_6,
        ),
        (
            "urn:li:fsd_socialDetail:(urn:li:activity:6,urn:li:activity:6)",
            "post",
            "urn:li:activity:6",
            POST_6,
        ),
        ("urn%3Ali%3Afsd_update%3A(urn%3Ali%3Aactivity%3A6)", "post", "urn:li:activity:6", POST_6),
        (
            "/feed/update/urn:li:fsd_update:(urn:li:activity:6,MAIN_FEED)/",
            "post",
            "urn:li:activity:6",
            POST_6,
        ),
        (
            "https://www.linkedin.com/video/live/urn:li:ugcPost:5/",
            "post",
            "urn:li:ugcPost:5",
            "/feed/update/urn:li:ugcPost:5/",
        ),
        (
            "linkedin.com/video/event/urn%3Ali%3AugcPost%3A5",
            "post",
            "urn:li:ugcPost:5",
            "/feed/update/urn:li:ugcPost:5/",
        ),
        (
            "linkedin.com/analytics/post-summary/urn:li:activity:6/",
            "post",
            "urn:li:activity:6",
            POST_6,
        ),
        ("/posts/urn:li:activity:6", "post", "urn:li:activity:6", POST_6),
        (
            "https://www.linkedin.com/jobs/view/externalApply/3461234567?url=https%3A%2F%2Fa.test%2Fx",
            "job",
            "3461234567",
            "/jobs/view/3461234567/",
        ),
        (
            "/jobs/view/externalApply/3461234567?keywords=x",
            "job",
            "3461234567",
            "/jobs/view/3461234567/",
        ),
        ("linkedin.com/job-apply/3461234567", "job", "3461234567", "/jobs/view/3461234567/"),
        (
            "linkedin.com/hiring/jobs/3461234567/detail",
            "job",
            "3461234567",
            "/jobs/view/3461234567/",
        ),
        (
            "https://www.linkedin.com/jobs-guest/jobs/api/jobPosting/3461234567",
            "job",
            "3461234567",
            "/jobs/view/3461234567/",
        ),
        (
            "urn:li:fsd_jobPostingCard:(3461234567,JOB_DETAILS)",
            "job",
            "3461234567",
            "/jobs/view/3461234567/",
        ),
        ("urn:li:school:4292", "company", "4292", "/company/4292"),
        ("urn:li:fsd_school:4292", "company", "4292", "/company/4292"),
        ("urn:li:organizationBrand:9", "company", "9", "/company/9"),
        ("urn:li:member:12", "person", "12", "/profile/view?id=12"),
        ("urn:li:organization:1035", "company", "1035", "/company/1035"),
        ("urn:li:jobPosting:7", "job", "7", "/jobs/view/7/"),
        (f"urn:li:fs_salesProfile:({TOKEN},NAME_SEARCH,x)", "lead", TOKEN, f"/sales/lead/{TOKEN}"),
        (
            "https://www.linkedin.com/sales/lists/people/123?x=y",
            "lead_list",
            "123",
            "/sales/lists/people/123",
        ),
        (
            "/sales/lists/company/123",
            "account_list",
            "123",
            "/sales/lists/company/123",
        ),
        (
            "https://www.linkedin.com/groups/5119103/members/",
            "group",
            "5119103",
            "/groups/5119103/",
        ),
    ],
)
def test_entities(text: str, kind: str, entity_id: str, url: str) -> None:
    target = recognise(text)
    assert (target.kind, target.entity_id, target.url) == (kind, entity_id, f"{LINKEDIN}{url}")
    assert target.problem is None


def test_an_email_address() -> None:
    for text in (
        "Jane.Doe@Example.COM",
        "<Jane.Doe@example.com>",
        "mailto:Jane.Doe@example.com?subject=x",
    ):
        assert recognise(text).to_json() == {"kind": "email", "entity_id": "Jane.Doe@example.com"}


@pytest.mark.parametrize(
    "text",
    [
        "https://linkedin.com.evil.test/in/x",
        "https://evil-linkedin.com/in/x",
        "https://evillinkedin.com/in/x",
        "https://linkedin.com@evil.test/in/x",
        "https://user@linkedin.com/in/x",
        "https://www.linkedin.com:pass@evil.test/in/x",
        "https://evil.test\\@www.linkedin.com/in/x",
        "https://www.linkedin.com\\.evil.test/in/x",
        "https://www.linkedin.com:8443/in/x",
        "https://ｌinkedin.com/in/x",
        "https://linkedin.com%2eevil.test/in/x",
        "https://evil.test/www.linkedin.com/in/x",
        "https://evil.test/#https://www.linkedin.com/in/x",
        "javascript://www.linkedin.com/in/x",
        "ftp://www.linkedin.com/in/x",
        "https://www.linkedin.com/in/%2e%2e%2f%2fevil.test",
        "https://www.linkedin.com/in/a%0d%0ab",
        "https://lnkd.in/abc",
        "https://www.linkedin.com/",
        "https://www.linkedin.com/search/results/all/?keywords=x",
        "urn:li:comment:(activity:1,2)",
        "hello world",
        "",
    ],
)
def test_what_is_refused_says_why(text: str) -> None:
    target = recognise(text)
    assert target.kind == "unknown"
    assert target.entity_id is None
    assert target.problem is not None
    assert target.problem.endswith(".")


REFUSED_PAGES = {
    "isn't a job or a job search": (
        "/jobs/tracker/saved/?foo=1", "/jobs/tracker/applied/?keywords=x",
        "/jobs/application-settings/?hidden=true", "/jobs/?foo=1",
        "/jobs/collections/recommended/?discover=true", "/my-items/saved-jobs/?cardType=SAVED",
    ),
    "lacks the job's number": (
        "/jobs/view/externalApply/?url=x", "/jobs-guest/jobs/api/jobPosting/x",
    ),
    "search people for the name": (
        "/pub/dir?firstName=Jane&lastName=Doe", "/pub/dir/Jane/Doe?trk=x", "/pub/dir/+/Doe",
        "/comm/pub/dir/?firstName=Jane",
    ),
    "lacks the post's number": (
        "/posts/acme_jobs-post?trk=x", "/posts/acme/", "/feed/update/urn:li:comment:5",
        "/feed/update/urn:li:fsd_update:(urn:li:activity:1,urn:li:activity:2)",
    ),
}  # fmt: skip
"""Pages that lix-tui refuses, by words of the reason."""


@pytest.mark.parametrize(
    ("path", "sentence"), [(path, why) for why, paths in REFUSED_PAGES.items() for path in paths]
)
def test_pages_that_are_no_search_and_no_record_say_so(path: str, sentence: str) -> None:
    target = recognise(f"{LINKEDIN}{path}")
    assert (target.kind, target.entity_id) == ("unknown", None)
    assert sentence in (target.problem or "")


@pytest.mark.parametrize(
    "path",
    ["/jobs/?keywords=x", "/jobs/search/?currentJobId=9&keywords=x", "/jobs/search-results/?keywords=x",
     "/jobs/engineer-jobs-london?keywords=x&location=London", "/jobs/jobs-in-london?f_TPR=r86400",
     "/comm/jobs/search?keywords=x"],
)  # fmt: skip
def test_job_searches_stay_searches(path: str) -> None:
    assert recognise(f"{LINKEDIN}{path}").kind == "jobs"


SEARCH = f"{LINKEDIN}/sales/search/people?query=(keywords%3Ahead%2520of%2520ai)&sessionId=a%3D%3D"


def test_a_backslash_ends_no_host() -> None:
    for tail in ("\\.evil.test/in/x", "\\/in/x", "\\@evil.test/in/x"):
        problem = recognise(f"https://www.linkedin.com{tail}").problem or ""
        assert "backslash after “www.linkedin.com”" in problem


@pytest.mark.parametrize(
    "wrapper",
    [
        "https://www.linkedin.com/redir/redirect?url={}&urlhash=x",
        "https://www.linkedin.com/safety/go?trk=a&url={}",
        "https://www.linkedin.com/uas/login?session_redirect={}",
        "https://www.linkedin.com/authwall?sessionRedirect={}&trk=b",
        "https://www.google.com/url?sa=t&url={}",
        "https://api.lix-it.com/v1/li/sales/search/people?url={}&sequence_id=1",
    ],
)
def test_redirects_are_seen_through(wrapper: str) -> None:
    assert recognise(wrapper.format(encode_all(SEARCH))) == recognise(SEARCH)
    twice = wrapper.format(encode_all(wrapper.format(encode_all(SEARCH))))
    assert recognise(twice) == recognise(SEARCH)


def test_the_api_twin_becomes_the_page_it_stands_for() -> None:
    target = recognise(
        f"{LINKEDIN}/sales-api/salesApiLeadSearch?q=searchQuery"
        "&query=(keywords:head%20of%20ai)&start=50&count=25&decorationId=x"
    )
    assert target.to_json() == {
        "kind": "sales_people",
        "keywords": "head of ai",
        "page": 3,
        "url": f"{LINKEDIN}/sales/search/people?page=3&query=(keywords%3Ahead%2520of%2520ai)",
    }


def test_filters_and_parameters() -> None:
    url = next(u for u in URLS if "urn%253Ali%253Aorganization%253A14383281" in u and "#query" in u)
    target = recognise(url)
    filters = {item.type: item for item in target.filters}
    assert len(filters) == 13
    assert filters["PAST_COMPANY"] == Filter(
        "PAST_COMPANY",
        (FilterValue("urn:li:organization:1116", "Procter & Gamble", excluded=True),),
    )
    assert filters["CURRENT_TITLE"].values[1] == FilterValue(text="مدير التجارة الإلكترونية")
    assert target.params["viewAllFilters"] == "true"
    assert target.url == url


def test_ranges_and_sub_filters_as_json() -> None:
    url = next(sample.url for sample in SAMPLES if "ANNUAL_REVENUE" in sample.url)
    target = recognise(url)
    assert target.filters[0] == Filter("ANNUAL_REVENUE", (), Range(1, 100), "USD")
    assert target.to_json()["filters"] == [
        {"type": "ANNUAL_REVENUE", "range": {"min": 1, "max": 100}, "sub_filter": "USD"},
        {
            "type": "COMPANY_HEADCOUNT",
            "values": [{"id": "D", "text": "51-200", "excluded": False}],
        },
    ]


def test_flagship_parameters_in_every_spelling() -> None:
    posts = f"{LINKEDIN}/search/results/content/?keywords=a+b&sortBy="
    for spelling in (
        "%5B%22date_posted%22%5D",
        "%22date_posted%22",
        "date_posted",
        '"date_posted"',
    ):
        target = recognise(posts + spelling)
        assert target.keywords == "a b"
        assert target.params["sortBy"] == "date_posted"
    jobs = recognise(f"{LINKEDIN}/jobs/search?f_E=1%2C2&distance=25.0&start=50&keywords=x")
    assert jobs.params == {"f_E": ("1", "2"), "distance": "25.0"}
    assert (jobs.page, jobs.start) == (None, 50)


def test_a_page_that_is_no_number_stays_a_parameter() -> None:
    target = recognise(f"{LINKEDIN}/search/results/people/?keywords=x&page=${{n}}")
    assert target.page is None
    assert target.params == {"page": "${n}"}


@settings(max_examples=300)
@given(st.data())
def test_mutated_urls_never_crash(data: st.DataObject) -> None:
    url = data.draw(st.sampled_from(URLS))
    start = data.draw(st.integers(0, len(url)))
    end = data.draw(st.integers(start, min(len(url), start + 6)))
    junk = data.draw(
        st.text(max_size=4) | st.sampled_from(["%", "%2", "(", ")", "&", "#", "[", '"'])
    )
    target = recognise(url[:start] + junk + url[end:])
    json.dumps(target.to_json())
    assert target.kind != "unknown" or target.problem


@given(st.text() | st.characters(codec=None).map(lambda char: f"linkedin.com/in/{char}"))
def test_no_text_raises(text: str) -> None:
    recognise(text).to_json()
    recognise(f"https://www.linkedin.com/{text}").to_json()


def test_huge_and_hostile_numbers() -> None:
    for name in ("page", "start", "distance", "geoId"):
        recognise(f"{LINKEDIN}/jobs/search/?{name}={'9' * 6000}")
    recognise(f"{LINKEDIN}/search/results/people/?geoUrn={'[' * 50_000}")
    recognise("urn:li:member:" + "9" * 6000)
    recognise("\udcff\ud800" + LINKEDIN)
    recognise(f"{LINKEDIN}/in/\udcff")
