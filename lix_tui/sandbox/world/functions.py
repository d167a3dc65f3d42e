"""LinkedIn's functions and seniorities, with job titles and skills.

Ids and labels of both sets are those of Sales Navigator's filters, as public clients list them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lix_tui.sandbox.world.tables import rows

TRAINING, ENTRY, SENIOR, STRATEGIC = 100, 110, 120, 130
MANAGER, SENIOR_MANAGER, DIRECTOR, VICE_PRESIDENT, CXO, OWNER = 200, 210, 220, 300, 310, 320
SENIORITIES: Mapping[int, str] = {
    TRAINING: "In Training",
    ENTRY: "Entry Level",
    SENIOR: "Senior",
    STRATEGIC: "Strategic",
    MANAGER: "Entry Level Manager",
    SENIOR_MANAGER: "Experienced Manager",
    DIRECTOR: "Director",
    VICE_PRESIDENT: "Vice President",
    CXO: "CXO",
    OWNER: "Owner / Partner",
}


@dataclass(frozen=True, slots=True)
class Function:
    """A function such as Sales: its id and label, its titles by seniority, and its skills."""

    id: int
    name: str
    area: str
    titles: Mapping[int, tuple[str, ...]]
    skills: tuple[str, ...]


COMMON_SKILLS = [
    "Leadership",
    "Teamwork",
    "Public Speaking",
    "Project Management",
    "Communication",
    "Microsoft Office",
    "Problem Solving",
    "Time Management",
    "Presentation",
    "Data Analysis",
]


def _function(cells: list[str]) -> Function:
    id_, name, area, jobs, chief, skills = cells
    work = jobs.split(",")
    titles = {
        TRAINING: (f"{area} Intern", f"{area} Trainee"),
        ENTRY: tuple(work),
        SENIOR: tuple(f"Senior {job}" for job in work),
        STRATEGIC: tuple(f"{rank} {job}" for job in work for rank in ("Principal", "Lead")),
        MANAGER: (f"{area} Manager", f"{area} Team Lead"),
        SENIOR_MANAGER: (f"Senior {area} Manager", f"Head of {area}"),
        DIRECTOR: (f"Director of {area}", f"{area} Director"),
        VICE_PRESIDENT: (f"Vice President of {area}", f"VP {area}"),
        CXO: (chief,),
        OWNER: ("Founder", "Co-Founder", "Owner", "Managing Partner", "Founder & CEO"),
    }
    return Function(int(id_), name, area, titles, tuple(skills.split(",")))


FUNCTIONS: Mapping[int, Function] = {
    function.id: function for function in map(_function, rows("functions"))
}

_KNOWN_TITLES: Mapping[str, int] = {
    "Owner": 1,
    "Manager": 2,
    "Director": 5,
    "President": 6,
    "Chief Executive Officer": 8,
    "Managing Director": 16,
    "Marketing Manager": 26,
    "Founder": 35,
    "Senior Software Engineer": 39,
    "Principal": 47,
    "Senior Manager": 50,
    "Chief Financial Officer": 68,
    "Co-Founder": 103,
    "Chief Technology Officer": 153,
    "Managing Partner": 154,
    "Chief Information Officer": 203,
    "Chief Operating Officer": 280,
    "Real Estate Agent": 381,
    "Chief Marketing Officer": 716,
    "Real Estate Broker": 1042,
    "Solutions Engineer": 1313,
    "Implementation Engineer": 3142,
    "Senior Solutions Engineer": 5314,
    "Senior Implementation Engineer": 13793,
}
_KNOWN_SKILLS: Mapping[str, int] = {"JavaScript": 218, "Machine Learning": 3289}


def _numbered(labels: set[str], known: Mapping[str, int], first: int) -> Mapping[int, str]:
    """Return labels by id: LinkedIn's own where public, the others numbered from ``first``."""
    rest = sorted(labels - known.keys())
    return {**{id_: label for label, id_ in known.items()}, **dict(enumerate(rest, first))}


@cache
def titles() -> Mapping[int, str]:
    """Return every job title of the world, and the general ones people search for, by id."""
    labels = {
        title
        for function in FUNCTIONS.values()
        for group in function.titles.values()
        for title in group
    }
    return _numbered(labels, _KNOWN_TITLES, 40001)


@cache
def skills() -> Mapping[int, str]:
    """Return every skill of the world by the number in its ``urn:li:ts_skill``."""
    labels = {skill for function in FUNCTIONS.values() for skill in function.skills}
    return _numbered(labels | set(COMMON_SKILLS), _KNOWN_SKILLS, 60001)
