"""LinkedIn's job search. Distances are ignored, because the cities of the world are far apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lix_tui.linkedin.target import Target
from lix_tui.sandbox.search.boolean import matcher
from lix_tui.sandbox.search.criteria import Test, filter_items, has_words, number
from lix_tui.sandbox.search.parameters import values
from lix_tui.sandbox.search.texts import job_texts
from lix_tui.sandbox.world.jobs import Job
from lix_tui.sandbox.world.places import AREAS, PLACE_NAMES
from lix_tui.sandbox.world.world import World

_REMOTE = 2
_EVERYWHERE = 92_000_000
"""``geoId`` of “Worldwide” in job links (common knowledge, no public source found)."""
_OLD_AGES = {"1": 1, "2": 7, "3": 14, "4": 30}
"""Days by the numbers of the old ``f_TP``, the longest of which counts (unconfirmed)."""


def find_jobs(world: World, target: Target) -> list[Job]:
    """Return the jobs that LinkedIn's job search finds."""
    texts, asked = job_texts(world), matcher(target.keywords or "")
    tests = [*_place_tests(target), *_age_tests(target)]
    for name, read in _JOB_PARAMETERS.items():
        wanted = set(values(target, name))
        if wanted:
            tests.append(_reads(read, wanted))
    if values(target, "f_AL") == ("true",):
        tests.append(lambda job: job.easy_apply)
    if values(target, "f_WRA") == ("true",):
        tests.append(lambda job: job.workplace == _REMOTE)
    bands = [band for band in map(number, values(target, "f_SB2")) if band is not None]
    if bands:
        # Each band is a least salary: 40,000 for the first, 20,000 more for each next one.
        least = 20_000 + 20_000 * min(bands)
        tests.append(lambda job: job.salary >= least)
    if target.keywords:
        tests.append(lambda job: asked(texts[job.id]))
    return filter_items(world.jobs, tests)


def _place_tests(target: Target) -> list[Test[Job]]:
    """Return tests of the workplace: by the id of a place, else by the words of its name."""
    places = {number(value) for value in values(target, "geoId")}
    if _EVERYWHERE in places or values(target, "locationId") == ("OTHERS.worldwide",):
        return []
    if not places:
        asked = " ".join(values(target, "location")).replace(",", " ")
        if not asked.strip() or asked.casefold() == "worldwide":
            return []
        people_with_words = has_words(asked)
        places = {
            area.id
            for area in AREAS
            if people_with_words(" ".join(PLACE_NAMES[id_] for id_ in area.within))
        }
    return [lambda job: not places.isdisjoint(job.area.within)]


def _age_tests(target: Target) -> list[Test[Job]]:
    """Return tests of a posting's age, from the present parameter or the old one."""
    age = re.fullmatch("r([0-9]{1,10})", "".join(values(target, "f_TPR")[:1]))
    old = [_OLD_AGES[value] for value in values(target, "f_TP") if value in _OLD_AGES]
    if not age and not old:
        return []
    hours = int(age[1]) / 3600 if age else max(old) * 24
    return [lambda job: job.posted <= hours]


def _reads(read: Callable[[Job], str], accepted: set[str]) -> Test[Job]:
    return lambda job: read(job) in accepted


_JOB_PARAMETERS: Mapping[str, Callable[[Job], str]] = {
    "f_E": lambda job: str(job.level),
    "f_JT": lambda job: job.type,
    "f_WT": lambda job: str(job.workplace),
    "f_C": lambda job: str(job.organisation.number),
    "f_I": lambda job: str(job.organisation.industry.id),
}
