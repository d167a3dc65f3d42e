"""LinkedIn's content search."""

from __future__ import annotations

from lix_tui.linkedin.handles import member_number
from lix_tui.linkedin.target import Target
from lix_tui.sandbox.search import keys
from lix_tui.sandbox.search.boolean import matcher
from lix_tui.sandbox.search.criteria import Test, filter_items, is_one_in_eight, number
from lix_tui.sandbox.search.index import NOBODY, people_matching
from lix_tui.sandbox.search.keys import degree
from lix_tui.sandbox.search.parameters import values
from lix_tui.sandbox.search.texts import post_texts
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.posts import WorldPost
from lix_tui.sandbox.world.world import World

_HOURS = {"past-24h": 24, "past-week": 7 * 24, "past-month": 30 * 24}


def find_posts(world: World, target: Target) -> list[WorldPost]:
    """Return the posts that LinkedIn's content search finds."""
    texts, asked = post_texts(world), matcher(target.keywords or "")
    tests: list[Test[WorldPost]] = []
    hours = _HOURS.get("".join(values(target, "datePosted")[:1]))
    if hours:
        tests.append(lambda post: post.age <= hours)
    kinds = set(values(target, "contentType"))
    if kinds:
        tests.append(lambda post: post.kind in kinds)
    members = [world.person(value.rsplit(":", 1)[-1]) for value in values(target, "fromMember")]
    if members:
        tests.append(lambda post: post.person is not None and post.person in members)
    owners = {number(value) for value in values(target, "fromOrganization")}
    if owners:
        tests.append(
            lambda post: post.organisation is not None and post.organisation.number in owners
        )
    tests += [*_author_tests(world, target), *_account_tests(target)]
    if target.keywords:
        tests.append(lambda post: asked(texts[post.id]))
    return filter_items(world.posts, tests)


def _author_tests(world: World, target: Target) -> list[Test[WorldPost]]:
    """Return tests of a post's author and of the organisations that it names."""
    tests: list[Test[WorldPost]] = []
    employers = {number(value) for value in values(target, "authorCompany")}
    if employers:
        tests.append(lambda post: _employer_number(post) in employers)
    industries = {number(value) for value in values(target, "authorIndustry")}
    if industries:
        tests.append(lambda post: _industry_id(post) in industries)
    titles = values(target, "authorJobTitle")
    if titles:
        held = (people_matching(world, keys.current_titles, value) for value in titles)
        authors = NOBODY.union(*held)
        tests.append(lambda post: post.person is not None and post.person.index in authors)
    mentioned = {number(value) for value in values(target, "mentionsOrganization")}
    if mentioned:
        tests.append(lambda post: any(item.number in mentioned for item in post.mentions))
    return tests


def _account_tests(target: Target) -> list[Test[WorldPost]]:
    """Return tests of the searcher's relation to a post, and of the members it names.

    The searcher has written no posts; followed and named members are drawn at random.
    """
    tests: list[Test[WorldPost]] = []
    members = [
        f"mentionsMember:{member_number(value) or value}"
        for value in values(target, "mentionsMember")
    ]
    if members:
        tests.append(lambda post: any(is_one_in_eight(value, post.id) for value in members))
    by = values(target, "postedBy")
    if by:
        tests.append(
            lambda post: (
                ("first" in by and post.person is not None and degree(post.person) == 1)
                or ("following" in by and is_one_in_eight("following", _author_number(post)))
            )
        )
    return tests


def _author_number(post: WorldPost) -> int:
    """Return the member or organisation number of a post's author."""
    if post.person is not None:
        return post.person.member
    return post.organisation.number if post.organisation else 0


def _employer(post: WorldPost) -> WorldOrganisation | None:
    return post.organisation or (post.person.organisation if post.person else None)


def _employer_number(post: WorldPost) -> int | None:
    employer = _employer(post)
    return employer.number if employer else None


def _industry_id(post: WorldPost) -> int | None:
    employer = _employer(post)
    return employer.industry.id if employer else None
