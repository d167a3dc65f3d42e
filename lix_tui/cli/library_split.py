"""``lix-tui library split``: two records of one, after a wrong merge."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, print_message
from lix_tui.cli.options import demo_option, progress, run_with_services
from lix_tui.text import clean_line

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


async def _split(services: Services, record: str) -> list[Entry]:
    from lix_tui.store.record_split import SplitProblem

    await merge_answers(services)
    keys: tuple[str, ...] = ()
    if record.isdecimal() and record.isascii():
        entry_id = int(record[:18])
        if await services.library.detail(entry_id) is None:
            raise no_such(entry_id)
    else:
        entry_id, keys = await _record_of(services, record)
    try:
        other = await services.library.split(entry_id, keys)
    except SplitProblem as error:
        raise Failure(str(error), 2) from None
    found = [await services.library.detail(one) for one in (entry_id, other)]
    return [detail.entry for detail in found if detail is not None]


async def _record_of(services: Services, link: str) -> tuple[int, tuple[str, ...]]:
    """Return the entry that has a link, and the link's keys. Raises Failure."""
    from lix_tui.services.records.record_types import RECORD_TYPES
    from lix_tui.services.runs.lookup_list import record_of

    kind = record_of(link)
    shown = clean_line(link)[:60]
    if kind == "email":
        message = f"'{shown}' is an email address, which identifies nobody. Give an id or a link."
        raise Failure(message, 2)
    if kind is None or kind not in RECORD_TYPES:
        message = f"'{shown}' isn't the id of a record or a link of one. Give one of them."
        raise Failure(message, 2)
    keys = RECORD_TYPES[kind].keys(link)
    if (found := await services.merged_records.find(kind, keys)) is None:
        message = f"No stored record has the link '{shown}'. 'lix-tui library search' prints ids."
        raise Failure(message, 5)
    return found.entry_id, keys


async def merge_answers(services: Services) -> None:
    """Merge the answers of an older store first, with progress."""

    def show(done: int, count: int) -> None:
        progress(f"Merging stored answers into records: {done:,} of {count:,}")

    problem = await services.library.catch_up(show)
    progress("")
    if problem:
        print_message(problem, 0)


def no_such(id_: int | str) -> Failure:
    """Return the failure for an id, or another name, that no record has."""
    words = clean_line(str(id_))[:60]
    return Failure(f"Record {words} isn't in the library; 'lix-tui library search' prints ids.", 5)
