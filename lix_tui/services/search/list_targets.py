"""Targets of lists that are requested by another id than the record's link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.linkedin.links import organisation_keys
from lix_tui.services.queries.lix_ids import lix_id_of

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind
    from lix_tui.services.records.lookups import LookupOptions, Lookups
    from lix_tui.services.records.merged_records import MergedRecords


def id_lookup_of(kind: Kind) -> str:
    """Return the endpoint whose answer has the id of a list's record; empty if a link is enough."""
    return "" if kind.target is None else kind.target.id_lookup


async def stored_target(records: MergedRecords, kind: Kind, link: str) -> str | None:
    """Return the link or id that a list is requested by; None if its id isn't stored.

    Lookups of an organisation, of its ids or of its website have the id. Raises StoreError.
    """
    if not id_lookup_of(kind) or lix_id_of(link):
        return link
    merged = await records.find("organisation", organisation_keys(link))
    found = None if merged is None else merged.value.get("lixId")
    return found if isinstance(found, str) and found else None


async def fetch_target(
    lookups: Lookups, kind: Kind, link: str, options: LookupOptions
) -> str | None:
    """Look up the id that a list is requested by; return None if Lix's answer has none.

    Raises LixError or StoreError.
    """
    found = await lookups.get(id_lookup_of(kind), link, options)
    lix_id: object = getattr(found.record, "lix_id", None)
    return lix_id if isinstance(lix_id, str) and lix_id else None
