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
from lix_tui.cli.library_split import split
from lix_tui.cli.options import demo_option, require_consent, run_with_services
from lix_tui.cli.output import (
    chosen_by,
    columns_option,
    output_for,
    overwrite_option,
    rename_option,
    warn,
)
from lix_tui.counts import counted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lix_tui.services.services import Services
    from lix_tui.store.rows import Entry, LibraryQuery

R = TypeVar("R")
IS = ("is", "are")
UNDELETED = "Nothing was deleted."
TEXT_HELP = """TEXT is words, and words with a name before them: kind: company: place: title: name:
tag: -tag: note: -note: search: newer:7d older:30d changed:yes noted:yes account:all."""


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
        from lix_tui.cli.library_names import merge_answers

        await merge_answers(services)
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
@click.argument("name", metavar="ID")
@demo_option
def show(name: str, demo: bool) -> None:
    """Print a record with its changes, searches and answers.

    ID is the number of a record, or a link, slug or id of LinkedIn.
    """
    from lix_tui.cli.library_names import find_one, no_such

    async def work(services: Services) -> object:
        entry, _ = await find_one(services, name)
        detail = await services.library.detail(entry.id)
        return None if detail is None else asdict(detail)

    found = _run(demo, work)
    if found is None:
        raise no_such(name)
    click.echo(json.dumps(found, indent=2))


_MANY = """ID is the number of a record, or a link, slug or id of LinkedIn. It may be several with
commas between them (3,4,7), or - for those on standard input: one of them or one line of 'library
search' per line."""


def _read_names(
    _context: click.Context, _parameter: click.Parameter, value: str
) -> tuple[str, ...] | None:
    """Return the names of one record or several; None for those on standard input."""
    from lix_tui.services.library.record_choice import names_of

    return None if value == "-" else tuple(names_of(value))


@command.command("note", help=f"Set your note on a record; without TEXT, remove it.\n\n{_MANY}")
@click.argument("ids", metavar="ID", callback=_read_names)
@click.argument("text", nargs=-1)
@click.option("--append", is_flag=True, help="Add TEXT after the present note.")
@demo_option
def note(ids: tuple[str, ...] | None, text: tuple[str, ...], append: bool, demo: bool) -> None:
    """Set your note on a record; without TEXT, remove it."""
    from lix_tui.services.library.annotations import NoteChange, NoteTooLong, control_problem

    if not text and (append or ids is None):
        message = "Add the text of the note. '' removes the notes of all these records."
        raise Failure(message, 2)
    if problem := control_problem(" ".join(text), "note"):
        raise Failure(problem, 2)
    change = NoteChange(" ".join(text), append)
    try:
        _annotate(demo, ids, lambda services, found: services.annotations.write_note(found, change))
    except NoteTooLong as error:
        raise Failure(str(error), 2) from None


@command.command(
    "tag",
    short_help="Set, add or remove tags of records.",
    help=f"Set the tags of a record; without TAGS, --add and --remove, remove them.\n\n{_MANY}",
)
@click.argument("ids", metavar="ID", callback=_read_names)
@click.argument("tags", nargs=-1)
@click.option("--add", multiple=True, metavar="TAG", help="Add a tag and keep the others.")
@click.option("--remove", multiple=True, metavar="TAG", help="Remove a tag and keep the others.")
@demo_option
def tag(
    ids: tuple[str, ...] | None,
    tags: tuple[str, ...],
    add: tuple[str, ...],
    remove: tuple[str, ...],
    demo: bool,
) -> None:
    """Set the tags of a record; without TAGS, --add and --remove, remove them."""
    from lix_tui.services.library.annotations import control_problem
    from lix_tui.services.library.tags import TagChange, read_tags

    if tags and (add or remove):
        message = "TAGS replace all tags. Use either TAGS, or --add and --remove."
        raise click.UsageError(message)
    if ids is None and not (tags or add or remove):
        message = "Add tags, --add or --remove. '' removes the tags of all these records."
        raise Failure(message, 2)
    if problem := control_problem(" ".join((*tags, *add, *remove)), "tag"):
        raise Failure(problem, 2)
    change = TagChange(
        read_tags(" ".join(tags or add)),
        read_tags(" ".join(remove)),
        replaces=not (add or remove),
    )
    _annotate(demo, ids, lambda services, found: services.annotations.write_tags(found, change))


