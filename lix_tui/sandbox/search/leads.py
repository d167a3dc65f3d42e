"""Sales Navigator's lead filters, each as the set of matching people.

The filter types are those of LinkedIn's own filter layout, as a public catalogue measured it.
Filters about the searcher's own account (lists, groups, connections) match a fixed share of the
people, since the world has no such account. Old names in links are read too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lix_tui.linkedin.facets import label
from lix_tui.linkedin.filters import Filter, FilterValue, read_number
from lix_tui.linkedin.handles import member_number
from lix_tui.sandbox.search import keys
from lix_tui.sandbox.search.criteria import Test, UnreadableError, is_one_in_eight, number
from lix_tui.sandbox.search.index import (
    NOBODY,
    Found,
    Keys,
    all_people,
    one_in_eight,
    people_matching,
    people_with,
    people_with_words,
)
from lix_tui.sandbox.world.functions import titles
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.postcodes import POSTCODES, postcodes_within
from lix_tui.sandbox.world.world import World

PersonTest = Test[WorldPerson]
degree = keys.degree
_Reader = Callable[[World, Filter, FilterValue], Found]

_OLD_SENIORITIES: Mapping[int, tuple[int, ...]] = {
    2: (100,),
    3: (110,),
    4: (120,),
    5: (200, 210),
    6: (220,),
    7: (300,),
    8: (310,),
    9: (320,),
    10: (320,),
}
"""Numbers of SENIORITY_V2 by the older numbers, which are still in old links."""


def lead_sets(world: World, filters: tuple[Filter, ...]) -> list[Found]:
    """Return the matching people for each filter of a Sales Navigator query.

    Raises:
        UnreadableError: a filter type Sales Navigator does not have.

    """
    return [_people_of_filter(world, item) for item in filters]


def _people_of_filter(world: World, item: Filter) -> Found:
    """Return the people with an included value, if there are any, and no excluded one."""
    read = _READERS.get(item.type)
    if read is None:
        message = (
            f"{item.type[:40]} isn't a filter of the lead search: choose one of Sales Navigator's."
        )
        raise UnreadableError(message)
    included = [read(world, item, value) for value in item.values if not value.excluded]
    excluded = [read(world, item, value) for value in item.values if value.excluded]
    wanted = NOBODY.union(*included) if included else all_people(world)
    return wanted.difference(*excluded)


def company(world: World, value: FilterValue, *, past: bool = False) -> Found:
    """Return the people who work at an organisation, or who did in a past job.

    `value` is LinkedIn's number of the organisation, an expression that matches its name, or one
    of the account's lists of companies.
    """
    if value.id is None:
        name = keys.past_employer_names if past else keys.current_employer_names
        return people_matching(world, name, value.text or "")
    employers = keys.past_employers if past else keys.current_employers
    if value.id.startswith("urn:li:salesList:"):
        return _at_listed_companies(world, value.id, employers)
    return people_with(world, employers, number(value.id))


def _at_listed_companies(world: World, name: str, employers: Keys) -> Found:
    """Return the people at companies on one of the account's lists: one company in eight."""
    listed = (item.number for item in world.organisations if is_one_in_eight(name, item.number))
    return people_with(world, employers, *listed)


def title(world: World, value: FilterValue, titles_of: Keys) -> Found:
    """Return the people with a title that has LinkedIn's words or matches typed text."""
    if value.id is None:
        return people_matching(world, titles_of, value.text or "")
    known = titles().get(number(value.id) or 0) or label("TITLE", value.id)
    return people_with_words(world, titles_of, known or value.text or "")


def _either_title(world: World, item: Filter, value: FilterValue) -> Found:
    """Return the people of the old title filter; its sub-filter chooses present or past."""
    now = title(world, value, keys.current_titles)
    if item.sub_filter not in ("PAST", "CURRENT_OR_PAST", "PAST_NOT_CURRENT"):
        return now
    before = title(world, value, keys.past_titles)
    if item.sub_filter == "CURRENT_OR_PAST":
        return now | before
    return before - now if item.sub_filter == "PAST_NOT_CURRENT" else before


def region(world: World, identity: str | None) -> Found:
    """Return the people who live in a region or inside it."""
    return people_with(world, keys.places, number(identity))


