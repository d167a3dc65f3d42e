"""Sales Navigator's lead filters, each as a test of one person.

The filter types are those of LinkedIn's own filter layout, as a public catalogue measured it.
Filters about the searcher's own account (lists, groups, connections) hold for a fixed share of the
people, since the world has no account to ask. Old names that still occur in links are read too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.sandbox.search.boolean import words
from lix_tui.sandbox.search.criteria import (
    Test,
    UnreadableError,
    any_of,
    by_lot,
    has_words,
    none_of,
    number,
)
from lix_tui.sandbox.world.functions import titles
from lix_tui.sandbox.world.organisations import Organisation
from lix_tui.sandbox.world.people import Person
from lix_tui.sandbox.world.world import World

PersonTest = Test[Person]
_Maker = Callable[[World, FilterValue], PersonTest]

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
"""The numbering before SENIORITY_V2, which old links still carry."""
_YEARS: Mapping[int, tuple[int, int]] = {
    1: (0, 12),
    2: (12, 36),
    3: (36, 72),
    4: (72, 132),
    5: (132, 10_000),
}
"""LinkedIn's five lengths of time, in months from and below."""


def lead_tests(world: World, filters: tuple[Filter, ...]) -> list[PersonTest]:
    """One test for each filter of a Sales Navigator query.

    Raises:
        UnreadableError: a filter type Sales Navigator does not have.

    """
    return [_test(world, item) for item in filters]


def _test(world: World, item: Filter) -> PersonTest:
    name = item.type
    if name == "TITLE":
        name = "PAST_TITLE" if (item.sub_filter or "").startswith("PAST") else "CURRENT_TITLE"
    maker = _MAKERS.get(name)
    if maker is None and name not in _ACCOUNT_MATTERS:
        message = f"The lead search has no filter {name[:40]}: choose one Sales Navigator has."
        raise UnreadableError(message)
    included: list[PersonTest] = []
    excluded: list[PersonTest] = []
    for value in item.values:
        test = maker(world, value) if maker else _lot(name, value)
        (excluded if value.excluded else included).append(test)
    refused = none_of(excluded)
    if not included:
        return refused
    wanted = any_of(included)
    return lambda person: wanted(person) and refused(person)


def works_at(identity: str | None, text: str | None) -> Test[Organisation]:
    """A test of an organisation by LinkedIn's number, or by the words of its name."""
    wanted = number(identity)
    if identity is not None:
        return lambda organisation: organisation.number == wanted
    named = has_words(text or "")
    return lambda organisation: named(organisation.name)


def current_company(world: World, value: FilterValue) -> PersonTest:
    """Works there now."""
    test = works_at(value.id, value.text)
    return lambda person: any(
        position.organisation is not None and test(position.organisation)
        for position in world.current(person)
    )


def past_company(world: World, value: FilterValue) -> PersonTest:
    """Worked there once, in a job that has ended."""
    test = works_at(value.id, value.text)
    return lambda person: any(
        position.end is not None
        and position.organisation is not None
        and test(position.organisation)
        for position in world.career(person)
    )


def has_title(value: FilterValue) -> Callable[[str], bool]:
    """A test of a job title: the words of LinkedIn's title, or the expression that was typed."""
    label = titles().get(number(value.id) or 0, value.text or "")
    if not label:
        return lambda _: False
    return has_words(label if value.id is None else f'"{label}"')


def _current_title(world: World, value: FilterValue) -> PersonTest:
    test = has_title(value)
    return lambda person: any(test(position.title) for position in world.current(person))


def _past_title(world: World, value: FilterValue) -> PersonTest:
    test = has_title(value)
    return lambda person: any(
        position.end is not None and test(position.title) for position in world.career(person)
    )


def _employer(read: Callable[[Organisation, FilterValue], bool]) -> _Maker:
    return lambda _, value: (
        lambda person: person.organisation is not None and read(person.organisation, value)
    )


def region(_world: World, value: FilterValue) -> PersonTest:
    """Lives there, or somewhere inside it."""
    place = number(value.id)
    return lambda person: place in person.area.within


def _seniority(_world: World, value: FilterValue) -> PersonTest:
    level = number(value.id) or 0
    levels = _OLD_SENIORITIES.get(level, (level,))
    return lambda person: person.seniority in levels


