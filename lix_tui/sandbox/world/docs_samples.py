"""Inhabitants that the sample requests of the Lix docs ask for.

The samples name a person (``alfie-lambert``), two organisations (``lix``, and ``linkedin`` with the
number 1337), a job and a post. They replace inhabitants of the world, whose other facts stay
invented. No random numbers are used, so that the rest of the world stays the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lix_tui.sandbox.world.functions import CXO, DIRECTOR, FUNCTIONS, OWNER, VICE_PRESIDENT
from lix_tui.sandbox.world.industries import INDUSTRIES
from lix_tui.sandbox.world.jobs import Job
from lix_tui.sandbox.world.names import NamePart
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.posts import WorldPost

LIX, LINKEDIN = "lix", "linkedin"
"""Slugs of the two organisations."""
MEMBER = 97_536_089
"""Alfie Lambert's member number, as in the ids of the samples."""
JOB = 3_556_453_411
POST = 7_019_605_025_920_286_720
REQUEST = "1234-f197-1fsd8-fs987"
"""Id of the finished search by email that the docs show."""

_SOFTWARE = next(item for item in INDUSTRIES if item.id == 4)
_FUNCTIONS = _SOFTWARE.functions.items
_EMPLOYEES = 26_383
"""LinkedIn's employees in the sample."""
_LONDON = "London, England, United Kingdom"
_LEADERS = (DIRECTOR, VICE_PRESIDENT, CXO)
_PRODUCT, _MARKETING = 19, 15
_BITS = 0xEF9C2D9AFB9DC
"""Small details that give Alfie Lambert a picture, a VALID address and a whole profile."""
_TENURE, _EXPERIENCE = 72, 150
"""Months at Lix, and of all jobs."""
_COMMENTS = 23
"""Comments on the post: more than one page of them."""
_POST_TEXT = (
    "Two years of Lix: what we learned about contact data.\n\n"
    "Measure first, ask the people who use it, and keep the list short.\n\n#sales #data"
)


def with_organisations(
    organisations: Sequence[WorldOrganisation],
) -> tuple[WorldOrganisation, ...]:
    """Return the organisations with Lix and LinkedIn in place of two similar ones.

    Their country, number of employees and functions stay, because people and jobs are drawn by
    them.
    """
    found = list(organisations)
    software = [item for item in found if item.industry.functions.items == _FUNCTIONS]
    american = [item for item in software if item.area.country == "United States"]
    british = [item for item in software if item.area.name == _LONDON]
    if not american or not british:
        return tuple(found)
    large = min(american, key=lambda item: abs(item.employees - _EMPLOYEES))
    small = min(british, key=lambda item: item.employees)
    found[large.index] = replace(
        large, name="LinkedIn", slug=LINKEDIN, domain="linkedin.example", number=1337,
        industry=_SOFTWARE, type="C", founded=2003, followers=25_072_627, attack="",
    )  # fmt: skip
    found[small.index] = replace(
        small, name="Lix", slug=LIX, domain="lix.example", number=1_670_390,
        lix_number=59_688_920, industry=_SOFTWARE, type="P", attack="",
    )  # fmt: skip
    return tuple(found)


def assign_people(
    people: Sequence[WorldPerson], organisations: Sequence[WorldOrganisation]
) -> None:
    """Make one person Alfie Lambert of Lix, and let the leaders of products work at LinkedIn."""
    by_slug = {item.slug: item for item in organisations}
    if LIX not in by_slug:
        return
    for person in people:
        if (
            person.function.id == _PRODUCT
            and person.seniority in _LEADERS
            and person.organisation is not None
        ):
            person.organisation = by_slug[LINKEDIN]
    alfie = next(
        person
        for person in people
        if person.area.name == _LONDON
        and person.culture.language == "en"
        and person.seniority == OWNER
    )
    alfie.first, alfie.last = NamePart("Alfie", "Alfie"), NamePart("Lambert", "Lambert")
    alfie.member, alfie.bits = MEMBER, _BITS
    alfie.organisation, alfie.title, alfie.seniority = by_slug[LIX], "Director", OWNER
    alfie.function = FUNCTIONS[_MARKETING]
    alfie.tenure, alfie.experience = _TENURE, _EXPERIENCE


def alfie_lambert(people: Sequence[WorldPerson]) -> WorldPerson | None:
    """Return Alfie Lambert; None in a world without Lix."""
    return next((person for person in people if person.member == MEMBER), None)


def with_job(jobs: Sequence[Job], people: Sequence[WorldPerson]) -> tuple[Job, ...]:
    """Return the jobs with the one of the samples, at Lix, in place of a similar one."""
    alfie, found = alfie_lambert(people), list(jobs)
    if alfie is None or alfie.organisation is None:
        return tuple(found)
    place = next(
        (at for at, job in enumerate(found) if job.function is alfie.function and not job.attack), 0
    )
    found[place] = replace(
        found[place], id=JOB, organisation=alfie.organisation, area=alfie.area, hirers=(alfie,)
    )
    return tuple(found)


def with_post(
    posts: Sequence[WorldPost], people: Sequence[WorldPerson], now: int
) -> tuple[WorldPost, ...]:
    """Return the posts with the one of the samples; ``now`` is in seconds since 1970."""
    alfie, found = alfie_lambert(people), list(posts)
    if alfie is None:
        return tuple(found)
    place = next(at for at, post in enumerate(found) if post.comments and post.person)
    age = (now - (POST >> 22) // 1000) // 3600
    found[place] = replace(
        found[place], id=POST, person=alfie, text=_POST_TEXT, age=age, comments=_COMMENTS
    )
    return tuple(found)
