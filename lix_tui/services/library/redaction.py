"""Removal of deleted records from stored answers."""

from __future__ import annotations

import json
from collections.abc import Collection

from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.elements import KINDS, ElementKind, read_element
from lix_tui.api.models.person_elements import is_entity_result
from lix_tui.linkedin.links import numbers_in


def without(endpoint: str, body: bytes, keys: Collection[str]) -> bytes:
    """Return the answer without the elements that have one of these keys."""
    kind = KINDS.get(endpoint)
    if kind is None:
        return body
    try:
        answer: object = json.loads(body)
    except ValueError:
        return body
    return json.dumps(_pruned(answer, kind, keys), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


def _pruned(node: object, kind: ElementKind, keys: Collection[str]) -> object:
    if isinstance(node, dict):
        return {name: _pruned(value, kind, keys) for name, value in node.items()}
    if isinstance(node, list):
        return [_pruned(item, kind, keys) for item in node if not _contains(item, kind, keys)]
    return node


def _contains(item: object, kind: ElementKind, keys: Collection[str]) -> bool:
    """Return True if a list item is the element, or only wraps one of LinkedIn's results."""
    if not isinstance(item, dict):
        return False
    if _is_one(item, kind, keys):
        return True
    return any(
        isinstance(value, dict) and is_entity_result(value) and _is_one(value, kind, keys)
        for inner in (item, *(v for v in item.values() if isinstance(v, dict)))
        for value in inner.values()
    )


def _is_one(fields: JsonObject, kind: ElementKind, keys: Collection[str]) -> bool:
    element = read_element(kind, fields)
    if not {element.key, element.record_key}.isdisjoint(keys):
        return True
    numbers = numbers_in(keys)  # keys of elements whose slug is also another one's in their page
    return bool(numbers) and not set(numbers).isdisjoint(element.keys)
