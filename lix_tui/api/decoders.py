"""Decoding of answers, fresh or stored, into their models."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from lix_tui.api.endpoints import ENDPOINTS, AnswerForm
from lix_tui.api.errors import BadBody
from lix_tui.api.models.account import Balances, DailyAllowance, read_daily_allowance
from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.email import EmailAnswer, read_email
from lix_tui.api.models.employment import Employment
from lix_tui.api.models.extended_profile import ExtendedProfile
from lix_tui.api.models.facets import FacetPage, read_facet
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import (
    OrganisationIds,
    PersonIds,
    read_organisation_ids,
    read_person_ids,
)
from lix_tui.api.models.job import JobPosting, read_job
from lix_tui.api.models.linkedin_account import (
    LinkedinAccount,
    LinkedinAccounts,
    RemainingConnections,
    read_linkedin_account,
    read_linkedin_accounts,
)
from lix_tui.api.models.lookc import LookcAnswer, read_lookc
from lix_tui.api.models.organisation import Organisation, read_organisation
from lix_tui.api.models.person import Person, PersonWithEmail
from lix_tui.api.models.post import Post, read_post
from lix_tui.api.models.search import SearchPage, read_page
from lix_tui.api.models.website_matches import WebsiteMatches, read_website_matches
from lix_tui.text import clean_line

ACCOUNT_MODELS = (
    Balances, DailyAllowance, LinkedinAccount, LinkedinAccounts, RemainingConnections,
)  # fmt: skip
"""Models of answers about the user's own account."""
Answer = (
    Balances
    | DailyAllowance
    | EmailAnswer
    | Employment
    | ExtendedProfile
    | FacetPage
    | Hirers
    | JobPosting
    | LinkedinAccount
    | LinkedinAccounts
    | LookcAnswer
    | Organisation
    | OrganisationIds
    | Person
    | PersonIds
    | Post
    | RemainingConnections
    | SearchPage
    | WebsiteMatches
)
M = TypeVar("M")

_READERS: Mapping[AnswerForm, Callable[[JsonObject], Answer]] = {
    "balances": Balances.model_validate,
    "daily_allowance": read_daily_allowance,
    "linkedin_account": read_linkedin_account,
    "linkedin_accounts": read_linkedin_accounts,
    "remaining_connections": RemainingConnections.model_validate,
    "person_ids": read_person_ids,
    "organisation_ids": read_organisation_ids,
    "job": read_job,
    "post": read_post,
    "person": Person.model_validate,
    "person_with_email": PersonWithEmail.model_validate,
    "extended_profile": ExtendedProfile.model_validate,
    "employment": Employment.model_validate,
    "organisation": read_organisation,
    "website_matches": read_website_matches,
    "hirers": Hirers.model_validate,
    "facet": read_facet,
    "lookc": read_lookc,
    "email": read_email,
}
"""Reader by form of the answer. Pages are read by ``read_page``."""


def decode(endpoint: str, body: bytes) -> Answer:
    """Return the model of an answer. Raises BadBody for a body that can't be read."""
    answer = _object(endpoint, body)
    try:
        form = ENDPOINTS[endpoint].answer
        return read_page(endpoint, answer) if form == "page" else _READERS[form](answer)
    except (ValueError, RecursionError):  # too deeply nested
        message = "Part of the answer can't be read"
        raise BadBody(message, endpoint=endpoint, status=200) from None


def decode_as(model: type[M], endpoint: str, body: bytes) -> M:
    """Decode an answer and check its model. Raises TypeError if the endpoint has another model."""
    answer = decode(endpoint, body)
    if not isinstance(answer, model):
        message = f"{endpoint} answers with {type(answer).__name__}, not {model.__name__}"
        raise TypeError(message)
    return answer


def decode_page(endpoint: str, body: bytes) -> SearchPage:
    """Return a page of a search. Raises BadBody as ``decode`` does."""
    return decode_as(SearchPage, endpoint, body)


def _object(endpoint: str, body: bytes) -> JsonObject:
    """Return the JSON object in a body. Raises BadBody for anything else."""
    try:
        answer: object = json.loads(body, object_pairs_hook=_named)
    except (ValueError, RecursionError):
        message = "The answer isn't valid JSON" if body else "The answer is empty"
        raise BadBody(message, endpoint=endpoint, status=200) from None
    if isinstance(answer, list) and ENDPOINTS[endpoint].answer == "linkedin_accounts":
        return {"accounts": answer}
    if not isinstance(answer, dict):
        message = "The answer isn't a JSON object"
        raise BadBody(message, endpoint=endpoint, status=200)
    return answer


def _named(pairs: list[tuple[str, object]]) -> JsonObject:
    """Return an object with cleaned field names; the models clean the texts."""
    fields = dict(pairs)
    if all(map(str.isprintable, fields)):
        return fields
    return {clean_line(name): value for name, value in fields.items()}
