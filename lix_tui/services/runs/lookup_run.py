"""Run of lookups, one after another, each record at most once."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic, time
from typing import TYPE_CHECKING

from lix_tui.api.errors import (
    BadBody,
    NetworkError,
    NotFound,
    ParamsInvalid,
    Queued,
    RateLimited,
    ServerError,
    UncertainOutcome,
)
from lix_tui.api.limiter import Lane
from lix_tui.api.waits import QUEUED
from lix_tui.durations import wait_text
from lix_tui.services.budget.request_terms import QUEUED_WAIT, RATE_LIMIT_WAIT
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.run import Paused, Run, is_outage
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.services.budget.leases import Leases
    from lix_tui.services.records.lookups import Lookups
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.store.rows import RunItem, RunRow
    from lix_tui.store.worker import AsyncStore

KEPT, FETCHED, UNFINISHED = "kept", "fetched", "unfinished"
FAILED, NOT_FOUND, UNUSABLE = "failed", "not found", "unusable"
OUTCOME_WORDS = {KEPT: "already stored (free)", FETCHED: "fetched from Lix"}
"""Words for stored outcomes in sentences; other outcomes are words already."""
FINISHING = 60.0
"""Longest wait for a lookup by email, which Lix answers with a delay, in seconds."""
MOST_FAILURES = 3
"""Failures in a row, each of which may have cost a credit, after which a run pauses."""


class LookupRun(Run):
    """Run over a list of lookups; its progress counts lookups."""

    def __init__(
        self,
        row: RunRow,
        store: AsyncStore,
        leases: Leases,
        lookups: Lookups,
        items: list[RunItem],
        viewer_id: str | None,
    ) -> None:
        super().__init__(row, store, leases)
        self.items = items
        self.unsaved: dict[int, Detail] = {}
        """Records that couldn't be stored when they arrived, by the number of their lookup."""
        self._lookups = lookups
        self._options = LookupOptions(
            "enrich", viewer_id, max_wait=0.0, lane=Lane.BACKGROUND, story=row.story
        )
        self._again: set[int] = set()
        """Numbers of lookups that are sent although the store knows that nothing was found."""
        self._repeated: set[int] = set()
        """Numbers of lookups that the user repeats although an earlier request may have cost."""
        self._completed = sum(1 for item in items if item.outcome)
        self._earlier = _numbers_done(items)
        """Numbers of lookups that were sent before the run was started or continued."""

    @property
    def completed(self) -> int:
        """Number of lookups with an outcome."""
        return self._completed

    @property
    def total(self) -> int | None:
        """Number of all lookups."""
        return len(self.items)

    @property
    def outcome_words(self) -> str:
        """Outcomes in words: '88 already stored (free), 300 fetched from Lix, 12 not found'.

        Those of a run that was continued are named apart from the earlier ones.
        """
        done = [item for item in self.items if item.outcome]
        earlier = [item for item in done if item.number in self._earlier]
        now = _counts_words([item for item in done if item.number not in self._earlier])
        if not earlier:
            return now
        return f"This time: {now or 'nothing'}. Earlier: {_counts_words(earlier)}"

    def with_unsaved(self, stored: Sequence[RunItem]) -> list[RunItem]:
        """Return stored items with the outcomes that couldn't be stored."""
        ours = {item.number: item for item in self.items if item.number in self.unsaved}
        return [ours.get(item.number, item) for item in stored]

    def reset_outcomes(self, outcomes: frozenset[str]) -> None:
        """Reset lookups with one of these outcomes, so that the run repeats them.

        Lookups that Lix is still working on are always repeated, which is free.
        """
        if NOT_FOUND in outcomes:
            self._again |= {item.number for item in self.items if item.outcome == NOT_FOUND}
        if FAILED in outcomes:
            self._repeated |= {i.number for i in self.items if i.outcome in (FAILED, "")}
        self.items = [
            replace(item, outcome="", note="")
            if item.outcome in outcomes or item.outcome == UNFINISHED
            else item
            for item in self.items
        ]
        self._completed = sum(1 for item in self.items if item.outcome)
        self._earlier = _numbers_done(self.items)

    async def _work(self) -> str:
        left = deque(index for index, item in enumerate(self.items) if not item.outcome)
        outages = failures = 0
        queued: dict[int, float] = {}
        """Time of the next attempt of lookups that Lix has queued, by the monotonic clock."""
        while left:
            index = next((i for i in left if queued.get(i, 0.0) <= monotonic()), None)
            if index is None:
                await self._wait_for_queue(min(queued[i] for i in left))
                continue
            left.remove(index)
            try:
                detail = await self._look_up(self.items[index])
            except (Queued, RateLimited) as problem:
                pause = QUEUED_WAIT if isinstance(problem, Queued) else RATE_LIMIT_WAIT
                queued[index] = monotonic() + (problem.retry_after or pause)
                left.append(index)  # the other lookups are done meanwhile
            except (NotFound, ParamsInvalid) as problem:
                outcome = NOT_FOUND if isinstance(problem, NotFound) else UNUSABLE
                await self._finish(index, outcome, problem.sentence)
                outages = failures = 0
            except NetworkError as problem:
                if not is_outage(problem):  # it may have cost: only the user's word repeats it
                    await self._finish(index, FAILED, problem.sentence)
                    raise
                left.appendleft(index)
                await self._wait_out_outage(problem, outages)
                outages += 1
            except (ServerError, BadBody, UncertainOutcome) as problem:
                await self._finish(index, FAILED, problem.sentence)
                failures += 1
                if failures >= MOST_FAILURES:
                    message = f"{failures} lookups failed in a row: {problem.sentence}"
                    raise Paused(message) from None
            else:
                if detail.unsaved:  # not stored as done, so that the next run repeats the lookup
                    self._note_unsaved(index, detail)
                    raise StoreError(detail.unsaved)
                self._again.discard(self.items[index].number)
                await self._finish(index, _outcome(detail), "")
                outages = failures = 0
        return f"{self.outcome_words}."

    async def _look_up(self, item: RunItem) -> Detail:
        endpoint = item.endpoint or self.endpoint
        options = replace(self._options, repeats_lost=item.number in self._repeated)
        if endpoint == "person_by_email":
            options = replace(options, max_wait=FINISHING)
        is_again = item.number in self._again
        return await self._lookups.get(endpoint, item.link, options, refresh=is_again)

    async def _wait_for_queue(self, moment: float) -> None:
        """Wait for the next attempt of a queued lookup, with a message."""
        seconds = max(0.0, moment - monotonic())
        self.reason = f"Lix has queued the remaining lookups. Next attempt in {wait_text(seconds)}."
        self.notify_listeners()
        await self._leases.waits.sleep(QUEUED, seconds)
        self.reason = ""

    def _note_unsaved(self, index: int, detail: Detail) -> None:
        item = replace(self.items[index], outcome=_outcome(detail), note=detail.unsaved)
        self.items[index], self.unsaved[item.number] = item, detail

    async def _finish(self, index: int, outcome: str, note: str) -> None:
        item = replace(self.items[index], outcome=outcome, note=note)
        run_id, at = self.id, time()
        await self._store.run(
            lambda store: store.runs.finish_item(
                run_id, item.number, outcome=outcome, note=note, at=at
            )
        )
        self.items[index] = item
        self._completed += 1
        self.notify_listeners()


def _numbers_done(items: Sequence[RunItem]) -> frozenset[int]:
    """Return the numbers of items with an outcome, except of those that are stored and free."""
    return frozenset(item.number for item in items if item.outcome not in ("", KEPT))


def _counts_words(items: Sequence[RunItem]) -> str:
    """Return the number of items of each outcome in words."""
    counts = Counter(item.outcome for item in items)
    return ", ".join(
        f"{count:,} {OUTCOME_WORDS.get(outcome, outcome)}" for outcome, count in counts.items()
    )


def _outcome(detail: Detail) -> str:
    if detail.unfinished:
        return UNFINISHED
    if not RECORD_TYPES[detail.endpoint].has_result(detail.record):
        return NOT_FOUND
    return KEPT if detail.from_store else FETCHED
