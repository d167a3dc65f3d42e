"""Saved lists of Sales Navigator: every connected account has one of leads and one of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar
from zlib import crc32

from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

T = TypeVar("T")
Of = Literal["people", "orgs"]
FIRST_ID = 7_000_000_000_000_000_000
"""Ids of lists have 19 digits, as in the samples of Lix's documentation."""
_FIXED = {
    ("alfie-lambert", "people"): "7028381904637284352",
    ("alfie-lambert", "orgs"): "7028381904637284353",
}
_SIZES: Mapping[Of, int] = {"people": 60, "orgs": 30}
"""Fewest members of a list: more than one page of each."""


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list, its owner, and the kind of its members."""

    id: str
    owner: str
    of: Of


def saved_lists(owners: Iterable[str]) -> dict[str, SavedList]:
    """Return the lists of connected accounts by id."""
    found = (
        SavedList(list_id(owner, of), owner, of) for owner in owners for of in ("people", "orgs")
    )
    return {one.id: one for one in found}


def list_id(owner: str, of: str) -> str:
    """Return the id of an account's list of ``people`` or ``orgs``."""
    number = crc32(f"{of} of {owner}".encode("utf-8", "surrogatepass"))
    return _FIXED.get((owner, of)) or str(FIRST_ID + number)


def leads_in(world: World, found: SavedList) -> list[WorldPerson]:
    """Return the people on a list, in its order."""
    known = [person for person in world.people if not person.anonymous]
    return _chosen(known, [person.member for person in known], found)


def accounts_in(world: World, found: SavedList) -> list[WorldOrganisation]:
    """Return the organisations on a list, in its order."""
    items = world.organisations
    return _chosen(items, [item.number for item in items], found)


def _chosen(items: Sequence[T], numbers: Sequence[int], found: SavedList) -> list[T]:
    ranks = [crc32(f"{found.id}:{number}".encode()) for number in numbers]
    size = _SIZES[found.of] + crc32(found.id.encode()) % 20
    order = sorted(range(len(items)), key=ranks.__getitem__)
    return [items[place] for place in order[:size]]
