"""Leaders who recently joined software companies in Germany and Austria.

Random people alone leave no result for the search that people try first: vice presidents and
chiefs of software companies of 51 to 500 people who changed jobs recently. So a few of the
organisations of that size become software companies, one of them with the name SAP (invented like
the others: its number, size and people are those of this world), and some leaders of the two
countries work there.
No random numbers are used, so that the rest of the world stays the same.
"""

from __future__ import annotations

from dataclasses import replace

from lix_tui.sandbox.world.functions import CXO, VICE_PRESIDENT
from lix_tui.sandbox.world.industries import INDUSTRIES
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson

COUNTRIES = ("Germany", "Austria")
SIZES = ("D", "E")
_EMPLOYERS, _LEADERS = 4, 16
_SOFTWARE = next(item for item in INDUSTRIES if item.id == 4)
_NAME = "SAP"


def with_employers(organisations: tuple[WorldOrganisation, ...]) -> tuple[WorldOrganisation, ...]:
    """Return the organisations, some of them now software companies; the first of these is SAP."""
    found = list(organisations)
    chosen = _fitting(organisations)[:_EMPLOYERS]
    chosen.sort(key=lambda item: (item.area.country != "Germany", -item.employees))
    for place, draw_picture in enumerate(chosen):
        item = replace(draw_picture, industry=_SOFTWARE)
        if place == 0:
            slug = _NAME.lower()
            item = replace(item, name=_NAME, slug=slug, domain=f"{slug}.example")
        found[item.index] = item
    return tuple(found)


def _fitting(organisations: tuple[WorldOrganisation, ...]) -> list[WorldOrganisation]:
    """Return the organisations of that size in the two countries.

    Those of similar industries come first, because their staff doesn't change.
    """
    return sorted(
        (item for item in organisations if item.area.country in COUNTRIES and item.size in SIZES),
        key=lambda item: item.industry.functions.items != _SOFTWARE.functions.items,
    )


def employers(organisations: tuple[WorldOrganisation, ...]) -> list[WorldOrganisation]:
    """Return the employers of leaders: SAP, other software companies, and one other company."""
    fitting = _fitting(organisations)
    software = [item for item in fitting if item.industry is _SOFTWARE]
    software.sort(key=lambda item: item.name != _NAME)
    return software + [item for item in fitting if item.industry is not _SOFTWARE][:1]


def assign_jobs(
    people: tuple[WorldPerson, ...], organisations: tuple[WorldOrganisation, ...]
) -> None:
    """Give leaders of the two countries a job at one of the employers; most came this season."""
    places = employers(organisations)
    suited = [
        person
        for person in people
        if person.area.country in COUNTRIES
        and person.organisation is not None
        and person.organisation not in places
        and person.seniority in (VICE_PRESIDENT, CXO)
        and person.function.id in _SOFTWARE.functions.items
    ]
    for place, person in enumerate(suited[:_LEADERS] if places else ()):
        person.organisation = places[place % len(places)]
        if place < _LEADERS * 3 // 4:
            person.tenure = place % 3
