from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.catalogue import (
    ACCOUNT_FILTERS,
    ACCOUNT_HEADINGS,
    FILTERS,
    HEADINGS,
    FilterSpec,
)
from lix_tui.linkedin.editable_search import EditableSearch
from lix_tui.linkedin.facets import closed_values
from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.flagship import FlagshipSearch, JobsSearch, PeopleSearch, PostsSearch
from lix_tui.linkedin.parameter_catalogue import PARAMETER_FILTERS
from lix_tui.linkedin.parameters import PARAMETERS
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.restli import parse
from lix_tui.linkedin.restli_nodes import Array, Node, Record
from lix_tui.linkedin.sales import AccountSearch, LeadSearch, SalesSearch
from tests.linkedin.linkedin_corpus import SEARCHES, WORDS, Sample
from tests.support.search_edits import (
    MODELS,
    flipped,
    read_search,
    with_range,
    with_sub_filter,
    with_value,
    without_value,
)

PEOPLE = "https://www.linkedin.com/search/results/people/"
JOBS = "https://www.linkedin.com/jobs/search/"
EDITABLE = [sample for sample in SEARCHES if sample.kind in MODELS]
OLD_NAMES = {
    "title", "facetNetwork", "facetGeoRegion", "facetCurrentCompany", "facetConnectionOf",
    "f_TP", "f_WRA", "locationId",
}  # fmt: skip

ON = FilterValue("true")
"""Value of a toggle that is on."""
ids = st.text(st.sampled_from("ABCxyz0189_-"), min_size=1, max_size=8)
numbers = st.none() | st.integers(-100, 10_000) | st.decimals(0, 99, places=3).map(float)


def value_for(spec: FilterSpec, text: str, identity: str) -> FilterValue:
    return FilterValue(text=text) if spec.free else FilterValue(identity)


def node_spellings(search: SalesSearch, but: str) -> list[str | None]:
    """Return the spellings in the URL of every part of the query but one filter type."""
    raw = search.address.with_value("query", None)
    query = recognise(search.url).url or ""
    root = (
        parse(query.partition("query=")[2].partition("&")[0]).root if "query=(" in query else None
    )
    spelled: list[str | None] = [str(raw)]
    for key, node in root.entries if root else ():
        if key != "filters":
            spelled.append(node.raw)
    return spelled + [item.raw for item in filter_nodes(root) if type_of(item) != but]


def filter_nodes(root: Record | None) -> tuple[Node, ...]:
    listed = root.get("filters") if root else None
    return listed.items if isinstance(listed, Array) else ()


def type_of(node: Node) -> str | None:
    return node.text("type") if isinstance(node, Record) else None


def untouched(search: EditableSearch, but: str) -> object:
    if isinstance(search, SalesSearch):
        return node_spellings(search, but)
    assert isinstance(search, FlagshipSearch)
    return [item for item in search.address.parameters if item.name != but]


def test_every_row_of_linkedins_panels() -> None:
    assert len(FILTERS) + len(HEADINGS) == 35
    assert len({*ACCOUNT_FILTERS, "SAVED_ACCOUNTS"}) + len(ACCOUNT_HEADINGS) == 17
    for table, headings in ((FILTERS, HEADINGS), (ACCOUNT_FILTERS, ACCOUNT_HEADINGS)):
        for below in headings.values():
            assert set(below) <= set(table)


def test_every_parameter_but_the_old_names_is_offered() -> None:
    for kind, names in PARAMETERS.items():
        assert set(PARAMETER_FILTERS[kind]) == set(names) - OLD_NAMES - {"keywords"}
        for name, spec in PARAMETER_FILTERS[kind].items():
            assert spec.single == (names[name] not in ("array", "list")), name
            assert spec.toggle == (names[name] == "flag")
            if spec.closed and not spec.toggle:
                assert closed_values(spec.values_facet), name


@given(st.sampled_from(EDITABLE), st.data())
def test_an_edit_touches_one_filter(sample: Sample, data: st.DataObject) -> None:
    search = read_search(sample.url)
    spec = data.draw(st.sampled_from(list(search.CATALOGUE.values())))
    name = spec.type
    before = search.filter(name)
    if spec.range:
        low = data.draw(numbers)
        changed: EditableSearch = with_range(search, name, Range(low, 10_001))
        assert changed.filter(name) == Filter(
            name, (), Range(low, 10_001), before.sub_filter if before else None
        )
    elif spec.toggle:
        changed = with_value(search.without_filter(name), name, ON)
        assert changed.filter(name) == Filter(name, (ON,))
    else:
        value = value_for(spec, data.draw(WORDS).strip() or "x", data.draw(ids))
        excluded = spec.excludable and data.draw(st.booleans())
        value = replace(value, excluded=excluded)
        kept = before.values if before and not spec.single else ()
        base = search.without_filter(name) if spec.single else search
        changed = with_value(base, name, value)
        if value.identity not in {one.identity for one in kept}:
            assert (changed.filter(name) or Filter(name)).values == (*kept, value)
    assert untouched(changed, name) == untouched(search, name)
    assert changed.keywords == search.keywords
    assert [item for item in changed.filters if item.type != name] == [
        item for item in search.filters if item.type != name
    ]
    again = read_search(changed.url)
    assert again.url == changed.url
    assert again.filters == changed.filters


