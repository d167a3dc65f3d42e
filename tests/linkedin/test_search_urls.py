from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.address import Address
from lix_tui.linkedin.percent import decode, encode_all
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import AccountSearch, LeadSearch
from lix_tui.linkedin.search_urls import (
    SEARCH_KINDS,
    first_page,
    keywords_url,
    search_key,
    with_page,
    with_start,
)
from tests.linkedin.linkedin_corpus import SEARCHES, WORDS, Sample

LEADS = "https://www.linkedin.com/sales/search/people"
NOISE = [
    "sid=o(E",
    "sessionId=SXYhOqDUTTWqqFIMViXpyQ%3D%3D",
    "origin=FACETED_SEARCH",
    "page=7",
    "start=50",
    "trk=x",
    "lipi=urn%3Ali%3Apage",
    "searchId=1",
    "position=0",
    "_ntb=abc%3D",
    "viewAllFilters=true",
    "utm_source=x",
]
searches = st.sampled_from(SEARCHES)


@settings(max_examples=150)
@given(searches, st.lists(st.sampled_from(NOISE), max_size=5), st.integers(0, 5))
def test_noise_does_not_change_the_key(sample: Sample, noise: list[str], place: int) -> None:
    address = Address.split(sample.url)
    if address.in_fragment:
        noisy = sample.url + "".join(f"&{item}" for item in noise)
    else:
        items = (address.query or "").split("&")
        items = [*items[:place], *noise, *items[place:]]
        noisy = f"{address.head}?{'&'.join(items)}"
    assert search_key(noisy) == search_key(sample.url)


@given(searches, st.randoms(use_true_random=False))
def test_the_order_of_parameters_does_not_matter(sample: Sample, random: Random) -> None:
    address = Address.split(sample.url)
    items = (address.query or "").split("&")
    random.shuffle(items)
    shuffled = f"{address.head}?{'&'.join(items)}"
    if address.fragment is None:
        assert search_key(shuffled) == search_key(sample.url)


@given(searches)
def test_host_case_and_scheme_do_not_matter(sample: Sample) -> None:
    rest = sample.url.partition("linkedin.com")[2]
    for start in ("linkedin.com", "HTTP://UK.LinkedIn.com", "  <https://m.linkedin.com"):
        end = ">" if "<" in start else ""
        assert search_key(f"{start}{rest}{end}") == search_key(sample.url)


@given(searches)
def test_fragment_form_and_layers_do_not_matter(sample: Sample) -> None:
    address = Address.split(sample.url)
    query = address.value("query")
    if not query or "UNENCODED" in sample.note or "API-style" in sample.note:
        return
    rest = str(address).partition("?" if not address.in_fragment else "#")[2]
    key = search_key(sample.url)
    assert search_key(f"{address.head}#{rest}") == key
    assert search_key(f"{address.head}?{rest}") == key
    single = str(address.with_value("query", decode(query)))
    assert search_key(single) == key
    triple = str(address.with_value("query", encode_all(query)))
    assert search_key(triple) == key
    carried = f"https://api.lix-it.com/v1/li/sales/search/people?url={encode_all(sample.url)}"
    assert search_key(carried) == key


def test_filters_compare_on_type_and_id_or_text() -> None:
    def key(query: str) -> str:
        return search_key(f"{LEADS}?query=({query})")

    one = (
        "filters:List((type:REGION,values:List((id:1,text:A,selectionType:INCLUDED),(id:2))),"
        "(type:CURRENT_TITLE,values:List((text:CEO,selectionType:EXCLUDED))))"
    )
    same = (
        "recentSearchParam:(id:9,doLogHistory:true),filters:List("
        "(type:CURRENT_TITLE,values:List((text:CEO,selectionType:EXCLUDED))),"
        "(type:REGION,values:List((id:2,text:B,selectionType:INCLUDED,icon:x),(id:1))))"
    )
    assert key(one) == key(same)
    for other in (
        one.replace("EXCLUDED", "INCLUDED"),
        one.replace("id:1", "id:3"),
        one.replace("CEO", "CFO"),
        one.replace("type:REGION", "type:COMPANY_HEADQUARTERS"),
        one + ",keywords:x",
        one + ",keywordTitle:x",
    ):
        assert key(other) != key(one)
    assert key("filters:List((type:CURRENT_COMPANY,values:List((id:1337))))") == key(
        "filters:List((type:CURRENT_COMPANY,values:List((id:urn%3Ali%3Aorganization%3A1337))))"
    )


def test_text_compares_composed_and_trimmed() -> None:
    people = "https://www.linkedin.com/search/results/people/?keywords="
    assert search_key(f"{people}Z%C3%BCrich") == search_key(f"{people}%20Zu%CC%88rich+")


