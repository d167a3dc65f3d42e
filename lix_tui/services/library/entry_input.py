"""Records named in a text: ids of library entries, links, or lines of `library search`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lix_tui.services.library.annotations import RecordRef
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.lookup_values import record_of


def read_refs(lines: Iterable[str]) -> list[RecordRef]:
    """Return one record per line that isn't empty.

    A line is the id of an entry, a link or id of LinkedIn, or a JSON object with ``id`` or
    ``link``. Another line is returned without keys, so that it is found nowhere.
    """
    return [_ref(text) for line in lines if (text := line.strip().lstrip("\ufeff"))]


def _ref(text: str) -> RecordRef:
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return RecordRef(text, entry_id=int(text))
    if text.startswith("{"):
        return _ref_of_json(text)
    endpoint = record_of(text)
    if endpoint is None or endpoint == "email":  # an address alone never identifies anybody
        return RecordRef(text)
    return RecordRef(text, RECORD_TYPES[endpoint].entry_kind, RECORD_TYPES[endpoint].keys(text))


def _ref_of_json(text: str) -> RecordRef:
    try:
        found = json.loads(text)
    except ValueError:
        return RecordRef(text)
    if isinstance(found.get("id"), int) and "kind" in found:
        return RecordRef(str(found.get("name") or text), entry_id=found["id"])
    link = found.get("link")
    return _ref(link) if isinstance(link, str) and not link.startswith("{") else RecordRef(text)
