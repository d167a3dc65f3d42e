"""Result file of a list of lookups: outcomes and found records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lix_tui.api.models.email import EmailAnswer
from lix_tui.safe_cells import csv_line, escape_formula, json_text
from lix_tui.services.export.atomic_file import Replace, unwritable, whole_file
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.lookup_list import NOT_A_RECORD
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import Detail, StoredRecords
    from lix_tui.services.runs.lookup_list import LookupInput
    from lix_tui.store.rows import RunItem

JSON_LINES = (".jsonl", ".ndjson")
"""Endings of files of JSON lines; other files are tables."""
NONE_UNSAVED: Mapping[int, Detail] = MappingProxyType({})
FIRST = ("given", "label", "outcome", "note", "name")
"""Columns of every result file."""


async def write_results(
    path: Path,
    records: StoredRecords,
    endpoint: str,
    items: Sequence[RunItem],
    unusable: Sequence[LookupInput],
    *,
    viewer_id: str | None = None,
    replace: Replace = True,
    unsaved: Mapping[int, Detail] = NONE_UNSAVED,
) -> None:
    """Write every outcome to a CSV file, or to JSON lines if the name has such an ending.

    The file appears complete or not at all; ``replace`` is that of ``whole_file``. ``unsaved`` are
    records that aren't in the store, by the number of their item. Raises ExportError, StoreError.
    """
    if path.suffix.lower() in JSON_LINES:
        text = "".join(await result_lines(records, endpoint, items, viewer_id, unsaved))
    else:
        text = _table(await _found(records, endpoint, items, viewer_id, unsaved), unusable)
    try:
        with whole_file(path, replace=replace) as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise unwritable(path, error) from None


async def result_lines(
    records: StoredRecords,
    endpoint: str,
    items: Sequence[RunItem],
    viewer_id: str | None = None,
    unsaved: Mapping[int, Detail] = NONE_UNSAVED,
) -> list[str]:
    """Return a line of JSON for every outcome, with the answer as received. Raises StoreError."""
    found = await _found(records, endpoint, items, viewer_id, unsaved)
    return [_line(item, detail) for item, detail in found]


async def _found(
    records: StoredRecords,
    endpoint: str,
    items: Sequence[RunItem],
    viewer_id: str | None,
    unsaved: Mapping[int, Detail],
) -> list[tuple[RunItem, Detail | None]]:
    return [
        (item, unsaved.get(item.number) or await records.stored(endpoint, item.link, viewer_id))
        for item in items
    ]


def _line(item: RunItem, detail: Detail | None) -> str:
    line: dict[str, object] = {
        "given": item.link, "label": item.label, "outcome": item.outcome or "not done",
        "note": item.note, "answer": None if detail is None else json.loads(detail.body),
    }  # fmt: skip
    return json_text(line) + "\n"


def _table(found: Sequence[tuple[RunItem, Detail | None]], unusable: Sequence[LookupInput]) -> str:
    facts = [_facts(detail) for _, detail in found]
    columns = list(dict.fromkeys(name for fact in facts for name in fact if name != "name"))
    lines = [csv_line([*FIRST, *columns])]
    for (item, _), fact in zip(found, facts, strict=True):
        first = [item.link, item.label, item.outcome or "not done", item.note, fact.get("name", "")]
        cells = (*first, *(fact.get(column, "") for column in columns))
        lines.append(csv_line([_cell(text) for text in cells]))
    for one in unusable:
        place = f"line {one.line:,}: " if one.line else ""
        words = f"{place}{one.problem or NOT_A_RECORD}"
        cells = (one.link, one.label, "unusable", words, "", *("" for _ in columns))
        lines.append(csv_line([_cell(text) for text in cells]))
    return "".join(lines)


def _facts(detail: Detail | None) -> dict[str, str]:
    """Return a record's facts by the names of the copy forms."""
    if detail is None:
        return {}
    record_type, answer = RECORD_TYPES[detail.endpoint], json.loads(detail.body)
    facts = {"name": record_type.title(detail.record) or ""}
    subtitle = [part for part in record_type.subtitle(detail.record) if part]
    if subtitle:
        facts["about"] = " · ".join(subtitle)
    if isinstance(detail.record, EmailAnswer):
        facts["status"] = detail.record.status or ""
    forms = [form for form in record_type.copy_forms(detail.record, answer) if form.label != "JSON"]
    return facts | {form.label.lower(): form.text for form in forms}


def _cell(text: str) -> str:
    return escape_formula(clean_line(text))