@settings(max_examples=300)
@given(st.sampled_from(EDITABLE), st.data())
def test_a_mutated_url_is_edited_or_refused_with_a_sentence(
    sample: Sample, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(sample.url)))
    junk = data.draw(st.text(max_size=3) | st.sampled_from(["%", "(", ")", "&", "%2C", "[", '"']))
    end = data.draw(st.integers(start, min(start + 5, len(sample.url))))
    url = sample.url[:start] + junk + sample.url[end:]
    target = recognise(url)
    if target.kind not in MODELS:
        return
    if target.problem:
        with pytest.raises(ValueError, match=r"\.$"):
            read_search(url)
        return
    search = read_search(url)
    for item in search.filters:
        for value in item.values:
            try:
                fewer = without_value(search, item.type, value)
            except ValueError:  # a broken list cannot be written without the rest of it
                assert isinstance(search, FlagshipSearch)
                continue
            assert value.identity not in {
                one.identity for one in getattr(fewer.filter(item.type), "values", ())
            }
            if recognise(fewer.url).kind != "job":  # currentJobId alone denotes a posting
                assert read_search(fewer.url).filters == fewer.filters
    assert read_search(search.with_keywords("x y").url).keywords == "x y"


@given(st.sampled_from(EDITABLE), st.data())
def test_what_was_added_and_taken_out_again_leaves_no_trace(
    sample: Sample, data: st.DataObject
) -> None:
    search = read_search(sample.url)
    specs = [spec for spec in search.CATALOGUE.values() if not spec.range and not spec.single]
    spec = data.draw(st.sampled_from(specs))
    value = value_for(spec, "somebody's (new), 100%: “value”", "brand-new")
    without = without_value(with_value(search, spec.type, value), spec.type, value)
    if search.filters or isinstance(search, SalesSearch) is False:
        assert without.url == search.url
    assert without.filters == search.filters


@pytest.mark.parametrize("sample", EDITABLE)
def test_every_value_can_be_taken_out_alone(sample: Sample) -> None:
    search = read_search(sample.url)
    for item in search.filters:
        for value in item.values:
            fewer = without_value(search, item.type, value)
            left = fewer.filter(item.type)
            assert (left.values if left else ()) == tuple(
                one for one in item.values if one.identity != value.identity
            )
            assert untouched(fewer, item.type) == untouched(search, item.type)
        gone = search.without_filter(item.type)
        assert gone.filters == tuple(one for one in search.filters if one.type != item.type)
        assert untouched(gone, item.type) == untouched(search, item.type)


@pytest.mark.parametrize(
    "sample", [sample for sample in EDITABLE if sample.kind.startswith("sales_")]
)
def test_flipping_changes_one_word(sample: Sample) -> None:
    search = read_search(sample.url)
    for item in search.filters:
        spec = search.spec(item.type)
        for value in item.values:
            if spec is not None and not spec.excludable:
                continue
            other = flipped(search, item.type, value)
            assert len(other.url) == len(search.url)
            assert other.url != search.url
            back = replace(value, excluded=not value.excluded)
            assert flipped(other, item.type, back).url == search.url


@settings(max_examples=60)
@given(st.sampled_from(sorted(MODELS)), st.data())
def test_a_search_built_by_hand_is_read_back(kind: str, data: st.DataObject) -> None:
    search = MODELS[kind].new()
    for _ in range(data.draw(st.integers(1, 6))):
        spec = data.draw(st.sampled_from(list(search.CATALOGUE.values())))
        if spec.range:
            search = with_range(search, spec.type, Range(1, data.draw(st.integers(1, 99))))
            if spec.sub_filter:
                search = with_sub_filter(search, spec.type, data.draw(WORDS))
        elif spec.toggle:
            search = search.without_filter(spec.type)
            if data.draw(st.booleans()):
                search = with_value(search, spec.type, ON)
        else:
            text = data.draw(WORDS).strip() or "x"
            search = search.without_filter(spec.type) if spec.single else search
            search = with_value(search, spec.type, value_for(spec, text, data.draw(ids)))
    search = search.with_keywords(data.draw(st.none() | WORDS))
    again = read_search(search.url)
    assert type(again) is type(search)
    assert (again.url, again.keywords, again.filters) == (
        search.url,
        search.keywords,
        search.filters,
    )
    for item in search.filters:
        search = search.without_filter(item.type)
    assert search.with_keywords(None).url == MODELS[kind].new().url


