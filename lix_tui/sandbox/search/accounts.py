"""Sales Navigator's account search: each filter as a test of one organisation.

The filter types are those of LinkedIn's own filter layout, as a public catalogue measured it.
Filters about the searcher's own account (lists, CRM) match a fixed share of the organisations,
since the world has no such account.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from lix_tui.linkedin.filters import Filter, FilterValue, Range, read_number
from lix_tui.linkedin.target import Target
from lix_tui.sandbox.search.boolean import matcher
from lix_tui.sandbox.search.criteria import (
    Test,
    UnreadableError,
    filter_items,
    is_one_in_eight,
    number,
)
from lix_tui.sandbox.search.keys import degree
from lix_tui.sandbox.search.texts import organisation_texts
from lix_tui.sandbox.world import accounts
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.postcodes import POSTCODES, office_postcode, postcodes_within
from lix_tui.sandbox.world.world import World

AccountTest = Test[WorldOrganisation]
_ValueReader = Callable[[World, Filter, FilterValue], AccountTest]
_Figure = Callable[[WorldOrganisation, str | None], float | None]


def find_accounts(world: World, target: Target) -> list[WorldOrganisation]:
    """Return the organisations that match an account search, in the order of the world.

    Raises:
        UnreadableError: a filter type that Sales Navigator's account search does not have.

    """
    tests = [_test_of(world, item) for item in target.filters]
    if target.keywords:
        texts, asked = organisation_texts(world), matcher(target.keywords)
        tests.append(lambda item: asked(texts[item.index]))
    return filter_items(world.organisations, tests)


def _test_of(world: World, item: Filter) -> AccountTest:
    """Return a test for an included value, if there are any, and no excluded one."""
    if item.type in _FIGURES:
        return _range_test(_FIGURES[item.type], item.range or Range(), item.sub_filter)
    read = _READERS.get(item.type)
    if read is None:
        message = (
            f"{item.type[:40]} isn't a filter of the account search: "
            "choose one of Sales Navigator's."
        )
        raise UnreadableError(message)
    included = [read(world, item, value) for value in item.values if not value.excluded]
    excluded = [read(world, item, value) for value in item.values if value.excluded]

    def test(one: WorldOrganisation) -> bool:
        return (not included or any(holds(one) for holds in included)) and not any(
            holds(one) for holds in excluded
        )

    return test


def _range_test(figure: _Figure, limits: Range, option: str | None) -> AccountTest:
    """Return a test for a figure between two limits, both included."""

    def test(one: WorldOrganisation) -> bool:
        value = figure(one, option)
        if value is None:
            return False
        low, high = limits.min, limits.max
        return (low is None or value >= low) and (high is None or value <= high)

    return test


def _department_headcount(item: WorldOrganisation, function: str | None) -> float | None:
    return accounts.department_headcount(item, number(function) or 0) or None


def _department_growth(item: WorldOrganisation, function: str | None) -> float | None:
    return accounts.department_growth(item, number(function) or 0)


_FIGURES: Mapping[str, _Figure] = {
    "ANNUAL_REVENUE": accounts.revenue,
    "COMPANY_HEADCOUNT_GROWTH": lambda item, _: accounts.growth(item),
    "DEPARTMENT_HEADCOUNT": _department_headcount,
    "DEPARTMENT_HEADCOUNT_GROWTH": _department_growth,
}


def _headcount(_world: World, _item: Filter, value: FilterValue) -> AccountTest:
    return lambda one: one.size == value.id


def _region(_world: World, _item: Filter, value: FilterValue) -> AccountTest:
    wanted = number(value.id)
    return lambda one: wanted in one.area.within


def _postcode(_world: World, item: Filter, value: FilterValue) -> AccountTest:
    """Return a test for a postal code, or for the sub-filter's distance of it."""
    typed = (value.text or "").strip().split(",")[0]
    near: frozenset[int] = frozenset()
    for centre in POSTCODES.values():
        if centre.id == number(value.id) if value.id is not None else centre.code == typed:
            miles = read_number(item.sub_filter) or 0
            near = frozenset(code.id for code in postcodes_within(centre, miles))

    def test(one: WorldOrganisation) -> bool:
        found = office_postcode(one.area, one.number)
        return found is not None and found.id in near

    return test


def _industry(_world: World, _item: Filter, value: FilterValue) -> AccountTest:
    wanted = number(value.id)
    return lambda one: one.industry.id == wanted


def _followers(_world: World, _item: Filter, value: FilterValue) -> AccountTest:
    fewest, most = accounts.FOLLOWER_BANDS.get(value.id or "", (1, 0))
    return lambda one: one.followers >= fewest and (most is None or one.followers <= most)


def _fortune(world: World, _item: Filter, value: FilterValue) -> AccountTest:
    first, last = accounts.FORTUNE_BANDS.get(value.id or "", (1, 0))
    ranks = _ranks(world)
    return lambda one: first <= ranks.get(one.index, 0) <= last


@lru_cache(maxsize=2)
def _ranks(world: World) -> Mapping[int, int]:
    return accounts.fortune_ranks(world.organisations)


def _job_opportunities(_world: World, _item: Filter, value: FilterValue) -> AccountTest:
    return lambda one: value.id == "JO1" and one.openings > 0


def _relationship(world: World, _item: Filter, value: FilterValue) -> AccountTest:
    """Return a test for an employee at one of LinkedIn's distances: F, S or O."""
    wanted = {"F": 1, "S": 2, "O": 3}.get(value.id or "")
    return lambda one: any(degree(person) == wanted for person in world.staff.get(one.index, ()))


def _account_list(_world: World, _item: Filter, value: FilterValue) -> AccountTest:
    """Return a test for a list of accounts, which has the same members in a lead search."""
    return lambda one: is_one_in_eight(f"urn:li:salesList:{value.id}", one.number)


def _fixed_share(_world: World, item: Filter, value: FilterValue) -> AccountTest:
    name = f"{item.type}:{value.id or value.text}"
    return lambda one: is_one_in_eight(name, one.number)


_READERS: Mapping[str, _ValueReader] = {
    "COMPANY_HEADCOUNT": _headcount,
    "REGION": _region,
    "POSTAL_CODE": _postcode,
    "INDUSTRY": _industry,
    "NUM_OF_FOLLOWERS": _followers,
    "FORTUNE": _fortune,
    "JOB_OPPORTUNITIES": _job_opportunities,
    "RELATIONSHIP": _relationship,
    "ACCOUNT_LIST": _account_list,
    "ACCOUNT_ACTIVITIES": _fixed_share,
    "ACCOUNTS_IN_CRM": _fixed_share,
    "SAVED_ACCOUNTS": _fixed_share,
    "TECHNOLOGIES_USED": _fixed_share,
}
