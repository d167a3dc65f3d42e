"""Library entries of the records in an answer, read from the record types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lix_tui.api.decoders import decode
from lix_tui.api.errors import LixError
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.api.models.search import SearchPage
from lix_tui.services.records.record_types import type_of

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Record
    from lix_tui.store.rows import Listing


def page_listings(page: SearchPage) -> list[Listing]:
    """Return the entries of a page's records, without those that have neither name nor link."""
    pairs = [(element.record, element.key) for element in page.elements]
    found = [type_of(record).listing(record, key) for record, key in pairs]
    return [listing for listing in found if listing is not None]


def stored_listings(endpoint: str, body: bytes) -> list[Listing]:
    """Return the entries of an answer that was stored before there was a library.

    The link of a lookup isn't stored with such an answer, so the record's own links identify it.
    """
    try:
        answer = decode(endpoint, body)
    except LixError:  # it was kept unread
        return []
    if isinstance(answer, SearchPage):
        return page_listings(answer)
    if isinstance(answer, Person | Organisation | JobPosting | Post | Hirers):
        record_type = type_of(answer)
        link = next((text for text in record_type.own_links(answer) if text), "")
        return record_type.listings(answer, link)
    return []


def records_in(endpoint: str, body: bytes) -> dict[str, tuple[Record, object]]:
    """Return the records of an answer with their JSON, by element key.

    The record of a lookup has the key ''.
    """
    try:
        answer = decode(endpoint, body)
    except LixError:
        return {}
    if isinstance(answer, SearchPage):
        return {element.key: (element.record, element.value) for element in answer.elements}
    if isinstance(answer, Person | Organisation | JobPosting | Post):
        return {"": (answer, json.loads(body))}
    return {}
