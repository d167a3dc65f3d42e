"""``lix-tui facet``: the values of a search filter."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, Unstored, print_message
from lix_tui.cli.options import (
    SendLimits,
    demo_option,
    refresh_option,
    retry_option,
    run_with_services,
    wait_option,
)
from lix_tui.cli.viewers import check_viewer, viewer_in, viewer_option

if TYPE_CHECKING:
    from lix_tui.services.facets.typeahead import FacetAnswer
    from lix_tui.services.services import Services


@click.command("facet")
@click.argument("facet_type", metavar="TYPE")
@click.argument("query")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Maximum number of values to print. Default: the first 100.",
)
@click.option("--all", "wants_all", is_flag=True, help="Print every value.")
@viewer_option
@wait_option
@retry_option
@refresh_option
@demo_option
def command(
    facet_type: str,
    query: str,
    limit: int | None,
    wants_all: bool,
    viewer: str | None,
    max_wait: float,
    retry: int,
    refresh: bool,
    demo: bool,
) -> None:
    """Print the values of a facet as JSON lines, the best first.

    TYPE is a facet of the Lix docs (TITLE, BING_GEO, COMPANY_WITH_LIST, …), a Sales Navigator
    filter (CURRENT_COMPANY, REGION, …), or skill, a facet of Recruiter. Facets are free while the
    account has credits. Closed sets and earlier queries need no request.
    """
    from lix_tui.services.facets.known_facet import COUNT
    from lix_tui.services.facets.typeahead import FacetError, facet_named

    if limit is not None and wants_all:
        message = "--limit and --all can't be combined. Use one of them."
        raise click.UsageError(message)
    try:
        facet = facet_named(facet_type)
    except FacetError as error:
        raise Failure(str(error), 2) from None
    check_viewer(viewer, "sales_facet", "facet")

    async def work(services: Services) -> FacetAnswer:
        return await services.facets.values(
            facet,
            query,
            place="lix-tui facet",
            viewer_id=viewer_in(services.settings, viewer),
            refresh=refresh,
            limit=None if wants_all else limit or COUNT,
            max_wait=math.inf,
        )

    try:
        answer = run_with_services(demo, work, limits=SendLimits(max_wait, retry))
    except FacetError as error:
        raise Failure(str(error), 2) from None
    for value in answer.values[:limit]:
        click.echo(json.dumps({"id": value.id, "text": value.text}))
    if answer.unsaved and Unstored.marked:
        print_message(answer.unsaved, 1)
    if not answer.is_whole and limit is None:
        words = f"The first {len(answer.values):,} values; --all prints the rest, which is free."
        print_message(words, 0)
    if not answer.values:
        print_message(f"Nothing in {facet_type} matches '{query[:60]}'.", 0)
