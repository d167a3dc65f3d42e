"""Organisations, the employers of the world's people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lix_tui.sandbox.world.dice import Roll, Weighted, between, dice, pick
from lix_tui.sandbox.world.hostile import SHARE, hostile_headline
from lix_tui.sandbox.world.industries import INDUSTRY_WEIGHTS, Industry
from lix_tui.sandbox.world.names import CULTURES, to_ascii
from lix_tui.sandbox.world.places import AREA_WEIGHTS, Area
from lix_tui.sandbox.world.tables import rows

COUNT = 400
SIZES = {
    "B": ("1-10", 2, 10),
    "C": ("11-50", 11, 50),
    "D": ("51-200", 51, 200),
    "E": ("201-500", 201, 500),
    "F": ("501-1000", 501, 1000),
    "G": ("1001-5000", 1001, 5000),
    "H": ("5001-10,000", 5001, 10_000),
    "I": ("10,000+", 10_001, 80_000),
}
"""LinkedIn's headcount letters: label, least and most employees."""
TYPES = {
    "C": "Public Company",
    "P": "Privately Held",
    "N": "Non Profit",
    "D": "Educational Institution",
    "S": "Partnership",
    "E": "Self Employed",
    "O": "Self Owned",
    "G": "Government Agency",
}
"""LinkedIn's company types by letter."""

_SIZE_WEIGHTS = Weighted(
    (("B", 3), ("C", 8), ("D", 16), ("E", 16), ("F", 14), ("G", 20), ("H", 9), ("I", 8))
)
_TYPE_WEIGHTS = Weighted((("P", 55), ("C", 22), ("N", 7), ("D", 3), ("S", 6), ("O", 4), ("G", 3)))
_WORDS = {what: words.split() for what, words in rows("company_words")}
_FORMS = {country: forms.split(",") for country, forms in rows("company_forms")}
_NATIVE = {country: (form, words.split()) for country, form, words in rows("company_natives")}


@dataclass(frozen=True, slots=True)
class WorldOrganisation:
    """An organisation as the index knows it. ``number`` is LinkedIn's own organisation number."""

    index: int
    number: int
    lix_number: int
    name: str
    slug: str
    domain: str
    industry: Industry
    area: Area
    size: str
    employees: int
    type: str
    founded: int
    followers: int
    openings: int
    attack: str
    """Hostile text for the description; usually empty."""

    @property
    def link(self) -> str:
        """The page on LinkedIn."""
        return f"https://www.linkedin.com/company/{self.slug}"

    @property
    def sales_link(self) -> str:
        """The page in Sales Navigator."""
        return f"https://www.linkedin.com/sales/company/{self.number}"

    @property
    def urn(self) -> str:
        """URN in Sales Navigator's company filters."""
        return f"urn:li:organization:{self.number}"


def build_organisations(seed: int, year: int) -> tuple[WorldOrganisation, ...]:
    """Return all organisations of the world; ``year`` is the present one."""
    roll = dice(seed, 1)
    taken: set[str] = set()
    return tuple(_organisation(roll, index, year, taken) for index in range(COUNT))


def _organisation(roll: Roll, index: int, year: int, used: set[str]) -> WorldOrganisation:
    area = AREA_WEIGHTS.draw(roll)
    size = _SIZE_WEIGHTS.draw(roll)
    name, latin = _name(roll, area, used)
    slug = re.sub("[^a-z0-9]+", "-", to_ascii(latin).lower()).strip("-")
    _, least, most = SIZES[size]
    employees = between(roll, least, most)
    return WorldOrganisation(
        index=index,
        number=20_000 + index * 211 + between(roll, 0, 200) * 100_003,
        lix_number=59_000_000 + index * 37 + between(roll, 0, 30),
        name=name,
        slug=slug,
        domain=f"{slug}.example",
        industry=INDUSTRY_WEIGHTS.draw(roll),
        area=area,
        size=size,
        employees=employees,
        type=_TYPE_WEIGHTS.draw(roll),
        founded=year - between(roll, 1, 30) - int(roll() * roll() * 90),
        followers=int(employees * (2 + roll() * 40)) if roll() < 0.95 else 0,
        openings=int(employees * roll() * 0.05),
        attack=hostile_headline(roll) if roll() < SHARE else "",
    )


def _name(roll: Roll, area: Area, used: set[str]) -> tuple[str, str]:
    """Return an unused name, and its spelling in a URL."""
    while True:
        stem = f"{pick(roll, _WORDS['heads'])}{pick(roll, _WORDS['tails'])}"
        if roll() < 0.2:
            family = pick(roll, CULTURES[area.cultures.draw(roll)].lasts)
            stem = f"{family.ascii} {pick(roll, _WORDS['heads'])}"
        if stem not in used:
            used.add(stem)
            break
    if area.country in _NATIVE and roll() < 0.6:
        form, words = _NATIVE[area.country]
        return f"{form.format(pick(roll, words))} ({stem})", stem
    if area.country in _FORMS and roll() < 0.5:
        return f"{stem} {pick(roll, _FORMS[area.country])}", stem
    return stem, stem
