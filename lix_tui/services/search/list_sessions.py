"""Sessions of paged lists, found by any link of their target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.linkedin.links import canonical_link, post_keys
from lix_tui.services.queries.query import Query, QueryError, query_from_list
from lix_tui.services.records.person_listing import public_profile_params
from lix_tui.services.records.record_keys import IDENTITIES

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind
    from lix_tui.services.records.merged_records import MergedRecords
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.search.sessions import Searches


def list_query(kind: Kind, link: str, title: str = "", viewer_id: str | None = None) -> Query:
    """Return the query of a list by a link or id of its target.

    Raises QueryError for a link of something else, and as `query_from_list` does.
    """
    record = "" if kind.target is None else kind.target.record
    if record and not IDENTITIES[record].keys(link):
        message = f"This isn't a link or an id of {_article(record)} {record}. Give one."
        raise QueryError(message)
    return query_from_list(kind, _sent(record, link), title, viewer_id)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _sent(record: str, link: str) -> str:
    """Return the target as it is sent."""
    if record == "person":
        return public_profile_params(canonical_link(link) or link)["profile_link"]
    if record == "post":
        return f"urn:li:{post_keys(link)[0]}"
    return (canonical_link(link) or link) if record else link.strip()


async def stored_list_query(
    searches: Searches, records: MergedRecords, kind: Kind, query: Query
) -> Query:
    """Return the query of the same list whose pages are stored, else the query itself.

    A person's list that was bought by one link isn't bought again by another. Raises StoreError.
    """
    record = "" if kind.target is None else kind.target.record
    if not record or await searches.fetched_at(query) is not None:
        return query
    merged = await records.find(record, IDENTITIES[record].keys(query.target))
    if merged is None:
        return query
    for link in _links_of(merged.value):
        if not IDENTITIES[record].keys(link):
            continue
        other = list_query(kind, link, query.title, query.viewer_id)
        if other.target != query.target and await searches.fetched_at(other) is not None:
            return other
    return query


def _links_of(value: dict[str, object]) -> list[str]:
    """Return the links and ids of a record by which its list may have been requested."""
    names = ("link", "salesNavLink", "salesNavId", "liId", "urn")
    return [text for name in names if isinstance(text := value.get(name), str)]


async def open_list(
    searches: Searches, records: MergedRecords, kind: Kind, query: Query
) -> SearchSession:
    """Return the session of a list with its stored pages. Sends nothing. Raises StoreError."""
    return await searches.open(kind, await stored_list_query(searches, records, kind, query))
