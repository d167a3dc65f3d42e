"""``lix-tui get``: one record as JSON."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, BinaryIO

import click

from lix_tui.cli.failures import Failure, Unstored, print_message
from lix_tui.cli.get_types import (
    ACCOUNT_WORDS,
    BY_EMAIL,
    INBOX_WORDS,
    LIST_WORDS,
    NO_RECORD,
    VIEWER_WORDS,
    WHAT,
    value_of,
)
from lix_tui.cli.options import (
    SendLimits,
    demo_option,
    progress,
    refresh_option,
    retry_option,
    run_with_services,
    wait_option,
)
from lix_tui.cli.streams import print_raw
from lix_tui.cli.viewers import check_viewer, viewer_in, viewer_option
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.services.records.lookups import LookupOptions
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.services.services import Services

WEBHOOK_TYPE = "search.person.by-email"
"""The only type of webhook payload that is documented (Lix docs, LookC)."""


@click.command("get")
@click.argument("what", type=click.Choice(list(WHAT)), metavar="WHAT")
@click.argument("value", required=False)
@click.option("--raw", is_flag=True, help="Print the unchanged body of the answer.")
@click.option(
    "--recheck",
    is_flag=True,
    help="Look an email address up again, up to ten times, until it is VALID.",
)
@click.option(
    "--webhook",
    type=click.File("rb"),
    metavar="FILE",
    help="Read the answer of by-email from a webhook's payload; - is standard input.",
)
@click.option(
    "--request",
    "request_id",
    metavar="ID",
    help="Fetch the answer of an earlier by-email lookup by its request id, which is free. VALUE "
    "is the address to store it under.",
)
@click.option(
    "--via",
    type=click.Choice(list(BY_EMAIL)),
    help="Service of by-email: lookc (1 Org credit, the default) or lix (the price of a profile, 1 "
    "Standard credit; only in a draft of Lix's docs). Neither replaces the other by itself.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Print at most N elements of a list, and buy as many pages as that needs.",
)
@click.option("--all", "everything", is_flag=True, help="Buy every page of a list.")
@viewer_option
@wait_option
@retry_option
@refresh_option
@demo_option
def command(
    what: str,
    value: str | None,
    raw: bool,
    recheck: bool,
    webhook: BinaryIO | None,
    request_id: str | None,
    via: str | None,
    limit: int | None,
    everything: bool,
    viewer: str | None,
    max_wait: float,
    retry: int,
    refresh: bool,
    demo: bool,
) -> None:
    """Print one record as JSON.

    WHAT is person, organisation, website, job, hirers, post, person-ids, organisation-ids, email,
    by-email, extended, employment, connections, viewers, viewer, viewer-allowance (connection
    requests left this week), activity-posts, activity-comments, activity-reactions, post-comments,
    post-reactions, followers, employees, conversations, messages or sales-threads. VALUE is any
    link or id of it: a domain for website, a job for hirers, a person for email, extended (the Top
    Voice status), employment and activity, a company for followers and employees, an email address
    for by-email, a conversation for messages, a viewer for connections, viewer, viewer-allowance,
    conversations and sales-threads, and nothing for viewers. The activity of a person, comments and
    reactions of a post, followers and employees of a company, and messages are lists: without
    --limit or --all, the command buys one page. Nothing says what a page of employees costs, and
    they may need the company's ids first (1 Org credit). Reading messages may be visible to the
    other side. A stored record is printed for free; docs/reference/endpoints.md lists the prices of
    new ones. viewers, viewer and viewer-allowance always ask Lix, for free.
    """
    if via is not None:
        _check_via(what, via, is_fetched=request_id is None and webhook is None)
    if request_id is not None:
        _check_request(what, request_id, has_webhook=webhook is not None)
    if webhook is not None:
        _webhook(what, value, webhook, raw=raw, demo=demo)
        return
    if what == "viewers" and value is not None:
        message = "viewers lists all of them. Leave VALUE out, or use 'viewer'."
        raise click.UsageError(message)
    if value is None and request_id is None and what != "viewers":
        message = "VALUE is missing: give a link, an id or an address."
        raise click.UsageError(message)
    if recheck and what != "email":
        message = "--recheck is for email addresses."
        raise click.UsageError(message)
    if viewer is not None and what in VIEWER_WORDS:
        subject = "the viewer" if what in ACCOUNT_WORDS else f"the viewer of {what}"
        message = f"VALUE is {subject}. Leave --viewer out."
        raise click.UsageError(message)
    if what not in (*LIST_WORDS, *INBOX_WORDS) and (everything or limit is not None):
        message = f"{what} isn't a list. Leave {'--all' if everything else '--limit'} out."
        raise click.UsageError(message)
    if everything and limit is not None:
        message = "--limit and --all can't be combined. Use one of them."
        raise click.UsageError(message)
    endpoint = WHAT[what] if via is None else BY_EMAIL[via]
    check_viewer(viewer, endpoint, what)
    link = "" if value is None else value_of(what, value)
    limits = SendLimits(max_wait, retry)
    if what == "connections":
        from lix_tui.cli.connections import print_connections

        print_connections(link, raw=raw, limits=limits, refresh=refresh, demo=demo)
        return
    if what in (*LIST_WORDS, *INBOX_WORDS):
        from lix_tui.cli.lists import ListOptions, print_list

        options = ListOptions(limit, everything, viewer, raw, refresh)
        print_list(what, link, options, limits=limits, demo=demo)
    if what in NO_RECORD:
        from lix_tui.cli.connected_accounts import print_allowance, print_viewer, print_viewers

        if what == "viewers":
            print_viewers(raw=raw, limits=limits, demo=demo)
        if what == "viewer-allowance":
            print_allowance(link, raw=raw, limits=limits, demo=demo)
        print_viewer(link, raw=raw, limits=limits, demo=demo)

    if not refresh and not recheck and request_id is None:
        from lix_tui.cli.stored_answer import stored_answer

        if (stored := stored_answer(what, endpoint, link, viewer, demo=demo)) is not None:
            _print(stored.body, raw=raw)
            if what == "website":
                _print_matches(stored.body)
            _print_stored_age(stored.fetched_at, stored.status)
            return

    async def work(services: Services) -> Detail:
        from lix_tui.services.records.lookups import LookupOptions

        viewer_id = viewer_in(services.settings, viewer)
        options = LookupOptions(f"lix-tui get {what}", viewer_id=viewer_id, max_wait=math.inf)
        if request_id is not None:
            return await services.lookups.poll_request(request_id.strip(), link, options)
        if recheck:
            return await _recheck(services, link, options)
        return await services.lookups.get(endpoint, link, options, refresh=refresh)

    detail = run_with_services(demo, work, limits=limits)
    _print(detail.body, raw=raw)
    if what == "website":
        _print_matches(detail.body)
    if detail.unsaved and Unstored.marked:  # it was paid for, so it is printed all the same
        print_message(detail.unsaved, 1)
    if detail.from_store:
        _print_stored_age(detail.fetched_at, _unsure_status(detail))
    if detail.is_missing:
        sys.exit(5)
    if detail.unfinished or (request_id is not None and not detail.settled):
        message = "Lix is still looking; run the same command again to check, which is free."
        sys.exit(print_message(message, 6))


def _print_matches(body: bytes) -> None:
    """Print that no organisation has the website, or that several have it."""
    answer: object = json.loads(body)
    found = answer.get("organisations") if isinstance(answer, dict) else None
    count = len(found) if isinstance(found, list) else 0
    message = ""
    if not count:
        message = (
            "Lix doesn't know an organisation with this website. Check the domain, or search for "
            "the company's name."
        )
    elif count > 1:
        message = (
            f"{count} organisations have this website. Choose one, and give its link to 'lix-tui "
            "get organisation'."
        )
    if message:
        print_message(message, 0)


def _check_via(word: str, via: str, *, is_fetched: bool) -> None:
    """Raise UsageError for a service that can't be chosen here."""
    message = ""
    if word != "by-email":
        message = "--via is for by-email. Leave it out."
    elif via == "lix" and not is_fetched:
        message = "--request and --webhook are for answers of LookC. Leave --via out."
    if message:
        raise click.UsageError(message)


