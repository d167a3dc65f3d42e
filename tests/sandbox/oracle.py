"""Second implementation of Sales Navigator's filters, person by person over the world's data.

It shares no code with the sandbox's search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from zlib import crc32

from lix_tui.linkedin.facets import label
from lix_tui.sandbox.world import functions
from lix_tui.sandbox.world.careers import WorldPosition
from lix_tui.sandbox.world.names import NamePart
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.places import Area
from lix_tui.sandbox.world.postcodes import POSTCODES
from lix_tui.sandbox.world.tables import rows
from lix_tui.sandbox.world.tokens import member_of
from lix_tui.sandbox.world.world import World

Oracle = Callable[[World, WorldPerson, str], bool]
"""Function that returns True if a person matches a filter's value, which is an id or a text."""

PARENTS: dict[str, set[str]] = {}
for _row in (*rows("regions"), *rows("areas")):
    PARENTS.setdefault(_row[0], set()).update(_row[2].split())
SIZES = {
    "A": range(0),
    "B": range(1, 11),
    "C": range(11, 51),
    "D": range(51, 201),
    "E": range(201, 501),
    "F": range(501, 1001),
    "G": range(1001, 5001),
    "H": range(5001, 10_001),
    "I": range(10_001, 10**7),
}
MONTHS = {
    "1": range(12),
    "2": range(12, 36),
    "3": range(36, 72),
    "4": range(72, 132),
    "5": range(132, 10**4),
}
EXPRESSIONS: Mapping[str, Callable[[str], bool]] = {
    '"VP" OR "Vice President"': lambda t: bool(re.search(r"\bVP\b|\bVice President\b", t)),
    "engineer": lambda t: bool(re.search(r"\bengineer\b", t, re.IGNORECASE)),
    "engineer NOT (senior OR lead)": lambda t: (
        bool(re.search(r"\bengineer\b", t, re.IGNORECASE))
        and not re.search(r"\b(senior|lead)\b", t, re.IGNORECASE)
    ),
    "(head OR director) AND marketing": lambda t: (
        bool(re.search(r"\b(head|director)\b", t, re.IGNORECASE)) and "Marketing" in t
    ),
    '"data engineer" OR ("product owner" NOT principal)': lambda t: (
        "Data Engineer" in t or ("Product Owner" in t and "Principal" not in t)
    ),
    "chief technology officer": lambda t: all(
        re.search(rf"\b{word}\b", t) for word in ("Chief", "Technology", "Officer")
    ),
}
"""Titles as people type them, and their meaning."""
OLD_SENIORITIES = {
    "2": "In Training",
    "3": "Entry Level",
    "4": "Senior",
    "5": "Entry Level Manager|Experienced Manager",
    "6": "Director",
    "7": "Vice President",
    "8": "CXO",
    "9": "Owner / Partner",
    "10": "Owner / Partner",
}


def inside(area: Area, place: str) -> bool:
    """Return True if a place is an area or lies around it."""
    seen, open_ = set(), [str(area.id)]
    while open_:
        found = open_.pop()
        if found not in seen:
            seen.add(found)
            open_ += PARENTS[found]
    return place in seen


def positions(world: World, person: WorldPerson, *, past: bool) -> Iterator[WorldPosition]:
    return (item for item in world.career(person) if (item.end is not None) is past)


def company(past: bool) -> Oracle:
    def matches(world: World, person: WorldPerson, value: str) -> bool:
        for item in positions(world, person, past=past):
            number = value.removeprefix("urn:li:organization:")
            if item.organisation is not None and str(item.organisation.number) == number:
                return True
            if value.isalpha() and re.search(rf"(?<!\w){value}(?!\w)", item.company, re.IGNORECASE):
                return True
        return False

    return matches


def title(past: bool) -> Oracle:
    def matches(world: World, person: WorldPerson, value: str) -> bool:
        held = [item.title for item in positions(world, person, past=past)]
        if value in EXPRESSIONS:
            return any(map(EXPRESSIONS[value], held))
        name = functions.titles().get(int(value)) or label("TITLE", value) or "?"
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for text in held)

    return matches


def employer(read: Callable[[WorldOrganisation, str], bool]) -> Oracle:
    return lambda world, person, value: (
        person.organisation is not None and read(person.organisation, value)
    )


def one_in_eight(name: str) -> Oracle:
    return lambda world, person, value: crc32(f"{name}:{value}:{person.member}".encode()) % 8 == 0


def months_at_company(world: World, person: WorldPerson) -> int:
    """Return the months back from now without a gap of more than a month between jobs there."""
    jobs = [job for job in world.career(person) if job.organisation is person.organisation]
    month = world.this_month
    while any(
        job.start < month <= (world.this_month if job.end is None else job.end) for job in jobs
    ):
        month -= 1
    return world.this_month - month


def years(months: Callable[[World, WorldPerson], int | None]) -> Oracle:
    def matches(world: World, person: WorldPerson, value: str) -> bool:
        found = months(world, person)
        return found is not None and found in MONTHS[value]

    return matches


def first_job(world: World, person: WorldPerson) -> int | None:
    starts = [position.start for position in world.career(person)]
    return world.this_month - min(starts) if starts else None


