"""Lookups that the values of a column allow, each with its plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lix_tui.counts import counted
from lix_tui.services.runs.lookup_batch import LookupBatch, build_batch
from lix_tui.services.runs.lookup_list import (
    LinkReader,
    LookupEndpoint,
    LookupInput,
    lookups_words,
    unusable_words,
)
from lix_tui.services.runs.lookup_plan import LookupLimits, LookupPlan, plan_lookups
from lix_tui.services.search.load_plan import RunProblem

if TYPE_CHECKING:
    from lix_tui.services.runs.input_sheet import InputSheet

_CHOICES: dict[str, tuple[tuple[LookupEndpoint, ...], ...]] = {
    "person": (
        ("person",),
        ("email",),
        ("person", "email"),
        ("person_ids",),
        ("person_employment",),
        ("person_extended",),
    ),
    "organisation": (("organisation",), ("organisation_ids",)),
    "job": (("job",), ("hirers",)),
    "post": (("post",),),
    "email": (("person_by_email",),),
}
"""Lookups for each type of value."""
_MOST_SHOWN = 3
"""Values of a column that are shown."""


@dataclass(frozen=True, slots=True)
class LookupOffer:
    """One choice of lookups with its plan; nothing is bought yet."""

    what: tuple[LookupEndpoint, ...]
    batch: LookupBatch
    plan: LookupPlan | None = None
    problem: str = ""
    """Reason why it can't be bought, as a sentence."""

    @property
    def words(self) -> str:
        """Name of the lookups: 'profiles and email addresses of people'."""
        return lookups_words(",".join(self.what))

    @property
    def price_words(self) -> str:
        """Number of lookups with their price: '60 to buy for 60 Standard credits, 3 stored'."""
        if self.plan is None:
            return self.problem or "…"
        parts = [part.price_words for part in self.plan.parts if part.left]
        stored = f"{self.plan.known:,} stored" if self.plan.known else ""
        bought = f"{self.plan.left:,} to buy: {' + '.join(parts)}" if parts else "nothing to buy"
        return ", ".join(filter(None, (bought, stored)))

    @property
    def cost_words(self) -> str:
        """Price of the lookups alone: '60 Standard credits + at most 60 Email credits'."""
        parts = self.plan.parts if self.plan is not None else ()
        return " + ".join(part.price_words for part in parts if part.left) or "free"


def lookup_offers(inputs: Sequence[LookupInput]) -> list[LookupOffer]:
    """Return the lookups for the values of inputs, without plans.

    Raises ItemsProblem if nothing can be looked up.
    """
    counts: dict[str, int] = {}
    reader = LinkReader()
    for one in inputs:
        if not one.problem and (record := reader.record_of(one.link)) is not None:
            counts[record] = counts.get(record, 0) + 1
    offers: list[LookupOffer] = []
    for record in sorted(counts, key=lambda record: (record == "email", -counts[record])):
        offers += [
            LookupOffer(what, build_batch(inputs, what, reader)) for what in _CHOICES[record]
        ]
    if not offers:
        build_batch(inputs)  # raises the reason
    return offers


async def with_plan(limits: LookupLimits, offer: LookupOffer, viewer_id: str | None) -> LookupOffer:
    """Return an offer with its plan, or with the reason why it can't be paid. Raises StoreError."""
    if offer.batch.left_out and not offer.batch.to_buy:
        return replace(offer, problem="every row is left out")
    try:
        return replace(offer, plan=await plan_lookups(limits, offer.batch, viewer_id))
    except RunProblem as problem:
        return replace(offer, problem=str(problem))


def rows_words(sheet: InputSheet, offer: LookupOffer) -> str:
    """Return the numbers of rows: '194 of 200 rows readable · 83 there twice · …'."""
    rows, batch = len(sheet.rows), offer.batch
    unusable = {one.row for one in batch.unusable}
    empty = rows - len({one.row for one in batch.inputs})
    readable = rows - len(unusable) - empty
    parts = [f"{readable:,} of {counted(rows, 'row')} readable"]
    duplicates = offer.plan.duplicates if offer.plan is not None else batch.duplicates
    if duplicates:
        parts.append(f"{duplicates:,} there twice")
    if batch.left_out:
        parts.append(f"{batch.left_out_rows:,} left out")
    if empty:
        parts.append(f"{empty:,} empty")
    if batch.unusable:
        parts.append(unusable_words(batch.unusable))
    return " · ".join(parts)


def column_words(sheet: InputSheet, place: int) -> str:
    """Return the first values in a column."""
    values = (row.cells[place].strip() for row in sheet.rows if place < len(row.cells))
    shown: list[str] = []
    for value in values:
        if value and value not in shown:
            shown.append(" ".join(value.split()))
        if len(shown) == _MOST_SHOWN:
            break
    return ", ".join(shown) or "empty"
