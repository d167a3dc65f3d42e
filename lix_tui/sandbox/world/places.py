"""Places of residence: areas, the countries and regions around them, and local names.

Ids and names are LinkedIn's geography, as they occur in public search links; cities for which no
public link was found have invented ids. A search for a region finds everything inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lix_tui.sandbox.world.dice import Weighted
from lix_tui.sandbox.world.tables import rows

REGIONS: Mapping[int, tuple[str, tuple[int, ...]]] = {
    int(id_): (name, tuple(map(int, parents.split()))) for id_, name, parents in rows("regions")
}
"""Regions by id: name, and the regions they lie in. Countries are those with an area below."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place of residence.

    ``within`` holds the ids of the area itself and of the areas that contain it.
    """

    id: int
    name: str
    country: str
    within: frozenset[int]
    cultures: Weighted[str]
    weight: float


def _around(id_: int) -> set[int]:
    found = {id_}
    for parent in REGIONS.get(id_, ("", ()))[1]:
        found |= _around(parent)
    return found


def _area(cells: list[str]) -> Area:
    id_, name, parent, cultures, weight = cells
    country = name.rsplit(", ", 1)[-1] if "," in name else REGIONS[int(parent)][0]
    mixture = Weighted((word[:2], float(word[2:])) for word in cultures.split())
    within = frozenset(_around(int(parent)) | {int(id_)})
    return Area(int(id_), name, country, within, mixture, float(weight))


AREAS: tuple[Area, ...] = tuple(map(_area, rows("areas")))
AREA_WEIGHTS: Weighted[Area] = Weighted((area, area.weight) for area in AREAS)
PLACE_NAMES: Mapping[int, str] = {
    **{id_: name for id_, (name, _) in REGIONS.items()},
    **{area.id: area.name for area in AREAS},
}
"""Every searchable place by id."""
