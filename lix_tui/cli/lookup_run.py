"""Lookups that a command runs: agreement to the price, progress, outcome."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import CONTINUE, Failure, print_message, stop_words
from lix_tui.cli.options import progress
from lix_tui.cli.streams import is_interactive
from lix_tui.text import clean

if TYPE_CHECKING:
    from lix_tui.services.runs.lookup_batch import LookupBatch
    from lix_tui.services.runs.lookup_run import LookupRun
    from lix_tui.services.services import Services


@dataclass(frozen=True, slots=True)
class LookupCommand:
    """Lookups of one command."""

    title: str
    """Name of the run."""
    result_file: Path | None
    viewer_id: str | None
    yes: bool
    """True if the user has agreed to the cost."""
    again: bool = False
    """True to repeat lookups that failed or found nothing."""
    refusal: str = "Nothing was sent."
    """Sentence after the user has refused the price."""

    async def look_up(
        self, services: Services, batch: LookupBatch, *, source: str = ""
    ) -> LookupRun | None:
        """Look up the records after the user has agreed; return the ended or stopped run.

        None if nothing is left to look up. Raises Failure after a no, and without a terminal.
        """
        from lix_tui.services.runs.lookup_list import unusable_words
        from lix_tui.services.runs.lookup_run import FAILED, NOT_FOUND

        await self._agree_to_price(services, batch)
        if batch.unusable:
            print_message(f"{unusable_words(batch.unusable)}.", 0)
        if not batch.to_buy:
            return None
        run = await services.runs.look_up(
            batch,
            title=self.title,
            result_file=self.result_file,
            again=frozenset({FAILED, NOT_FOUND}) if self.again else frozenset(),
            viewer_id=self.viewer_id,
            source=source,
        )
        run.listeners.append(lambda: progress(f"{run.progress_words} {run.reason}".strip()))
        await run.wait_until_done()
        progress("")
        return run

    def report_outcome(self, run: LookupRun | None, batch: LookupBatch) -> int:
        """Print the outcome of a run and return the exit status."""
        if run is None:
            return print_message(f"Nothing is left to look up: {batch.left_out_words}.", 0)
        if run.status == "done":
            return print_message(run.reason, 0)
        status: int = getattr(run.problem, "exit_status", 1)
        if run.problem is not None and str(run.problem) == run.reason:
            return print_message(stop_words(run.problem), status)
        return print_message(f"{run.reason} {CONTINUE}", status)

    async def _agree_to_price(self, services: Services, batch: LookupBatch) -> None:
        from lix_tui.cli.questions import require_yes
        from lix_tui.services.runs.lookup_plan import plan_lookups
        from lix_tui.services.search.load_plan import RunProblem

        await services.account.load_stored()
        try:
            plan = await plan_lookups(services, batch, self.viewer_id, again=self.again)
        except RunProblem as problem:
            raise Failure(str(problem), 4) from None
        if self.yes or not plan.left or not plan.credits:
            return
        if not is_interactive():
            message = f"{plan.words} Add --yes to agree."
            raise Failure(message.replace("\n", " "), 2)
        click.echo(clean(plan.words), err=True)
        require_yes("Continue?", self.refusal)
