"""Careers: a person's positions, from today back to the first job."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.sandbox.world.dice import Roll, between, dice, pick
from lix_tui.sandbox.world.functions import (
    CXO,
    DIRECTOR,
    ENTRY,
    MANAGER,
    OWNER,
    SENIOR,
    SENIOR_MANAGER,
    STRATEGIC,
    TRAINING,
    VICE_PRESIDENT,
)
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson

_BEFORE = {
    TRAINING: (TRAINING,),
    ENTRY: (ENTRY, TRAINING),
    SENIOR: (SENIOR, ENTRY),
    STRATEGIC: (SENIOR, STRATEGIC),
    MANAGER: (SENIOR, ENTRY, MANAGER),
    SENIOR_MANAGER: (MANAGER, SENIOR),
    DIRECTOR: (SENIOR_MANAGER, MANAGER),
    VICE_PRESIDENT: (DIRECTOR, SENIOR_MANAGER),
    CXO: (VICE_PRESIDENT, DIRECTOR),
    OWNER: (DIRECTOR, MANAGER, SENIOR),
}
"""Seniority in the previous job, by the present seniority."""
_ELSEWHERE = ("Freelance", "Self-employed", "Family business", "Stealth Startup")


@dataclass(frozen=True, slots=True)
class WorldPosition:
    """One job. ``start`` and ``end`` are month numbers; ``end`` is None for a current job.

    ``organisation`` is None for a company that has no page on LinkedIn.
    """

    title: str
    seniority: int
    company: str
    organisation: WorldOrganisation | None
    start: int
    end: int | None


def current_positions(
    this_month: int, person: WorldPerson, organisations: tuple[WorldOrganisation, ...]
) -> tuple[WorldPosition, ...]:
    """Return a person's present positions: none, one or two."""
    if person.organisation is None:
        return ()
    start = this_month - person.tenure
    main = _position(person.title, person.seniority, person.organisation, start)
    if not person.one_in(20, 7):
        return (main,)
    other = organisations[(person.bits >> 23) % len(organisations)]
    return main, _position("Advisor", person.seniority, other, start)


def career(
    seed: int, this_month: int, person: WorldPerson, organisations: tuple[WorldOrganisation, ...]
) -> tuple[WorldPosition, ...]:
    """Return the positions of a person, the latest first; current ones agree with the index."""
    roll = dice(seed, 3, person.index)
    start = this_month - person.tenure
    positions = list(current_positions(this_month, person, organisations))
    seniority, employer, edge = person.seniority, person.organisation, start
    first_month = this_month - person.experience
    while edge - first_month > 5 and len(positions) < 12:
        seniority = pick(roll, _BEFORE[seniority])
        promoted = employer is not None and roll() < 0.25
        end = edge if promoted else edge - _pause(roll)
        begin = max(first_month, end - between(roll, 8, 64))
        if begin >= end:
            break
        title = pick(roll, person.function.titles[seniority])
        if not promoted:
            employer = _employer(roll, person, organisations)
        company = employer.name if employer else pick(roll, _ELSEWHERE)
        positions.append(WorldPosition(title, seniority, company, employer, begin, end))
        edge = begin
    return tuple(positions)


def _position(
    title: str, seniority: int, organisation: WorldOrganisation, start: int
) -> WorldPosition:
    return WorldPosition(title, seniority, organisation.name, organisation, start, None)


def _pause(roll: Roll) -> int:
    """Return the months between two jobs: usually 0, sometimes more, negative for an overlap."""
    chance = roll()
    if chance < 0.2:
        return between(roll, 1, 14)
    return -between(roll, 1, 4) if chance < 0.3 else 0


def _employer(
    roll: Roll, person: WorldPerson, organisations: tuple[WorldOrganisation, ...]
) -> WorldOrganisation | None:
    """Return an employer, if possible of the same country or industry."""
    if roll() < 0.06:
        return None
    found = pick(roll, organisations)
    for _ in range(3):
        if found.area.country == person.area.country or (
            person.organisation is not None and found.industry is person.organisation.industry
        ):
            break
        found = pick(roll, organisations)
    return found