def _check_request(word: str, request_id: str, *, has_webhook: bool) -> None:
    """Raise UsageError for a request id that can't be used here."""
    from lix_tui.api.models.lookc import MOST_REQUEST_ID

    message = ""
    if word != "by-email":
        message = "--request is for by-email. Leave it out."
    elif has_webhook:
        message = "--request and --webhook can't be combined. Use one of them."
    elif not 0 < len(request_id.strip()) <= MOST_REQUEST_ID or not request_id.isprintable():
        message = "--request needs the request_id of an answer that was pending. Copy it again."
    if message:
        raise click.UsageError(message)


async def _recheck(services: Services, link: str, options: LookupOptions) -> Detail:
    from lix_tui.services.records.types.email import MOST_CHECKS

    kept = await services.records.stored("email", link)
    if kept is not None and not getattr(kept.record, "may_settle", True):
        return await services.lookups.get("email", link, options)

    def on_check(number: int, detail: Detail) -> None:
        progress(f"check {number}: {getattr(detail.record, 'status', None)}")

    found = await services.lookups.recheck(link, options, on_check, MOST_CHECKS)
    progress("")
    return found


def _webhook(word: str, value: str | None, payload: BinaryIO, *, raw: bool, demo: bool) -> None:
    """Print the answer in a webhook's payload, and store it if its address is given."""
    from lix_tui.api.decoders import decode_as
    from lix_tui.api.errors import LixError
    from lix_tui.api.models.lookc import LookcAnswer

    if word != "by-email":
        message = "--webhook is for by-email: Lix sends no other webhook."
        raise click.UsageError(message)
    body = payload.read()
    kind: object = None
    has_data = False
    try:
        given: object = json.loads(body, parse_constant=_refuse)  # NaN and Infinity aren't JSON
        if isinstance(given, dict):
            kind, has_data = given.get("type"), isinstance(given.get("data"), dict)
        found = decode_as(LookcAnswer, "person_by_email", body)
    except (LixError, ValueError, RecursionError):
        found = None
    if kind is not None and kind != WEBHOOK_TYPE:
        message = (
            f"{_name(payload)} is a webhook payload of type {clean_line(json.dumps(kind))[:60]}, "
            f"not {WEBHOOK_TYPE}. Give the payload of a lookup by email."
        )
        raise Failure(message, 2)
    if found is None or not found.answered or not has_data:
        message = (
            f"{_name(payload)} isn't a webhook payload. Use a JSON object with 'data', which "
            "contains 'hits'."
        )
        raise Failure(message, 2)
    if kind is None:
        message = (
            f"{_name(payload)} has no type, so lix-tui can't tell which lookup it answers. Give "
            f"the payload as it was received, with the type {WEBHOOK_TYPE}."
        )
        raise Failure(message, 2)
    if value is not None:
        link = value_of(word, value)

        async def work(services: Services) -> None:
            await services.lookups.store_received("person_by_email", link, body)

        run_with_services(demo, work, needs_key=False)
    _print(body, raw=raw)


def _name(payload: BinaryIO) -> str:
    name = str(getattr(payload, "name", "<stdin>"))
    return "Standard input" if name.startswith("<") else Path(name).name


def _unsure_status(detail: Detail) -> str:
    """Return the status of an address that another lookup may make VALID, otherwise nothing."""
    from lix_tui.api.models.email import EmailAnswer

    record = detail.record
    if not isinstance(record, EmailAnswer) or record.valid:
        return ""
    return record.status or "no status"


def _print_stored_age(fetched_at: float, status: str) -> None:
    """Print the age of a stored record, and the option to fetch it again."""
    from lix_tui.durations import age

    kept = f"Stored {age(time() - fetched_at)}"
    if status:
        print_message(f"{kept}: {status}; --recheck looks it up again.", 0)
    else:
        progress(f"{kept}; --refresh fetches it again and pays again.", stays=True)


def _refuse(constant: str) -> None:
    message = f"{constant} isn't JSON"
    raise ValueError(message)


def _print(body: bytes, *, raw: bool) -> None:
    if raw:
        print_raw([body])
        return
    # as ASCII, so that no control character of an answer reaches a terminal
    click.echo(json.dumps(json.loads(body), indent=2))
