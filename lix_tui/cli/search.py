"""``lix-tui search``: search without the explorer."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from lix_tui.cli.failures import Failure, interrupted_status, interrupted_words, print_message
from lix_tui.cli.options import (
    LookupsType,
    SendLimits,
    budget_option,
    demo_option,
    exclude_option,
    refresh_option,
    retry_option,
    run_with_services,
    wait_option,
    yes_option,
)
from lix_tui.cli.output import (
    Output,
    chosen_by,
    columns_option,
    output_for,
    overwrite_option,
    rename_option,
    warn,
)
from lix_tui.cli.search_loop import LoadGoal, load
from lix_tui.cli.search_options import SearchWords, chosen_page
from lix_tui.cli.streams import harmless_output, is_interactive
from lix_tui.cli.viewers import viewer_in
from lix_tui.services.export.errors import ExportError
from lix_tui.services.export.formats import FORMATS, check_installed, chosen_format
from lix_tui.services.kinds import KINDS, KindName
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.export.columns import Selection
    from lix_tui.services.export.writer import Writer
    from lix_tui.services.kinds import Kind
    from lix_tui.services.runs.exclusion import Exclusion
    from lix_tui.services.services import Services


class _SearchFailed(Exception):
    """Search that failed before its first element, so that there is nothing to write."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@click.command("search")
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("url", required=False)
@click.option("--keywords", metavar="T", help="Keywords to search for, instead of a URL.")
@click.option(
    "--skill",
    "skills",
    multiple=True,
    metavar="ENTITY=TEXT",
    help="Skill of a Recruiter search; a leading + requires it, - excludes it. May be repeated.",
)
@click.option("--viewer", metavar="ID", help="Connected account to search as (viewer).")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Maximum number of elements to load and print; those of --exclude count too.",
)
@click.option("--all", "all_pages", is_flag=True, help="Load every page that LinkedIn shows.")
@click.option(
    "--page",
    type=click.IntRange(min=1),
    metavar="N",
    help="Page to begin with. Default: 1, also for a link that leads to another page.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Format of the elements. Default: by the ending of FILE, else jsonl. xlsx and parquet "
    "need -o.",
)
@columns_option
@rename_option
@click.option(
    "--enrich",
    type=LookupsType(),
    metavar="WHAT,...",
    help="Look up each result too, as in person,email. The price is shown first.",
)
@exclude_option
@yes_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to a file instead of standard output.",
)
@wait_option
@retry_option
@overwrite_option
@budget_option
@refresh_option
@demo_option
def command(
    kind: str,
    url: str | None,
    keywords: str | None,
    skills: tuple[str, ...],
    viewer: str | None,
    limit: int | None,
    all_pages: bool,
    page: int | None,
    form: str | None,
    columns: str | None,
    renames: tuple[str, ...],
    enrich: tuple[str, ...] | None,
    exclude: tuple[str, ...],
    yes: bool,
    output: Path | None,
    overwrite: bool,
    max_wait: float,
    retry: int,
    budget: int | None,
    refresh: bool,
    demo: bool,
) -> None:  # fmt: skip
    """Search and print the elements.

    KIND is people, jobs, posts, orgs, sales (Sales Navigator leads), accounts (Sales Navigator
    companies) or recruiter. For sales and accounts, URL may be the link of a saved list, which
    only its owner can read: name the owner with --viewer.

    Without --limit or --all, the command buys one page. Stored pages are free; each missing page
    costs one Standard credit. A Recruiter search uses --skill instead of a URL; looking up the
    name of a skill is free.

    With --enrich, the results are looked up in one run after you agree to its price: on a terminal,
    or by --yes or --budget. A table has the columns of the search, lix_status, lix_note and the
    columns of the lookups; a JSON line is {"result", "record"}.

    With --exclude, people and companies of a file or with a tag are neither printed nor looked up,
    by any of their links, ids or addresses; standard error says how many.
    """
    if all_pages and limit is not None:
        message = "--limit and --all can't be combined. Use one of them."
        raise click.UsageError(message)
    name = cast("KindName", kind)
    wanted = LoadGoal(limit, all_pages, chosen_page(KINDS[name], url, page))
    asked = SearchWords(name, url, keywords, skills, viewer)
    asked.check()  # reports bad input before the key is needed
    if form is not None and FORMATS[form].binary and output is None:
        message = f"--format {form} needs -o FILE."
        raise click.UsageError(message)
    lookups = None
    if enrich:
        from lix_tui.cli.search_enrich import search_lookups

        lookups = search_lookups(KINDS[name], enrich, output, form, columns, renames)
        chosen, selection = lookups.form, lookups.selection
    else:
        chosen, selection = _selection(KINDS[name], output, form, columns, renames)
    exclusion = _exclusion(exclude)
    same = ("search", kind, url or "", keywords or "", *skills, viewer or "", "demo" * demo)
    same += ("enrich", *enrich) if enrich else ()
    same += ("page", str(page)) if page is not None else ()
    place = None if output is None else output_for(output, same, overwrite=overwrite)

    async def work(services: Services) -> int:
        from lix_tui.services.export.search_rows import record_kind, row_of
        from lix_tui.services.search.joined_records import JoinedRecords

        if budget is not None:
            services.requests.budget.per_run = budget
        if exclusion is not None:
            await _check_tags(services, exclusion)
        query = await asked.query(services)
        session = await services.searches.open(KINDS[name], query)
        if refresh:
            session.restart()
        excluded = None
        if exclusion is not None:
            from lix_tui.services.runs.excluded_results import ExcludedResults

            joined = JoinedRecords(session, services.merged_records)
            excluded = ExcludedResults(services.store, session, joined, exclusion)
        if lookups is not None:
            viewer_id = viewer_in(services.settings, viewer)
            agrees = yes or (budget is not None and not is_interactive())
            return await lookups.run(
                services, session, wanted, place, excluded, yes=agrees, viewer_id=viewer_id
            )
        with _writer(place, chosen, selection) as writer:
            kind, records = (
                record_kind(session.kind),
                JoinedRecords(session, services.merged_records),
            )

            async def write(elements: Sequence[Element]) -> None:
                if excluded is not None:
                    elements = await excluded.without(elements)
                if selection is not None:  # whole results are written as received
                    with suppress(StoreError):
                        await records.read_all()
                for element in elements:
                    writer.write(row_of(kind, records.element(element)))

            status = await load(services, session, wanted, write)
            if status and not session.elements:
                raise _SearchFailed(status)
            writer.finish()
        if excluded is not None:
            print_message(excluded.words, 0)
        if place is not None:
            place.remember()
        return status

    try:
        status = run_with_services(demo, work, limits=SendLimits(max_wait, retry))
    except ExportError as error:
        raise Failure(str(error), 2) from None
    except _SearchFailed as failed:
        status = failed.status
    except KeyboardInterrupt as stop:
        raise Failure(interrupted_words(), interrupted_status(stop)) from None
    sys.exit(status)


