"""Answers in which one field has the wrong type, for every field that a model declares."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from lix_tui.api.models.account import Balances, DailyAllowance
from lix_tui.api.models.conversation import Conversation, Message
from lix_tui.api.models.employment import Employment
from lix_tui.api.models.extended_profile import ExtendedProfile
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person, PersonWithEmail
from lix_tui.api.models.post import Post
from lix_tui.api.models.website_matches import WebsiteMatches
from tests.faults.wire import Fault, replaced

Path = tuple[str | int, ...]
MODELS: Mapping[str, tuple[type[BaseModel], Path]] = {
    "person": (Person, ()),
    "person_with_email": (PersonWithEmail, ()),
    "person_ids": (PersonIds, ()),
    "person_extended": (ExtendedProfile, ()),
    "person_employment": (Employment, ()),
    "organisation": (Organisation, ()),
    "organisation_ids": (OrganisationIds, ()),
    "organisations_by_website": (WebsiteMatches, ()),
    "job": (JobPosting, ()),
    "hirers": (Hirers, ()),
    "post": (Post, ()),
    "people_search": (Person, ("people", 0)),
    "jobs_search": (JobPosting, ("jobPostings", 0)),
    "posts_search": (Post, ("posts", 0)),
    "orgs_search": (Organisation, ("orgs", 0)),
    "sales_search": (Person, ("people", 0)),
    "accounts_search": (Organisation, ("organisations", 0)),
    "lead_list": (Person, ("people", 0)),
    "account_list": (Organisation, ("organisations", 0)),
    "recruiter_search": (Person, ("people", 0)),
    "connections": (Person, ("connections_response", "elements", 0)),
    "activity_posts": (Post, ("posts", 0)),
    "activity_reactions": (Post, ("reactions", 0)),
    "conversations": (Conversation, ("conversations", 0)),
    "messages": (Message, ("messages", 0)),
    "sales_threads": (Conversation, ("data", "elements", 0)),
    "sales_thread": (Conversation, ("data",)),
    "balances": (Balances, ()),
    "daily_allowance": (DailyAllowance, ()),
}
"""Model of an endpoint's answer and its path; the other endpoints are read without a model."""
WRONG: tuple[object, ...] = (
    *(None, True, 7, -1.5, 10**400, float("inf"), "", "text", "9" * 400, "\ud800\x1b[2J"),
    *([], [1], [[]], [{}], {}, {"a": 1}, {"": None}),
)
"""Values of each type, and its extremes; infinity is written as Python's JSON writes it."""


def paths_of(model: type[BaseModel], above: tuple[type[BaseModel], ...] = ()) -> Iterator[Path]:
    """Yield the path of every field of a model and of its inner models, by the names in JSON."""
    if model in above:  # a model that contains itself
        return
    for name, field in model.model_fields.items():
        here = (field.alias or name,)
        yield here
        for inner, between in _inner(field.annotation):
            yield from ((*here, *between, *rest) for rest in paths_of(inner, (*above, model)))


def _inner(annotation: object) -> Iterator[tuple[type[BaseModel], Path]]:
    """Yield the models in an annotation, with their paths from the field."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, ()
        return
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _inner(parts[0])
    elif origin in (Union, UnionType):
        for part in parts:
            yield from _inner(part)
    elif origin is tuple:
        yield from ((model, (0, *rest)) for model, rest in _inner(parts[0]))


def wire_paths(value: object, above: Path = ()) -> Iterator[Path]:
    """Yield the path of every value of a good answer; of a list, the path of its first value."""
    if above:
        yield above
    if isinstance(value, dict):
        for name, part in value.items():
            yield from wire_paths(part, (*above, name))
    elif isinstance(value, list) and value:
        yield from wire_paths(value[0], (*above, 0))


def shortened(value: object) -> object:
    """Return a copy of an answer with lists shortened to their first element."""
    if isinstance(value, dict):
        return {name: shortened(part) for name, part in value.items()}
    return [shortened(part) for part in value[:1]] if isinstance(value, list) else value


def places(endpoint: str, good: object) -> list[Path]:
    """Return every field of an endpoint's answer: declared ones, and those in the answer."""
    found = dict.fromkeys(wire_paths(good))
    if endpoint in MODELS:
        model, root = MODELS[endpoint]
        found |= dict.fromkeys((*root, *path) for path in paths_of(model))
    return list(found)


def with_value(good: object, path: Path, value: object) -> object:
    """Return a copy of an answer with another value at a path, which is added if it is missing."""
    if not path:
        return value
    first, *rest = path
    if isinstance(first, int):
        items = copy.copy(good) if isinstance(good, list) and good else [{}]
        items[first] = with_value(items[first], tuple(rest), value)
        return items
    fields = dict(good) if isinstance(good, dict) else {}
    fields[first] = with_value(fields.get(first), tuple(rest), value)
    return fields


def wrong_types(endpoint: str, body: bytes) -> Iterator[tuple[str, object]]:
    """Yield name and answer for every field of an endpoint's answer with every wrong value."""
    good = shortened(json.loads(body))
    for path in places(endpoint, good):
        for number, value in enumerate(WRONG):
            yield f"{'.'.join(map(str, path))} #{number}", with_value(good, path, value)


def faults(endpoint: str, body: bytes) -> Iterator[Fault]:
    """Yield a fault for every field of an endpoint's answer, each with the next wrong value."""
    good = shortened(json.loads(body))
    for turn, path in enumerate(places(endpoint, good)):
        number = turn % len(WRONG)
        name = f"{'.'.join(map(str, path))} #{number}"
        yield replaced("wrong type in a field", name, with_value(good, path, WRONG[number]))
