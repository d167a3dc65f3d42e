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
from lix_tui.linkedin.editing import EditableSearch
from lix_tui.linkedin.facets import closed_values
from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.flagship import FlagshipSearch, JobsSearch, PeopleSearch, PostsSearch
from lix_tui.linkedin.parameter_catalogue import PARAMETER_FILTERS
from lix_tui.linkedin.parameters import PARAMETERS
from lix_tui.linkedin.recognise import recognise
from lix_tui.linkedin.restli import parse
from lix_tui.linkedin.restli_nodes import Array, Node, Record
from lix_tui.linkedin.sales import AccountSearch, LeadSearch, SalesSearch
from lix_tui.linkedin.search_models import SEARCH_MODELS, new_search, read_search
from tests.linkedin.linkedin_corpus import MALFORMED, SEARCHES, WORDS, Sample

PEOPLE = "https://www.linkedin.com/search/results/people/"
JOBS = "https://www.linkedin.com/jobs/search/"
EDITABLE = [sample for sample in SEARCHES if sample.kind in SEARCH_MODELS]
SPECS = [(kind, spec) for kind, model in SEARCH_MODELS.items() for spec in model.CATALOGUE.values()]
OLD_NAMES = {
    "title", "facetNetwork", "facetGeoRegion", "facetCurrentCompany", "facetConnectionOf",
    "f_TP", "f_WRA", "locationId",
}  # fmt: skip

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
    assert len(ACCOUNT_FILTERS) + len(ACCOUNT_HEADINGS) == 17
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
        changed: EditableSearch = search.with_range(name, Range(low, 10_001))
        assert changed.filter(name) == Filter(
            name, (), Range(low, 10_001), before.sub_filter if before else None
        )
    elif spec.toggle:
        changed = search.with_toggle(name, not search.is_on(name))
        assert changed.is_on(name) != search.is_on(name)
    else:
        value = value_for(spec, data.draw(WORDS).strip() or "x", data.draw(ids))
        excluded = spec.excludable and data.draw(st.booleans())
        value = replace(value, excluded=excluded)
        changed = search.with_value(name, value)
        kept = before.values if before and not spec.single else ()
        if value.identity not in {one.identity for one in kept}:
            assert changed.filter(name) == replace(before or Filter(name), values=(*kept, value))
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
    if target.problem or target.kind not in SEARCH_MODELS:
        with pytest.raises(ValueError, match=r"\.$"):
            read_search(url)
        return
    search = read_search(url)
    for item in search.filters:
        for value in item.values:
            try:
                fewer = search.without_value(item.type, value)
            except ValueError:  # a broken list can't be written partially
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
    without = search.with_value(spec.type, value).without_value(spec.type, value)
    if search.filters or isinstance(search, SalesSearch) is False:
        assert without.url == search.url
    assert without.filters == search.filters


@pytest.mark.parametrize("sample", EDITABLE)
def test_every_value_can_be_taken_out_alone(sample: Sample) -> None:
    search = read_search(sample.url)
    for item in search.filters:
        for value in item.values:
            fewer = search.without_value(item.type, value)
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
                with pytest.raises(ValueError, match="can't exclude values"):
                    search.flipped(item.type, value)
                continue
            flipped = search.flipped(item.type, value)
            assert len(flipped.url) == len(search.url)
            assert flipped.url != search.url
            assert flipped.flipped(item.type, value).url == search.url


@settings(max_examples=60)
@given(st.sampled_from(sorted(SEARCH_MODELS)), st.data())
def test_a_search_built_by_hand_is_read_back(kind: str, data: st.DataObject) -> None:
    search = new_search(kind)
    for _ in range(data.draw(st.integers(1, 6))):
        spec = data.draw(st.sampled_from(list(search.CATALOGUE.values())))
        if spec.range:
            search = search.with_range(spec.type, Range(1, data.draw(st.integers(1, 99))))
            if spec.sub_filter:
                search = search.with_sub_filter(spec.type, data.draw(WORDS))
        elif spec.toggle:
            search = search.with_toggle(spec.type, data.draw(st.booleans()))
        else:
            text = data.draw(WORDS).strip() or "x"
            search = search.with_value(spec.type, value_for(spec, text, data.draw(ids)))
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
    assert search.with_keywords(None).url == new_search(kind).url


