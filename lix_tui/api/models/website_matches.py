"""Organisations that Lix knows by a website, in each documented form of the answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lix_tui.api.models.base import (
    Items,
    JsonObject,
    LixModel,
    Part,
    Whole,
    as_list,
    as_object,
)
from lix_tui.api.models.organisation import Organisation, organisation_fields


class MatchCounts(LixModel):
    """Numbers in an answer about a website; the older form has none."""

    total: Whole = None
    count: Whole = None
    start: Whole = None


class WebsiteMatches(LixModel):
    """Organisations with a website, at most five; the answer doesn't say which is meant."""

    organisations: Annotated[tuple[Organisation, ...], Items] = ()
    paging: Annotated[MatchCounts, Part] = Field(default_factory=MatchCounts)


def read_website_matches(answer: JsonObject) -> WebsiteMatches:
    """Return the organisations in an answer."""
    return WebsiteMatches.model_validate(website_match_fields(answer))


def website_match_fields(answer: JsonObject) -> JsonObject:
    """Return an answer in the shape of its model, with the rest of it.

    An entry has ``profile`` with the ids in ``org``, or ``liOrganisation``, or is the organisation
    itself: Lix documents the first and the last form.
    """
    entries = as_list(answer.get("organisations"))
    found = [_fields(entry) for entry in entries if isinstance(entry, dict)]
    return {**answer, "organisations": found}


def _fields(entry: JsonObject) -> JsonObject:
    ids = as_object(entry.get("org"))
    rest = {name: value for name, value in entry.items() if name != "org" or not ids}
    return organisation_fields({**rest, "organisationIds": ids} if ids else rest)