def test_what_makes_another_search() -> None:
    urls = [
        f"{LEADS}?savedSearchId=1",
        f"{LEADS}?savedSearchId=2",
        f"{LEADS}?savedSearchId=1&query=(keywords:x)",
        f"{LEADS}?query=(keywords:x)",
        f"{LEADS.replace('people', 'company')}?query=(keywords:x)",
        "https://www.linkedin.com/search/results/people/?keywords=x",
        "https://www.linkedin.com/search/results/people/?keywords=x&geoUrn=%5B%221%22%5D",
        "https://www.linkedin.com/search/results/people/?keywords=x&geoUrn=%5B%221%22%2C%222%22%5D",
        "https://www.linkedin.com/search/results/people/?titleFreeText=x",
        "https://www.linkedin.com/search/results/content/?keywords=x",
        "https://www.linkedin.com/jobs/search/?keywords=x",
        "https://www.linkedin.com/jobs/search/?keywords=x&f_E=1",
        "https://www.linkedin.com/jobs/search/?keywords=x&f_E=1&f_E=2",
        "https://www.linkedin.com/talent/hire/1/discover/recruiterSearch?searchContextId=x",
        "https://www.linkedin.com/talent/hire/2/discover/recruiterSearch?searchContextId=x",
        "https://www.linkedin.com/talent/search?searchContextId=y",
        "https://www.linkedin.com/jobs/search/?keywords=x&sortBy=DD",
        "https://www.linkedin.com/in/x",
        "x",
    ]
    assert len({search_key(url) for url in urls}) == len(urls)


def test_flagship_spellings_have_one_key() -> None:
    people = "https://www.linkedin.com/search/results/people/?"
    assert search_key(f'{people}keywords=a+b&geoUrn=%5B"2"%2C"1"%5D') == search_key(
        f"{people}geoUrn=%5B%221%22%2C%222%22%5D&keywords=a%20b&origin=X&network="
    )
    jobs = "https://www.linkedin.com/jobs/search"
    assert search_key(f"{jobs}?distance=25.0&f_E=2,1&f_AL=false") == search_key(
        f"{jobs}/?f_E=1%2C2&distance=25&currentJobId=9&refresh=true"
    )


@given(searches, st.integers(1, 100), st.integers(0, 2500))
def test_paging_touches_nothing_else(sample: Sample, page: int, start: int) -> None:
    paged = with_page(sample.url, page)
    assert with_page(paged, page) == paged
    assert recognise(paged).page == page
    assert re.sub(r"[?&]page=\d+", "", paged) == re.sub(r"[?&]page=[^&#]*", "", sample.url)
    started = with_start(paged, start)
    assert recognise(started).start == start
    assert recognise(started).filters == recognise(sample.url).filters
    assert search_key(started) == search_key(sample.url)
    assert first_page(started) == first_page(sample.url)


def test_where_the_page_goes() -> None:
    assert (
        with_page(f"{LEADS}#query=(a:b)&sessionId=1", 2)
        == f"{LEADS}#query=(a:b)&sessionId=1&page=2"
    )
    assert with_page(f"{LEADS}#page=3&query=(a:b)", 2) == f"{LEADS}#page=2&query=(a:b)"
    assert with_page(f"{LEADS}?page=3&query=(a:b)#x", 2) == f"{LEADS}?page=2&query=(a:b)#x"
    assert with_page(f"{LEADS}?query=(a:b)#x", 2) == f"{LEADS}?query=(a:b)&page=2#x"
    assert with_page(LEADS, 2) == f"{LEADS}?page=2"
    assert first_page(f"{LEADS}?page=2") == LEADS
    assert first_page(f"{LEADS}?page=2&query=(page%3A3)&start=") == f"{LEADS}?query=(page%3A3)"
    assert with_page(f"{LEADS}?page=3&query=(a:b)&page=4", 2) == f"{LEADS}?page=2&query=(a:b)"
    assert with_page(f"{LEADS}?page=3#query=(a:b)&page=4", 2) == f"{LEADS}?page=2#query=(a:b)"
    with pytest.raises(ValueError, match="from 1"):
        with_page(LEADS, 0)
    with pytest.raises(ValueError, match="from 0"):
        with_start(LEADS, -1)


@given(WORDS.filter(lambda text: text.strip() == text))
def test_keyword_urls_are_read_back(keywords: str) -> None:
    for kind in ("people", "jobs", "posts", "orgs", "sales", "accounts"):
        url = keywords_url(kind, keywords)
        target = recognise(url)
        assert target.keywords == keywords
        assert SEARCH_KINDS[target.kind] == kind
        assert target.url == url
        assert not target.filters
        assert not target.params
    assert LeadSearch.new().with_keywords(keywords).url == keywords_url("sales", keywords)
    assert AccountSearch.new().with_keywords(keywords).url == keywords_url("accounts", keywords)


def test_every_search_kind_is_named() -> None:
    assert {sample.kind for sample in SEARCHES} == set(SEARCH_KINDS)
    assert SEARCH_KINDS["sales_company"] == "accounts"


@given(st.text())
def test_a_key_for_any_text(text: str) -> None:
    assert search_key(text)
    assert search_key(f"{LEADS}?query={text}")
