"""Records that an argument or standard input of ``lix-tui library`` names."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lix_tui.cli.failures import Failure, print_message
from lix_tui.cli.options import progress
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.services.library.record_choice import RecordChoice
    from lix_tui.services.services import Services
    from lix_tui.store.rows import Entry


async def find_records(
    services: Services, names: Sequence[str] | None, *, is_deleting: bool = False
) -> tuple[list[RecordChoice], list[str]]:
    """Return the records with these names, None for standard input, and the names of no record.

    Raises Failure: for a text that can't be a name (2), for a record of another server or account
    (5), if no name is that of a record (5), and when deleting for the number of a record that is
    part of another one now (5).
    """
    from lix_tui.services.library.record_choice import names_in

    is_piped = names is None
    wanted = names_in(sys.stdin) if names is None else names
    if not wanted:
        message = "Standard input names no record. Pipe ids, links or 'library search' into it."
        raise Failure(message if is_piped else "Give the id of a record.", 2)
    await merge_answers(services)
    choices = await services.library.find(wanted)
    for one in choices:
        if one.problem and not is_piped:
            raise Failure(one.problem, 2)
        if one.entry is not None and one.is_elsewhere:
            raise Failure(_elsewhere_words(one.entry), 5)
        if one.entry is not None and one.former_id is not None:
            words = f"Record {one.former_id} is part of record {one.entry.id} now"
            if is_deleting:
                message = f"{words}, so nothing was deleted. Give {one.entry.id} to delete both."
                raise Failure(message, 5)
            print_message(f"{words}.", 0)
    found = [one for one in choices if one.entry is not None]
    missing = [one.name for one in choices if one.entry is None]
    if not found:
        raise no_such(missing[0])
    return found, missing


async def find_one(services: Services, name: str) -> tuple[Entry, RecordChoice]:
    """Return the record with a name. Raises Failure like `find_records`."""
    (found,), _ = await find_records(services, [name])
    if found.entry is None:
        raise no_such(name)
    return found.entry, found


def report_missing(missing: Sequence[str]) -> None:
    """Print the number of names that no record has."""
    if missing:
        words = f"{len(missing):,} aren't" if len(missing) > 1 else "1 isn't"
        print_message(f"{words} in the library, the first is '{clean_line(missing[0])[:60]}'.", 0)


async def merge_answers(services: Services) -> None:
    """Merge the answers of an older store first, with progress."""

    def show(done: int, count: int) -> None:
        words = f"Merging stored answers into records: {done:,} of {count:,}"
        progress(words if done < count else "")

    problem = await services.library.catch_up(show)
    if problem:
        print_message(problem, 0)


def no_such(name: str) -> Failure:
    """Return the failure for a name that no record has."""
    shown = clean_line(name)[:60]
    if shown.isdigit():
        words = f"Record {shown} isn't in the library"
        return Failure(f"{words}; 'lix-tui library search' prints ids.", 5)
    words = f"No stored record has the link, slug or id '{shown}'"
    return Failure(f"{words}. 'lix-tui library search' prints ids.", 5)


def _elsewhere_words(entry: Entry) -> str:
    from lix_tui.store.library import UNRECORDED

    if entry.owner == UNRECORDED:
        return (
            f"Record {entry.id} is from before accounts were recorded. Run 'lix-tui library adopt' "
            "if it belongs to this Lix account."
        )
    server, _, account = entry.owner.partition(" ")
    owner = f"the key {account}" if account else "another account"
    return (
        f"Record {entry.id} belongs to {owner} of {server}. Use that key and server, or print it "
        "with 'lix-tui library search account:all'."
    )
