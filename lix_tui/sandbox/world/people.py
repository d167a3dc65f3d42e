"""Index of people: the facts that searches compare, without careers and texts."""

from __future__ import annotations

from lix_tui.sandbox.world.dice import Roll, Weighted, dice, pick
from lix_tui.sandbox.world.functions import (
    CXO,
    DIRECTOR,
    ENTRY,
    FUNCTIONS,
    MANAGER,
    OWNER,
    SENIOR,
    SENIOR_MANAGER,
    STRATEGIC,
    TRAINING,
    VICE_PRESIDENT,
    Function,
)
from lix_tui.sandbox.world.hostile import HEADLINES, NAMES, SHARE
from lix_tui.sandbox.world.names import CULTURES, Culture, NamePart
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.places import AREA_WEIGHTS, Area

COUNT = 5200
_SENIORITY_WEIGHTS = Weighted(
    (
        (TRAINING, 4),
        (ENTRY, 26),
        (SENIOR, 24),
        (STRATEGIC, 8),
        (MANAGER, 12),
        (SENIOR_MANAGER, 8),
        (DIRECTOR, 8),
        (VICE_PRESIDENT, 4),
        (CXO, 3),
        (OWNER, 3),
    )
)
_YEARS_BEFORE = {
    TRAINING: 0,
    ENTRY: 1,
    SENIOR: 5,
    STRATEGIC: 9,
    MANAGER: 6,
    SENIOR_MANAGER: 9,
    DIRECTOR: 12,
    VICE_PRESIDENT: 15,
    CXO: 17,
    OWNER: 7,
}
"""Years of work of a seniority at least."""
_EMOJI = ("🚀", "👩‍💻", "🇺🇦", "☕️", "📈", "🎯", "👋🏽", "🌱")


class WorldPerson:
    """A person as the index knows them. ``bits`` decides small details."""

    __slots__ = (
        "area",
        "bits",
        "culture",
        "experience",
        "first",
        "function",
        "index",
        "last",
        "member",
        "organisation",
        "seniority",
        "tenure",
        "title",
    )

    def __init__(
        self,
        index: int,
        member: int,
        culture: Culture,
        first: NamePart,
        last: NamePart,
        area: Area,
        organisation: WorldOrganisation | None,
        function: Function,
        seniority: int,
        title: str,
        tenure: int,
        experience: int,
        bits: int,
    ) -> None:
        """Store the drawn facts; ``tenure`` and ``experience`` are months up to now."""
        self.index = index
        self.member = member
        self.culture = culture
        self.first = first
        self.last = last
        self.area = area
        self.organisation = organisation
        self.function = function
        self.seniority = seniority
        self.title = title
        self.tenure = tenure
        self.experience = experience
        self.bits = bits

    def one_in(self, count: int, salt: int) -> bool:
        """Return True for one person in ``count``; ``salt`` separates independent facts."""
        return (self.bits >> salt & 0xFFFF) % count == 0

    @property
    def native(self) -> bool:
        """True if the name is written in its own script."""
        return not self.culture.script or bool(self.bits & 1)

    @property
    def anonymous(self) -> bool:
        """True if searches show only “LinkedIn Member”."""
        return self.one_in(60, 3)

    @property
    def first_name(self) -> str:
        """The first name as the profile writes it."""
        return self.first.native if self.native else self.first.ascii

    @property
    def last_name(self) -> str:
        """The last name as the profile writes it."""
        return self.last.native if self.native else self.last.ascii

    @property
    def name(self) -> str:
        """The whole name in the order of its culture; rarely with a hostile nickname."""
        if self.culture.family_first and self.native:
            whole = f"{self.last_name}{self.first_name}"
        else:
            whole = f"{self.first_name} {self.last_name}"
        if self.bits % 1201 == 0:
            return f"{whole} {NAMES[self.bits // 1201 % len(NAMES)]}"
        return whole

    @property
    def latin_name(self) -> str:
        """First and last name in ASCII."""
        return f"{self.first.ascii} {self.last.ascii}"

    @property
    def headline(self) -> str:
        """The line under the name; empty for some people."""
        if self.bits % int(1 / SHARE) == 0:
            return HEADLINES[self.bits // int(1 / SHARE) % len(HEADLINES)]
        if self.organisation is None:
            return f"{self.title} | Open to work" if self.bits & 2 else ""
        at = f"{self.title} at {self.organisation.name}"
        skills = self.function.skills
        chosen = skills[self.bits >> 9 & 63 :][:2] or skills[:2]
        match self.bits >> 4 & 15:
            case 0:
                return ""
            case 1 | 2:
                return self.title
            case 3 | 4 | 5:
                return f"{at} | {' | '.join(chosen)}"
            case 6:
                emoji = _EMOJI[self.bits >> 8 & 7]
                return f"{emoji} {self.title} @ {self.organisation.name} {emoji}"
            case 7:
                return f"{self.function.area} · {self.organisation.industry.words[0]} · {chosen[0]}"
            case _:
                return at


def build_people(
    seed: int, organisations: tuple[WorldOrganisation, ...]
) -> tuple[WorldPerson, ...]:
    """Return all people of the world, working at ``organisations``."""
    roll = dice(seed, 2)
    homes = _homes(organisations)
    anywhere = Weighted((item, item.employees**0.35) for item in organisations)
    start = int(roll() * 1_000_000_007)
    return tuple(_person(roll, index, start, homes, anywhere) for index in range(COUNT))


def _homes(organisations: tuple[WorldOrganisation, ...]) -> dict[str, Weighted[WorldOrganisation]]:
    by_country: dict[str, list[WorldOrganisation]] = {}
    for item in organisations:
        by_country.setdefault(item.area.country, []).append(item)
    return {
        country: Weighted((item, item.employees**0.35) for item in items)
        for country, items in by_country.items()
    }


def _person(
    roll: Roll,
    index: int,
    start: int,
    homes: dict[str, Weighted[WorldOrganisation]],
    anywhere: Weighted[WorldOrganisation],
) -> WorldPerson:
    area = AREA_WEIGHTS.draw(roll)
    culture = CULTURES[area.cultures.draw(roll)]
    near = homes.get(area.country, anywhere) if roll() < 0.7 else anywhere
    organisation = near.draw(roll)
    function = FUNCTIONS[organisation.industry.functions.draw(roll)]
    seniority = _SENIORITY_WEIGHTS.draw(roll)
    experience = _YEARS_BEFORE[seniority] * 12 + int(roll() * roll() * 216) + 3
    return WorldPerson(
        index,
        10_000_000 + (start + index * 179_424_673) % 1_000_000_007,
        culture,
        pick(roll, culture.firsts),
        pick(roll, culture.lasts),
        area,
        organisation if roll() < 0.96 else None,
        function,
        seniority,
        pick(roll, function.titles[seniority]),
        min(int(roll() * roll() * 120), experience - 1),
        experience,
        int(roll() * (1 << 53)),
    )
