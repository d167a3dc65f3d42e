"""Values of the open facets: those that at least one person matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from lix_tui.sandbox.search import keys
from lix_tui.sandbox.search.boolean import words
from lix_tui.sandbox.search.index import Keys, people_by
from lix_tui.sandbox.world import functions, profiles
from lix_tui.sandbox.world.groups import GROUPS
from lix_tui.sandbox.world.industries import INDUSTRIES
from lix_tui.sandbox.world.places import PLACE_NAMES
from lix_tui.sandbox.world.postcodes import POSTCODES
from lix_tui.sandbox.world.world import World

Offer = Mapping[str, str]
"""Labels by id."""


def _values_in_use(world: World, by: Keys, values: Iterable[tuple[int, str]]) -> Offer:
    people = people_by(world, by)
    return {str(id_): name for id_, name in values if id_ in people}


def _titles(world: World) -> Offer:
    """Return the titles whose words are part of a present title."""
    held = "".join(str(key) for key in people_by(world, keys.current_titles))
    return {str(id_): name for id_, name in functions.titles().items() if words(name) in held}


def _companies(world: World) -> Offer:
    staffed = people_by(world, keys.current_employers)
    return {item.urn: item.name for item in world.organisations if item.number in staffed}


_OFFERS: Mapping[str, Callable[[World], Offer]] = {
    "BING_GEO": lambda world: _values_in_use(world, keys.places, PLACE_NAMES.items()),
    "BING_GEO_POSTAL_CODE": lambda world: _values_in_use(
        world, keys.postcodes, ((item.id, item.name) for item in POSTCODES.values())
    ),
    "COMPANY_WITH_LIST": _companies,
    "TITLE": _titles,
    "INDUSTRY": lambda world: _values_in_use(
        world, keys.industries, ((item.id, item.name) for item in INDUSTRIES)
    ),
    "SCHOOL": lambda world: _values_in_use(
        world, keys.schools, ((item.id, item.name) for item in profiles.SCHOOLS)
    ),
    "GROUP": lambda _: GROUPS,
}
OPEN = tuple(_OFFERS)
"""Facets whose values aren't a closed set."""


@lru_cache(maxsize=16)
def facet_values(world: World, facet: str) -> Offer:
    """Return all values of an open facet, by id, in a fixed order."""
    return _OFFERS[facet](world)


@lru_cache(maxsize=2)
def skills(world: World) -> Offer:
    """Return the skills people have, by the number in their urn, in alphabetical order."""
    people = people_by(world, keys.skills)
    found = {str(id_): name for id_, name in functions.skills().items() if words(name) in people}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
