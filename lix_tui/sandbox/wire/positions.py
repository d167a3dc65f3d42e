"""Experience as the API writes it, with the gaps and oddities of captured answers."""

from __future__ import annotations

from lix_tui.sandbox.wire.person_details import has_details, position_details
from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world.calendar import in_words, year_and_month
from lix_tui.sandbox.world.careers import WorldPosition
from lix_tui.sandbox.world.functions import SENIORITIES
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World


def experience(world: World, person: WorldPerson) -> list[JsonObject]:
    """Return all positions, as in a profile: some without dates, place or description."""
    return [
        {
            **_profile_position(person, position, place),
            **position_details(world, person, position),
        }
        for place, position in enumerate(world.career(person))
    ]


def current_experience(world: World, person: WorldPerson) -> list[JsonObject]:
    """Return the present positions, as in a search result, with their length."""
    found = []
    for place, position in enumerate(world.current(person)):
        months = world.this_month - position.start
        tenure = {"years": months // 12, "months": months % 12}
        entry = {
            "title": position.title,
            "seniority": SENIORITIES[position.seniority],
            "organisation": _organisation(position, person, place),
            "isCurrent": True,
            "position": place,
            "tenureAtPosition": compact(tenure),
            "timePeriod": {"startedOn": _month(position.start), "endedOn": {}},
        }
        found.append(compact(entry))
    return found


def _profile_position(person: WorldPerson, position: WorldPosition, place: int) -> JsonObject:
    started, ended, period = _dates(person, position, place)
    return compact(
        {
            "title": position.title,
            "description": _description(person, position, place),
            "dateStarted": started,
            "dateEnded": ended,
            "location": "" if person.bits >> place & 3 == 0 else person.area.name,
            "organisation": _organisation(position, person, place),
            "timePeriod": period,
        }
    )


def _dates(person: WorldPerson, position: WorldPosition, place: int) -> tuple[str, str, JsonObject]:
    """Return start, end and period: mostly to the month, some to the year, a few unknown."""
    if place and person.one_in(24, place):
        return "0", "Present", {"startedOn": {}, "endedOn": {}}
    if place and position.end is not None and person.one_in(9, place + 3):
        start, end = position.start // 12, position.end // 12
        return str(start), str(end), {"startedOn": {"year": start}, "endedOn": {"year": end}}
    period: JsonObject = {
        "startedOn": _month(position.start),
        "endedOn": {} if position.end is None else _month(position.end),
    }
    end_text = "Present" if position.end is None else in_words(position.end)
    return in_words(position.start), end_text, period


def _month(number: int) -> JsonObject:
    year, month = year_and_month(number)
    return {"month": month, "year": year}


def _organisation(position: WorldPosition, person: WorldPerson, place: int) -> JsonObject:
    organisation = position.organisation
    if organisation is not None:
        link = f"https://linkedin.com/sales/company/{organisation.number}"
    else:
        link = "https://linkedin.com/sales/company/" if person.bits >> place & 1 else ""
    page = organisation.link if organisation is not None and has_details(person) else ""
    return compact({"name": position.company, "link": page, "salesNavLink": link})


def _description(person: WorldPerson, position: WorldPosition, place: int) -> str:
    if person.bits >> (place + 6) & 3:
        return ""
    skill = person.function.skills[(person.bits >> place) % len(person.function.skills)]
    return (
        f"Looked after {skill} at {position.company}.\n\n"
        "• wrote things down before building them\n• left fewer surprises than there were"
    )