def _years(months: Callable[[World, Person], int]) -> _Maker:
    def maker(world: World, value: FilterValue) -> PersonTest:
        least, below = _YEARS.get(number(value.id) or 0, (1, 0))
        return lambda person: least <= months(world, person) < below

    return maker


def _at_company(world: World, person: Person) -> int:
    """Months at the present employer, promotions included; -1 without one."""
    if person.organisation is None:
        return -1
    start = world.this_month - person.tenure
    for position in world.career(person):
        if position.organisation is not person.organisation or (position.end or start) < start:
            if position.end is not None:
                break
            continue
        start = min(start, position.start)
    return world.this_month - start


def name_is(text: str, latin: str, native: str) -> bool:
    """Whether a name that was asked for is the one in either script."""
    asked = words(text)
    return asked in (words(latin), words(native))


def school(world: World, identity: str | None, text: str | None) -> PersonTest:
    """Studied there."""
    wanted, named = number(identity), has_words(text or "")
    return lambda person: any(
        study.school.id == wanted if identity is not None else named(study.school.name)
        for study in world.studies(person)
    )


def relationship(letter: str | None) -> PersonTest:
    """How far away somebody is: F first, S second, O third degree, A in a group."""
    if letter == "A":
        return lambda person: person.one_in(10, 27)
    return lambda person: degree(person) == {"F": 1, "S": 2, "O": 3}.get(letter or "")


def degree(person: Person) -> int:
    """The distance of a person from whoever looks: 1, 2 or 3."""
    if person.one_in(30, 35):
        return 1
    return 2 if person.one_in(4, 36) else 3


def _lot(name: str, value: FilterValue) -> PersonTest:
    what = f"{name}:{value.id or value.text}"
    return lambda person: by_lot(what, person.member)


_ACCOUNT_MATTERS = frozenset(
    (
        "POSTAL_CODE",
        "GROUP",
        "FOLLOWS_YOUR_COMPANY",
        "VIEWED_YOUR_PROFILE",
        "PAST_COLLEAGUE",
        "WITH_SHARED_EXPERIENCES",
        "CONNECTION_OF",
        "PERSONA",
        "ACCOUNT_LIST",
        "LEAD_LIST",
        "LEADS_IN_CRM",
        "LEAD_INTERACTIONS",
        "SAVED_LEADS_AND_ACCOUNTS",
        "VIEWED_YOUR_COMPANY_PAGE",
        "CONNECTION_DATE",
        "SPOTTED",
    )
)
_MAKERS: Mapping[str, _Maker] = {
    "CURRENT_COMPANY": current_company,
    "PAST_COMPANY": past_company,
    "COMPANY_HEADCOUNT": _employer(lambda item, value: item.size == value.id),
    "COMPANY_TYPE": _employer(lambda item, value: item.type == value.id),
    "COMPANY_HEADQUARTERS": _employer(lambda item, value: number(value.id) in item.area.within),
    "INDUSTRY": _employer(lambda item, value: item.industry.id == number(value.id)),
    "FUNCTION": lambda _, value: lambda person: person.function.id == number(value.id),
    "CURRENT_TITLE": _current_title,
    "PAST_TITLE": _past_title,
    "SENIORITY_LEVEL": _seniority,
    "YEARS_AT_CURRENT_COMPANY": _years(_at_company),
    "YEARS_IN_CURRENT_POSITION": _years(
        lambda _, person: person.tenure if person.organisation else -1
    ),
    "YEARS_OF_EXPERIENCE": _years(lambda _, person: person.experience),
    "REGION": region,
    "GEO": region,
    "FIRST_NAME": lambda _, value: (
        lambda person: name_is(value.text or "", person.first.ascii, person.first.native)
    ),
    "LAST_NAME": lambda _, value: (
        lambda person: name_is(value.text or "", person.last.ascii, person.last.native)
    ),
    "PROFILE_LANGUAGE": lambda _, value: lambda person: person.culture.language == value.id,
    "SCHOOL": lambda world, value: school(world, value.id, value.text),
    "RELATIONSHIP": lambda _, value: relationship(value.id),
    "RECENTLY_CHANGED_JOBS": lambda _world, _value: (
        lambda person: person.organisation is not None and person.tenure < 3
    ),
    "POSTED_ON_LINKEDIN": lambda world, _value: lambda person: person.index in world.recent_writers,
}
