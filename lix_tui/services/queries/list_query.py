"""Queries of paged lists by a link or id of the record that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lix_tui.linkedin.handles import is_token
from lix_tui.linkedin.links import (
    canonical_link,
    organisation_keys,
    person_keys,
    person_link,
    post_keys,
)
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.queries.query import Query, QueryError, query_from_list

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind

KEYS: Mapping[str, Callable[..., tuple[str, ...]]] = {
    "person": person_keys,
    "organisation": organisation_keys,
    "post": post_keys,
}
"""Identity keys of links, by the record that a list belongs to."""


def list_query(kind: Kind, link: str, title: str = "", viewer_id: str | None = None) -> Query:
    """Return the query of a list by a link or id of its target, or by the id it is requested by.

    Raises QueryError for a link of something else, and as `query_from_list` does.
    """
    record = "" if kind.target is None else kind.target.record
    if kind.target is not None and kind.target.id_lookup:
        return query_from_list(kind, link.strip(), title, viewer_id)
    if record and not KEYS[record](link):
        article = "an" if record[0] in "aeiou" else "a"
        message = f"This isn't a link or an id of {article} {record}. Give one."
        raise QueryError(message)
    return query_from_list(kind, _sent(record, link), title, viewer_id)


def _sent(record: str, link: str) -> str:
    """Return the target as it is sent: a public profile, the urn of a post, a company's link."""
    if record == "person":
        target = recognise(link)
        if target.kind in ("lead", "recruiter_profile") and is_token(target.entity_id or ""):
            return person_link(target.entity_id or "")
    if record == "post":
        return f"urn:li:{post_keys(link)[0]}"
    return (canonical_link(link) or link.strip()) if record else link.strip()
