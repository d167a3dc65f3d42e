"""Employment of a person as the API writes it."""

from __future__ import annotations

from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world.calendar import year_and_month
from lix_tui.sandbox.world.careers import WorldPosition
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

_TYPES = ("Full-time", "Full-time", "Full-time", "Part-time", "Contract", "Internship", "")


def employment(world: World, person: WorldPerson) -> JsonObject:
    """Return the current positions, and for one person in five the one before them.

    Absent fields are left out.
    """
    found = list(world.current(person))
    if person.one_in(5, 43):
        found += [one for one in world.career(person) if one.end is not None][:1]
    positions = [_position(person, position, place) for place, position in enumerate(found)]
    return {"experiences": positions}


def _position(person: WorldPerson, position: WorldPosition, place: int) -> JsonObject:
    at = position.organisation
    return compact(
        {
            "title": position.title,
            "companyName": position.company,
            "companyUrn": f"urn:li:fsd_company:{at.number}" if at is not None else "",
            "location": "" if person.bits >> place & 3 == 0 else person.area.name,
            "employmentType": _TYPES[(person.bits >> (place + 9)) % len(_TYPES)],
            "startDate": _month(position.start, with_month=not person.one_in(7, place + 5)),
            "endDate": None if position.end is None else _month(position.end, with_month=True),
        }
    )


def _month(number: int, *, with_month: bool) -> JsonObject:
    year, month = year_and_month(number)
    return {"year": year, "month": month} if with_month else {"year": year}
