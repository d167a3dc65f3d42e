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


WHAT = ("person", "organisation", "job", "post")


@click.command("get")
@click.argument("what", type=click.Choice(WHAT), metavar="WHAT")
@click.argument("value")
@click.option("--raw", is_flag=True, help="Print the body exactly as it was received.")
@wait_option
@refresh_option
@demo_option
def command(what: str, value: str, raw: bool, patience: float, refresh: bool, demo: bool) -> None:
    """Print one record as JSON; WHAT is person, organisation, job or post.

    VALUE is any link or id of it. A record that is kept is printed again for nothing; a new one
    costs one Standard credit, an organisation one Org credit.
    """
    link = link_of(what, value)

    async def work(explorer: Explorer) -> bytes:
        detail = await explorer.lookups.get(
            what,
            link,
            refresh=refresh,
            viewer_id=explorer.settings.viewer_id,
            place=f"lix-tui get {what}",
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


def link_of(what: str, value: str) -> str:
    """A link for any link, slug or id of a record; raises Failure for anything else."""
    from lix_tui.explorer.query import ENTITY_WORDS, OPENABLE, looks_like_link
    from lix_tui.linkedin import links
    from lix_tui.linkedin.recognise import recognise

    target = recognise(value)
    if OPENABLE.get(target.kind) == what and target.url and not target.problem:
        return target.url
    if target.kind == "unknown" and not looks_like_link(value):
        make = {
            "person": links.person_link,
            "organisation": links.company_link,
            "job": links.job_link,
            "post": links.post_link,
        }[what]
        try:
            return make(value.strip())
        except ValueError:
            pass
    known = ENTITY_WORDS.get(target.kind)
    problem = f"This is {known}" if known else (target.problem or "This is something else")
    message = f"{problem.rstrip('.')}; give a link or an id of a {what}."
    raise Failure(message, 2)