def _postcode(world: World, item: Filter, value: FilterValue) -> Found:
    """Return the people at a postal code, or within the sub-filter's distance of it."""
    typed = (value.text or "").strip().split(",")[0]
    for centre in POSTCODES.values():
        if centre.id == number(value.id) if value.id is not None else centre.code == typed:
            near = postcodes_within(centre, read_number(item.sub_filter) or 0)
            return people_with(world, keys.postcodes, *(code.id for code in near))
    return NOBODY


def _seniority(world: World, _item: Filter, value: FilterValue) -> Found:
    level = number(value.id) or 0
    return people_with(world, keys.seniorities, *_OLD_SENIORITIES.get(level, (level,)))


def school(world: World, identity: str | None, text: str | None) -> Found:
    """Return the people who studied at a school."""
    if identity is None:
        return people_matching(world, keys.school_names, text or "")
    return people_with(world, keys.schools, number(identity))


def connections_of(world: World, token: str) -> Found:
    """Return a member's connections; `token` may be of any product."""
    return one_in_eight(world, f"CONNECTION_OF:{member_number(token) or token}")


def _fixed_share(world: World, item: Filter, value: FilterValue) -> Found:
    return one_in_eight(world, f"{item.type}:{value.id or value.text}")


def _by_number(by: Keys) -> _Reader:
    return lambda world, _, value: people_with(world, by, number(value.id))


def _by_code(by: Keys) -> _Reader:
    return lambda world, _, value: people_with(world, by, value.id)


def _by_name(by: Keys) -> _Reader:
    return lambda world, _, value: people_with_words(world, by, value.text or "")


def _by_flag(by: Keys) -> _Reader:
    return lambda world, _item, _value: people_with(world, by, "yes")


_READERS: Mapping[str, _Reader] = {
    "CURRENT_COMPANY": lambda world, _, value: company(world, value),
    "PAST_COMPANY": lambda world, _, value: company(world, value, past=True),
    "COMPANY_HEADCOUNT": _by_code(keys.sizes),
    "COMPANY_TYPE": _by_code(keys.types),
    "COMPANY_HEADQUARTERS": _by_number(keys.employer_places),
    "INDUSTRY": _by_number(keys.industries),
    "FUNCTION": _by_number(keys.functions),
    "CURRENT_TITLE": lambda world, _, value: title(world, value, keys.current_titles),
    "PAST_TITLE": lambda world, _, value: title(world, value, keys.past_titles),
    "TITLE": _either_title,
    "SENIORITY_LEVEL": _seniority,
    "YEARS_AT_CURRENT_COMPANY": _by_number(keys.years_at_company),
    "YEARS_IN_CURRENT_POSITION": _by_number(keys.years_in_position),
    "YEARS_OF_EXPERIENCE": _by_number(keys.years_of_work),
    "REGION": _by_number(keys.places),
    "GEO": _by_number(keys.places),
    "POSTAL_CODE": _postcode,
    "FIRST_NAME": _by_name(keys.first_names),
    "LAST_NAME": _by_name(keys.last_names),
    "PROFILE_LANGUAGE": _by_code(keys.profile_languages),
    "SCHOOL": lambda world, _, value: school(world, value.id, value.text),
    "RELATIONSHIP": _by_code(keys.distances),
    "RECENTLY_CHANGED_JOBS": _by_flag(keys.recent_hires),
    "POSTED_ON_LINKEDIN": _by_flag(keys.recent_writers),
    "CONNECTION_OF": lambda world, _, value: connections_of(world, value.id or value.text or ""),
    "GROUP": _fixed_share,
    "FOLLOWS_YOUR_COMPANY": _fixed_share,
    "VIEWED_YOUR_PROFILE": _fixed_share,
    "PAST_COLLEAGUE": _fixed_share,
    "WITH_SHARED_EXPERIENCES": _fixed_share,
    "PERSONA": _fixed_share,
    "ACCOUNT_LIST": lambda world, _, value: _at_listed_companies(
        world, f"urn:li:salesList:{value.id}", keys.current_employers
    ),
    "LEAD_LIST": _fixed_share,
    "LEADS_IN_CRM": _fixed_share,
    "LEAD_INTERACTIONS": _fixed_share,
    "SAVED_LEADS_AND_ACCOUNTS": _fixed_share,
    "VIEWED_YOUR_COMPANY_PAGE": _fixed_share,
    "CONNECTION_DATE": _fixed_share,
    "SPOTTED": _fixed_share,
}
