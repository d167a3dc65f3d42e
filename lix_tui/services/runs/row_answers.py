"""Answers and stored records for the rows of a bulk lookup, read many at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol

from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.linkedin.links import person_keys
from lix_tui.services.records.mark_fields import NOTE, TAGS
from lix_tui.services.records.merged_record import MergedRecord
from lix_tui.services.records.record_types import RECORD_TYPES

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.services.records.merged_records import MergedRecords
    from lix_tui.services.records.record_type import LookedUp
    from lix_tui.services.records.stored_records import Detail, StoredRecords
    from lix_tui.services.runs.lookup_batch import RowLookup

Place = tuple[str, str]
"""Endpoint and link of a lookup."""


class RowSources(Protocol):
    """Services that answers and records are read from."""

    @property
    def records(self) -> StoredRecords:
        """Return the stored answers."""

    @property
    def merged_records(self) -> MergedRecords:
        """Return the merged records."""


@dataclass(frozen=True, slots=True)
class RowAnswers:
    """Answers for one row by endpoint, and the records that they are about by record type."""

    answers: Mapping[str, Detail] = field(default_factory=dict)
    records: Mapping[str, MergedRecord] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.answers or self.records)

    def is_merged(self, kind: str) -> bool:
        """Return True if the stored answers about the row's record are merged."""
        record = self.records.get(kind)
        return record is not None and bool(record.sources)

    def models(self, kind: str) -> Iterator[tuple[LookedUp, Callable[[], object]]]:
        """Yield the models of the row's record, the one that counts most first, with their JSON.

        The stored record counts most; an answer that couldn't be stored counts more.
        """
        detail, record = self.answers.get(kind), self.records.get(kind)
        if detail is not None and (detail.unsaved or not self.is_merged(kind)):
            yield detail.record, partial(json.loads, detail.body)
        if record is not None:
            yield record.record, partial(_value_of, record)


@dataclass(frozen=True, slots=True)
class BatchAnswers:
    """Answers and records for some lookups, by their places."""

    details: Mapping[Place, Detail]
    records: Mapping[Place, MergedRecord]

    def of_row(self, lookups: Sequence[RowLookup]) -> RowAnswers:
        """Return those for one row: the first answer with a result of each endpoint.

        Its record is the one that such an answer is about, else the first that is stored.
        """
        answers: dict[str, Detail] = {}
        known: dict[str, MergedRecord] = {}
        confirmed: dict[str, MergedRecord] = {}
        for lookup in lookups:
            place = lookup.endpoint, lookup.link or ""
            if lookup.is_left_out or lookup.link is None:
                continue
            detail, record = self.details.get(place), self.records.get(place)
            has_result = detail is not None and _has_result(detail)
            if detail is not None and has_result:
                answers.setdefault(lookup.endpoint, detail)
            if record is not None:
                (confirmed if has_result else known).setdefault(record.kind, record)
        return RowAnswers(answers, known | confirmed)


async def read_answers(
    sources: RowSources,
    places: Iterable[Place],
    *,
    unsaved: Mapping[Place, Detail],
    viewer_id: str | None,
    answered: Container[Place] | None = None,
) -> BatchAnswers:
    """Return the answers and records of lookups; records take one query for some hundred keys.

    `unsaved` are answers that aren't in the store. Only the lookups in `answered` have an answer,
    all of them without it. Raises StoreError.
    """
    links: dict[str, dict[str, None]] = {}
    for endpoint, link in places:
        links.setdefault(endpoint, {})[link] = None
    details: dict[Place, Detail] = {}
    for endpoint, every in links.items():
        some = [link for link in every if answered is None or (endpoint, link) in answered]
        found = await sources.records.stored_many(endpoint, some, viewer_id)
        details |= {(endpoint, link): detail for link, detail in found.items()}
        details |= {
            (endpoint, link): unsaved[endpoint, link]
            for link in some
            if (endpoint, link) in unsaved
        }
    wanted: dict[str, dict[Place, tuple[str, ...]]] = {}
    for endpoint, every in links.items():
        for link in every:
            place = endpoint, link
            kind, keys = _identity(endpoint, link, details.get(place))
            wanted.setdefault(kind, {})[place] = keys
    records: dict[Place, MergedRecord] = {}
    for kind, keys_of in wanted.items():
        merged = await sources.merged_records.find_many(
            kind, [key for keys in keys_of.values() for key in keys]
        )
        for place, keys in keys_of.items():
            one = next((merged[key] for key in keys if key in merged), None)
            if one is not None:
                records[place] = one
    await _add_annotations(sources.records, details, records)
    return BatchAnswers(details, records)


async def _add_annotations(
    stored: StoredRecords, details: Mapping[Place, Detail], records: dict[Place, MergedRecord]
) -> None:
    """Add note and tags of the records whose answers aren't merged yet, as in an older store."""
    links: dict[str, list[str]] = {}
    for place in details.keys() - records.keys():
        links.setdefault(place[0], []).append(place[1])
    for endpoint, some in links.items():
        kind = RECORD_TYPES[endpoint].subject or RECORD_TYPES[endpoint].entry_kind
        for link, (note, tags) in (await stored.annotations_of(endpoint, some)).items():
            value: JsonObject = {NOTE: note, TAGS: tags}
            records[endpoint, link] = MergedRecord(0, kind, value, {}, note, tags)


def _value_of(record: MergedRecord) -> object:
    return record.value


def _identity(endpoint: str, link: str, detail: Detail | None) -> tuple[str, tuple[str, ...]]:
    """Return kind and keys of the record that a lookup is about.

    An email address identifies nobody; the person that it belongs to is named in the answer.
    """
    record_type = RECORD_TYPES[endpoint]
    answer = detail.record if detail is not None else None
    if endpoint == "person_by_email":
        hits = answer.hits if isinstance(answer, LookcAnswer) else ()
        own = (hits[0].link, hits[0].sales_nav_link) if hits else ()
        return "person", person_keys(*(text for text in own if text))
    return record_type.subject or record_type.entry_kind, record_type.keys(link)


def _has_result(detail: Detail) -> bool:
    return RECORD_TYPES[detail.endpoint].has_result(detail.record)
