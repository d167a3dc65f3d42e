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
    first_present,
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
    return PersonIds.model_validate(_fields(answer, "personIds", "person_ids"))


def read_organisation_ids(answer: JsonObject) -> OrganisationIds:
    """Return the ids in an answer, wrapped or bare."""
    return OrganisationIds.model_validate(_fields(answer, "organisationIds", "organisation_ids"))


def _fields(answer: JsonObject, *wrappers: str) -> JsonObject:
    ids = as_object(first_present(answer, *wrappers)) or answer
    links = as_object(answer.get("links"))
    flagship = ("liID", "liFlagshipID", "flagshipID", "li_flagship_id", "liId", "li_id")
    return {
        **ids,
        "liId": first_present(ids, *flagship),
        "salesNavId": first_present(ids, "salesNavID", "sales_nav_id", "salesNavId"),
        "lixId": first_present(ids, "uuid", "lixID", "lix_id", "lixId"),
        "links": {
            "linkedin": links.get("liProfileURL"),
            "salesNav": links.get("salesNavURL"),
            "recruiter": links.get("recruiterURL"),
        },
    }
