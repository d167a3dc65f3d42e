"""Texts in which keywords are searched, one for each item of the world."""

from __future__ import annotations

from functools import lru_cache

from lix_tui.sandbox.search.boolean import words
from lix_tui.sandbox.world.world import World


@lru_cache(maxsize=2)
def people_texts(world: World) -> list[str]:
    """Return names, headline, title, employer, industry and place of every person, by index."""
    return [
        words(
            f"{person.name} {person.latin_name} {person.headline} {person.title} "
            f"{person.area.name} "
            + (
                f"{person.organisation.name} {person.organisation.industry.name}"
                if person.organisation
                else ""
            )
        )
        for person in world.people
    ]


@lru_cache(maxsize=2)
def job_texts(world: World) -> dict[int, str]:
    """Return title, employer, place and description of every job, by id."""
    return {
        job.id: words(f"{job.title} {job.organisation.name} {job.area.name} {job.description}")
        for job in world.jobs
    }


@lru_cache(maxsize=2)
def post_texts(world: World) -> dict[int, str]:
    """Return text, article and author of every post, by id."""
    return {
        post.id: words(
            f"{post.text} {post.article} "
            f"{post.person.name if post.person else ''} "
            f"{post.organisation.name if post.organisation else ''}"
        )
        for post in world.posts
    }


@lru_cache(maxsize=2)
def organisation_texts(world: World) -> list[str]:
    """Return name, industry, place and topics of every organisation, by index."""
    return [
        words(f"{item.name} {item.industry.name} {item.area.name} {' '.join(item.industry.words)}")
        for item in world.organisations
    ]
