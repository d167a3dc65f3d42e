"""``lix-tui facet``: the values of a search filter."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, Unstored, say
from lix_tui.cli.running import (
    Sending,
    demo_option,
    refresh_option,
    retry_option,
    run_with_services,
    wait_option,
)
from lix_tui.cli.viewers import check_viewer, viewer_in, viewer_option

if TYPE_CHECKING:
    from lix_tui.explorer.facets import FacetAnswer
    from lix_tui.explorer.services import Explorer


@click.command("facet")
@click.argument("facet_type", metavar="TYPE")
@click.argument("query")
@viewer_option
@wait_option
@retry_option
@refresh_option
@demo_option
def command(
    facet_type: str,
    query: str,
    viewer: str | None,
    patience: float,
    retry: int,
    refresh: bool,
    demo: bool,
) -> None:
    """Print the values of a facet as JSON lines, the best first.

    TYPE is a facet of the Lix docs (TITLE, BING_GEO, COMPANY_WITH_LIST, …), a Sales Navigator
    filter (CURRENT_COMPANY, REGION, …), or skill, which asks Recruiter. It is free while the
    account has credits; closed sets and what was asked before are answered without a request.
    """
    from lix_tui.explorer.facets import FacetError, facet_named

    try:
        facet = facet_named(facet_type)
    except FacetError as error:
        raise Failure(str(error), 2) from None
    check_viewer(viewer, "sales_facet", "facet")

    async def work(explorer: Explorer) -> FacetAnswer:
        return await explorer.facets.values(
            facet,
            query,
            place="lix-tui facet",
            viewer_id=viewer_in(explorer.settings, viewer),
            refresh=refresh,
            patience=math.inf,
        )

    try:
        answer = run_with_services(demo, work, sending=Sending(patience, retry))
    except FacetError as error:
        raise Failure(str(error), 2) from None
    for value in answer.values:
        click.echo(json.dumps({"id": value.id, "text": value.text}))
    if answer.unsaved and Unstored.marked:
        say(answer.unsaved, 1)
    if not answer.values:
        say(f"Nothing in {facet_type} matches '{query[:60]}'.", 0)
