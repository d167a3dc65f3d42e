"""Building a query chip by chip, for every kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.facets import closed_values
from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.search_content import has_content
from lix_tui.services.kinds import KINDS, KindName
from lix_tui.services.queries.builder.builder import Builder
from lix_tui.services.queries.builder.fields import Chip, FilterField, fields_of
from lix_tui.services.queries.builder.ranges import range_chip
from lix_tui.services.queries.query import QueryError, query_from_link


def field(builder: Builder, name: str) -> FilterField:
    return next(f for f in builder.fields if f.id == name)


def test_the_query_people_switch_tools_for() -> None:
    builder = Builder("sales")
    for name, chip in (
        ("SENIORITY_LEVEL", Chip("Vice President", "300")),
        ("SENIORITY_LEVEL", Chip("CXO", "310")),
        ("INDUSTRY", Chip("Software Development", "4")),
        ("COMPANY_HEADCOUNT", Chip("51-200", "D")),
        ("COMPANY_HEADCOUNT", Chip("201-500", "E")),
        ("REGION", Chip("Germany", "101282230")),
        ("REGION", Chip("Austria", "103883259")),
        ("CURRENT_COMPANY", Chip("SAP", "urn:li:organization:1115", "ex")),
    ):
        builder.add(field(builder, name), chip)
    builder.toggle(field(builder, "RECENTLY_CHANGED_JOBS"))
    query = builder.query(None)
    assert query.title == (
        "not SAP · 51-200, 201-500 · Vice President, CXO · Germany, Austria · "
        "Software Development · Changed jobs"
    )
    target = recognise(query.url)
    assert target.problem is None
    assert {item.type: [(v.id, v.excluded) for v in item.values] for item in target.filters} == {
        "SENIORITY_LEVEL": [("300", False), ("310", False)],
        "INDUSTRY": [("4", False)],
        "COMPANY_HEADCOUNT": [("D", False), ("E", False)],
        "REGION": [("101282230", False), ("103883259", False)],
        "CURRENT_COMPANY": [("urn:li:organization:1115", True)],
        "RECENTLY_CHANGED_JOBS": [("RPC", False)],
    }
    again = Builder("sales")
    again.load(query_from_link("sales", query.url))
    assert {f.id: again.chips(f) for f in again.fields} == {
        f.id: builder.chips(f) for f in builder.fields
    }, "the pasted URL fills the panel"
    assert again.definition == builder.definition


def test_an_account_query_with_six_filters() -> None:
    builder = Builder("accounts")
    revenue, headcount = field(builder, "ANNUAL_REVENUE"), field(builder, "DEPARTMENT_HEADCOUNT")
    postcode = field(builder, "POSTAL_CODE")
    builder.add(revenue, range_chip(revenue, Range(5, 500), "EUR"))
    builder.add(field(builder, "COMPANY_HEADCOUNT"), Chip("51-200", "D"))
    builder.add(field(builder, "REGION"), Chip("Germany", "101282230", "ex"))
    builder.add(headcount, range_chip(headcount, Range(10), "8"))
    builder.add(field(builder, "FORTUNE"), Chip("Fortune 50", "1"))
    builder.add(postcode, Chip("10115, Berlin", "7"))
    (_, radius) = builder.chips(postcode)
    assert (radius.text, builder.count) == ("without a radius", 6)
    builder.flip(postcode, radius)
    builder.flip(postcode, builder.chips(postcode)[1])
    query = builder.query(None)
    assert builder.title == (
        "Annual revenue 5 to 500 million EUR · 51-200 · not Germany · 10115, Berlin, "
        "within a radius of 25 · Department headcount Engineering: 10 or more · Fortune 50"
    )
    assert recognise(query.url).filters == (
        Filter("ANNUAL_REVENUE", range=Range(5, 500), sub_filter="EUR"),
        Filter("COMPANY_HEADCOUNT", (FilterValue("D", "51-200"),)),
        Filter("REGION", (FilterValue("101282230", "Germany", excluded=True),)),
        Filter("DEPARTMENT_HEADCOUNT", range=Range(10), sub_filter="8"),
        Filter("FORTUNE", (FilterValue("1", "Fortune 50"),)),
        Filter("POSTAL_CODE", (FilterValue("7", "10115, Berlin"),), sub_filter="25"),
    )
    again = Builder("accounts")
    again.load(query_from_link("accounts", query.url))
    assert {f.id: again.chips(f) for f in again.fields} == {
        f.id: builder.chips(f) for f in builder.fields
    }, "the pasted URL fills the panel"
    assert again.definition == builder.definition == query.url


def test_a_radius_goes_round_and_stays_with_its_codes() -> None:
    builder = Builder("sales")
    postcode = field(builder, "POSTAL_CODE")
    builder.add(postcode, Chip("10115", "7"))
    seen = []
    for _ in range(6):
        builder.flip(postcode, builder.chips(postcode)[-1])
        seen.append(builder.chips(postcode)[-1].option)
    assert seen == ["10", "25", "50", "100", "", "10"]
    builder.add(postcode, Chip("80331", "8"))
    assert [chip.option for chip in builder.chips(postcode)] == [None, None, "10"]
    builder.remove(postcode, builder.chips(postcode)[-1])
    assert [chip.option for chip in builder.chips(postcode)] == [None, None, ""]
    builder.remove(postcode, Chip("10115", "7"))
    builder.remove(postcode, Chip("80331", "8"))
    assert builder.chips(postcode) == ()


def test_a_range_replaces_the_former_one() -> None:
    builder = Builder("accounts")
    growth = field(builder, "COMPANY_HEADCOUNT_GROWTH")
    builder.add(growth, range_chip(growth, Range(-10, 5), None))
    builder.add(growth, range_chip(growth, Range(None, 7.5), None))
    assert [chip.text for chip in builder.chips(growth)] == ["up to 7.5%"]
    assert recognise(builder.definition).filters == (
        Filter("COMPANY_HEADCOUNT_GROWTH", range=Range(None, 7.5)),
    )
    builder.remove(growth, builder.chips(growth)[0])
    assert builder.is_empty


def test_filters_that_are_not_offered_stay_in_the_url() -> None:
    url = (
        "https://www.linkedin.com/sales/search/company?query=(filters%3AList((type%3A"
        "TECHNOLOGIES_USED%2Cvalues%3AList((id%3A1194%2CselectionType%3AINCLUDED)))))"
    )
    builder = Builder("accounts")
    builder.load(query_from_link("accounts", url))
    assert (builder.count, builder.definition) == (0, url)
    builder.add(field(builder, "FORTUNE"), Chip("Fortune 50", "1"))
    assert [item.type for item in recognise(builder.definition).filters] == [
        "TECHNOLOGIES_USED",
        "FORTUNE",
    ]


def test_undo_and_redo_walk_every_step() -> None:
    builder = Builder("sales")
    region = field(builder, "REGION")
    steps = [builder.definition]
    builder.add(region, Chip("Germany", "101282230"))
    steps.append(builder.definition)
    builder.flip(region, Chip("Germany", "101282230"))
    steps.append(builder.definition)
    builder._change(builder.choices.with_keywords("data"))
    steps.append(builder.definition)
    for former in reversed(steps[:-1]):
        assert builder.undo()
        assert builder.definition == former
    assert not builder.undo()
    for later in steps[1:]:
        assert builder.redo()
        assert builder.definition == later
    assert not builder.redo()
    builder.undo()
    builder.add(region, Chip("Austria", "103883259"))
    assert not builder.redo(), "a new change ends what could be done again"


def test_flipping_goes_round_what_the_field_allows() -> None:
    skills, region, size = (
        fields_of("recruiter")[0],
        next(f for f in fields_of("sales") if f.id == "REGION"),
        next(f for f in fields_of("sales") if f.id == "COMPANY_HEADCOUNT"),
    )
    chip = Chip("x", "1")
    assert [
        chip.flipped(skills).mode,
        chip.flipped(skills).flipped(skills).mode,
    ] == ["must", "ex"]
    assert chip.flipped(skills).flipped(skills).flipped(skills) == chip
    assert chip.flipped(region).mode == "ex"
    assert chip.flipped(size) == chip


def test_companies_on_linkedins_own_pages_are_numbers_with_their_names() -> None:
    builder = Builder("people")
    company = field(builder, "currentCompany")
    builder.add(company, Chip("Foxbank", "urn:li:organization:6521672"))
    assert "currentCompany=%5B%226521672%22%5D" in builder.definition
    assert builder.chips(company) == (Chip("Foxbank", "6521672"),)


def test_a_job_search_that_loses_its_last_filter_is_no_job_page() -> None:
    builder = Builder("jobs")
    builder.load(
        query_from_link("jobs", "https://www.linkedin.com/jobs/search/?currentJobId=5&f_WT=2")
    )
    remote = field(builder, "f_WT")
    builder.remove(remote, builder.chips(remote)[0])
    builder._change(builder.choices.with_keywords("data"))
    assert builder.query(None).kind == "jobs"
    assert builder.undo()
    assert builder.definition == "https://www.linkedin.com/jobs/search/"
    assert builder.undo()
    assert "currentJobId=5" in builder.definition


def test_single_fields_take_one_value_and_toggles_none_or_one() -> None:
    builder = Builder("jobs")
    when, easy = field(builder, "f_TPR"), field(builder, "f_AL")
    builder.add(when, Chip("Past week", "r604800"))
    builder.add(when, Chip("Past month", "r2592000"))
    assert [chip.id for chip in builder.chips(when)] == ["r2592000"]
    builder.toggle(easy)
    assert "f_AL=true" in builder.definition
    builder.toggle(easy)
    assert "f_AL" not in builder.definition


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_field_of_every_kind_can_be_set_read_and_taken_out(kind: KindName) -> None:
    builder = Builder(kind)
    blank = builder.definition
    with pytest.raises(QueryError):
        builder.query(None)
    for one in builder.fields:
        values = closed_values(one.facet or one.id)
        if one.toggle:
            builder.toggle(one)
        elif one.range:
            option = {"currency": "EUR", "function": "8"}.get(one.sub_filter or "")
            builder.add(one, range_chip(one, Range(5, 50), option))
        elif values:
            builder.add(one, Chip(values[0].text, values[0].id))
        elif one.facet == "skill":
            builder.add(one, Chip("Python", "urn:li:ts_skill:1"))
        else:
            builder.add(one, Chip("12345", None if one.free else "12345"))
        chips = [chip for chip in builder.chips(one) if not chip.is_option]
        assert len(chips) == builder.count == 1, one.id
        if one.id in (
            "sortBy",
            "distance",
        ):  # without filters, the search would buy a page of arbitrary results
            with pytest.raises(QueryError, match="without keywords or filters"):
                builder.query(None)
            builder.remove(one, builder.chips(one)[0])
            continue
        query = builder.query(None)
        if query.url:
            assert recognise(query.url).problem is None, one.id
        other = Builder(kind)
        other.load(query)
        assert [c.identity for c in other.chips(one)] == [c.identity for c in builder.chips(one)]
        if one.toggle:
            builder.toggle(one)
        else:
            builder.remove(one, builder.chips(one)[0])
        assert builder.definition == blank, one.id


texts = st.text(min_size=1, max_size=10).filter(
    lambda t: t.strip() == t and t.isprintable() and has_content(t)
)
"""Texts that ask for something: a query of quotes or invisible marks alone is refused."""
changes = st.lists(
    st.tuples(
        st.sampled_from([f for f in fields_of("sales") if not f.toggle and not f.single]),
        texts,
        st.one_of(st.none(), st.integers(0, 99).map(str)),
        st.sampled_from(["in", "ex"]),
    ),
    min_size=1,
    max_size=8,
)


@given(changes)
def test_whatever_is_built_is_read_back(
    made: list[tuple[FilterField, str, str | None, str]],
) -> None:
    builder = Builder("sales")
    for one, text, identity, mode in made:
        builder.add(one, Chip(text, identity, "ex" if mode == "ex" and one.excludable else "in"))
    again = Builder("sales")
    again.load(builder.query(None))
    for one in builder.fields:
        assert again.chips(one) == builder.chips(one)
