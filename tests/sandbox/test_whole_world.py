"""Every documented field has a value somewhere in the sandbox's world."""

from __future__ import annotations

from typing import get_args

import pytest

from lix_tui.api.models.base import JsonObject, LixModel
from lix_tui.api.models.employment import Employment
from lix_tui.api.models.job import JobPosting, read_job
from lix_tui.api.models.organisation import Organisation, read_organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post, read_post
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.wire import jobs, organisations, people, posts
from lix_tui.sandbox.wire.employment import employment
from lix_tui.sandbox.world.world import World, world_of

NEVER_SENT = {
    "RelatedPerson.description",  # a headline in profiles
    "Person.summary",  # made of LinkedIn's own results only
    "Person.email_status",  # of an email lookup, which the merged record has
    "Person.email_alternatives",  # the same
    "Person.lix_id",  # of an ids lookup
    "Person.top_voice",  # of a lookup of the extended profile
    "Person.verified_positions",  # of a lookup of the employment
    "Person.tenure_at_position",  # of the merged record alone
}
"""Fields that no answer of the sandbox has under these names."""


@pytest.fixture(scope="module")
def world() -> World:
    config = SandboxConfig()
    return world_of(config.seed, config.now)


def fields_of(model: type[LixModel], found: set[str]) -> set[str]:
    """Return the names of the fields of a model that are missing among those found."""
    return {f"{model.__name__}.{name}" for name in model.model_fields} - found


def collect(model: LixModel, found: set[str]) -> None:
    """Add the names of all fields with a value, also inside other models."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value not in (None, (), ""):
            found.add(f"{type(model).__name__}.{name}")
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, LixModel):
                collect(part, found)


def models_in(model: type[LixModel]) -> set[type[LixModel]]:
    """Return a model and every model in its fields, at any depth."""
    found = {model}
    for info in model.model_fields.values():
        for kind in (info.annotation, *get_args(info.annotation)):
            if isinstance(kind, type) and issubclass(kind, LixModel):
                found |= models_in(kind)
    return found


def test_every_field_of_people_is_filled_somewhere(world: World) -> None:
    found: set[str] = set()
    for person in world.people[:1200]:
        for sent in (people.profile(world, person), people.lead(world, person)):
            collect(Person.model_validate(sent), found)
        collect(Employment.model_validate(employment(world, person)), found)
    kinds = models_in(Person)
    assert len(kinds) > 12
    missing = {name for kind in kinds for name in fields_of(kind, found)}
    assert missing - NEVER_SENT == set()


@pytest.mark.parametrize("kind", ["organisation", "job", "post"])
def test_every_field_of_another_record_is_filled_somewhere(world: World, kind: str) -> None:
    found: set[str] = set()
    models: dict[str, type[LixModel]] = {
        "organisation": Organisation,
        "job": JobPosting,
        "post": Post,
    }
    for sent in answers(world, kind):
        read = {"organisation": read_organisation, "job": read_job, "post": read_post}[kind]
        collect(read(sent), found)
    assert fields_of(models[kind], found) == set()


def answers(world: World, kind: str) -> list[JsonObject]:
    """Return lookups of all records of a kind."""
    if kind == "organisation":
        return [organisations.full_record(one) for one in world.organisations]
    if kind == "job":
        return [{"jobPosting": jobs.full_record(world, one)} for one in world.jobs]
    return [sent for one in world.posts for sent in (posts.raw(one), posts.result(one))]