def test_edits_that_change_nothing_return_the_search() -> None:
    search = with_value(LeadSearch.new(), "FUNCTION", FilterValue("25", "Sales"))
    search = with_value(search, "POSTAL_CODE", FilterValue("1"))
    search = with_sub_filter(search, "POSTAL_CODE", "25")
    for item in search.filters:
        assert search.with_filter(item) is search
    assert search.without_filter("REGION") is search
    assert search.with_keywords(None) is search
    assert with_range(AccountSearch.new(), "ANNUAL_REVENUE", None).url == AccountSearch.new().url


def test_a_toggle_is_one_value() -> None:
    jobs = with_value(JobsSearch.new(), "f_AL", ON)
    assert jobs.url == f"{JOBS}?f_AL=true"
    assert jobs.without_filter("f_AL").url == JOBS
    off = JobsSearch.read(f"{JOBS}?keywords=x&f_AL=false")
    assert off.with_filter(Filter("f_AL", (ON,))).url == f"{JOBS}?keywords=x&f_AL=true"


def test_a_filter_of_one_value_keeps_its_spelling() -> None:
    posts = with_value(PostsSearch.new(), "sortBy", FilterValue("relevance"))
    newest = posts.with_filter(Filter("sortBy", (FilterValue("date_posted"),)))
    assert newest.url.endswith("?sortBy=%22date_posted%22")


def test_a_company_urn_is_written_as_its_number() -> None:
    urn = FilterValue("urn:li:organization:1337", "LinkedIn")
    people = with_value(PeopleSearch.new(), "currentCompany", urn)
    assert people.url == f"{PEOPLE}?currentCompany=%5B%221337%22%5D"
    assert people.with_filter(Filter("currentCompany", (FilterValue("1337"),))) is people


def test_ranges() -> None:
    search = with_range(AccountSearch.new(), "ANNUAL_REVENUE", Range(5, 500))
    search = with_sub_filter(search, "ANNUAL_REVENUE", "USD")
    assert search.url.endswith(
        "?query=(filters%3AList((type%3AANNUAL_REVENUE%2CrangeValue%3A(min%3A5%2Cmax%3A500)"
        "%2CselectedSubFilter%3AUSD)))"
    )
    odd = search.url.replace("(min%3A5%2C", "(min%3A5.0%2Cunit%3AM%2C")
    higher = with_range(AccountSearch.read(odd), "ANNUAL_REVENUE", Range(5, 1000))
    assert higher.url == odd.replace("max%3A500", "max%3A1000"), "the other end keeps its spelling"
    open_end = with_range(AccountSearch.read(odd), "ANNUAL_REVENUE", Range(5))
    assert open_end.url == odd.replace("%2Cmax%3A500", "")
    low = with_range(open_end, "ANNUAL_REVENUE", Range(max=7))
    assert low.url == odd.replace("(min%3A5.0%2Cunit%3AM%2Cmax%3A500)", "(unit%3AM%2Cmax%3A7)")
    high = with_range(open_end, "ANNUAL_REVENUE", Range(max=9))
    both = with_range(high, "ANNUAL_REVENUE", Range(8, 9))
    assert "(unit%3AM%2Cmin%3A8%2Cmax%3A9)" in both.url, "LinkedIn's order"
    assert with_range(search, "ANNUAL_REVENUE", None).filters == ()
    tiny = with_range(search, "ANNUAL_REVENUE", Range(0.00000001, 2.5)).filter("ANNUAL_REVENUE")
    assert tiny is not None
    assert tiny.range == Range(0.00000001, 2.5)


def test_old_filter_names_are_edited_too() -> None:
    search = with_value(LeadSearch.new(), "TITLE", FilterValue("8", "CEO", excluded=True))
    search = with_sub_filter(search, "TITLE", "CURRENT_OR_PAST")
    assert LeadSearch.read(search.url).filter("TITLE") == Filter(
        "TITLE", (FilterValue("8", "CEO", excluded=True),), sub_filter="CURRENT_OR_PAST"
    )
    new = with_range(LeadSearch.new(), "NOT_KNOWN_YET", Range(1, 2))
    new = with_sub_filter(new, "NOT_KNOWN_YET", "x")
    assert LeadSearch.read(new.url).filters == (Filter("NOT_KNOWN_YET", (), Range(1, 2), "x"),)
    old = PeopleSearch.read(f"{PEOPLE}?title=partner&facetNetwork=%5B%22F%22%5D")
    assert old.filters == (
        Filter("title", (FilterValue(text="partner"),)),
        Filter("facetNetwork", (FilterValue("F"),)),
    )
    assert with_value(old, "facetNetwork", FilterValue("S")).url.endswith("%5B%22F%22%2C%22S%22%5D")
