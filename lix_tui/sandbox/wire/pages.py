"""The form of a search page, in each of the dialects Lix has used."""

from __future__ import annotations

from typing import Literal

from lix_tui.sandbox.config import Envelope
from lix_tui.sandbox.wire.values import JsonObject

Kind = Literal["people", "jobs", "posts", "orgs", "sales", "accounts"]

_LISTS: dict[Kind, tuple[str, str]] = {
    "people": ("people", "people"),
    "jobs": ("jobPostings", "people"),
    "posts": ("posts", "posts"),
    "orgs": ("orgs", "posts"),
    "sales": ("people", "people"),
    "accounts": ("organisations", "people"),
}
"""Name of the list in the present documentation, and in the older one."""


def paging(count: int, start: int, total: int) -> JsonObject:
    """Return a page's position: its element count, its offset, and the total up to the ceiling."""
    return {"count": count, "start": start, "total": total}


def search_page(
    envelope: Envelope,
    kind: Kind,
    elements: list[JsonObject],
    place: JsonObject,
    sequence: str,
    *,
    omits_empty: bool,
) -> JsonObject:
    """Return a page of results; with ``omits_empty`` an empty list is left out."""
    meta: JsonObject = {"sequenceId": sequence}
    if envelope == "raw" and kind in ("people", "accounts"):
        found_raw = elements if kind == "accounts" else [{"items": elements}] if elements else []
        clusters: JsonObject = {"elements": found_raw}
        if omits_empty and not elements:
            clusters = {}
        return {"response": {**clusters, "paging": place}, "meta": meta}
    today, older = _LISTS[kind]
    found: JsonObject = {older if envelope == "docs" else today: elements}
    if omits_empty and not elements:
        found = {}
    inner: JsonObject = {**found, "paging": place}
    if envelope == "docs":
        return {"searchResponse": inner, "meta": meta}
    if envelope == "response":
        return {"response": inner, "meta": meta}
    return {**inner, "meta": meta}
