"""Elements with other names for a person's fields, mapped to those of Lix's answers.

LinkedIn's own people-search elements (``itemUnion.entityResult``) are mapped along the paths that
two public clients parse. Lix documents no fields for connections; those of a follower, the nearest
documented relative, are read beside those of a person.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from lix_tui.api.models.base import JsonObject, as_list, as_object
from lix_tui.api.models.organisation_people import follower_fields
from lix_tui.linkedin.links import person_link

DEGREES = {"1st": 1, "2nd": 2, "3rd": 3}


def is_entity_result(item: JsonObject) -> bool:
    """Return True if an element is one of LinkedIn's own."""
    return "entityResult" in as_object(item.get("itemUnion"))


def results_in(holder: JsonObject) -> list[object] | None:
    """Return the entity results of all clusters in `holder`; None if it has no list of clusters."""
    clusters = holder.get("elements")
    if not isinstance(clusters, list):
        return None
    items = [item for cluster in clusters for item in as_list(as_object(cluster).get("items"))]
    return [item for item in items if is_entity_result(as_object(item))]


def person_of_result(item: JsonObject) -> JsonObject:
    """Return a person's fields, as named in Lix's answers, from one of LinkedIn's own elements."""
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


def is_connection(item: JsonObject) -> bool:
    """Return True if an element has the fields of a follower."""
    return "link" not in item and ("publicIdentifier" in item or "entityUrn" in item)


def person_of_connection(item: JsonObject) -> JsonObject:
    """Return a connection with its fields named as those of a person; other fields stay."""
    fields = follower_fields(item)
    slug = item.get("publicIdentifier")
    try:
        return {**fields, "link": person_link(slug)} if isinstance(slug, str) else fields
    except ValueError:
        return fields
