"""``lix-tui enrich``: look up every row of a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, interrupted_status, interrupted_words, print_message
from lix_tui.cli.options import (
    LookupsType,
    SendLimits,
    budget_option,
    demo_option,
    exclude_option,
    retry_option,
    run_with_services,
    wait_option,
    yes_option,
)
from lix_tui.cli.output import (
    check_writable,
    columns_option,
    output_for,
    overwrite_option,
    rename_option,
)
from lix_tui.cli.streams import is_interactive
from lix_tui.cli.viewers import check_viewers, viewer_in, viewer_option
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.cli.enrich_input import EnrichInput
    from lix_tui.cli.enrich_output import OutputForm
    from lix_tui.services.services import Services


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
@yes_option
@overwrite_option
@click.option("--again", is_flag=True, help="Repeat lookups that failed or found nothing before.")
@exclude_option
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
    form_of = out

    def check_others(lookups: Sequence[str], input_columns: Sequence[str]) -> None:
        form_of.checked(lookups, input_columns)
        check_viewers(viewer, lookups, "enrich")
        if output is not None:
            check_writable(output)

    given = read_input(
        file, what, column=column, sheet=sheet, exclude=exclude, check_others=check_others
    )
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
    enrich_input: EnrichInput,
    out: OutputForm,
    *,
    viewer_id: str | None,
    yes: bool,
    again: bool,
) -> int:
    from lix_tui.cli.enrich_output import write_output
    from lix_tui.cli.lookup_run import LookupCommand

    batch = await enrich_input.without_excluded(services.store)
    for words in enrich_input.notices:
        print_message(words, 0)
    result = None if out.place is None else out.place.path
    command = LookupCommand(enrich_input.title, result, viewer_id, yes, again)
    run = await command.look_up(services, batch, source=enrich_input.source_text)
    await write_output(services, enrich_input, batch, run, out, viewer_id)
    return command.report_outcome(run, batch)


def _check_name(path: Path | None) -> None:
    """Raise Failure for a name that isn't text: the store identifies a run by its file names."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        message = f"The name of the file {clean_line(str(path))!r} isn't UTF-8 text; rename it."
        raise Failure(message, 2) from None
