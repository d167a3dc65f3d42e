"""Sessions of paged lists, found by any link of their target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.services.queries.list_query import KEYS, list_query

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.query import Query
    from lix_tui.services.records.merged_records import MergedRecords
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.search.sessions import Searches


async def stored_list_query(
    searches: Searches, records: MergedRecords, kind: Kind, query: Query
) -> Query:
    """Return the query of the same list whose pages are stored, else the query itself.

    A list that was bought by one link or id of its record isn't bought again by another one, as far
    as a stored answer shows both to be the same record's. Raises StoreError.
    """
    record = "" if kind.target is None else kind.target.record
    is_by_id = kind.target is not None and kind.target.id_lookup
    if not record or is_by_id or await searches.fetched_at(query) is not None:
        return query
    same = frozenset(await records.same_keys(record, KEYS[record](query.target)))
    for target in await searches.targets(kind, query.viewer_id):
        if same.isdisjoint(KEYS[record](target)):
            continue
        other = list_query(kind, target, query.title, query.viewer_id)
        if await searches.fetched_at(other) is not None:
            return other
    return query


async def open_list(
    searches: Searches, records: MergedRecords, kind: Kind, query: Query
) -> SearchSession:
    """Return the session of a list with its stored pages. Sends nothing. Raises StoreError."""
    return await searches.open(kind, await stored_list_query(searches, records, kind, query))