def _annotate(
    demo: bool,
    ids: tuple[str, ...] | None,
    write: Callable[[Services, list[int]], Awaitable[int]],
) -> None:
    """Write on the records with these ids, or on those that standard input names."""
    from lix_tui.cli.library_names import find_records, report_missing

    async def work(services: Services) -> tuple[int, list[str]]:
        found, missing = await find_records(services, ids)
        entries = list(dict.fromkeys(one.entry.id for one in found if one.entry is not None))
        await write(services, entries)
        return len(entries), missing

    count, missing = _run(demo, work)
    if ids is None or len(ids) > 1:
        print_message(f"{counted(count, 'record', IS)} changed.", 0)
    report_missing(missing)


@command.command("delete")
@click.argument("names", metavar="ID", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Delete without asking.")
@demo_option
def delete(names: tuple[str, ...], yes: bool, demo: bool) -> None:
    """Delete records for good, from every stored answer.

    ID is the number of a record, or a link, slug or id of LinkedIn.
    """
    from lix_tui.cli.library_names import find_records, report_missing

    async def find(services: Services) -> tuple[list[int], list[str]]:
        found, missing = await find_records(services, names, is_deleting=True)
        ids = dict.fromkeys(one.entry.id for one in found if one.entry is not None)
        return list(ids), missing

    ids, missing = _run(demo, find)
    question = f"Delete {counted(len(ids), 'record')} for good?"
    require_consent(question, yes=yes, refusal=UNDELETED)
    gone = _run(demo, lambda services: services.library.forget(ids))
    print_message(f"{counted(gone, 'record', IS)} deleted.", 0)
    report_missing(missing)


@command.command("purge")
@click.option(
    "--older-than", "age", required=True, metavar="AGE", help="Age such as 90d, 12w, 6m or 2y."
)
@click.option("--yes", is_flag=True, help="Delete without asking.")
@demo_option
def purge(age: str, yes: bool, demo: bool) -> None:
    """Delete for good every record that was last fetched more than AGE ago.

    Answers without a record and lists of lookups of that age are also deleted.
    """
    from lix_tui.services.library.query_language import seconds_of
    from lix_tui.services.library.removal_words import removal_sentence

    if (seconds := seconds_of(age)) is None:
        message = f"'{age[:20]}' isn't an age; write it like 90d, 12w, 6m or 2y."
        raise Failure(message, 2)

    async def outdated(services: Services) -> tuple[list[int], bool]:
        from lix_tui.cli.library_names import merge_answers

        await merge_answers(services)
        ids = await services.library.outdated(seconds)
        return ids, await services.library.has_older(seconds)

    ids, has_older = _run(demo, outdated)
    if ids or has_older:
        what = counted(len(ids), "record") if ids else "answers and lists of lookups"
        question = f"Delete {what} last fetched more than {age} ago?"
        require_consent(question, yes=yes, refusal=UNDELETED)
    gone = removal_sentence(_run(demo, lambda services: services.library.purge(seconds)))
    print_message(gone or f"Nothing is older than {age}.", 0)


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
        from lix_tui.cli.library_names import merge_answers

        await merge_answers(services)
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
command.add_command(split)


def _run(demo: bool, work: Callable[[Services], Awaitable[R]]) -> R:
    return run_with_services(demo, work, needs_key=False)


def _query(text: tuple[str, ...]) -> LibraryQuery:
    """Return the query of TEXT. Raises Failure for a value that isn't known."""
    from lix_tui.services.library.query_language import read_query

    query = read_query(" ".join(text), time())
    if query.problem:
        raise Failure(query.problem, 2)
    return query
