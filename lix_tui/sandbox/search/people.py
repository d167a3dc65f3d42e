"""Searches for people: Sales Navigator's leads and LinkedIn's own people search.

Parameters about the visitor's position on the page are ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from lix_tui.linkedin.filters import FilterValue
from lix_tui.linkedin.target import Target
from lix_tui.sandbox.search import keys, leads
from lix_tui.sandbox.search.boolean import matcher
from lix_tui.sandbox.search.criteria import number
from lix_tui.sandbox.search.index import (
    NOBODY,
    Found,
    one_in_eight,
    people_in,
    people_matching,
    people_with,
    people_with_words,
)
from lix_tui.sandbox.search.parameters import values
from lix_tui.sandbox.search.texts import people_texts
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

_Reader = Callable[[World, str], Found]


def find_leads(world: World, target: Target) -> list[WorldPerson]:
    """Return the people that a Sales Navigator lead search finds.

    Raises:
        UnreadableError: the query has a filter Sales Navigator does not have.

    """
    return _with_keywords(world, target, leads.lead_sets(world, target.filters))


def find_people(world: World, target: Target) -> list[WorldPerson]:
    """Return the people that LinkedIn's people search finds, with a value of each parameter."""
    found = [
        NOBODY.union(*(read(world, value) for value in given))
        for names, read in _PARAMETERS.items()
        if (given := values(target, *names))
    ]
    return _with_keywords(world, target, found)


def _with_keywords(world: World, target: Target, found: list[Found]) -> list[WorldPerson]:
    """Return the people of all the sets whose texts have the keywords."""
    if target.keywords:
        found = [*found, _mentioned(world, target.keywords)]
    return people_in(world, found)


@lru_cache(maxsize=64)
def _mentioned(world: World, keywords: str) -> Found:
    """Return the people whose texts match the keywords. Cached, because each page uses it."""
    asked = matcher(keywords)
    return frozenset(index for index, text in enumerate(people_texts(world)) if asked(text))


_PARAMETERS: Mapping[tuple[str, ...], _Reader] = {
    ("geoUrn", "facetGeoRegion"): leads.region,
    ("currentCompany", "facetCurrentCompany"): lambda world, value: leads.company(
        world, FilterValue(id=value)
    ),
    ("pastCompany",): lambda world, value: leads.company(world, FilterValue(id=value), past=True),
    ("industry",): lambda world, value: people_with(world, keys.industries, number(value)),
    ("schoolFilter",): lambda world, value: leads.school(world, value, None),
    ("schoolFreetext",): lambda world, value: leads.school(world, None, value),
    ("profileLanguage",): lambda world, value: people_with(world, keys.profile_languages, value),
    ("network", "facetNetwork"): lambda world, value: people_with(world, keys.distances, value),
    ("connectionOf", "facetConnectionOf"): leads.connections_of,
    ("serviceCategory",): lambda world, value: one_in_eight(world, f"serviceCategory:{value}"),
    ("firstName",): lambda world, value: people_with_words(world, keys.first_names, value),
    ("lastName",): lambda world, value: people_with_words(world, keys.last_names, value),
    ("titleFreeText", "title"): lambda world, value: people_matching(
        world, keys.current_titles, value
    ),
    ("company",): lambda world, value: people_matching(world, keys.current_employer_names, value),
}
"""Function that finds people by a value of each parameter; older names follow the present one."""
