"""Preview of a stored record: the whole record, with what is stored of it and since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lix_tui.durations import age
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.summary import SummaryLine

if TYPE_CHECKING:
    from lix_tui.services.records.merged_record import MergedRecord
    from lix_tui.services.records.record_type import RecordType

FIRST = ("email", "email_status", "email_alternatives", "phone", "website", "tags", "note")
"""Ids of the fields that are shown under the name, each where a type has it."""


def whole_preview(
    record_type: RecordType[Any], stored: MergedRecord, now: float
) -> list[SummaryLine]:
    """Return every line of a record; ``now`` is in seconds since the epoch."""
    record, value = stored.record, stored.value
    lines = record_type.preview_lines(record, value)
    end_of_head = next((at for at, line in enumerate(lines) if not line.text), len(lines))
    headings = {line.text for line in lines if line.role == "heading"}
    rest = [one for one in record_type.sections(record) if one.title not in headings]
    return [
        *lines[:end_of_head],
        *_first_fields(record_type, stored),
        *lines[end_of_head:],
        *(line for one in rest for line in _titled(one.title, one.lines)),
        *_titled("Stored", list(_stored_parts(stored, now))),
    ]


def _first_fields(record_type: RecordType[Any], stored: MergedRecord) -> Iterator[SummaryLine]:
    for field in record_type.fields:
        if field.id in FIRST and (text := field.text(stored.record, stored.value)):
            yield SummaryLine(f"{field.label} · {text}")


def _stored_parts(stored: MergedRecord, now: float) -> Iterator[SummaryLine]:
    """Yield each lookup that a value is from, with the age of its answer."""
    newest: dict[str, float] = {}
    for source in stored.sources.values():
        newest[source.endpoint] = max(source.at, newest.get(source.endpoint, 0.0))
    for endpoint, record_type in RECORD_TYPES.items():
        if endpoint in newest:
            words = f"{record_type.noun} · {age(now - newest[endpoint])}"
            yield SummaryLine(words[:1].upper() + words[1:], "muted")


def _titled(title: str, lines: Sequence[SummaryLine]) -> list[SummaryLine]:
    return [SummaryLine(""), SummaryLine(title, "heading"), *lines] if lines else []
