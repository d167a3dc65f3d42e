"""Index of people by facts about them, built at its first use and cached with the world.

A search intersects a few sets, which takes some milliseconds for the whole world. The first use
of a fact that needs careers takes some 0.2 s, because all careers are computed.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from lix_tui.sandbox.search.boolean import matcher, words
from lix_tui.sandbox.search.criteria import is_one_in_eight
from lix_tui.sandbox.search.keys import Key
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

Keys = Callable[[World, WorldPerson], Iterator[Key]]
Found = frozenset[int]
"""People, by their index."""
NOBODY: Found = frozenset()


@lru_cache(maxsize=80)
def people_by(world: World, keys: Keys) -> Mapping[Key, array[int]]:
    """Return the people of every key, by their index; an array is far smaller than a set."""
    found: dict[Key, array[int]] = {}
    for person in world.people:
        for key in keys(world, person):
            found.setdefault(key, array("I")).append(person.index)
    return found


def all_people(world: World) -> Found:
    """Return all people."""
    return frozenset(range(len(world.people)))


def people_with(world: World, keys: Keys, *wanted: Key | None) -> Found:
    """Return the people who have one of the keys."""
    people = people_by(world, keys)
    return NOBODY.union(*(people.get(key, ()) for key in wanted if key is not None))


def people_with_words(world: World, keys: Keys, text: str) -> Found:
    """Return the people with the words of ``text``, in this order, in one of their texts."""
    asked = words(text)
    return _people_with(world, keys, lambda key: asked in key) if asked.strip() else NOBODY


def people_matching(world: World, keys: Keys, expression: str) -> Found:
    """Return the people with a text that matches an expression.

    The expression may have AND, OR, NOT, quotes and parentheses.
    """
    return _people_with(world, keys, matcher(expression)) if words(expression).strip() else NOBODY


def _people_with(world: World, keys: Keys, test: Callable[[str], bool]) -> Found:
    people = people_by(world, keys)
    return NOBODY.union(*(found for key, found in people.items() if test(str(key))))


@lru_cache(maxsize=256)
def one_in_eight(world: World, relation: str) -> Found:
    """Return one person in eight, for relations that only a real account has."""
    return frozenset(
        person.index for person in world.people if is_one_in_eight(relation, person.member)
    )


def people_in(world: World, found: Iterable[Found]) -> list[WorldPerson]:
    """Return the people who are in every one of the sets, in the order of the world."""
    left = all_people(world).intersection(*found)
    return [world.people[index] for index in sorted(left)]
