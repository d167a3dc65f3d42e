"""The parameters of LinkedIn's own searches against a plain reading of the world.

Each search goes the whole way: written as a URL, read as one, and searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.flagship import CompaniesSearch, JobsSearch, PeopleSearch, PostsSearch
from lix_tui.linkedin.parameters import PARAMETERS
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.target import Target
from lix_tui.sandbox.config import NOW
from lix_tui.sandbox.search.jobs import find_jobs
from lix_tui.sandbox.search.organisations import find_organisations
from lix_tui.sandbox.search.people import find_people
from lix_tui.sandbox.search.posts import find_posts
from lix_tui.sandbox.world.jobs import Job
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.posts import WorldPost
from lix_tui.sandbox.world.tokens import member_of, token
from lix_tui.sandbox.world.world import World, world_of

from . import oracle

WORLD = world_of(1, NOW)
BUSY = max(WORLD.organisations, key=lambda item: len(WORLD.staff.get(item.index, [])))
AUTHOR = next(post.person for post in WORLD.posts if post.person)
SPEAKER = next(post.organisation for post in WORLD.posts if post.organisation)
NAMED = next(post.mentions[0] for post in WORLD.posts if post.mentions)
MEMBER = token("linkedin", AUTHOR.member)
Case = tuple[tuple[str, ...], Callable[[Any], bool]]


def lead(filter_type: str, *values: str) -> Callable[[WorldPerson], bool]:
    """Return the case of the Sales Navigator filter of the same meaning."""
    return lambda person: any(
        person.index in oracle.people(WORLD, filter_type, value) for value in values
    )


def drawn(what: str, number: int) -> bool:
    return crc32(f"{what}:{number}".encode()) % 8 == 0


PEOPLE: dict[str, list[Case]] = {
    "geoUrn": [
        (("101282230",), lead("REGION", "101282230")),
        (("102257491", "91000006"), lead("REGION", "102257491", "91000006")),
    ],
    "network": [
        (("F",), lead("RELATIONSHIP", "F")),
        (("S", "O"), lead("RELATIONSHIP", "S", "O")),
    ],
    "currentCompany": [((str(BUSY.number),), lead("CURRENT_COMPANY", str(BUSY.number)))],
    "pastCompany": [((str(BUSY.number),), lead("PAST_COMPANY", str(BUSY.number)))],
    "industry": [(("4", "43"), lead("INDUSTRY", "4", "43"))],
    "schoolFilter": [(("4923",), lead("SCHOOL", "4923"))],
    "schoolFreetext": [(("ETH",), lead("SCHOOL", "4923"))],
    "profileLanguage": [(("de", "ja"), lead("PROFILE_LANGUAGE", "de", "ja"))],
    "serviceCategory": [(("55",), lambda p: drawn("serviceCategory:55", p.member))],
    "connectionOf": [((MEMBER,), lead("CONNECTION_OF", MEMBER))],
    "titleFreeText": [((text,), lead("CURRENT_TITLE", text)) for text in oracle.EXPRESSIONS],
    "title": [(("engineer",), lead("CURRENT_TITLE", "engineer"))],
    "firstName": [(("anja",), lead("FIRST_NAME", "anja"))],
    "lastName": [(("Müller",), lead("LAST_NAME", "müller"))],
    "company": [(("SAP",), lead("CURRENT_COMPANY", "SAP"))],
    "facetNetwork": [(("F",), lead("RELATIONSHIP", "F"))],
    "facetGeoRegion": [(("101282230",), lead("REGION", "101282230"))],
    "facetCurrentCompany": [((str(BUSY.number),), lead("CURRENT_COMPANY", str(BUSY.number)))],
    "facetConnectionOf": [((MEMBER,), lead("CONNECTION_OF", MEMBER))],
    "keywords": [
        (("nurse",), lambda p: "nurse" in oracle.plain(f"{p.title} {p.headline}").split()),
    ],
}
JOBS: dict[str, list[Case]] = {
    "geoId": [
        (("101282230",), lambda job: oracle.inside(job.area, "101282230")),
        (("92000000",), lambda job: True),
    ],
    "location": [
        (("Germany",), lambda job: oracle.inside(job.area, "101282230")),
        (("Berlin, Germany",), lambda job: job.area.name == "Berlin, Germany"),
        (("Worldwide",), lambda job: True),
    ],
    "locationId": [(("OTHERS.worldwide",), lambda job: True)],
    "f_TPR": [
        (("r86400",), lambda job: job.posted <= 24),
        (("r2592000",), lambda job: job.posted <= 720),
    ],
    "f_TP": [(("1",), lambda job: job.posted <= 24), (("1", "2"), lambda job: job.posted <= 168)],
    "f_E": [(("2", "5"), lambda job: job.level in (2, 5))],
    "f_JT": [(("C", "P"), lambda job: job.type in ("C", "P"))],
    "f_WT": [
        (("2",), lambda job: job.workplace == 2),
        (("1", "3"), lambda job: job.workplace != 2),
    ],
    "f_WRA": [(("true",), lambda job: job.workplace == 2)],
    "f_AL": [(("true",), lambda job: job.easy_apply)],
    "f_C": [((str(BUSY.number),), lambda job: job.organisation is BUSY)],
    "f_I": [(("4", "6"), lambda job: job.organisation.industry.id in (4, 6))],
    "f_SB2": [
        (("1",), lambda job: job.salary >= 40_000),
        (("5",), lambda job: job.salary >= 120_000),
    ],
    "distance": [(("25",), lambda job: True)],
    "keywords": [
        (("nurse",), lambda job: "nurse" in f"{job.title} {job.description}".casefold().split()),
    ],
    "sortBy": [(("DD",), lambda job: True)],
}
POSTS: dict[str, list[Case]] = {
    "datePosted": [
        (("past-24h",), lambda post: post.age <= 24),
        (("past-week",), lambda post: post.age <= 168),
        (("past-month",), lambda post: post.age <= 720),
    ],
    "contentType": [(("photos",), lambda post: post.kind == "photos")],
    "sortBy": [(("date_posted",), lambda post: True)],
    "authorIndustry": [(("4",), lambda post: _author_of(post, lambda o: o.industry.id == 4))],
    "authorCompany": [((str(BUSY.number),), lambda post: _author_of(post, lambda o: o is BUSY))],
    "authorJobTitle": [
        (
            ("engineer", '"VP" OR "Vice President"'),
            lambda post: (
                post.person is not None
                and lead("CURRENT_TITLE", "engineer", '"VP" OR "Vice President"')(post.person)
            ),
        ),
    ],
    "fromMember": [((MEMBER,), lambda post: post.person is AUTHOR)],
    "fromOrganization": [((str(SPEAKER.number),), lambda post: post.organisation is SPEAKER)],
    "mentionsMember": [
        ((token("sales", AUTHOR.member),), lambda p: drawn(f"mentionsMember:{AUTHOR.member}", p.id))
    ],
    "mentionsOrganization": [((str(NAMED.number),), lambda post: NAMED in post.mentions)],
    "postedBy": [
        (("first",), lambda post: post.person is not None and _first(post.person)),
        (("me",), lambda post: False),
        (("following",), lambda post: drawn("following", _number(post))),
    ],
    "keywords": [(("weekend",), lambda post: "weekend" in f"{post.text} {post.article}")],
}
COMPANIES: dict[str, list[Case]] = {
    "companyHqGeo": [
        (
            ("101282230", "101165590"),
            lambda o: any(oracle.inside(o.area, x) for x in ("101282230", "101165590")),
        )
    ],
    "industryCompanyVertical": [(("4",), lambda o: o.industry.id == 4)],
    "companySize": [(("D", "E"), lambda o: 51 <= o.employees <= 500)],
    "keywords": [(("SAP",), lambda o: o.name == "SAP")],
}


def _author_of(post: WorldPost, test: Callable[[WorldOrganisation], bool]) -> bool:
    employer = post.organisation or (post.person.organisation if post.person else None)
    return employer is not None and test(employer)


def _first(person: WorldPerson) -> bool:
    return oracle.relationship(WORLD, person, "F")


def _number(post: WorldPost) -> int:
    if post.person:
        return post.person.member
    assert post.organisation
    return post.organisation.number


KINDS: dict[
    str, tuple[Any, dict[str, list[Case]], Sequence[Any], Callable[[World, Target], list[Any]]]
] = {
    "people": (PeopleSearch, PEOPLE, WORLD.people, find_people),
    "jobs": (JobsSearch, JOBS, WORLD.jobs, find_jobs),
    "posts": (PostsSearch, POSTS, WORLD.posts, find_posts),
    "companies": (CompaniesSearch, COMPANIES, WORLD.organisations, find_organisations),
}
WIDE = {"distance", "sortBy", "locationId"}
"""Parameters that exclude nothing: an order, or a worldwide location."""


def found(kind: str, **values: tuple[str, ...]) -> list[Any]:
    search, _, _, find = KINDS[kind]
    asked = search.new()
    for name, given_values in values.items():
        asked = asked.with_values(name, *given_values)
    target = recognise(asked.url)
    assert (target.kind, target.problem) == (kind, None)
    return find(WORLD, target)


def test_every_parameter_is_told() -> None:
    for kind, (_, cases, _, _) in KINDS.items():
        assert cases.keys() == PARAMETERS[kind].keys()


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, row in KINDS.items() for name in row[1]]
)
def test_a_parameter_finds_exactly_what_it_is_true_of(kind: str, name: str) -> None:
    _, cases, everything, _ = KINDS[kind]
    narrows = False
    for values, holds in cases[name]:
        wanted = [item for item in everything if holds(item)]
        assert found(kind, **{name: values}) == wanted, values
        narrows = narrows or 0 < len(wanted) < len(everything)
    assert narrows or name in WIDE


@st.composite
def combined(draw: st.DrawFn) -> tuple[str, dict[str, Case]]:
    kind = draw(st.sampled_from(list(KINDS)))
    cases = KINDS[kind][1]
    # Of two values for a place, or two names of one parameter, only one is read.
    names = draw(st.lists(st.sampled_from(sorted(cases)), min_size=2, max_size=3, unique=True))
    single = [
        n
        for n in names
        if not n.startswith("facet") and n not in ("title", "location", "locationId", "f_TP")
    ]
    return kind, {name: draw(st.sampled_from(cases[name])) for name in single}


@settings(max_examples=200, deadline=None)
@given(combined())
def test_parameters_together_find_what_all_are_true_of(chosen: tuple[str, dict[str, Case]]) -> None:
    kind, cases = chosen
    wanted = [item for item in KINDS[kind][2] if all(holds(item) for _, holds in cases.values())]
    assert found(kind, **{name: values for name, (values, _) in cases.items()}) == wanted


def test_where_two_ways_of_asking_meet() -> None:
    both: list[Job] = found("jobs", f_TPR=("r86400",), f_TP=("1", "2", "3", "4"))
    assert both == found("jobs", f_TPR=("r86400",))
    assert found("jobs", location=("Berlin",), geoId=("103644278",)) == found(
        "jobs", geoId=("103644278",)
    )
    worldwide = {"locationId": ("OTHERS.worldwide",), "location": ("Monde entier",)}
    assert found("jobs", **worldwide) == list(WORLD.jobs)
    assert found("jobs", location=("Nowhere At All",)) == []
    posts: list[WorldPost] = found("posts", postedBy=("first",), mentionsMember=(MEMBER,))
    assert posts == [
        post
        for post in found("posts", postedBy=("first",))
        if drawn(f"mentionsMember:{member_of(MEMBER)}", post.id)
    ]


def test_a_posting_says_what_it_pays() -> None:
    for job in WORLD.jobs:
        assert job.attack or f"${job.salary:,} a year" in job.description
    assert timedelta(hours=max(job.posted for job in WORLD.jobs)) < timedelta(days=76)
