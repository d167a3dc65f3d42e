from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.catalogue import ALL_FILTERS
from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import AccountSearch, LeadSearch, SalesSearch
from tests.linkedin.linkedin_corpus import MALFORMED, SAMPLES, WORDS

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
types = st.sampled_from([*(name for table in ALL_FILTERS.values() for name in table), "NEW"])
filters = st.builds(
    Filter,
    types,
    st.lists(values, min_size=1, max_size=3, unique_by=lambda value: value.identity).map(tuple),
    sub_filter=st.none() | WORDS,
) | st.builds(Filter, types, range=st.builds(Range, numbers, numbers), sub_filter=st.none() | WORDS)


@pytest.mark.parametrize("model", MODELS.values())
@given(
    items=st.lists(filters, max_size=4, unique_by=lambda item: item.type),
    keywords=st.none() | WORDS,
)
def test_what_is_built_is_read_back(
    model: type[SalesSearch], items: list[Filter], keywords: str | None
) -> None:
    search = model.new().with_keywords(keywords)
    for item in items:
        search = search.with_filter(item)
    target = recognise(search.url)
    assert target.filters == tuple(items)
    assert target.keywords == keywords
    assert target.problem is None
    assert target.kind == model.KIND
    assert model.read(search.url).url == target.url == search.url


ACCOUNTS = "https://www.linkedin.com/sales/search/company"
EMEA = (
    "query=(filters%3AList((type%3AREGION%2Cvalues%3AList((id%3A91000007%2Ctext%3AEMEA%2C"
    "selectionType%3AINCLUDED)))))"
)


@pytest.mark.parametrize(
    "url",
    [
        f"{ACCOUNTS}?{EMEA}&sessionId=LFGMh86aSfic4RnHsrulRQ%3D%3D",
        f"{ACCOUNTS}?page=3&{EMEA}&viewAllFilters=true",
        f"{ACCOUNTS}#{EMEA}",
        f"{ACCOUNTS}?viewAllFilters=true",
        f"{ACCOUNTS}?savedSearchId=50540004",
        f"{ACCOUNTS}?savedSearchId=50540004&{EMEA}",
        (
            f"{ACCOUNTS}?query=(filters%3AList((type%3ATECHNOLOGIES_USED%2Cvalues%3AList((id%3A1194%2C"
            "text%3AElementor%2CselectionType%3AINCLUDED)))%2C(type%3ASAVED_ACCOUNTS%2Cvalues%3AList("
            "(id%3AX%2CselectionType%3AEXCLUDED)))))"
        ),
        (
            f"{ACCOUNTS}?query=(filters%3AList((type%3ADEPARTMENT_HEADCOUNT_GROWTH%2C"
            "rangeValue%3A(min%3A10)%2CselectedSubFilter%3A8)%2C(type%3ACOMPANY_HEADCOUNT_GROWTH%2C"
            "rangeValue%3A(min%3A-20%2Cmax%3A5))))"
        ),
        (
            f"{ACCOUNTS}?query=(filters%3AList((type%3APOSTAL_CODE%2Cvalues%3AList((id%3A1%2C"
            "text%3A10115%252C%2520Berlin%2CselectionType%3AINCLUDED))%2CselectedSubFilter%3A25)))"
        ),
    ],
)
def test_every_form_of_an_account_search_stays_byte_for_byte(url: str) -> None:
    target = recognise(url)
    assert (target.kind, target.problem) == ("sales_company", None)
    search = AccountSearch.read(url)
    assert search.url == target.url == url
    assert [search.spec(item.type) for item in search.filters].count(None) == 0
    edited = search.with_filter(Filter("FORTUNE", (FilterValue("1", "Fortune 50"),)))
    assert edited.filters == (*search.filters, Filter("FORTUNE", (FilterValue("1", "Fortune 50"),)))
    if search.filters:  # without any, a whole query is removed, not its empty record
        assert edited.without_filter("FORTUNE").url == url


def test_an_account_search_in_the_encodings_of_the_docs() -> None:
    whole = f"{ACCOUNTS}?{EMEA.replace('(', '%28').replace(')', '%29')}&sessionId=a%3D%3D"
    assert recognise(whole).filters == recognise(f"{ACCOUNTS}?{EMEA}").filters
    assert AccountSearch.read(whole).filters[0].values == (FilterValue("91000007", "EMEA"),)


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
