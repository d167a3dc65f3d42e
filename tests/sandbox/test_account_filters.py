"""Every filter of Sales Navigator's account panel, alone and with others, against an oracle.

Each search goes the whole way: written as a URL, read as one, and searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.catalogue import ACCOUNT_FILTERS, OLD_ACCOUNT_FILTERS
from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import AccountSearch
from lix_tui.sandbox.config import NOW
from lix_tui.sandbox.search.accounts import find_accounts
from lix_tui.sandbox.search.criteria import UnreadableError, is_one_in_eight
from lix_tui.sandbox.search.leads import company
from lix_tui.sandbox.world.accounts import fortune_ranks, growth, revenue
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.postcodes import office_postcode
from lix_tui.sandbox.world.world import world_of

WORLD = world_of(1, NOW)
RANKS = fortune_ranks(WORLD.organisations)
OFFICES = {item.index: office_postcode(item.area, item.number) for item in WORLD.organisations}
CODE = next(code for code in OFFICES.values() if code is not None and code.place == 2)
Holds = Callable[[WorldOrganisation], bool]


def value(type_: str, *ids: str, sub: str | None = None) -> Filter:
    return Filter(type_, tuple(FilterValue(id_) for id_ in ids), sub_filter=sub)


def number(type_: str, low: float | None, high: float | None, sub: str | None = None) -> Filter:
    return Filter(type_, range=Range(low, high), sub_filter=sub)


def department(item: WorldOrganisation, function: int) -> int:
    return round(item.employees * item.industry.functions.share_of(function))


def in_city(item: WorldOrganisation) -> bool:
    return item.area.id == CODE.area.id


CASES: Mapping[str, tuple[tuple[Filter, Holds], ...]] = {
    "ANNUAL_REVENUE": (
        (number("ANNUAL_REVENUE", 5, 500, "USD"), lambda o: 5 <= revenue(o) <= 500),
        (number("ANNUAL_REVENUE", None, 100, "EUR"), lambda o: revenue(o) <= 110.00000001),
    ),
    "COMPANY_HEADCOUNT": (
        (value("COMPANY_HEADCOUNT", "D", "E"), lambda o: 51 <= o.employees <= 500),
    ),
    "COMPANY_HEADCOUNT_GROWTH": (
        (number("COMPANY_HEADCOUNT_GROWTH", -10, 5), lambda o: -10 <= growth(o) <= 5),
        (number("COMPANY_HEADCOUNT_GROWTH", 20, None), lambda o: growth(o) >= 20),
    ),
    "REGION": (
        (value("REGION", "103644278"), lambda o: o.area.country == "United States"),
        (
            Filter("REGION", (FilterValue("103644278", excluded=True),)),
            lambda o: o.area.country != "United States",
        ),
    ),
    "POSTAL_CODE": (
        (value("POSTAL_CODE", str(CODE.id)), lambda o: OFFICES[o.index] == CODE),
        (value("POSTAL_CODE", str(CODE.id), sub="50"), in_city),
        (
            Filter("POSTAL_CODE", (FilterValue(text=CODE.code),)),
            lambda o: OFFICES[o.index] == CODE,
        ),
    ),
    "INDUSTRY": (
        (value("INDUSTRY", "4"), lambda o: o.industry.id == 4),
        (
            Filter("INDUSTRY", (FilterValue("4"), FilterValue("43", excluded=True))),
            lambda o: o.industry.id == 4,
        ),
    ),
    "NUM_OF_FOLLOWERS": (
        (value("NUM_OF_FOLLOWERS", "NFR3"), lambda o: 101 <= o.followers <= 1000),
        (value("NUM_OF_FOLLOWERS", "NFR1", "NFR5"), lambda o: 0 < o.followers <= 50
            or o.followers > 5000),
    ),
    "DEPARTMENT_HEADCOUNT": (
        (number("DEPARTMENT_HEADCOUNT", 20, 90, "8"), lambda o: 20 <= department(o, 8) <= 90),
    ),
    "DEPARTMENT_HEADCOUNT_GROWTH": (
        (
            number("DEPARTMENT_HEADCOUNT_GROWTH", -1000, None, "25"),
            lambda o: department(o, 25) > 0,
        ),
    ),
    "FORTUNE": (
        (value("FORTUNE", "1"), lambda o: 1 <= RANKS.get(o.index, 0) <= 50),
        (value("FORTUNE", "1", "2", "3", "4"), lambda o: o.area.country == "United States"),
    ),
    "JOB_OPPORTUNITIES": ((value("JOB_OPPORTUNITIES", "JO1"), lambda o: bool(o.openings)),),
    "ACCOUNT_ACTIVITIES": (
        (
            value("ACCOUNT_ACTIVITIES", "SLC"),
            lambda o: is_one_in_eight("ACCOUNT_ACTIVITIES:SLC", o.number),
        ),
    ),
    "RELATIONSHIP": (
        (
            value("RELATIONSHIP", "F"),
            lambda o: any(person.one_in(30, 35) for person in WORLD.staff.get(o.index, ())),
        ),
    ),
    "ACCOUNTS_IN_CRM": (
        (
            Filter("ACCOUNTS_IN_CRM", (FilterValue("ACRM", excluded=True),)),
            lambda o: not is_one_in_eight("ACCOUNTS_IN_CRM:ACRM", o.number),
        ),
    ),
    "ACCOUNT_LIST": (
        (
            value("ACCOUNT_LIST", "ALL"),
            lambda o: is_one_in_eight("urn:li:salesList:ALL", o.number),
        ),
    ),
}  # fmt: skip
ALL = [case for cases in CASES.values() for case in cases]


def found(*filters: Filter, keywords: str | None = None) -> list[WorldOrganisation]:
    search = AccountSearch.new().with_keywords(keywords)
    target = recognise(reduce(AccountSearch.with_filter, filters, search).url)
    assert (target.kind, target.problem, target.filters) == ("sales_company", None, filters)
    return find_accounts(WORLD, target)


def test_the_oracle_knows_every_filter_of_the_panel() -> None:
    assert CASES.keys() == ACCOUNT_FILTERS.keys()


@pytest.mark.parametrize(("item", "holds"), ALL, ids=lambda one: getattr(one, "type", ""))
def test_each_filter_alone(item: Filter, holds: Holds) -> None:
    expected = [one for one in WORLD.organisations if holds(one)]
    assert found(item) == expected
    assert 0 < len(expected) < len(WORLD.organisations)


@settings(max_examples=60)
@given(
    cases=st.lists(st.sampled_from(ALL), max_size=6, unique_by=lambda case: case[0].type),
    keywords=st.sampled_from([None, "software", "GmbH OR retail"]),
)
def test_filters_together(cases: list[tuple[Filter, Holds]], keywords: str | None) -> None:
    pool = found(keywords=keywords) if keywords else list(WORLD.organisations)
    expected = [one for one in pool if all(holds(one) for _, holds in cases)]
    assert found(*(item for item, _ in cases), keywords=keywords) == expected


def test_filters_that_are_only_kept_match_some_accounts() -> None:
    for name in OLD_ACCOUNT_FILTERS:
        assert 0 < len(found(value(name, "1194"))) < len(WORLD.organisations)


def test_a_list_of_accounts_is_the_same_for_leads() -> None:
    accounts = {one.number for one in found(value("ACCOUNT_LIST", "7012345678901234567"))}
    leads = company(WORLD, FilterValue("urn:li:salesList:7012345678901234567"))
    employers = {
        position.organisation.number
        for index in leads
        for position in WORLD.current(WORLD.people[index])
        if position.organisation is not None
    }
    assert employers & accounts


def test_a_lead_filter_is_refused() -> None:
    with pytest.raises(UnreadableError, match="SENIORITY_LEVEL isn't a filter of the account"):
        found(value("SENIORITY_LEVEL", "220"))
