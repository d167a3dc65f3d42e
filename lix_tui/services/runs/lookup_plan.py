"""The cost and the duration of a list of lookups, said before it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.durations import wait
from lix_tui.services.runs.lookup_list import WHAT_WORDS, Sorted
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

    sorted: Sorted
    known: int
    """How many are in the store already."""
    credits: int
    pool: str
    """Of which kind the credits are."""
    only_if_found: bool
    """Whether only some of them will cost."""
    seconds: float
    warning: str

    @property
    def words(self) -> str:
        """Return the plan as the question before it begins."""
        items, what = len(self.sorted.items), WHAT_WORDS[self.sorted.what]
        given = items + self.sorted.duplicates + len(self.sorted.unusable)
        parts = [f"{given:,} given, {items:,} different {what}"]
        if self.sorted.unusable:
            parts.append(self.sorted.unusable_words)
        if self.known:
            parts.append(f"{self.known:,} are kept already and cost nothing")
        left = items - self.known
        if not left:
            return "; ".join(parts) + ". Nothing is sent."
        most = "at most " if self.only_if_found else ""
        cost = f"{most}{self.credits:,} {self.pool} credits" if self.credits else "nothing"
        return (
            f"{'; '.join(parts)}.\n{left:,} are looked up, which costs {cost} and takes about "
            f"{wait(self.seconds)}. Your own requests go first. {self.warning}".rstrip()
        )


async def plan_lookups(
    limits: LookupLimits, given: Sorted, viewer_id: str | None = None
) -> LookupPlan:
    """Return what looking these up as a viewer takes; send nothing.

    Raises CannotPay when the credits or today's allowance do not pay for it, StoreError.
    """
    entry = ENDPOINTS[given.what]
    links = [item.link for item in given.items]
    known = await limits.records.known_among(given.what, links, viewer_id)
    left = len(given.items) - known
    cost = left * entry.cost
    check_payable(limits, entry, left, cost, f"{left:,} lookups")
    return LookupPlan(
        sorted=given,
        known=known,
        credits=cost,
        pool=entry.pool.value.title(),
        only_if_found=entry.charged == "valid_only",
        seconds=left * limits.limiter.spacing,
        warning=warning_of(limits, entry, cost),
    )
