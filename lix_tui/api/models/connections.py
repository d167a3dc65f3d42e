"""The connections of a viewer, mapped to people.

Lix documents no fields; those of a follower, its nearest documented relative, are read beside
those of a person.
"""

from __future__ import annotations

from lix_tui.api.models.base import JsonObject
from lix_tui.linkedin.links import person_link


def is_connection(item: JsonObject) -> bool:
    """Return True if an element has the fields of a follower."""
    return "link" not in item and ("publicIdentifier" in item or "entityUrn" in item)


def person_of_connection(item: JsonObject) -> JsonObject:
    """Return the fields of a person as a connection tells them, the others beside."""
    fields = {**item, "img": item.get("profilePictureUrl"), "liId": item.get("entityUrn")}
    slug = item.get("publicIdentifier")
    try:
        return {**fields, "link": person_link(slug)} if isinstance(slug, str) else fields
    except ValueError:
        return fields
