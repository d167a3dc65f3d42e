"""One result of a search: its key, and the record it is."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.connections import is_connection, person_of_connection
from lix_tui.api.models.entity_result import is_entity_result, person_of_result
from lix_tui.api.models.job import JobPosting, read_job
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post, read_post
from lix_tui.api.models.raw_fields import Received
from lix_tui.linkedin.links import job_keys, organisation_keys, person_keys, post_keys

Record = Person | JobPosting | Post | Organisation


@dataclass(frozen=True, slots=True)
class ElementKind:
    """Type of a search's elements."""

    read: Callable[[JsonObject], Record]
    keys: Callable[[str], tuple[str, ...]]
    names: tuple[str, ...]
    """The fields that identify a record, the surest first."""


MOST_MODELLED = 64
"""Records of elements that are kept modelled: a model takes far more room than its JSON."""
_modelled: deque[list[Record]] = deque()


@dataclass(frozen=True, slots=True)
class Element:
    """One result, modelled when it is looked at; the records looked at last are kept."""

    key: str
    """The same for the same record on every page: its slug, token or id, else a digest."""
    _page: Received = field(repr=False, compare=False)
    _place: int = field(repr=False, compare=False)
    _kind: ElementKind = field(repr=False, compare=False)
    _read: list[Record] = field(default_factory=list, repr=False, compare=False)

    @property
    def raw(self) -> JsonObject:
        """The element as it was received, not cleaned."""
        return self._page[self._place]

    @property
    def record(self) -> Record:
        """The record, with whatever of it could be read."""
        with suppress(IndexError):  # another thread may let go of it meanwhile
            return self._read[0]
        record = self._kind.read(self.raw)
        self._read.append(record)
        _modelled.append(self._read)
        if len(_modelled) > MOST_MODELLED:
            _modelled.popleft().clear()
        return record

    @property
    def value(self) -> JsonObject:
        """The element to hand on as JSON, not cleaned.

        It is what was received; one of LinkedIn's own results is the fields of the person it maps
        to, with the original under ``raw``.
        """
        raw = self.raw
        return {**person_of_result(raw), "raw": raw} if is_entity_result(raw) else raw


def read_element(kind: ElementKind, raw: JsonObject) -> Element:
    """Return the element of a JSON object that comes alone."""
    return Element(_key(kind, raw), Received((raw,)), 0, kind)


def read_elements(
    kind: ElementKind, objects: Sequence[JsonObject], page: Received
) -> Iterator[Element]:
    """Yield the elements of a page's objects."""
    for place, raw in enumerate(objects):
        yield Element(_key(kind, raw), page, place, kind)


def _person_fields(raw: JsonObject) -> JsonObject:
    if is_entity_result(raw):
        return person_of_result(raw)
    return person_of_connection(raw) if is_connection(raw) else raw


def _person(raw: JsonObject) -> Person:
    return Person.model_validate(_person_fields(raw))


PEOPLE = ElementKind(_person, person_keys, ("link", "salesNavLink", "salesNavId", "liId"))
JOBS = ElementKind(
    read_job, job_keys, ("jobPostingUrl", "jobPostingId", "jobId", "link", "url", "id")
)
POSTS = ElementKind(read_post, post_keys, ("urn", "id"))
ORGS = ElementKind(Organisation.model_validate, organisation_keys, ("link", "salesNavLink"))

KINDS: Mapping[str, ElementKind] = {
    "people_search": PEOPLE,
    "sales_search": PEOPLE,
    "recruiter_search": PEOPLE,
    "connections": PEOPLE,
    "jobs_search": JOBS,
    "posts_search": POSTS,
    "orgs_search": ORGS,
}
"""By endpoint name."""


def _key(kind: ElementKind, raw: JsonObject) -> str:
    fields = _person_fields(raw) if kind is PEOPLE else raw
    for name in kind.names:
        value = fields.get(name)
        if isinstance(value, str | int) and (keys := kind.keys(str(value))):
            return keys[0]
    return _digest(raw)


def _digest(raw: JsonObject) -> str:
    """Return a key for a record without any id: a digest of all it says."""
    text = json.dumps(raw, sort_keys=True)
    return "digest:" + hashlib.sha256(text.encode()).hexdigest()[:24]
