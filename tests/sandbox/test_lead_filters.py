"""Every filter of Sales Navigator's panel, alone and with others, against the oracle.

Each search goes the whole way: written as a URL, read as one, and searched for.
"""

from __future__ import annotations

import sys
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.catalogue import FILTERS
from lix_tui.linkedin.facets import closed_values
from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import LeadSearch
from lix_tui.linkedin.target import Target
from lix_tui.sandbox.config import NOW
from lix_tui.sandbox.search.people import find_leads
from lix_tui.sandbox.world.postcodes import POSTCODES
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World, world_of

from . import oracle

WORLD = world_of(1, NOW)
EVERYBODY = frozenset(range(len(WORLD.people)))
COMPANIES = [WORLD.organisations[place].urn for place in (0, 7, 144, 200, 301)]
CODES = list(POSTCODES.values())
PLACES = [
    "101282230",
    "106967730",
    "103883259",
    "91000006",
    "91000007",
    "91000003",
    "100506914",
    "102393603",
    "103644278",
    "102748797",
    "104472866",
    "90000056",
    "102299470",
    "101165590",
    "102257491",
    "106057199",
]
TITLES = ["39", "2", "5", "35", "153", "60", "1313", *oracle.EXPRESSIONS]
LATELY, LISTS = ["1", "2", "3", "4", "5"], ["7012345678901234567", "ALL"]
NATIVE = next(person.last.native for person in WORLD.people if person.culture.script)
VALUES: dict[str, list[str]] = {
    "CURRENT_COMPANY": [*COMPANIES, COMPANIES[0].rsplit(":", 1)[1], "SAP", "gmbh"],
    "PAST_COMPANY": [*COMPANIES, "SAP", "Freelance"],
    "COMPANY_HEADQUARTERS": PLACES,
    "CURRENT_TITLE": TITLES,
    "PAST_TITLE": TITLES,
    "SENIORITY_LEVEL": [
        *(item.id for item in closed_values("SENIORITY_V2") or ()),
        *oracle.OLD_SENIORITIES,
    ],
    "REGION": PLACES,
    "POSTAL_CODE": [str(CODES[0].id), f"{CODES[7].id}/10", f"{CODES[12].code}/25", CODES[3].code],
    "INDUSTRY": ["4", "6", "43", "109", "1770", "3231"],
    "FIRST_NAME": ["anja", "Ольга", "Olga", "Zoé", "zoe", "Ahmed"],
    "LAST_NAME": ["smith", "Smith-Jones", "O'Brien", "müller", "Kim", "田中", "Иванов", NATIVE],
    "GROUP": ["5119103", "700002"],
    "SCHOOL": ["4923", "3883", "900105", "900111"],
    "CONNECTION_OF": [token("sales", WORLD.people[5].member)],
    "PERSONA": ["1"],
    "ACCOUNT_LIST": LISTS,
    "LEAD_LIST": LISTS,
    "LEADS_IN_CRM": ["CRM"],
}
VALUES |= {
    name: [value.id for value in closed_values(spec.values_facet) or ()]
    for name, spec in FILTERS.items()
    if name not in VALUES
}
IDLESS = {"FIRST_NAME", "LAST_NAME"}


def as_panel_value(name: str, value: str, *, out: bool = False) -> FilterValue:
    """Return a value as the filter panel writes it: ids as ids, typed values as text."""
    typed = (
        name in IDLESS
        or value in oracle.EXPRESSIONS
        or (name.endswith("_COMPANY") and value.isalpha())
    )
    if name == "POSTAL_CODE":
        typed = len(value) < 8
    return FilterValue(None, value, out) if typed else FilterValue(value, None, out)


def filter_of(name: str, values: list[tuple[str, bool]]) -> Filter:
    if name != "POSTAL_CODE":
        return Filter(name, tuple(as_panel_value(name, value, out=out) for value, out in values))
    value, _, miles = values[0][0].partition("/")
    return Filter(name, (as_panel_value(name, value),), sub_filter=miles or None)


def found(*filters: Filter, world: World = WORLD) -> frozenset[int]:
    search = reduce(lambda search, item: search.with_filter(item), filters, LeadSearch.new())
    target = recognise(search.url)
    assert (target.kind, target.problem, target.filters) == ("sales_people", None, filters)
    return frozenset(person.index for person in find_leads(world, target))


def meant(name: str, values: list[tuple[str, bool]]) -> frozenset[int]:
    """Return the people with an included value, if there are any, and without an excluded one."""
    included = [oracle.people(WORLD, name, value) for value, out in values if not out]
    excluded = [oracle.people(WORLD, name, value) for value, out in values if out]
    return (frozenset().union(*included) if included else EVERYBODY).difference(*excluded)


