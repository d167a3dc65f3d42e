"""The world of a seed and a moment, with the lookups that the endpoints need.

The index of people and organisations is built at once (some 50 ms); careers, jobs, posts and
everything else at their first use. The same seed and moment give the same world everywhere.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cached_property, lru_cache

from lix_tui.sandbox.world import careers, docs_samples, newcomers, profiles
from lix_tui.sandbox.world.calendar import month_number
from lix_tui.sandbox.world.careers import WorldPosition
from lix_tui.sandbox.world.engagement import Engagement
from lix_tui.sandbox.world.jobs import Job, build_jobs
from lix_tui.sandbox.world.organisations import WorldOrganisation, build_organisations
from lix_tui.sandbox.world.people import WorldPerson, build_people
from lix_tui.sandbox.world.posts import WorldPost, build_posts
from lix_tui.sandbox.world.profiles import Study
from lix_tui.sandbox.world.tokens import member_of


class World:
    """Related people, organisations, jobs and posts."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.seed = seed
        self.now = now
        self.this_month = month_number(now.year, now.month)
        organisations = newcomers.with_employers(build_organisations(seed, now.year))
        self.organisations: tuple[WorldOrganisation, ...] = docs_samples.with_organisations(
            organisations
        )
        self.people: tuple[WorldPerson, ...] = build_people(seed, self.organisations)
        docs_samples.assign_people(self.people, self.organisations)
        newcomers.assign_jobs(self.people, self.organisations)
        self._careers: dict[int, tuple[WorldPosition, ...]] = {}
        self._current: dict[int, tuple[WorldPosition, ...]] = {}

    @cached_property
    def staff(self) -> dict[int, list[WorldPerson]]:
        """Return the present staff of each organisation, by the organisation's index."""
        found: dict[int, list[WorldPerson]] = {}
        for person in self.people:
            if person.organisation is not None and not person.anonymous:
                found.setdefault(person.organisation.index, []).append(person)
        return found

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """Every job posting."""
        jobs = build_jobs(self.seed, self.organisations, self.staff)
        return docs_samples.with_job(jobs, self.people)

    @cached_property
    def posts(self) -> tuple[WorldPost, ...]:
        """Every post."""
        now = int(self.now.timestamp())
        posts = build_posts(self.seed, now, self.people, self.organisations)
        return docs_samples.with_post(posts, self.people, now)

    @cached_property
    def engagement(self) -> Engagement:
        """Comments, reactions and the activity of people."""
        now = int(self.now.timestamp())
        return Engagement(self.seed, now, self.posts, self.people, self.organisations)

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """Last part of every person's profile link, by the person's index."""
        taken: set[str] = set()
        found = []
        for person in self.people:
            slug = re.sub("[^a-z0-9]+", "-", person.latin_name.lower()).strip("-")
            if person.native and person.one_in(9, 21):
                words = (person.first_name, person.last_name)
                slug = "-".join(words).lower().replace(" ", "-")
            if slug in taken:
                slug = f"{slug}-{person.member % 0xFFFFF:05x}{person.index:x}"
            taken.add(slug)
            found.append(slug)
        return tuple(found)

    @cached_property
    def people_by_slug(self) -> dict[str, WorldPerson]:
        """People by slug, as profile links spell it."""
        return dict(zip(self.slugs, self.people, strict=True))

    @cached_property
    def people_by_member(self) -> dict[int, WorldPerson]:
        """People by member number."""
        return {person.member: person for person in self.people}

    @cached_property
    def people_by_email(self) -> dict[str, WorldPerson]:
        """People by their work email address."""
        pairs = zip(self.emails, self.people, strict=True)
        return {address: person for address, person in pairs if address}

    @cached_property
    def organisations_by_key(self) -> dict[str, WorldOrganisation]:
        """Organisations by slug and by LinkedIn's number."""
        return {key: item for item in self.organisations for key in (item.slug, str(item.number))}

    @cached_property
    def jobs_by_id(self) -> dict[str, Job]:
        """Jobs by id."""
        return {str(job.id): job for job in self.jobs}

    @cached_property
    def posts_by_urn(self) -> dict[str, WorldPost]:
        """Posts by urn."""
        return {post.urn: post for post in self.posts}

    def post(self, urn: str) -> WorldPost | None:
        """Return the post with a urn, also one that no search lists."""
        return self.posts_by_urn.get(urn) or self.engagement.posts_by_urn.get(urn)

    @cached_property
    def recent_writers(self) -> frozenset[int]:
        """Indexes of the people who posted in the last 30 days."""
        month = 24 * 30
        return frozenset(
            post.person.index for post in self.posts if post.person and post.age <= month
        )

    def slug(self, person: WorldPerson) -> str:
        """Return the last part of a person's profile link."""
        return self.slugs[person.index]

    def person(self, slug_or_token: str) -> WorldPerson | None:
        """Return the person with a slug or a member token of any product."""
        member = member_of(slug_or_token)
        if member is not None:
            return self.people_by_member.get(member)
        return self.people_by_slug.get(slug_or_token.lower())

    def career(self, person: WorldPerson) -> tuple[WorldPosition, ...]:
        """Return a person's positions, the latest first."""
        found = self._careers.get(person.index)
        if found is None:
            found = careers.career(self.seed, self.this_month, person, self.organisations)
            self._careers[person.index] = found
        return found

    def current(self, person: WorldPerson) -> tuple[WorldPosition, ...]:
        """Return a person's present positions."""
        found = self._current.get(person.index)
        if found is None:
            found = careers.current_positions(self.this_month, person, self.organisations)
            self._current[person.index] = found
        return found

    def studies(self, person: WorldPerson) -> tuple[Study, ...]:
        """Return a person's studies, the latest first."""
        return profiles.studies(person, self.now.year)

    @cached_property
    def emails(self) -> tuple[str, ...]:
        """Work email addresses by the person's index; empty without an employer."""
        taken: set[str] = set()
        found = []
        for person in self.people:
            address = ""
            if person.organisation is not None:
                first, last = (
                    re.sub("[^a-z]", "", part.ascii.lower()) for part in (person.first, person.last)
                )
                address = f"{first}.{last}@{person.organisation.domain}"
                if address in taken:
                    address = f"{first}.{last}{person.index}@{person.organisation.domain}"
                taken.add(address)
            found.append(address)
        return tuple(found)

    def email(self, person: WorldPerson) -> str:
        """Return the work email address; empty for people without an employer."""
        return self.emails[person.index]


@lru_cache(maxsize=2)
def world_of(seed: int, now: datetime) -> World:
    """Return the world of a seed and a moment, which is cached because it never changes."""
    return World(seed, now)
