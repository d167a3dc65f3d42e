"""Library entries of the records in an answer, read from the record types."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from lix_tui.api.decoders import ACCOUNT_MODELS, decode
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import LixError
from lix_tui.api.models.facets import FacetPage
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.api.models.search import SearchPage
from lix_tui.linkedin.links import person_link
from lix_tui.services.records.record_types import RECORD_TYPES, type_of

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Record
    from lix_tui.store.rows import Listing


_decoded = lru_cache(maxsize=1)(decode)
"""Decoder of answers; the entries and the facts of one answer are read one after the other."""


def stored_facts(endpoint: str, body: bytes) -> str:
    """Return the facts that are printed beside a stored answer; empty without any."""
    if endpoint not in RECORD_TYPES:
        return ""
    try:
        record = _decoded(endpoint, body)
    except LixError:
        return ""
    if isinstance(record, (SearchPage, FacetPage, *ACCOUNT_MODELS)):
        return ""
    return RECORD_TYPES[endpoint].printed_facts(record)


ABOUT_ANOTHER = (
    "email", "person_ids", "organisation_ids", "person_extended", "person_employment",
)  # fmt: skip
"""Endpoints whose answers are about a record that has another type."""


def page_listings(page: SearchPage) -> list[Listing]:
    """Return the entries of a page's records, without those that have neither name nor link."""
    pairs = [(element.listed_record, element.record_key) for element in page.elements]
    found = [type_of(record).listing(record, key) for record, key in pairs]
    return [listing for listing in found if listing is not None]


def stored_listings(
    endpoint: str, body: bytes, link: str = "", keys: Sequence[str] = ()
) -> list[Listing]:
    """Return the entries of a stored answer.

    ``link`` is the one of the lookup and ``keys`` are those of the record that it is about, as far
    as they were recorded; without them the record's own links identify it.
    """
    if ENDPOINTS[endpoint].is_private:
        return []
    try:
        answer = _decoded(endpoint, body)
    except LixError:  # it was kept unread
        return []
    if isinstance(answer, SearchPage):
        return page_listings(answer)
    if isinstance(answer, (FacetPage, *ACCOUNT_MODELS)):
        return []
    record_type = type_of(answer)
    links = (link, *record_type.own_links(answer), *map(_link_of_key, keys))
    found = record_type.listings(answer, next((text for text in links if text), ""))
    if record_type.entry is None and endpoint not in ABOUT_ANOTHER:
        return found
    return [replace(one, keys=tuple(dict.fromkeys((*one.keys, *keys)))) for one in found]


def _link_of_key(key: str) -> str:
    """Return a link, an id or an address that has an identity key; empty without one."""
    form, _, handle = key.partition(":")
    if form == "member":
        return f"urn:li:member:{handle}"
    try:
        return person_link(handle) if form in ("slug", "token") else handle
    except ValueError:
        return ""


def records_in(endpoint: str, body: bytes) -> dict[str, tuple[Record, object]]:
    """Return the records of an answer with their JSON, by element key.

    The record of a lookup has the key ''.
    """
    if ENDPOINTS[endpoint].is_private:
        return {}
    try:
        answer = decode(endpoint, body)
    except LixError:
        return {}
    if isinstance(answer, SearchPage):
        return {one.record_key: (one.listed_record, one.value) for one in answer.elements}
    if isinstance(answer, Person | Organisation | JobPosting | Post):
        return {"": (answer, json.loads(body))}
    return {}
