"""LinkedIn's own people-search elements (``itemUnion.entityResult``), mapped to a person.

The paths are those that two public clients parse.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from lix_tui.api.models.base import JsonObject, as_list, as_object

DEGREES = {"1st": 1, "2nd": 2, "3rd": 3}


def is_entity_result(item: JsonObject) -> bool:
    """Return True if an element is one of LinkedIn's own."""
    return "entityResult" in as_object(item.get("itemUnion"))


def results_in(holder: JsonObject) -> list[object] | None:
    """Return the entity results of every cluster, None when the holder has no clusters."""
    clusters = holder.get("elements")
    if not isinstance(clusters, list):
        return None
    items = [item for cluster in clusters for item in as_list(as_object(cluster).get("items"))]
    return [item for item in items if is_entity_result(as_object(item))]


def person_of_result(item: JsonObject) -> JsonObject:
    """Return the fields of a person as one raw element tells them."""
    result = as_object(as_object(item.get("itemUnion")).get("entityResult"))
    badge = _text(result, "badgeText") or ""
    degree = next((number for word, number in DEGREES.items() if word in badge), None)
    fields: JsonObject = {
        "name": _text(result, "title"),
        "description": _text(result, "primarySubtitle"),
        "location": _text(result, "secondarySubtitle"),
        "link": _link(result.get("navigationUrl")),
        "summary": _text(result, "summary"),
    }
    if degree is not None:
        fields["viewerConnection"] = {"connectionDegree": degree}
    return {name: value for name, value in fields.items() if value is not None}


def _text(result: JsonObject, name: str) -> str | None:
    text = as_object(result.get(name)).get("text")
    return text if isinstance(text, str) else None


def _link(value: object) -> str | None:
    """Return the profile link without its tracking parameters.

    Nothing for 'out of network' links.
    """
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return urlunsplit(parts._replace(query="", fragment="")) if "/in/" in parts.path else None
