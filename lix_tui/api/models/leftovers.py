"""JSON objects whose fields are read one by one, so that what is left over can be shown too."""

from __future__ import annotations

from collections.abc import Sequence

from lix_tui.api.models.base import JsonObject, as_object


def removed(fields: JsonObject, *path: str) -> tuple[object, JsonObject]:
    """Return the value at a path of field names, and the object without it.

    Objects on the way that become empty are removed too. The value is None, and the object the
    same, where nothing is at the path.
    """
    name, *rest = path
    if name not in fields:
        return None, fields
    if not rest:
        return fields[name], {key: value for key, value in fields.items() if key != name}
    value, inner = removed(as_object(fields[name]), *rest)
    if value is None:
        return None, fields
    others = {key: part for key, part in fields.items() if key != name or inner}
    return value, {**others, **({name: inner} if inner else {})}


def first_removed(fields: JsonObject, names: Sequence[str]) -> tuple[object, JsonObject]:
    """Return the first of several fields that isn't null, and the object without it."""
    for name in names:
        if fields.get(name) is not None:
            return removed(fields, name)
    return None, fields


def text_removed(fields: JsonObject, *path: str) -> tuple[object, JsonObject]:
    """Return the text at a path, or in a LinkedIn text object there, and the object without it."""
    value, rest = removed(fields, *path)
    if isinstance(value, dict):
        return removed(fields, *path, "text")
    return (value, rest) if isinstance(value, str) else (None, fields)


def beside(fields: JsonObject, others: JsonObject, prefix: str) -> JsonObject:
    """Return an object with other fields added; a name that is taken gets a prefix and a dot."""
    added = {name if name not in fields else f"{prefix}.{name}": others[name] for name in others}
    return {**fields, **added}
