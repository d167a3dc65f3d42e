"""``lix-tui get connections``: all connections of a viewer."""

from __future__ import annotations

import json
import math
import sys
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import UNKNOWN_FORM, explanation, print_message
from lix_tui.cli.options import SendLimits, progress, run_with_services
from lix_tui.cli.streams import print_raw

if TYPE_CHECKING:
    from lix_tui.services.services import Services


def print_connections(
    viewer: str, *, raw: bool, limits: SendLimits, refresh: bool, demo: bool
) -> None:
    """Print all connections of a viewer as one JSON object, or each page's ``raw`` body on a line.

    Exits with the status of a failure after printing the answers that arrived.
    """

    async def work(services: Services) -> tuple[list[dict[str, object]], list[bytes], int]:
        from lix_tui.api.errors import LixError
        from lix_tui.services.kinds import CONNECTIONS
        from lix_tui.services.queries.query import query_from_connections

        session = await services.searches.open(CONNECTIONS, query_from_connections(viewer))
        if refresh:
            session.restart()
        status = 0
        while session.can_load() or session.waiting:
            progress(f"{len(session.elements):,} connections…")
            await session.load_next(place="lix-tui get connections", max_wait=math.inf)
            if session.problem is not None:
                problem = session.problem
                words = explanation(problem) if isinstance(problem, LixError) else str(problem)
                status = print_message(words, getattr(problem, "exit_status", 1))
                break
        progress("")
        if session.loaded.strange and not status:
            status = print_message(
                f"{UNKNOWN_FORM} --raw prints the page, --refresh fetches it again.", 7
            )
        found = [element.value for element in session.elements]
        return found, await session.stored_bodies() if raw else [], status

    elements, bodies, status = run_with_services(demo, work, limits=limits)
    if raw:
        print_raw(body.rstrip(b"\n") + b"\n" for body in bodies)
    elif elements or not status:
        click.echo(json.dumps({"viewer_id": viewer, "elements": elements}, indent=2))
    sys.exit(status)
