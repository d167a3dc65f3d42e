"""Merged record: everything stored about one person, organisation, job or post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lix_tui.services.records.mark_fields import NOTE, TAGS

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.api.models.elements import Record
    from lix_tui.store.rows import MergedRow


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Origin of a value."""

    endpoint: str
    viewer_id: str
    """Viewer of the request; empty without one, '*' if it wasn't recorded."""
    at: float
    """Time of the answer, in seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """Record with note, tags and the source of each value."""

    entry_id: int
    kind: str
    """Kind of its library entry: 'person', 'organisation', 'job' or 'post'."""
    value: JsonObject
    """JSON in the shape of the record type's model, with the user's ``note`` and ``tags``."""
    sources: Mapping[str, FieldSource]
    """Source of each value, by JSON key; note and tags have none."""
    note: str
    tags: str
    """Tags with spaces between them."""
    _read: list[Record] = field(default_factory=list, repr=False, compare=False)

    @property
    def record(self) -> Record:
        """Model of the value, read when it is first used."""
        if not self._read:
            self._read.append(record_of_value(self.kind, self.value))
        return self._read[0]

    @property
    def endpoints(self) -> frozenset[str]:
        """Endpoints that at least one value is from."""
        return frozenset(source.endpoint for source in self.sources.values())


def merged_record(row: MergedRow) -> MergedRecord:
    """Return the record of a row of the store."""
    value: JsonObject = {name: found.value for name, found in row.fields.items()}
    marks = {NOTE: row.note, TAGS: row.tags}
    value |= {name: text for name, text in marks.items() if text}
    sources = {name: FieldSource(*found.source) for name, found in row.fields.items()}
    return MergedRecord(row.entry_id, row.kind, value, sources, row.note, row.tags)


def record_of_value(kind: str, value: JsonObject) -> Record:
    """Return the model of a merged record's JSON."""
    from lix_tui.api.models.job import JobPosting
    from lix_tui.api.models.organisation import Organisation
    from lix_tui.api.models.person import Person
    from lix_tui.api.models.post import Post

    match kind:
        case "organisation":
            return Organisation.model_validate(value)
        case "job":
            return JobPosting.model_validate(value)
        case "post":
            return Post.model_validate(value)
        case _:
            return Person.model_validate(value)
