"""The job postings of the world's organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lix_tui.sandbox.world.dice import Roll, Weighted, between, dice, pick, sample
from lix_tui.sandbox.world.functions import (
    CXO,
    DIRECTOR,
    ENTRY,
    FUNCTIONS,
    MANAGER,
    SENIOR,
    SENIOR_MANAGER,
    STRATEGIC,
    TRAINING,
    VICE_PRESIDENT,
    Function,
)
from lix_tui.sandbox.world.hostile import SHARE, hostile_headline
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.places import AREA_WEIGHTS, Area

COUNT = 1500
TYPES = {"F": "Full-time", "C": "Contract", "P": "Part-time", "T": "Temporary", "I": "Internship"}
"""Employment types by the letter of LinkedIn's ``f_JT``."""
WORKPLACES = {1: "On-site", 2: "Remote", 3: "Hybrid"}
"""By the number of LinkedIn's ``f_WT``."""
LEVELS = {
    1: "Internship",
    2: "Entry level",
    3: "Associate",
    4: "Mid-Senior level",
    5: "Director",
    6: "Executive",
}
"""Experience levels by the number of LinkedIn's ``f_E``."""

_LEVEL_OF = {
    TRAINING: 1,
    ENTRY: 2,
    SENIOR: 3,
    STRATEGIC: 4,
    MANAGER: 4,
    SENIOR_MANAGER: 4,
    DIRECTOR: 5,
    VICE_PRESIDENT: 6,
    CXO: 6,
}
_SALARIES = {
    TRAINING: 24,
    ENTRY: 42,
    SENIOR: 64,
    STRATEGIC: 88,
    MANAGER: 78,
    SENIOR_MANAGER: 98,
    DIRECTOR: 124,
    VICE_PRESIDENT: 160,
    CXO: 196,
}
"""Lowest salary of a seniority, in thousands of dollars a year."""
_SENIORITIES = Weighted(
    (
        (TRAINING, 6),
        (ENTRY, 30),
        (SENIOR, 28),
        (STRATEGIC, 8),
        (MANAGER, 14),
        (SENIOR_MANAGER, 6),
        (DIRECTOR, 5),
        (VICE_PRESIDENT, 2),
        (CXO, 1),
    )
)
_TYPE_WEIGHTS = Weighted((("F", 76), ("C", 12), ("P", 7), ("T", 5)))
_PLACE_WEIGHTS = Weighted(((1, 40), (2, 22), (3, 38)))
_RECRUITING, _LEADING = 12, (MANAGER, SENIOR_MANAGER, DIRECTOR)


@dataclass(frozen=True, slots=True)
class Job:
    """A job posting; ``posted`` is in hours before now."""

    id: int
    title: str
    organisation: WorldOrganisation
    function: Function
    seniority: int
    area: Area
    workplace: int
    type: str
    posted: int
    applicants: int
    easy_apply: bool
    hirers: tuple[WorldPerson, ...]
    attack: str

    @property
    def level(self) -> int:
        """Number of the experience level, as in ``f_E``."""
        return _LEVEL_OF[self.seniority]

    @property
    def salary(self) -> int:
        """Dollars a year."""
        return (_SALARIES[self.seniority] + self.id % 31) * 1000

    @property
    def description(self) -> str:
        """The text of the posting."""
        if self.attack:
            return self.attack
        skills = ", ".join(self.function.skills[:3])
        topic = self.organisation.industry.words[self.id % len(self.organisation.industry.words)]
        return (
            f"{self.organisation.name} is looking for a {self.title} to help with {topic}.\n\n"
            f"What you bring: {skills}, and the patience to explain your work.\n\n"
            f"What we offer: {WORKPLACES[self.workplace].lower()} work in {self.area.name}, "
            f"${self.salary:,} a year, a training budget and colleagues who answer questions."
        )


def build_jobs(
    seed: int,
    organisations: tuple[WorldOrganisation, ...],
    staff: Mapping[int, list[WorldPerson]],
) -> tuple[Job, ...]:
    """Return all postings; ``staff`` gives the people who work at an organisation, by its index."""
    roll = dice(seed, 6)
    hiring = Weighted((item, item.employees**0.3) for item in organisations)
    return tuple(_job(roll, index, hiring.draw(roll), staff) for index in range(COUNT))


def _job(
    roll: Roll, index: int, organisation: WorldOrganisation, staff: Mapping[int, list[WorldPerson]]
) -> Job:
    function = FUNCTIONS[organisation.industry.functions.draw(roll)]
    seniority = _SENIORITIES.draw(roll)
    return Job(
        id=3_900_000_000 + index * 40_009 + between(roll, 0, 40_000),
        title=pick(roll, function.titles[seniority]),
        organisation=organisation,
        function=function,
        seniority=seniority,
        area=organisation.area if roll() < 0.75 else AREA_WEIGHTS.draw(roll),
        workplace=_PLACE_WEIGHTS.draw(roll),
        type="I" if seniority == TRAINING else _TYPE_WEIGHTS.draw(roll),
        posted=int(roll() * roll() * 24 * 75),
        applicants=int(roll() * roll() * 300),
        easy_apply=roll() < 0.4,
        hirers=_hirers(roll, staff.get(organisation.index, [])),
        attack=hostile_headline(roll) if roll() < SHARE else "",
    )


def _hirers(roll: Roll, staff: list[WorldPerson]) -> tuple[WorldPerson, ...]:
    """Return up to three of the staff, recruiters and managers first; often none."""
    suited = [
        person
        for person in staff
        if person.function.id == _RECRUITING or person.seniority in _LEADING
    ]
    count = max(0, between(roll, -2, 3))
    return tuple(sample(roll, suited or staff, count))
