"""``lix-tui enrich``: look up every row of a file."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, interrupted_status, interrupted_words, print_message
from lix_tui.cli.get_types import NO_RECORD, WHAT
from lix_tui.cli.options import (
    SendLimits,
    budget_option,
    demo_option,
    progress,
    retry_option,
    run_with_services,
    wait_option,
)
from lix_tui.cli.output import columns_option, output_for, overwrite_option, rename_option
from lix_tui.cli.streams import is_interactive
from lix_tui.cli.viewers import check_viewers, viewer_in, viewer_option
from lix_tui.text import clean, clean_line

if TYPE_CHECKING:
    from lix_tui.cli.enrich_input import EnrichInput
    from lix_tui.cli.enrich_output import OutputForm
    from lix_tui.services.runs.lookup_batch import LookupBatch
    from lix_tui.services.runs.lookup_run import LookupRun
    from lix_tui.services.services import Services

LOOKUPS = tuple(word for word in WHAT if word not in NO_RECORD)


class LookupsType(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click
    """Option type of lookups with commas between them."""

    name = "lookups"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the lookups; fail for an unknown one, naming the nearest."""
        if isinstance(value, tuple):
            return value
        found = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        for one in found:
            if one not in LOOKUPS:
                (near,) = get_close_matches(one, LOOKUPS, n=1, cutoff=0.0)
                message = (
                    f"{one!r} isn't a lookup; the nearest is {near!r}. Choose from "
                    f"{', '.join(LOOKUPS)}."
                )
                self.fail(message, param, ctx)
        if not found:
            self.fail(f"Name at least one of {', '.join(LOOKUPS)}.", param, ctx)
        return tuple(dict.fromkeys(found))


@click.command("enrich")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--what",
    type=LookupsType(),
    metavar="WHAT,...",
    help="Lookups for each row, as in person,email. Default: people for email addresses, records "
    "for links.",
)
@click.option(
    "--column",
    metavar="NAME",
    help="Column to look up. Default: the one with the most links, ids or addresses.",
)
@click.option("--sheet", metavar="NAME", help="Sheet of an Excel workbook. Default: the first.")
@columns_option
@rename_option
@click.option("--format", "form", metavar="FORMAT", help="Format. Default: by the file's ending.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File for the rows with what was found: .csv, .xlsx, .md, .parquet, .jsonl or .json. "
    "Default: JSON lines on standard output.",
)
@click.option("--yes", is_flag=True, help="Accept the cost without asking.")
@overwrite_option
@click.option("--again", is_flag=True, help="Repeat lookups that failed or found nothing before.")
@click.option(
    "--exclude",
    multiple=True,
    metavar="FILE",
    help="File with people to leave out, or a tag, as in tag:customer. Repeatable.",
)
@viewer_option
@wait_option
@retry_option
@budget_option
@demo_option
def command(
    file: Path,
    what: tuple[str, ...],
    column: str | None,
    sheet: str | None,
    columns: str | None,
    renames: tuple[str, ...],
    form: str | None,
    output: Path | None,
    yes: bool,
    overwrite: bool,
    again: bool,
    exclude: tuple[str, ...],
    viewer: str | None,
    max_wait: float,
    retry: int,
    budget: int | None,
    demo: bool,
) -> None:
    """Look up every row of a file, and add what is found.

    FILE is CSV, TSV, XLSX, JSON or text; - is standard input. Every row of it comes out in its
    order, with its own columns first. The price is shown before anything is bought. Duplicates and
    stored records are free. After an interruption, run the same command again to continue.
    """
    from lix_tui.cli.enrich_input import read_input
    from lix_tui.cli.enrich_output import output_form

    for path in (file, output):
        _check_name(path)
    out = output_form(output, form, columns, renames)
    given = read_input(file, what, column=column, sheet=sheet, exclude=exclude)
    check_viewers(viewer, given.batch.endpoints, f"enrich --what {','.join(given.batch.what)}")
    out = out.checked(given.batch.what, given.sheet.columns)
    if output is not None:
        source_name = os.path.realpath(file) if given.path else "-"
        same = ("enrich", source_name, *given.batch.what, viewer or "", "demo" * demo)
        place = output_for(output, same, overwrite=overwrite, source=given.path)
        out = out.at(place)

    async def work(services: Services) -> int:
        if budget is not None:
            services.requests.budget.per_run = budget
        viewer_id = viewer_in(services.settings, viewer)
        agrees = yes or (budget is not None and not is_interactive())
        return await _enrich(services, given, out, viewer_id=viewer_id, yes=agrees, again=again)

    try:
        status = run_with_services(demo, work, limits=SendLimits(max_wait, retry))
    except KeyboardInterrupt as stop:
        raise Failure(interrupted_words(), interrupted_status(stop)) from None
    sys.exit(status)


async def _enrich(
    services: Services,
    given: EnrichInput,
    out: OutputForm,
    *,
    viewer_id: str | None,
    yes: bool,
    again: bool,
) -> int:
    from lix_tui.cli.enrich_output import write_output
    from lix_tui.services.runs.lookup_list import unusable_words
    from lix_tui.services.runs.lookup_run import FAILED, NOT_FOUND

    batch = await given.without_excluded(services.store)
    for words in given.notices:
        print_message(words, 0)
    await _agree_to_price(services, batch, viewer_id, yes=yes, again=again)
    if batch.unusable:
        print_message(f"{unusable_words(batch.unusable)}.", 0)
    outcomes = frozenset({FAILED, NOT_FOUND}) if again else frozenset[str]()
    if not batch.to_buy:
        await write_output(services, given, batch, None, out, viewer_id)
        return print_message(f"Nothing is left to look up: {batch.left_out_words}.", 0)
    result = None if out.place is None else out.place.path
    run = await services.runs.look_up(
        batch,
        title=given.title,
        result_file=result,
        again=outcomes,
        viewer_id=viewer_id,
        source=given.source_text,
    )
    run.listeners.append(lambda: progress(f"{run.progress_words} {run.reason}".strip()))
    await run.wait_until_done()
    progress("")
    await write_output(services, given, batch, run, out, viewer_id)
    if run.status == "done":
        return print_message(run.reason, 0)
    return print_message(f"{run.reason} Run the same command again to continue.", _status(run))


async def _agree_to_price(
    services: Services, batch: LookupBatch, viewer_id: str | None, *, yes: bool, again: bool
) -> None:
    """Ask the user to agree to the cost. Raises Failure after a no, and without a terminal."""
    from lix_tui.services.runs.lookup_plan import plan_lookups
    from lix_tui.services.search.load_plan import RunProblem

    await services.account.load_stored()
    try:
        plan = await plan_lookups(services, batch, viewer_id, again=again)
    except RunProblem as problem:
        raise Failure(str(problem), 4) from None
    if yes or not plan.left or not plan.credits:
        return
    if not is_interactive():
        message = f"{plan.words} Add --yes to agree."
        raise Failure(message.replace("\n", " "), 2)
    click.echo(clean(plan.words), err=True)
    if not click.confirm("Continue?", err=True):
        raise Failure("Nothing was sent.", 2)


def _check_name(path: Path | None) -> None:
    """Raise Failure for a name that isn't text: the store identifies a run by its file names."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        message = f"The name of the file {clean_line(str(path))!r} isn't UTF-8 text; rename it."
        raise Failure(message, 2) from None


def _status(run: LookupRun) -> int:
    """Return the exit status of what stopped it."""
    return getattr(run.problem, "exit_status", 1)
