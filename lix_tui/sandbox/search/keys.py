"""Facts about a person, as the keys by which searches look people up.

Each function yields the keys of one person. Texts are folded, as :func:`boolean.words` folds them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lix_tui.sandbox.search.boolean import words
from lix_tui.sandbox.world import profiles
from lix_tui.sandbox.world.careers import WorldPosition
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.postcodes import postcode
from lix_tui.sandbox.world.world import World

Key = int | str
_LENGTHS = (12, 36, 72, 132)
"""Bounds between LinkedIn's five ranges of time, in months."""


def places(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the person's place and every place that contains it."""
    yield from person.area.within


def postcodes(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the postal code of the person's home."""
    found = postcode(person)
    if found is not None:
        yield found.id


def employer_places(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the employer's place and every place that contains it."""
    if person.organisation is not None:
        yield from person.organisation.area.within


def sizes(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the headcount letter of the employer."""
    if person.organisation is not None:
        yield person.organisation.size


def types(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the letter of the employer's type."""
    if person.organisation is not None:
        yield person.organisation.type


def industries(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the employer's industry."""
    if person.organisation is not None:
        yield person.organisation.industry.id


def functions(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the function, such as Sales."""
    yield person.function.id


def seniorities(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the seniority."""
    yield person.seniority


def profile_languages(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the code of the language the profile is written in."""
    yield person.culture.language


def schools(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the ids of the person's schools."""
    for study in world.studies(person):
        yield study.school.id


def school_names(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the names of these schools."""
    for study in world.studies(person):
        yield words(study.school.name)


def first_names(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the first name in either script."""
    yield words(person.first.ascii)
    yield words(person.first.native)


def last_names(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the last name in either script."""
    yield words(person.last.ascii)
    yield words(person.last.native)


def skills(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the folded names of the person's skills."""
    for name, _ in profiles.skills(person):
        yield words(name)


def current_titles(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the titles of the jobs held now."""
    for position in world.current(person):
        yield words(position.title)


def past_titles(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the titles of the jobs that have ended."""
    for position in _past(world, person):
        yield words(position.title)


def current_employers(world: World, person: WorldPerson) -> Iterator[Key]:
    """Return LinkedIn's numbers of the person's present organisations."""
    yield from _numbers(world.current(person))


def past_employers(world: World, person: WorldPerson) -> Iterator[Key]:
    """Return LinkedIn's numbers of the person's past organisations."""
    yield from _numbers(_past(world, person))


def current_employer_names(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the names of the person's present companies, with or without a page."""
    for position in world.current(person):
        yield words(position.company)


def past_employer_names(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the names of the companies of the jobs that have ended, with or without a page."""
    for position in _past(world, person):
        yield words(position.company)


def years_in_position(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the time in the present job as one of five ranges; nothing without a job."""
    if person.organisation is not None:
        yield _length(person.tenure)


def years_at_company(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the unbroken time with the employer, promotions included, as one of five ranges."""
    employer = person.organisation
    if employer is None:
        return
    start = world.this_month - person.tenure
    for position in _past(world, person):
        if position.organisation is employer and (position.end or 0) >= start:
            start = min(start, position.start)
    yield _length(world.this_month - start)


def years_of_work(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the years since the first job as one of five ranges; nothing without a job."""
    career = world.career(person)
    if career:
        yield _length(world.this_month - min(position.start for position in career))


def recent_hires(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield ``yes`` if the present job began in the last 90 days."""
    if person.organisation is not None and person.tenure < 3:
        yield "yes"


def recent_writers(world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield ``yes`` if the person posted in the last 30 days."""
    if person.index in world.recent_writers:
        yield "yes"


def distances(_world: World, person: WorldPerson) -> Iterator[Key]:
    """Yield the distance in LinkedIn's letters: F, S or O, and A for a shared group."""
    yield "FSO"[degree(person) - 1]
    if person.one_in(10, 27):
        yield "A"


def degree(person: WorldPerson) -> int:
    """Return the distance between a person and the viewer: 1, 2 or 3."""
    if person.one_in(30, 35):
        return 1
    return 2 if person.one_in(4, 36) else 3


def _length(months: int) -> int:
    """Return the number of the range of time for a number of months."""
    return 1 + sum(months >= end for end in _LENGTHS)


def _past(world: World, person: WorldPerson) -> Iterator[WorldPosition]:
    return (position for position in world.career(person) if position.end is not None)


def _numbers(positions: Iterator[WorldPosition] | tuple[WorldPosition, ...]) -> Iterator[Key]:
    for position in positions:
        if position.organisation is not None:
            yield position.organisation.number
