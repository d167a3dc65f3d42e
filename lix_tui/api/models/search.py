"""A page of search results, whichever envelope it came in.

The docs page wraps results in ``searchResponse``; the server has answered flat, and people
searches with LinkedIn's own ``response.elements`` (public clients parse it); list names differ
from the docs as well. All of them are read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from lix_tui.api.errors import BadBody
from lix_tui.api.models.base import JsonObject, LixModel, Whole, as_object
from lix_tui.api.models.entity_result import person_of_result, results_in
from lix_tui.api.models.person import Person
from lix_tui.linkedin.links import person_keys

Envelope = Literal["flat", "searchResponse", "response", "raw", "unknown"]

LIST_NAMES: Mapping[str, tuple[str, ...]] = {
    "people_search": ("people",),
    "sales_search": ("people",),
    "recruiter_search": ("people",),
}
"""Where a page's elements stand, the likeliest name first, by endpoint."""


class Paging(LixModel):
    """What a page says of its place."""

    count: Whole = None
    start: Whole = None
    total: Whole = None


@dataclass(frozen=True, slots=True)
class Element:
    """One result."""

    key: str
    """The same for the same record on every page: its slug, token or id, else a digest."""
    record: Person
    raw: JsonObject
    """The element as it was received."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page."""

    elements: tuple[Element, ...]
    total: int | None
    start: int | None
    count: int | None
    sequence_id: str | None
    envelope: Envelope
    unread: int = 0
    """Elements that were no JSON objects, so there is nothing to show of them."""


def read_page(endpoint: str, body: bytes) -> SearchPage:
    """The page in a body. Raises BadBody when the body is no JSON object."""
    answer = read_object(endpoint, body)
    envelope, holder = _open(answer)
    found = _elements(endpoint, holder)
    if envelope != "flat" and found is None:
        envelope, holder, found = "unknown", answer, _elements(endpoint, answer)
    raw = results_in(holder)
    if found is None and raw is not None:
        envelope, found = "raw", raw
    if found is None:
        envelope = "unknown"
    objects = [item for item in found or () if isinstance(item, dict)]
    paging = _paging(holder.get("paging")) or _paging(answer.get("paging")) or Paging()
    meta = as_object(answer.get("meta")) or as_object(holder.get("meta"))
    sequence_id = meta.get("sequenceId") or meta.get("sequence_id")
    return SearchPage(
        elements=tuple(_element(item, envelope) for item in objects),
        total=paging.total,
        start=paging.start,
        count=paging.count,
        sequence_id=sequence_id if isinstance(sequence_id, str) else None,
        envelope=envelope,
        unread=len(found or ()) - len(objects),
    )


def read_object(endpoint: str, body: bytes) -> JsonObject:
    """The JSON object in a body. Raises BadBody when there is none."""
    try:
        answer: object = json.loads(body)
    except (ValueError, RecursionError):
        what = "The answer is not the JSON it should be" if body else "The answer is empty"
        raise BadBody(what, endpoint=endpoint, status=200) from None
    if not isinstance(answer, dict):
        what = "The answer is not the JSON object it should be"
        raise BadBody(what, endpoint=endpoint, status=200)
    return answer


def _open(answer: JsonObject) -> tuple[Envelope, JsonObject]:
    for name, envelope in _ENVELOPES:
        inner = answer.get(name)
        if isinstance(inner, dict):
            return envelope, inner
    return "flat", answer


_ENVELOPES: tuple[tuple[str, Envelope], ...] = (
    ("searchResponse", "searchResponse"),
    ("response", "response"),
)


def _elements(endpoint: str, holder: JsonObject) -> list[object] | None:
    for name in LIST_NAMES[endpoint]:
        items = holder.get(name)
        if isinstance(items, list):
            return items
    return None


def _paging(value: object) -> Paging | None:
    return Paging.model_validate(value) if isinstance(value, dict) else None


def _element(item: JsonObject, envelope: Envelope) -> Element:
    fields = person_of_result(item) if envelope == "raw" else item
    try:
        person = Person.model_validate(fields)
    except ValidationError:
        person = Person.model_validate(_usable(fields))
    return Element(_key(person, item), person, item)


def _usable(fields: JsonObject) -> JsonObject:
    """The fields that can be read one by one: an odd one does not cost the others."""
    kept: JsonObject = {}
    for name, value in fields.items():
        try:
            Person.model_validate({name: value})
        except ValidationError:
            continue
        kept[name] = value
    return kept


def _key(person: Person, item: JsonObject) -> str:
    links: Iterable[str | None] = (
        person.link,
        person.sales_nav_link,
        person.li_id,
        person.sales_nav_id,
    )
    keys = person_keys(*(link for link in links if link))
    return keys[0] if keys else digest(item)


def digest(item: JsonObject) -> str:
    """A key for a record without any id: a digest of all it says."""
    text = json.dumps(item, sort_keys=True, ensure_ascii=False)
    return "digest:" + hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:24]
