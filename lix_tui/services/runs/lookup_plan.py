"""Cost and duration of a list of lookups, computed before its start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.counts import counted
from lix_tui.durations import wait_text
from lix_tui.services.runs.lookup_list import LookupList, counted_lookups
from lix_tui.services.search.load_plan import SpendingLimits, check_payable, warning_of

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import StoredRecords


class LookupLimits(SpendingLimits, Protocol):
    """Limits on spending, and the records that need no lookup."""

    @property
    def records(self) -> StoredRecords:
        """Return the records in the store."""


@dataclass(frozen=True, slots=True)
class LookupPlan:
    """Requests, credits and time that a list of lookups takes."""

    lookups: LookupList
    known: int
    """Number of records that are in the store already."""
    credits: int
    pool: str
    """Credit pool: Standard, Org or Email."""
    only_if_found: bool
    """True if lookups without a result cost nothing."""
    seconds: float
    warning: str

    @property
    def words(self) -> str:
        """The plan as a question to the user."""
        items, endpoint = len(self.lookups.items), self.lookups.endpoint
        given = items + self.lookups.duplicates + len(self.lookups.unusable)
        parts = [f"{counted(given, 'input')}: {counted_lookups(endpoint, items)}"]
        if self.lookups.unusable:
            parts.append(self.lookups.unusable_words)
        if self.known:
            parts.append(f"{self.known:,} {'is' if self.known == 1 else 'are'} stored and free")
        left = items - self.known
        if not left:
            return "; ".join(parts) + ". Nothing is sent."
        most = "at most " if self.only_if_found else ""
        price = f"{most}{counted(self.credits, f'{self.pool} credit')}" if self.credits else "free"
        return (
            f"{'; '.join(parts)}.\nLook up {counted_lookups(endpoint, left)} for {price}, in about "
            f"{wait_text(self.seconds)}? Your own requests go first. {self.warning}".rstrip()
        )


async def plan_lookups(
    limits: LookupLimits, given: LookupList, viewer_id: str | None = None
) -> LookupPlan:
    """Return the plan of lookups as a viewer; send nothing.

    Raises CannotPay if credits or today's requests don't suffice, StoreError.
    """
    entry = ENDPOINTS[given.endpoint]
    links = [item.link for item in given.items]
    known = await limits.records.known_among(given.endpoint, links, viewer_id)
    left = len(given.items) - known
    cost = left * entry.cost
    check_payable(limits, entry, left, cost, counted(left, "lookup"))
    return LookupPlan(
        lookups=given,
        known=known,
        credits=cost,
        pool=entry.pool.value.title(),
        only_if_found=entry.charged == "valid_only",
        seconds=left * limits.limiter.spacing,
        warning=warning_of(limits, entry, cost),
    )