@contextmanager
def _writer(place: Output | None, form: str, selection: Selection | None) -> Iterator[Writer]:
    """Yield a writer to standard output, or to a file that is replaced as a whole.

    An existing file stays if nothing was found.
    """
    from lix_tui.services.export.exporter import file_writer, text_writer

    if place is None:
        yield text_writer(harmless_output(), form, selection)
        return
    with file_writer(
        place.path,
        form,
        selection,
        replace=place.replace,
        warn=warn,
    ) as writer:
        yield writer


def _exclusion(files_and_tags: tuple[str, ...]) -> Exclusion | None:
    """Return the people and companies to leave out. Raises Failure for an unusable file."""
    if not files_and_tags:
        return None
    from lix_tui.services.runs.exclusion import read_exclusion
    from lix_tui.services.runs.lookup_list import ItemsProblem

    try:
        found = read_exclusion(files_and_tags)
    except ItemsProblem as problem:
        raise Failure(str(problem), 2) from None
    for notice in () if found is None else found.notices:
        print_message(notice, 0)
    return found


async def _check_tags(services: Services, exclusion: Exclusion) -> None:
    """Raise Failure for a tag that no record has."""
    from lix_tui.services.runs.lookup_list import ItemsProblem

    try:
        await exclusion.check(services.store)
    except ItemsProblem as problem:
        raise Failure(str(problem), 2) from None


def _selection(
    kind: Kind,
    output: Path | None,
    form: str | None,
    columns: str | None,
    renames: tuple[str, ...],
) -> tuple[str, Selection | None]:
    """Return format and columns. Raises Failure for unknown or contradicting ones."""
    from lix_tui.services.export.search_rows import record_kind, selection_for

    try:
        chosen = chosen_format(output, form, "jsonl")
        check_installed(chosen)
        wanted = chosen_by(columns, renames, (record_kind(kind),))
        return chosen, selection_for(chosen, kind, wanted)
    except ExportError as error:
        raise Failure(str(error), 2) from None