@pytest.mark.parametrize(("kind", "spec"), SPECS, ids=lambda item: getattr(item, "type", item))
def test_what_a_filter_does_not_take_is_said(kind: str, spec: FilterSpec) -> None:
    search = new_search(kind)
    excluded = FilterValue("1", "one", excluded=True)
    if spec.range:
        with pytest.raises(ValueError, match="takes a range"):
            search.with_value(spec.type, FilterValue("1"))
    else:
        with pytest.raises(ValueError, match="takes values, not a range"):
            search.with_range(spec.type, Range(1, 2))
        if not spec.excludable:
            with pytest.raises(ValueError, match=f"{spec.label} can't exclude values"):
                search.with_value(spec.type, excluded)
        if not spec.free:
            with pytest.raises(ValueError, match="not free text"):
                search.with_value(spec.type, FilterValue(text="one"))
    if not spec.toggle:
        with pytest.raises(ValueError, match="can't be switched"):
            search.with_toggle(spec.type, on=True)
    if spec.sub_filter is None:
        with pytest.raises(ValueError, match="no sub-filter"):
            search.with_sub_filter(spec.type, "USD")
    else:
        with pytest.raises(ValueError, match=f"before its {spec.sub_filter}"):
            search.with_sub_filter(spec.type, "USD")
    with pytest.raises(ValueError, match="needs an id or a text"):
        search.with_value(spec.type, FilterValue())
    with pytest.raises(ValueError, match="doesn't have this value"):
        search.flipped(spec.type, FilterValue("1"))


def test_edits_that_change_nothing_return_the_search() -> None:
    search = (
        LeadSearch.new()
        .with_value("FUNCTION", FilterValue("25", "Sales"))
        .with_toggle("POSTED_ON_LINKEDIN", on=True)
        .with_value("POSTAL_CODE", FilterValue("1"))
        .with_sub_filter("POSTAL_CODE", "25")
    )
    assert search.with_value("FUNCTION", FilterValue("25")) is search
    assert search.with_value("FUNCTION", FilterValue("25", "Another label")) is search
    assert search.without_value("FUNCTION", FilterValue("26")) is search
    assert search.without_value("REGION", FilterValue("26")) is search
    assert search.with_toggle("POSTED_ON_LINKEDIN", on=True) is search
    assert search.with_toggle("PAST_COLLEAGUE", on=False) is search
    assert search.with_sub_filter("POSTAL_CODE", "25") is search
    assert search.with_sub_filter("ANYTHING", None) is search
    assert search.without_filter("REGION") is search
    assert search.with_keywords(None) is search
    assert AccountSearch.new().with_range("ANNUAL_REVENUE", None).url == AccountSearch.new().url


def test_toggles_carry_linkedins_value() -> None:
    assert LeadSearch.new().with_toggle("RECENTLY_CHANGED_JOBS", on=True).filters == (
        Filter("RECENTLY_CHANGED_JOBS", (FilterValue("RPC", "Changed jobs"),)),
    )
    jobs = JobsSearch.new().with_toggle("f_AL", on=True)
    assert jobs.url == f"{JOBS}?f_AL=true"
    assert jobs.with_toggle("f_AL", on=False).url == JOBS
    off = JobsSearch.read(f"{JOBS}?keywords=x&f_AL=false")
    assert not off.is_on("f_AL")
    assert off.with_toggle("f_AL", on=False) is off
    assert off.with_toggle("f_AL", on=True).url == f"{JOBS}?keywords=x&f_AL=true"


def test_a_filter_of_one_value_takes_the_new_one() -> None:
    search = LeadSearch.new().with_value("PERSONA", FilterValue("1"))
    assert search.with_value("PERSONA", FilterValue("2")).filters == (
        Filter("PERSONA", (FilterValue("2"),)),
    )
    posts = PostsSearch.new().with_value("sortBy", FilterValue("relevance"))
    assert posts.with_value("sortBy", FilterValue("date_posted")).url.endswith(
        "?sortBy=%22date_posted%22"
    )


