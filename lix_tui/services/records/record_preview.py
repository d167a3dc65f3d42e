"""Preview of a record: everything that is known of it, with what is stored and since when."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from time import time
from typing import TYPE_CHECKING, Any

from lix_tui.durations import age
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.summary import Section, SummaryLine, groups

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.api.models.elements import Element, Record
    from lix_tui.services.records.element_view import ElementView
    from lix_tui.services.records.merged_record import MergedRecord
    from lix_tui.services.records.record_type import Chart, RecordType

FIRST = ("email", "email_status", "email_alternatives", "phone", "website", "tags", "note")
"""Ids of the fields that are shown under the name, each where a type has it."""


def element_preview(
    view: ElementView, element: Element | None, stored: MergedRecord | None
) -> list[SummaryLine]:
    """Return every line of a result, or of its stored record, which has more; none without both."""
    if stored is not None:
        received = None if element is None else element.raw
        return whole_preview(view.record_type, stored, time(), received)
    if element is None:
        return []
    shape = element.shaped if view.shows_all else None
    return _record_lines(view.record_type, element.record, element.raw, shape=shape)


def whole_preview(
    record_type: RecordType[Any],
    stored: MergedRecord,
    now: float,
    received: JsonObject | None = None,
) -> list[SummaryLine]:
    """Return every line of a record; ``now`` is in seconds since the epoch.

    ``received`` is a result that may say more than its record, such as a comment.
    """
    value = stored.value
    lines = _record_lines(record_type, stored.record, value, received, shape=value)
    return [*lines, *titled("Stored", list(_stored_parts(stored, now)))]


def _record_lines(
    record_type: RecordType[Any],
    record: Record,
    value: JsonObject,
    received: JsonObject | None = None,
    *,
    shape: JsonObject | None,
) -> list[SummaryLine]:
    """Return every line of a record.

    ``value`` is its JSON, which may be in another shape than that of its model. ``shape`` is the
    same in that shape; None where fields that no section shows aren't listed.
    """
    charts = record_type.charts(record)
    sections = record_type.sections(record, shape)
    later = {chart.title for chart in charts} | {one.title for one in sections}
    shown_value = value if received is None else {**received, **value}
    lines = _without(record_type.preview_lines(record, shown_value), later)
    end_of_head = next((at for at, line in enumerate(lines) if not line.text), len(lines))
    shown = {line.text for line in lines}
    rest = [one for one in sections if not all(line.text in shown for line in one.lines)]
    lead = [one for one in rest if one.wide and not one.is_late]
    return [
        *lines[:end_of_head],
        *_first_fields(record_type, record, value),
        *lines[end_of_head:],
        *_titled_all(lead),
        *(line for one in charts for line in _chart_lines(one)),
        *_titled_all([one for one in rest if one not in lead]),
    ]


def _titled_all(sections: Sequence[Section]) -> list[SummaryLine]:
    return [line for one in sections for line in titled(one.title, one.lines)]


def _without(lines: Sequence[SummaryLine], titles: Collection[str]) -> list[SummaryLine]:
    """Return lines without the sections that have these titles; an empty line ends a section."""
    found: list[SummaryLine] = []
    is_left_out = False
    for line in lines:
        if line.role == "heading" or not line.text:
            is_left_out = line.role == "heading" and line.text in titles
            if is_left_out:
                found.pop()  # the empty line before it
        if not is_left_out:
            found.append(line)
    return found


def _first_fields(
    record_type: RecordType[Any], record: Record, value: JsonObject
) -> Iterator[SummaryLine]:
    for field in record_type.fields:
        if field.id in FIRST and (text := field.text(record, value)):
            yield SummaryLine(f"{field.label} · {text}")


def _chart_lines(chart: Chart) -> list[SummaryLine]:
    """Return a career with the details of each position, or bars with their numbers."""
    if chart.career is None:
        bars = (f"{label} · {number:,}" if number else label for label, number in chart.bars)
        return titled(chart.title, [SummaryLine(text) for text in bars])
    spans = [span.position for span in chart.career.spans]
    parts = [
        (SummaryLine(" · ".join(filter(None, (one.title, one.organisation)))), *one.details)
        for one in (*spans, *chart.career.undated)
    ]
    return titled(chart.title, list(groups(parts)))


def _stored_parts(stored: MergedRecord, now: float) -> Iterator[SummaryLine]:
    """Yield each lookup that a value is from, with the age of its answer."""
    newest: dict[str, float] = {}
    for source in stored.sources.values():
        newest[source.endpoint] = max(source.at, newest.get(source.endpoint, 0.0))
    for endpoint, record_type in RECORD_TYPES.items():
        if endpoint in newest:
            words = f"{record_type.noun} · {age(now - newest[endpoint])}"
            yield SummaryLine(words[:1].upper() + words[1:], "muted")


def titled(title: str, lines: Sequence[SummaryLine]) -> list[SummaryLine]:
    """Return lines under a heading, after an empty line; none for no lines."""
    return [SummaryLine(""), SummaryLine(title, "heading"), *lines] if lines else []
