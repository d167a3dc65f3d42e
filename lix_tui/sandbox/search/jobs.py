"""LinkedIn's job search. Salary bands and distances change nothing: the world has neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lix_tui.linkedin.target import Target
from lix_tui.sandbox.search.boolean import matcher
from lix_tui.sandbox.search.criteria import Test, has_words, narrowed, number
from lix_tui.sandbox.search.parameters import values
from lix_tui.sandbox.search.texts import job_texts
from lix_tui.sandbox.world.jobs import Job
from lix_tui.sandbox.world.places import PLACE_NAMES
from lix_tui.sandbox.world.world import World


def find_jobs(world: World, target: Target) -> list[Job]:
    """Jobs LinkedIn's job search finds."""
    texts, asked = job_texts(world), matcher(target.keywords or "")
    tests: list[Test[Job]] = [lambda job: asked(texts[job.id])]
    places = {number(value) for value in values(target, "geoId")}
    if places:
        tests.append(lambda job: not places.isdisjoint(job.area.within))
    elif values(target, "location"):
        named = has_words(values(target, "location")[0].replace(",", " "))
        tests.append(lambda job: named(" ".join(PLACE_NAMES[id_] for id_ in job.area.within)))
    age = re.fullmatch("r([0-9]{1,10})", "".join(values(target, "f_TPR")[:1]))
    if age:
        hours = int(age[1]) / 3600
        tests.append(lambda job: job.posted <= hours)
    for name, read in _JOB_PARAMETERS.items():
        wanted = set(values(target, name))
        if wanted:
            tests.append(_reads(read, wanted))
    if values(target, "f_AL") == ("true",):
        tests.append(lambda job: job.easy_apply)
    return narrowed(world.jobs, tests)


def _reads(read: Callable[[Job], str], wanted: set[str]) -> Test[Job]:
    return lambda job: read(job) in wanted


_JOB_PARAMETERS: Mapping[str, Callable[[Job], str]] = {
    "f_E": lambda job: str(job.level),
    "f_JT": lambda job: job.type,
    "f_WT": lambda job: str(job.workplace),
    "f_C": lambda job: str(job.organisation.number),
    "f_I": lambda job: str(job.organisation.industry.id),
}
