"""``lix-tui library``: all stored records, without a request."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, TypeVar

import click

from lix_tui.cli.adoption import adopt
from lix_tui.cli.failures import Failure, print_message
from lix_tui.cli.library_check import check
from lix_tui.cli.options import demo_option, run_with_services
from lix_tui.cli.output import (
    chosen_by,
    columns_option,
    output_for,
    overwrite_option,
    rename_option,
    warn,
)
from lix_tui.cli.streams import is_interactive
from lix_tui.counts import counted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lix_tui.services.services import Services
    from lix_tui.store.rows import Entry, LibraryQuery

R = TypeVar("R")
IS = ("is", "are")
TEXT_HELP = """TEXT is words, and words with a name before them: kind: company: place: title: name:
tag: search: newer:7d older:30d changed:yes noted:yes account:all."""


@click.group("library")
def command() -> None:
    """Search, annotate, export, check and delete stored records; nothing is sent.

    Records are personal data: 'purge' and 'delete' remove them from every stored answer.
    """


command.add_command(check)


@command.command("search", help=f"Print matching records as JSON lines. {TEXT_HELP}")
@click.argument("text", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, metavar="N")
@demo_option
def search(text: tuple[str, ...], limit: int, demo: bool) -> None:
    """Print matching records, the newest first."""
    query = _query(text)

    async def work(services: Services) -> tuple[list[Entry], int]:
        await services.library.catch_up()
        found = await services.library.search(query, limit=limit)
        return found, 0 if found else await services.library.count_elsewhere(query)

    entries, elsewhere = _run(demo, work)
    for entry in entries:
        click.echo(json.dumps(asdict(entry)))
    if elsewhere:
        records = counted(elsewhere, "record")
        matches, them = ("matches", "it") if elsewhere == 1 else ("match", "them")
        words = f"{records} of other servers or accounts {matches}. Add account:all to list {them}."
        print_message(words, 0)


@command.command("show")
@click.argument("id_", metavar="ID", type=int)
@demo_option
def show(id_: int, demo: bool) -> None:
    """Print a record with its changes, searches and answers."""

    async def work(services: Services) -> object:
        detail = await services.library.detail(id_)
        return None if detail is None else asdict(detail)

    found = _run(demo, work)
    if found is None:
        raise _no_such(id_)
    click.echo(json.dumps(found, indent=2))


@command.command("note")
@click.argument("id_", metavar="ID", type=int)
@click.argument("text", nargs=-1)
@demo_option
def note(id_: int, text: tuple[str, ...], demo: bool) -> None:
    """Set your note on a record; without TEXT, remove it."""

    async def work(services: Services) -> bool:
        if await services.library.detail(id_) is None:
            return False
        await services.library.note(id_, " ".join(text))
        return True

    if not _run(demo, work):
        raise _no_such(id_)


@command.command("tag")
@click.argument("id_", metavar="ID", type=int)
@click.argument("tags", nargs=-1)
@demo_option
def tag(id_: int, tags: tuple[str, ...], demo: bool) -> None:
    """Set the tags of a record; without TAGS, remove them."""

    async def work(services: Services) -> bool:
        if await services.library.detail(id_) is None:
            return False
        await services.library.tag(id_, " ".join(tags))
        return True

    if not _run(demo, work):
        raise _no_such(id_)


@command.command("delete")
@click.argument("ids", metavar="ID", type=int, nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Delete without a question.")
@demo_option
def delete(ids: tuple[int, ...], yes: bool, demo: bool) -> None:
    """Delete records for good, from every stored answer."""
    ids = tuple(dict.fromkeys(ids))
    _agree(f"Delete {counted(len(ids), 'record')} for good?", yes=yes)
    gone = _run(demo, lambda services: services.library.forget(ids))
    if not gone:
        raise _no_such(ids[0])
    print_message(f"{counted(gone, 'record', IS)} deleted.", 0)


@command.command("purge")
@click.option(
    "--older-than", "age", required=True, metavar="AGE", help="Age such as 90d, 12w, 6m or 2y."
)
@click.option("--yes", is_flag=True, help="Delete without a question.")
@demo_option
def purge(age: str, yes: bool, demo: bool) -> None:
    """Delete for good every record that was last fetched longer ago than AGE.

    Answers without a record and lists of lookups are deleted too.
    """
    from lix_tui.services.library.query_language import seconds_of

    if (seconds := seconds_of(age)) is None:
        message = f"'{age[:20]}' isn't an age; write it like 90d, 12w, 6m or 2y."
        raise Failure(message, 2)

    async def outdated(services: Services) -> list[int]:
        await services.library.catch_up()
        return await services.library.outdated(seconds)

    if ids := _run(demo, outdated):
        records = counted(len(ids), "record")
        _agree(f"Delete {records} last fetched more than {age} ago?", yes=yes)
    gone = _run(demo, lambda services: services.library.purge(seconds))
    deleted = f"{counted(gone, 'record', IS)} deleted."
    print_message(deleted if gone else f"Nothing is older than {age}.", 0)


@command.command("export", help=f"Write matching records to a file. {TEXT_HELP}")
@click.argument("text", nargs=-1)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE"
)
@click.option(
    "--format", "form", metavar="FORMAT", help="Format of the file. Default: by its ending."
)
@columns_option
@rename_option
@overwrite_option
@demo_option
def export(
    text: tuple[str, ...],
    output: Path,
    form: str | None,
    columns: str | None,
    renames: tuple[str, ...],
    overwrite: bool,
    demo: bool,
) -> None:
    """Write matching records to a file."""
    from lix_tui.services.export.errors import ExportError
    from lix_tui.services.export.exporter import export as write
    from lix_tui.services.export.formats import FORMATS, check_installed, chosen_format

    query = _query(text)
    try:
        chosen = chosen_format(output, form, output.suffix.lstrip(".").lower())
        if chosen not in FORMATS:
            message = f"'{chosen}' isn't a format; choose one of {', '.join(FORMATS)}."
            raise Failure(message, 2)
        check_installed(chosen)
    except ExportError as error:
        raise Failure(str(error), 2) from None
    place = output_for(output, ("library export", *text, "demo" * demo), overwrite=overwrite)

    async def work(services: Services) -> int:
        await services.library.catch_up()
        rows = await services.library.rows(query)
        kinds = tuple(dict.fromkeys(row.kind for row in rows)) or ("person",)
        wanted = chosen_by(columns, renames, kinds)
        return write(
            rows,
            output,
            chosen,
            wanted,
            kinds=kinds,
            replace=place.replace,
            warn=warn,
        )

    try:
        count = _run(demo, work)
        place.remember()
        print_message(f"{counted(count, 'record', IS)} written to {output}.", 0)
    except ExportError as error:
        raise Failure(str(error), 2) from None


command.add_command(adopt)


def _run(demo: bool, work: Callable[[Services], Awaitable[R]]) -> R:
    return run_with_services(demo, work, needs_key=False)


def _query(text: tuple[str, ...]) -> LibraryQuery:
    """Return the query of TEXT. Raises Failure for a value that isn't known."""
    from lix_tui.services.library.query_language import read_query

    query = read_query(" ".join(text), time())
    if query.problem:
        raise Failure(query.problem, 2)
    return query


def _agree(words: str, *, yes: bool) -> None:
    if yes:
        return
    if not is_interactive():
        message = f"{words} Add --yes to agree."
        raise Failure(message, 2)
    if not click.confirm(words, err=True):
        raise Failure("Nothing was deleted.", 2)


def _no_such(id_: int) -> Failure:
    return Failure(f"Record {id_} isn't in the library; 'lix-tui library search' prints ids.", 5)
