"""``lix-tui get``: one record as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure
from lix_tui.cli.running import demo_option, refresh_option, run_with_services, wait_option

if TYPE_CHECKING:
    from lix_tui.explorer.services import Explorer


@click.command("get")
@click.argument("what", type=click.Choice(["person"]), metavar="WHAT")
@click.argument("value")
@click.option("--raw", is_flag=True, help="Print the body exactly as it was received.")
@wait_option
@refresh_option
@demo_option
def command(what: str, value: str, raw: bool, patience: float, refresh: bool, demo: bool) -> None:
    """Print one record as JSON; WHAT is 'person', VALUE any link or id of theirs.

    A record that is kept is printed again for nothing; a new one costs one Standard credit.
    """
    del what
    link = person_link_of(value)

    async def work(explorer: Explorer) -> bytes:
        detail = await explorer.lookups.person(
            link,
            refresh=refresh,
            viewer_id=explorer.settings.viewer_id,
            place="lix-tui get person",
            patience=patience,
        )
        return detail.body

    body = run_with_services(demo, work)
    if raw:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return
    # as ASCII, so that no control character of an answer reaches a terminal
    click.echo(json.dumps(json.loads(body), indent=2))


def person_link_of(value: str) -> str:
    """A link for any link, slug or id of a person; raises Failure for anything else."""
    from lix_tui.explorer.query import OPENABLE, looks_like_link
    from lix_tui.linkedin.links import person_link
    from lix_tui.linkedin.recognise import recognise

    target = recognise(value)
    if target.kind in OPENABLE and target.url and not target.problem:
        return target.url
    if target.kind == "unknown" and not looks_like_link(value):
        try:
            return person_link(value)
        except ValueError:
            pass
    problem = target.problem or f"this is a {target.kind}, not a person"
    message = f"{problem.rstrip('.')}; give a profile link, a slug or a member id."
    raise Failure(message, 2)
