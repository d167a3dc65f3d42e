"""Postal codes: five for every city, in a row, and one of them for every resident.

All invented: no public link with LinkedIn's own ids of postal codes was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.places import AREAS, REGIONS, Area

_IN_A_CITY = 5
_MILES_APART = 10


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postal code: LinkedIn's id for it, its text, and its place in the row of its city."""

    id: int
    code: str
    area: Area
    place: int

    @property
    def name(self) -> str:
        """The code with its city, as a typeahead shows it."""
        return f"{self.code}, {self.area.name}"


def _of_city(number: int, area: Area) -> tuple[Postcode, ...]:
    first = 10_101 + number * 1_733
    return tuple(
        Postcode(area.id * 10 + place, str(first + place * 4), area, place)
        for place in range(_IN_A_CITY)
    )


_CITIES: Mapping[int, tuple[Postcode, ...]] = {
    area.id: _of_city(number, area)
    for number, area in enumerate(area for area in AREAS if area.id not in REGIONS)
}
POSTCODES: Mapping[int, Postcode] = {item.id: item for codes in _CITIES.values() for item in codes}
"""Postal codes by id."""


def postcode(person: WorldPerson) -> Postcode | None:
    """Return a person's postal code; None if they name only a country."""
    return office_postcode(person.area, person.bits >> 44)


def office_postcode(area: Area, number: int) -> Postcode | None:
    """Return one of the postal codes of a city, fixed by a number; None for a country."""
    codes = _CITIES.get(area.id)
    return codes[number % len(codes)] if codes else None


def postcodes_within(centre: Postcode, miles: float) -> tuple[Postcode, ...]:
    """Return the codes within a distance of one, itself included.

    Cities are far from each other.
    """
    return tuple(
        item
        for item in _CITIES[centre.area.id]
        if abs(item.place - centre.place) * _MILES_APART <= miles
    )
