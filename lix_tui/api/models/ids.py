"""The ids of a person or an organisation in every product."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lix_tui.api.models.base import (
    Flag,
    JsonObject,
    LixModel,
    Part,
    Text,
    as_object,
    beside,
    first_removed,
    removed,
)


class ProfileLinks(LixModel):
    """Links that come with ids."""

    linkedin: Text = None
    sales_nav: Text = None
    recruiter: Text = None


class PersonIds(LixModel):
    """A person's ids."""

    li_id: Text = None
    """The slug of the public profile."""
    sales_nav_id: Text = None
    lix_id: Text = None
    links: Annotated[ProfileLinks, Part] = Field(default_factory=ProfileLinks)


class OrganisationIds(LixModel):
    """An organisation's ids."""

    id: Text = None
    name: Text = None
    li_id: Text = None
    """The slug of its page."""
    sales_nav_id: Text = None
    lix_id: Text = None
    li_profile_is_deleted: Flag = None
    links: Annotated[ProfileLinks, Part] = Field(default_factory=ProfileLinks)


def read_person_ids(answer: JsonObject) -> PersonIds:
    """Return the ids in an answer, under any name the docs have had for them."""
    return PersonIds.model_validate(person_id_fields(answer))


def read_organisation_ids(answer: JsonObject) -> OrganisationIds:
    """Return the ids in an answer, wrapped or bare."""
    return OrganisationIds.model_validate(organisation_id_fields(answer))


def person_id_fields(answer: JsonObject) -> JsonObject:
    """Return an answer with a person's ids in the shape of its model, with the rest of it."""
    return _fields(answer, "personIds", "person_ids")


def organisation_id_fields(answer: JsonObject) -> JsonObject:
    """Return an answer with an organisation's ids in the shape of its model, with the rest."""
    return _fields(answer, "organisationIds", "organisation_ids")


_IDS = (
    ("liId", ("liID", "liFlagshipID", "flagshipID", "li_flagship_id", "liId", "li_id")),
    ("salesNavId", ("salesNavID", "sales_nav_id", "salesNavId")),
    ("lixId", ("uuid", "lixID", "lix_id", "lixId")),
)
_LINKS = (("linkedin", "liProfileURL"), ("salesNav", "salesNavURL"), ("recruiter", "recruiterURL"))


def _fields(answer: JsonObject, *wrappers: str) -> JsonObject:
    ids, rest = first_removed(answer, wrappers)
    fields = beside(ids, rest, "answer") if isinstance(ids, dict) and ids else answer
    found: JsonObject = {}
    for name, names in _IDS:
        found[name], fields = first_removed(fields, names)
    links, fields = removed(fields, "links")
    shown: JsonObject = {}
    others = as_object(links)
    for name, received in _LINKS:
        link, others = removed(others, received)
        if link is not None:
            shown[name] = link
    return beside({**found, "links": beside(shown, others, "links")}, fields, "answer")
