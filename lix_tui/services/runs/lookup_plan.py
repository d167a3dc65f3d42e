"""Cost and duration of lookups, computed before their start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.counts import counted
from lix_tui.durations import wait_text
from lix_tui.services.runs.lookup_list import LookupEndpoint, counted_lookups, unusable_words
from lix_tui.services.search.load_plan import SpendingLimits, check_payable, warning_of

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import StoredRecords
    from lix_tui.services.runs.lookup_batch import LookupBatch


class LookupLimits(SpendingLimits, Protocol):
    """Limits on spending, and the records that need no lookup."""

    @property
    def records(self) -> StoredRecords:
        """Return the records in the store."""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Lookups at one endpoint."""

    endpoint: LookupEndpoint
    count: int
    """Number of records."""
    known: int
    """Number of records that are in the store already."""
    same: int = 0
    """Number of further links that lead to one of them, as the store knows."""
    failed: int = 0
    """Number of records whose lookup failed before, which only the user repeats."""

    @property
    def left(self) -> int:
        """Number of records to buy."""
        return self.count - self.known - self.failed

    @property
    def credits(self) -> int:
        """Credits at most."""
        return self.left * ENDPOINTS[self.endpoint].cost

    @property
    def price_words(self) -> str:
        """Price: 'at most 12 Email credits', 'free'."""
        entry = ENDPOINTS[self.endpoint]
        if not self.credits:
            return "free"
        most = "at most " if entry.charged == "valid_only" else ""
        return f"{most}{counted(self.credits, f'{entry.pool.value.title()} credit')}"


@dataclass(frozen=True, slots=True)
class LookupPlan:
    """Requests, credits and time that lookups take."""

    batch: LookupBatch
    parts: tuple[PlanPart, ...]
    seconds: float
    warning: str

    @property
    def known(self) -> int:
        """Number of lookups that the store answers."""
        return sum(part.known for part in self.parts)

    @property
    def duplicates(self) -> int:
        """Number of inputs that name a record again."""
        return self.batch.duplicates + max((part.same for part in self.parts), default=0)

    @property
    def left(self) -> int:
        """Number of lookups to buy."""
        return sum(part.left for part in self.parts)

    @property
    def credits(self) -> int:
        """Credits of all pools, at most."""
        return sum(part.credits for part in self.parts)

    @property
    def duration_words(self) -> str:
        """Duration of the lookups to buy: 'Takes about 3 min.'; empty without any."""
        return f"Takes about {wait_text(self.seconds)}." if self.left else ""

    @property
    def words(self) -> str:
        """The plan as a question to the user."""
        batch = self.batch
        found = [counted_lookups(part.endpoint, part.count) for part in self.parts]
        parts = [f"{counted(len(batch.inputs), 'input')}: {_listed(found)}"]
        if batch.unusable:
            parts.append(unusable_words(batch.unusable))
        if self.duplicates:
            parts.append(f"{self.duplicates:,} {_is(self.duplicates)} there twice")
        if batch.left_out:
            number = len({link for _, link in batch.left_out})
            parts.append(f"{number:,} {_is(number)} {batch.left_out_words}")
        if self.known:
            parts.append(f"{self.known:,} {_is(self.known)} stored and free")
        if failed := sum(part.failed for part in self.parts):
            parts.append(f"{failed:,} failed before (--again repeats them)")
        if not self.left:
            return "; ".join(parts) + ". Nothing is sent."
        prices = [
            f"{counted_lookups(part.endpoint, part.left)} for {part.price_words}"
            for part in self.parts
            if part.left
        ]
        return (
            f"{'; '.join(parts)}.\nLook up {_listed(prices)}, in about {wait_text(self.seconds)}? "
            f"Your own requests go first. {self.warning}".rstrip()
        )


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


async def plan_lookups(
    limits: LookupLimits,
    batch: LookupBatch,
    viewer_id: str | None = None,
    *,
    again: bool = False,
) -> LookupPlan:
    """Return the plan of lookups as a viewer; send nothing.

    With `again` those that failed or found nothing are sent once more. Raises CannotPay if credits
    or today's requests don't suffice, StoreError.
    """
    parts: list[PlanPart] = []
    warnings: list[str] = []
    for given in batch.to_buy:
        links = [item.link for item in given.items]
        free = await limits.records.known_among(given.endpoint, links, viewer_id, again=again)
        count = len(links) - free.same
        parts.append(PlanPart(given.endpoint, count, free.stored, free.same, free.failed))
    left = sum(part.left for part in parts)
    for part in parts:
        entry = ENDPOINTS[part.endpoint]
        check_payable(limits, entry, left, part.credits, counted(part.left, "lookup"))
        warnings.append(warning_of(limits, entry, part.credits))
    seconds = left * limits.limiter.spacing
    return LookupPlan(batch, tuple(parts), seconds, " ".join(filter(None, warnings)))
