from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.catalogue import ACCOUNT_FILTERS, FILTERS
from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import LeadSearch, SalesSearch
from tests.linkedin.linkedin_corpus import MALFORMED, SAMPLES, WORDS
from tests.support.account_search import AccountSearch

LEADS = "https://www.linkedin.com/sales/search/people"
READABLE = [
    sample
    for sample in SAMPLES
    if sample.kind.startswith("sales_") and not sample.note.startswith("MALFORMED")
]
MODELS: dict[str, type[SalesSearch]] = {
    "sales_people": LeadSearch,
    "sales_company": AccountSearch,
}

values = st.builds(FilterValue, st.none() | WORDS, WORDS, st.booleans())
numbers = st.none() | st.integers(-100, 10_000)
types = st.sampled_from([*FILTERS, *ACCOUNT_FILTERS, "NOT_KNOWN_YET"])
filters = st.builds(
    Filter,
    types,
    st.lists(values, min_size=1, max_size=3, unique_by=lambda value: value.identity).map(tuple),
    sub_filter=st.none() | WORDS,
) | st.builds(Filter, types, range=st.builds(Range, numbers, numbers), sub_filter=st.none() | WORDS)


@given(st.lists(filters, max_size=4, unique_by=lambda item: item.type), st.none() | WORDS)
def test_what_is_built_is_read_back(items: list[Filter], keywords: str | None) -> None:
    search = LeadSearch.new().with_keywords(keywords)
    for item in items:
        search = search.with_filter(item)
    target = recognise(search.url)
    assert target.filters == tuple(items)
    assert target.keywords == keywords
    assert target.problem is None
    assert LeadSearch.read(search.url).url == target.url == search.url


@pytest.mark.parametrize("sample", READABLE)
def test_unedited_is_byte_for_byte(sample: object) -> None:
    assert isinstance(sample, tuple)
    kind, url, note = sample
    search = MODELS[kind].read(url)
    if "UNENCODED" not in note and "API-style" not in note:
        assert search.url == url
    for item in search.filters:
        assert search.with_filter(item) is search
    assert search.with_keywords(search.keywords) is search
    assert search.without_filter("NOT_THERE") is search


@pytest.mark.parametrize("sample", READABLE)
def test_an_added_filter_can_be_taken_out_again(sample: object) -> None:
    assert isinstance(sample, tuple)
    search = MODELS[sample[0]].read(sample[1])
    added = search.with_filter(Filter("NOT_THERE", (FilterValue("1", "a (b), c: d"),)))
    assert added.filters == (
        *search.filters,
        Filter("NOT_THERE", (FilterValue("1", "a (b), c: d"),)),
    )
    assert added.keywords == search.keywords
    if search.filters:
        assert added.without_filter("NOT_THERE").url == search.url


def test_an_edit_keeps_the_keys_it_does_not_know() -> None:
    url = (
        f"{LEADS}?query=(pivotParam%3A(x%3A1)%2Cfilters%3AList((type%3ACURRENT_COMPANY%2Cvalues%3AList("
        "(id%3Aurn%253Ali%253Aorganization%253A1%2Ctext%3AA%2CselectionType%3AINCLUDED%2Cparent%3A(id%3A0))%2C"
        "(id%3A7%2CselectionType%3AINCLUDED%2Cfuture%3Akey))%2CanotherKey%3A1)))&sessionId=x%3D"
    )
    search = LeadSearch.read(url)
    (company,) = search.filters
    excluded = replace(
        company, values=(company.values[0], replace(company.values[1], excluded=True))
    )
    assert search.with_filter(excluded).url == url.replace(
        "(id%3A7%2CselectionType%3AINCLUDED", "(id%3A7%2CselectionType%3AEXCLUDED"
    )
    fewer = replace(company, values=company.values[1:])
    assert search.with_filter(fewer).url == url.replace(
        "(id%3Aurn%253Ali%253Aorganization%253A1%2Ctext%3AA%2CselectionType%3AINCLUDED%2Cparent%3A(id%3A0))%2C",
        "",
    )
    assert (
        search.with_filter(replace(company, values=())).url
        == f"{LEADS}?query=(pivotParam%3A(x%3A1))&sessionId=x%3D"
    )


def test_a_value_that_stays_is_not_spelled_anew() -> None:
    url = f"{LEADS}?query=(filters%3AList((type%3AREGION%2Cvalues%3AList((id%3A1)%2C(id%3A2)))))"
    search = LeadSearch.read(url)
    values = (FilterValue("1"), FilterValue("2", excluded=True))
    assert search.with_filter(Filter("REGION", values)).url == url.replace(
        "(id%3A2)", "(id%3A2%2CselectionType%3AEXCLUDED)"
    )


def test_keys_come_in_linkedins_order() -> None:
    search = (
        LeadSearch.new()
        .with_keywords("x")
        .with_filter(Filter("CURRENT_COMPANY", (FilterValue("urn:li:organization:1116", "P & G"),)))
        .with_filter(
            Filter("CURRENT_COMPANY", (FilterValue("urn:li:salesList:2", "L", excluded=True),))
        )
        .with_filter(Filter("LEAD_LIST", (FilterValue("ALL"),)))
    )
    assert search.url == (
        f"{LEADS}?query=(spellCorrectionEnabled%3Atrue%2Cfilters%3AList((type%3ACURRENT_COMPANY%2C"
        "values%3AList((id%3Aurn%253Ali%253AsalesList%253A2%2Ctext%3AL%2CselectionType%3AEXCLUDED%2C"
        "parent%3A(id%3A1)%2Cicon%3Alist)))%2C(type%3ALEAD_LIST%2Cvalues%3AList("
        "(id%3AALL%2CselectionType%3AINCLUDED%2Cicon%3Alist))))%2Ckeywords%3Ax)"
    )
    emptied = (
        search.with_keywords(None).without_filter("CURRENT_COMPANY").without_filter("LEAD_LIST")
    )
    assert emptied.url == LEADS


def test_keywords_beside_the_query_move_into_it() -> None:
    search = LeadSearch.read(f"{LEADS}?keywords=revops&sessionId=1")
    assert search.keywords == "revops"
    changed = search.with_keywords("sales ops")
    assert changed.keywords == "sales ops"
    assert recognise(changed.url).params == {"sessionId": "1"}


def test_what_cannot_be_edited_says_why() -> None:
    with pytest.raises(ValueError, match="1 closing parenthesis is missing"):
        LeadSearch.read(MALFORMED[0].url)
    with pytest.raises(ValueError, match="search for leads"):
        LeadSearch.read("https://www.linkedin.com/sales/search/company?query=(keywords:x)")
    with pytest.raises(ValueError, match="isn't LinkedIn"):
        AccountSearch.read("https://evil.test/sales/search/company?query=(keywords:x)")