def test_the_oracle_knows_every_filter_of_the_panel() -> None:
    assert oracle.ORACLES.keys() == FILTERS.keys() == VALUES.keys()
    assert all(VALUES.values())


@pytest.mark.parametrize("name", list(FILTERS))
def test_a_filter_holds_for_exactly_the_people_it_is_true_of(name: str) -> None:
    sizes = []
    for value in VALUES[name]:
        wanted = meant(name, [(value, False)])
        assert found(filter_of(name, [(value, False)])) == wanted, value
        sizes.append(len(wanted))
        if FILTERS[name].excludable:
            assert found(filter_of(name, [(value, True)])) == EVERYBODY - wanted, value
    assert any(0 < size < len(EVERYBODY) for size in sizes), "narrows nothing"


@st.composite
def chosen(draw: st.DrawFn) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Draw up to three filters with up to three values each, some of them excluded if allowed."""
    names = draw(st.lists(st.sampled_from(list(FILTERS)), min_size=2, max_size=3, unique=True))
    filters = []
    for name in names:
        most = 1 if FILTERS[name].single or name == "POSTAL_CODE" else 3
        values = draw(
            st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=most, unique=True)
        )
        out = st.booleans() if FILTERS[name].excludable else st.just(False)
        filters.append((name, [(value, draw(out)) for value in values]))
    return filters


@settings(max_examples=250, deadline=None)
@given(chosen())
def test_filters_together_hold_for_those_all_of_them_are_true_of(
    filters: list[tuple[str, list[tuple[str, bool]]]],
) -> None:
    wanted = reduce(frozenset.intersection, (meant(*item) for item in filters))
    assert found(*(filter_of(*item) for item in filters)) == wanted


def test_a_country_has_its_cities_and_a_region_its_countries() -> None:
    berlin, germany, dach, emea = (
        found(filter_of("REGION", [(place, False)]))
        for place in ("106967730", "101282230", "91000006", "91000007")
    )
    assert set() < berlin < germany < dach < emea
    rest = found(filter_of("REGION", [("101282230", False), ("106967730", True)]))
    assert rest == germany - berlin


@pytest.mark.parametrize(
    "sub_filter", [None, "CURRENT", "PAST", "CURRENT_OR_PAST", "PAST_NOT_CURRENT"]
)
def test_the_old_title_filter_and_its_sub_filters(sub_filter: str | None) -> None:
    now = oracle.people(WORLD, "CURRENT_TITLE", "39")
    before = oracle.people(WORLD, "PAST_TITLE", "39")
    wanted = {"PAST": before, "CURRENT_OR_PAST": now | before, "PAST_NOT_CURRENT": before - now}
    asked = Filter("TITLE", (FilterValue("39"),), sub_filter=sub_filter)
    assert found(asked) == wanted.get(sub_filter or "", now)
    assert now & before


def test_a_list_of_companies_is_not_the_company_of_that_number() -> None:
    item = WORLD.organisations[0]
    listed = found(Filter("CURRENT_COMPANY", (FilterValue(f"urn:li:salesList:{item.number}"),)))
    assert listed == oracle.people(WORLD, "ACCOUNT_LIST", str(item.number))
    employers = {WORLD.people[index].organisation for index in listed}
    assert 20 < len(employers) < 120


def test_the_connections_of_a_member_are_the_same_under_every_token() -> None:
    member = WORLD.people[5].member
    sales, plain = (
        found(Filter("CONNECTION_OF", (FilterValue(token(product, member)),)))
        for product in ("sales", "linkedin")
    )
    assert sales == plain != set()


def test_what_nobody_has_finds_nobody() -> None:
    # The searcher's account is unknown: any list or toggle matches some people.
    account = {"Workflow", "Buyer intent", "Best path in"}
    for name, spec in FILTERS.items():
        if spec.group not in account and not spec.toggle and name != "GROUP":
            assert found(Filter(name, (FilterValue(None, "?!"),))) == set(), name
            assert found(Filter(name, (FilterValue("987654321987"),))) == set(), name


def test_no_search_looks_at_everybody() -> None:
    """Count calls: a search over an index makes fewer calls than there are people."""
    everything = [filter_of(name, [(VALUES[name][0], False)]) for name in FILTERS]
    found(*everything)
    for item in everything:
        target = recognise(LeadSearch.new().with_filter(item).url)
        assert _calls(target) < len(EVERYBODY), item.type


def _calls(target: Target) -> int:
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    former = sys.getprofile()
    sys.setprofile(count)
    try:
        find_leads(WORLD, target)
    finally:
        sys.setprofile(former)
    return calls
