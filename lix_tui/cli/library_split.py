"""``lix-tui library split``: two records of one, after a wrong merge."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure
from lix_tui.cli.options import demo_option, run_with_services

if TYPE_CHECKING:
    from lix_tui.services.services import Services
    from lix_tui.store.rows import Entry


@click.command("split")
@click.argument("record", metavar="ID|LINK")
@demo_option
def split(record: str, demo: bool) -> None:
    """Undo a wrong merge: make two records of one.

    With ID, the answers that the record got by its last merge become a record of their own; with
    LINK, the answers that have this link. The two never become one again. Note and tags stay with
    the first one. Prints both as JSON lines, the first one first.
    """
    entries = run_with_services(demo, lambda services: _split(services, record), needs_key=False)
    for entry in entries:
        click.echo(json.dumps(asdict(entry)))


async def _split(services: Services, name: str) -> list[Entry]:
    from lix_tui.cli.library_names import find_one
    from lix_tui.store.record_split import SplitProblem

    entry, choice = await find_one(services, name)
    try:
        other = await services.library.split(entry.id, choice.keys)
    except SplitProblem as error:
        raise Failure(str(error), 2) from None
    found = [await services.library.detail(one) for one in (entry.id, other)]
    return [detail.entry for detail in found if detail is not None]