def test_an_old_company_id_and_its_urn_are_one_value() -> None:
    search = LeadSearch.new().with_value("CURRENT_COMPANY", FilterValue("1337", "LinkedIn"))
    urn = FilterValue("urn:li:organization:1337", "LinkedIn", excluded=True)
    assert search.with_value("CURRENT_COMPANY", urn).filters == (
        Filter("CURRENT_COMPANY", (FilterValue("1337", "LinkedIn", excluded=True),)),
    )
    assert search.without_value("CURRENT_COMPANY", urn).filters == ()
    people = PeopleSearch.new().with_value("currentCompany", FilterValue(urn.id, "LinkedIn"))
    assert people.url == f"{PEOPLE}?currentCompany=%5B%221337%22%5D"
    assert people.with_value("currentCompany", FilterValue("1337")) is people


def test_ranges() -> None:
    search = AccountSearch.new().with_range("ANNUAL_REVENUE", Range(5, 500))
    search = search.with_sub_filter("ANNUAL_REVENUE", "USD")
    assert search.url.endswith(
        "?query=(filters%3AList((type%3AANNUAL_REVENUE%2CrangeValue%3A(min%3A5%2Cmax%3A500)"
        "%2CselectedSubFilter%3AUSD)))"
    )
    odd = search.url.replace("(min%3A5%2C", "(min%3A5.0%2Cunit%3AM%2C")
    higher = AccountSearch.read(odd).with_range("ANNUAL_REVENUE", Range(5, 1000))
    assert higher.url == odd.replace("max%3A500", "max%3A1000"), "the other end keeps its spelling"
    open_end = AccountSearch.read(odd).with_range("ANNUAL_REVENUE", Range(5))
    assert open_end.url == odd.replace("%2Cmax%3A500", "")
    low = open_end.with_range("ANNUAL_REVENUE", Range(max=7))
    assert low.url == odd.replace("(min%3A5.0%2Cunit%3AM%2Cmax%3A500)", "(unit%3AM%2Cmax%3A7)")
    high = open_end.with_range("ANNUAL_REVENUE", Range(max=9))
    both = high.with_range("ANNUAL_REVENUE", Range(8, 9))
    assert "(unit%3AM%2Cmin%3A8%2Cmax%3A9)" in both.url, "LinkedIn's order"
    assert search.with_range("ANNUAL_REVENUE", Range()).filters == ()
    tiny = search.with_range("ANNUAL_REVENUE", Range(0.00000001, 2.5)).filter("ANNUAL_REVENUE")
    assert tiny is not None
    assert tiny.range == Range(0.00000001, 2.5)
    for wrong in (Range(2, 1), Range(float("inf")), Range(max=float("nan")), Range(10**15)):
        with pytest.raises(ValueError, match=r"^A range"):
            search.with_range("ANNUAL_REVENUE", wrong)


def test_old_filter_names_are_edited_too() -> None:
    search = LeadSearch.new().with_value("TITLE", FilterValue("8", "CEO", excluded=True))
    search = search.with_sub_filter("TITLE", "CURRENT_OR_PAST")
    assert LeadSearch.read(search.url).filter("TITLE") == Filter(
        "TITLE", (FilterValue("8", "CEO", excluded=True),), sub_filter="CURRENT_OR_PAST"
    )
    new = (
        LeadSearch.new()
        .with_range("NOT_KNOWN_YET", Range(1, 2))
        .with_sub_filter("NOT_KNOWN_YET", "x")
    )
    assert LeadSearch.read(new.url).filters == (Filter("NOT_KNOWN_YET", (), Range(1, 2), "x"),)
    old = PeopleSearch.read(f"{PEOPLE}?title=partner&facetNetwork=%5B%22F%22%5D")
    assert old.filters == (
        Filter("title", (FilterValue(text="partner"),)),
        Filter("facetNetwork", (FilterValue("F"),)),
    )
    assert old.with_value("facetNetwork", FilterValue("S")).url.endswith("%5B%22F%22%2C%22S%22%5D")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://www.linkedin.com/talent/search?searchContextId=1", "change it there"),
        ("https://www.linkedin.com/in/x", "not a search"),
        ("https://evil.test/search/results/people/?keywords=x", "not LinkedIn"),
        (MALFORMED[0].url, "1 closing parenthesis is missing"),
    ],
)
def test_what_is_no_search_to_edit(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_search(url)
