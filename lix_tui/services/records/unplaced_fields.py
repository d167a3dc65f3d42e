"""Parts of an answer that no section of a record shows: warnings, unknown fields, odd values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from lix_tui.api.models.base import LixModel, cleaned, text_of
from lix_tui.services.records.summary import Role, SummaryLine
from lix_tui.text import clean_line, is_hidden_name

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject

MOST_FIELDS = 1_000
"""Unplaced values that are listed; the raw answer has the others."""
_EMPTY: tuple[object, ...] = (None, "", [], {})
_DELETED = "LinkedIn has deleted this page, says Lix."


def warning_lines(record: object) -> Iterator[SummaryLine]:
    """Yield the warnings that Lix sends with a record: a deleted page, an error of the lookup."""
    if not isinstance(record, LixModel):
        return
    extra = record.model_extra or {}
    if getattr(record, "li_profile_is_deleted", None) or extra.get("liProfileIsDeleted") is True:
        yield SummaryLine(_DELETED, "warning")
    error = getattr(record, "error", None) or extra.get("error")
    if isinstance(error, dict):
        error = error.get("message") or error.get("type")
    if isinstance(error, str) and error.strip():
        yield SummaryLine(f"Lix reports an error: {error.strip()}", "warning")


def unplaced_lines(record: object, received: JsonObject) -> list[SummaryLine]:
    """Return a line 'path · value' for each value that the record's model doesn't have.

    ``received`` is the answer in the shape of the model. A field with a value that the model can't
    read counts as one it doesn't have.
    """
    if not isinstance(record, LixModel):
        return []
    found = list(islice(_unplaced(record, received, ""), MOST_FIELDS + 1))
    lines = [_line(path, value) for path, value in found[:MOST_FIELDS]]
    if len(found) > MOST_FIELDS:
        lines.append(SummaryLine("There are more. <record.raw> shows the whole answer.", "advice"))
    return lines


def field_lines(fields: JsonObject) -> list[SummaryLine]:
    """Return a line 'path · value' for each value inside an object of cleaned texts."""
    found = (leaf for name, value in fields.items() for leaf in _leaves(value, name))
    return [_line(path, value) for path, value in islice(found, MOST_FIELDS)]


def _line(path: str, value: object) -> SummaryLine:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    words = clean_line(text) if len(text) < 200 else text.strip()
    role: Role = "link" if words.startswith("https://") else "text"
    return SummaryLine(f"{path} · {words}", role)


def _unplaced(model: LixModel, received: JsonObject, path: str) -> Iterator[tuple[str, object]]:
    fields = _names(type(model))
    for name, value in received.items():
        if value in _EMPTY or (isinstance(value, str) and is_hidden_name(value)):
            continue
        place = f"{path}.{clean_line(name)}" if path else clean_line(name)
        if name in fields:
            yield from _unread(getattr(model, fields[name]), value, place)
        elif not (path == "" and _is_warning(name, value)):
            yield from _leaves(cleaned(value), place)


def _is_warning(name: str, value: object) -> bool:
    """Return True for an unknown field that is shown among the warnings."""
    is_deletion = name == "liProfileIsDeleted" and value is True
    return is_deletion or (name == "error" and isinstance(value, str))


def _unread(read: object, value: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield what a known field was sent with and its model doesn't have."""
    if isinstance(read, LixModel):
        if isinstance(value, dict):
            yield from _unplaced(read, value, path)
        else:
            yield from _leaves(cleaned(value), path)
    elif isinstance(read, tuple):
        yield from _unread_items(read, value, path)
    elif read is None:
        yield from _leaves(cleaned(value), path)


def _unread_items(
    read: tuple[object, ...], value: object, path: str
) -> Iterator[tuple[str, object]]:
    """Yield what a list was sent with and its model doesn't have, by place from 0."""
    if not isinstance(value, list):
        yield from _leaves(cleaned(value), path)
        return
    models = iter(part for part in read if isinstance(part, LixModel))
    for place, item in enumerate(value):
        if isinstance(item, dict) and (model := next(models, None)) is not None:
            yield from _unplaced(model, item, f"{path}[{place}]")
        elif item not in _EMPTY and text_of(item) not in read:
            yield from _leaves(cleaned(item), f"{path}[{place}]")


def _leaves(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield each value inside objects and lists with its path."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, f"{path}.{clean_line(str(name))}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _leaves(part, f"{path}[{place}]")
    elif value not in (None, ""):
        yield path, value


def _names(model: type[LixModel]) -> Mapping[str, str]:
    """Return the model's fields by each name that they are read from."""
    found = {name: name for name in model.model_fields}
    return {**found, **{f.alias or name: name for name, f in model.model_fields.items()}}