def present_job(world: World, person: WorldPerson) -> int | None:
    held = list(positions(world, person, past=False))
    return world.this_month - held[0].start if held else None


@lru_cache(maxsize=4)
def writers(world: World) -> frozenset[int]:
    return frozenset(p.person.index for p in world.posts if p.person and p.age <= 30 * 24)


def plain(text: str) -> str:
    """Return a name without its accents, as people type it."""
    marked = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in marked if unicodedata.category(char) != "Mn")


def name(part: str) -> Oracle:
    def matches(world: World, person: WorldPerson, value: str) -> bool:
        own: NamePart = getattr(person, part)
        spellings = {plain(own.ascii), plain(own.native)}
        return any(plain(value) in (text, *re.split(r"[\s'-]", text)) for text in spellings)

    return matches


def postcode(world: World, person: WorldPerson, value: str) -> bool:
    """Return True for a person near a postcode: `value` is an id or a code, a slash, and miles."""
    asked, _, miles = value.partition("/")
    codes = sorted(c.id for c in POSTCODES.values() if c.area is person.area)
    if not codes:
        return False
    own = codes[(person.bits >> 44) % 5]
    centre = next(c for c in POSTCODES.values() if asked in (str(c.id), c.code))
    return centre.area is person.area and abs(own - centre.id) * 10 <= float(miles or 0)


def relationship(world: World, person: WorldPerson, value: str) -> bool:
    if value == "A":
        return (person.bits >> 27 & 0xFFFF) % 10 == 0
    if (person.bits >> 35 & 0xFFFF) % 30 == 0:
        return value == "F"
    return value == ("S" if (person.bits >> 36 & 0xFFFF) % 4 == 0 else "O")


def listed(world: World, person: WorldPerson, value: str) -> bool:
    return any(
        item.organisation is not None
        and crc32(f"urn:li:salesList:{value}:{item.organisation.number}".encode()) % 8 == 0
        for item in positions(world, person, past=False)
    )


def seniority(world: World, person: WorldPerson, value: str) -> bool:
    own = functions.SENIORITIES[person.seniority]
    if int(value) > 10:
        return person.seniority == int(value)
    return own in OLD_SENIORITIES.get(value, "").split("|")


ORACLES: Mapping[str, Oracle] = {
    "CURRENT_COMPANY": company(past=False),
    "PAST_COMPANY": company(past=True),
    "COMPANY_HEADCOUNT": employer(lambda item, value: item.employees in SIZES[value]),
    "COMPANY_TYPE": employer(lambda item, value: item.type == value),
    "COMPANY_HEADQUARTERS": employer(lambda item, value: inside(item.area, value)),
    "FUNCTION": lambda world, person, value: str(person.function.id) == value,
    "CURRENT_TITLE": title(past=False),
    "PAST_TITLE": title(past=True),
    "SENIORITY_LEVEL": seniority,
    "YEARS_AT_CURRENT_COMPANY": years(
        lambda world, person: months_at_company(world, person) if person.organisation else None
    ),
    "YEARS_IN_CURRENT_POSITION": years(present_job),
    "YEARS_OF_EXPERIENCE": years(first_job),
    "REGION": lambda world, person, value: inside(person.area, value),
    "POSTAL_CODE": postcode,
    "INDUSTRY": employer(lambda item, value: str(item.industry.id) == value),
    "FIRST_NAME": name("first"),
    "LAST_NAME": name("last"),
    "PROFILE_LANGUAGE": lambda world, person, value: person.culture.language == value,
    "GROUP": one_in_eight("GROUP"),
    "SCHOOL": lambda world, person, value: any(
        str(study.school.id) == value for study in world.studies(person)
    ),
    "FOLLOWS_YOUR_COMPANY": one_in_eight("FOLLOWS_YOUR_COMPANY"),
    "VIEWED_YOUR_PROFILE": one_in_eight("VIEWED_YOUR_PROFILE"),
    "RELATIONSHIP": relationship,
    "CONNECTION_OF": lambda world, person, value: one_in_eight("CONNECTION_OF")(
        world, person, str(member_of(value))
    ),
    "PAST_COLLEAGUE": one_in_eight("PAST_COLLEAGUE"),
    "WITH_SHARED_EXPERIENCES": one_in_eight("WITH_SHARED_EXPERIENCES"),
    "RECENTLY_CHANGED_JOBS": lambda world, person, value: (
        (present_job(world, person) or 0) < 3 if person.organisation else False
    ),
    "POSTED_ON_LINKEDIN": lambda world, person, value: person.index in writers(world),
    "PERSONA": one_in_eight("PERSONA"),
    "ACCOUNT_LIST": listed,
    "LEAD_LIST": one_in_eight("LEAD_LIST"),
    "LEADS_IN_CRM": one_in_eight("LEADS_IN_CRM"),
    "LEAD_INTERACTIONS": one_in_eight("LEAD_INTERACTIONS"),
    "SAVED_LEADS_AND_ACCOUNTS": one_in_eight("SAVED_LEADS_AND_ACCOUNTS"),
}


@lru_cache(maxsize=4000)
def people(world: World, filter_type: str, value: str) -> frozenset[int]:
    """Return the indexes of all people who match a filter's value."""
    matches = ORACLES[filter_type]
    return frozenset(p.index for p in world.people if matches(world, p, value))
