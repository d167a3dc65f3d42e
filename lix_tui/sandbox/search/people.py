"""Searches for people: Sales Navigator's leads and LinkedIn's own people search.

Parameters that only say where a visitor stands change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from lix_tui.linkedin.filters import FilterValue
from lix_tui.linkedin.target import Target
from lix_tui.sandbox.search import leads
from lix_tui.sandbox.search.boolean import matcher
from lix_tui.sandbox.search.criteria import any_of, by_lot, has_words, narrowed, number
from lix_tui.sandbox.search.leads import PersonTest
from lix_tui.sandbox.search.parameters import values
from lix_tui.sandbox.search.texts import people_texts
from lix_tui.sandbox.world.people import Person
from lix_tui.sandbox.world.world import World


def find_leads(world: World, target: Target) -> list[Person]:
    """People a Sales Navigator lead search finds.

    Raises:
        UnreadableError: the query has a filter Sales Navigator does not have.

    """
    return narrowed(
        world.people,
        [*_keywords(world, target), *leads.lead_tests(world, target.filters)],
    )


def find_people(world: World, target: Target) -> list[Person]:
    """People LinkedIn's people search finds."""
    tests = _keywords(world, target)

    tests += _each(
        (
            leads.region(world, FilterValue(id=v))
            for v in values(target, "geoUrn", "facetGeoRegion")
        ),
        (
            leads.current_company(world, FilterValue(id=v))
            for v in values(target, "currentCompany", "facetCurrentCompany")
        ),
        (leads.past_company(world, FilterValue(id=v)) for v in values(target, "pastCompany")),
        (_in_industry(v) for v in values(target, "industry")),
        (leads.school(world, v, None) for v in values(target, "schoolFilter")),
        (leads.school(world, None, v) for v in values(target, "schoolFreetext")),
        (_speaks(v) for v in values(target, "profileLanguage")),
        (leads.relationship(v) for v in values(target, "network", "facetNetwork")),
        (_knows(v) for v in values(target, "connectionOf", "facetConnectionOf")),
        (_knows(v) for v in values(target, "serviceCategory")),
        (_named(v, first=True) for v in values(target, "firstName")),
        (_named(v, first=False) for v in values(target, "lastName")),
        (_titled(v) for v in values(target, "titleFreeText", "title")),
        (leads.current_company(world, FilterValue(text=v)) for v in values(target, "company")),
    )
    return narrowed(world.people, tests)


def _keywords(world: World, target: Target) -> list[PersonTest]:
    if not target.keywords:
        return []
    texts, asked = people_texts(world), matcher(target.keywords)
    return [lambda person: asked(texts[person.index])]


def _each(*groups: Iterable[PersonTest]) -> list[PersonTest]:
    """One test for each parameter that has values; the values are alternatives."""
    lists = [list(group) for group in groups]
    return [any_of(tests) for tests in lists if tests]


def _in_industry(identity: str) -> PersonTest:
    wanted = number(identity)
    return lambda person: (
        person.organisation is not None and person.organisation.industry.id == wanted
    )


def _speaks(code: str) -> PersonTest:
    return lambda person: person.culture.language == code


def _knows(what: str) -> PersonTest:
    return lambda person: by_lot(what, person.member)


def _named(text: str, *, first: bool) -> PersonTest:
    if first:
        return lambda person: leads.name_is(text, person.first.ascii, person.first.native)
    return lambda person: leads.name_is(text, person.last.ascii, person.last.native)


def _titled(text: str) -> PersonTest:
    asked = has_words(text)
    return lambda person: asked(person.title)
