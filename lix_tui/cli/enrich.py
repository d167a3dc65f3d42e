"""``lix-tui enrich``: look up every line of a file."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from lix_tui.cli.failures import Failure, interrupted_status, interrupted_words, print_message
from lix_tui.cli.options import (
    SendLimits,
    budget_option,
    demo_option,
    progress,
    retry_option,
    run_with_services,
    wait_option,
)
from lix_tui.cli.output import Output, output_for, overwrite_option
from lix_tui.cli.streams import is_interactive
from lix_tui.cli.viewers import check_viewer, viewer_in, viewer_option
from lix_tui.text import clean, clean_line

if TYPE_CHECKING:
    from lix_tui.services.runs.lookup_list import LookupEndpoint, LookupList
    from lix_tui.services.runs.lookup_run import LookupRun
    from lix_tui.services.services import Services

WHAT = (
    "person", "organisation", "job", "post", "hirers", "email", "by-email", "person-ids",
    "organisation-ids",
)  # fmt: skip


@click.command("enrich")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option(
    "--what",
    type=click.Choice(WHAT),
    metavar="WHAT",
    help="Type of lookup. Default: people for email addresses, records for links.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File for the outcomes: .csv, or .jsonl with the whole answers. Default: JSON lines on "
    "standard output.",
)
@click.option("--yes", is_flag=True, help="Accept the cost without asking.")
@overwrite_option
@click.option("--again", is_flag=True, help="Repeat lookups that failed or found nothing before.")
@viewer_option
@wait_option
@retry_option
@budget_option
@demo_option
def command(
    file: Path,
    what: str | None,
    output: Path | None,
    yes: bool,
    overwrite: bool,
    again: bool,
    viewer: str | None,
    max_wait: float,
    retry: int,
    budget: int | None,
    demo: bool,
) -> None:
    """Look up every link, id or email address of a CSV, JSON or text file; - is standard input.

    The price is shown first. Duplicates and stored records are free. After an interruption, run
    the same command again to continue.
    """
    for path in (file, output):
        _check_name(path)
    wanted = _read(file, what)
    check_viewer(viewer, wanted.endpoint, f"enrich --what {what or wanted.endpoint}")
    is_file = str(file) != "-"
    title = file.name if is_file else "standard input"
    place: Output | None = None
    if output is not None:
        _check_ending(output)
        source_name = os.path.realpath(file) if is_file else "-"
        same = ("enrich", source_name, wanted.endpoint, viewer or "", "demo" * demo)
        source = file if is_file else None
        place = output_for(output, same, overwrite=overwrite, source=source)

    async def work(services: Services) -> int:
        if budget is not None:
            services.requests.budget.per_run = budget
        viewer_id = viewer_in(services.settings, viewer)
        return await _enrich(
            services, wanted, title, place, viewer_id=viewer_id, yes=yes, again=again
        )

    try:
        status = run_with_services(demo, work, limits=SendLimits(max_wait, retry))
    except KeyboardInterrupt as stop:
        raise Failure(interrupted_words(), interrupted_status(stop)) from None
    sys.exit(status)


def _read(file: Path, what: str | None) -> LookupList:
    from lix_tui.services.runs.lookup_list import (
        ItemsProblem,
        build_lookup_list,
        inputs_of_file,
        read_inputs,
    )

    endpoint = {None: None, "by-email": "person_by_email"}.get(what, (what or "").replace("-", "_"))
    try:
        if str(file) == "-":
            given = inputs_of_file(sys.stdin.buffer, "The standard input")
        else:
            given = read_inputs(file)
        return build_lookup_list(given, cast("LookupEndpoint | None", endpoint))
    except ItemsProblem as problem:
        raise Failure(str(problem), 2) from None


async def _enrich(
    services: Services,
    wanted: LookupList,
    title: str,
    place: Output | None,
    *,
    viewer_id: str | None,
    yes: bool,
    again: bool,
) -> int:
    from lix_tui.services.runs.lookup_plan import plan_lookups
    from lix_tui.services.runs.lookup_run import FAILED, NOT_FOUND
    from lix_tui.services.search.load_plan import RunProblem

    await services.account.load_stored()
    try:
        plan = await plan_lookups(services, wanted, viewer_id)
    except RunProblem as problem:
        raise Failure(str(problem), 4) from None
    left = len(wanted.items) - plan.known
    if left and plan.credits and not yes:
        _agree(plan.words)
    if wanted.unusable:
        print_message(f"{wanted.unusable_words}.", 0)
    outcomes = frozenset({FAILED, NOT_FOUND}) if again else frozenset[str]()
    result = None if place is None else place.path
    run = await services.runs.look_up(
        wanted, title=title, result_file=result, again=outcomes, viewer_id=viewer_id
    )
    run.listeners.append(lambda: progress(f"{run.progress_words} {run.reason}".strip()))
    await run.wait_until_done()
    progress("")
    await _write(services, run, wanted, place, viewer_id)
    if run.status == "done":
        return print_message(run.reason, 0)
    return print_message(f"{run.reason} Run the same command again to continue.", _status(run))


def _agree(words: str) -> None:
    """Ask the user to agree to the cost. Raises Failure after a no, and without a terminal."""
    if not is_interactive():
        message = f"{words} Add --yes to agree."
        raise Failure(message.replace("\n", " "), 2)
    click.echo(clean(words), err=True)
    if not click.confirm("Continue?", err=True):
        raise Failure("Nothing was sent.", 2)


async def _write(
    services: Services,
    run: LookupRun,
    wanted: LookupList,
    place: Output | None,
    viewer_id: str | None,
) -> None:
    """Write every outcome, including those of records that couldn't be stored."""
    from lix_tui.services.export.errors import ExportError
    from lix_tui.services.runs.result_file import result_lines, write_results

    items = run.with_unsaved(await services.runs.items(run.id))
    records, endpoint = services.records, run.endpoint
    if place is None:
        for line in await result_lines(records, endpoint, items, viewer_id, run.unsaved):
            await asyncio.to_thread(sys.stdout.write, line)
        return
    try:
        await write_results(
            place.path,
            records,
            endpoint,
            items,
            wanted.unusable,
            viewer_id=viewer_id,
            replace=place.replace,
            unsaved=run.unsaved,
        )
    except ExportError as error:
        raise Failure(str(error), 2) from None
    place.remember()


def _check_name(path: Path | None) -> None:
    """Raise Failure for a name that isn't text: the store identifies a run by its file names."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        message = f"The name of the file {clean_line(str(path))!r} isn't UTF-8 text; rename it."
        raise Failure(message, 2) from None


def _check_ending(output: Path) -> None:
    """Raise Failure for a file of another format than those of outcomes."""
    from lix_tui.services.export.formats import ENDINGS

    form = ENDINGS.get(output.suffix.lower().removeprefix("."), "csv")
    if form not in ("csv", "jsonl"):
        message = f"Outcomes can't be written as {output.suffix}; name a .csv or .jsonl file."
        raise Failure(message, 2)


def _status(run: LookupRun) -> int:
    """Return the exit status of what stopped it."""
    return getattr(run.problem, "exit_status", 1)
