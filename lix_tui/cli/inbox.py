"""``lix-tui get conversations``, ``messages`` and ``sales-threads``: messages, read only."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import UNKNOWN_FORM, Failure, explanation, print_message
from lix_tui.cli.options import SendLimits, progress, run_with_services
from lix_tui.cli.streams import print_raw
from lix_tui.cli.viewers import viewer_in

if TYPE_CHECKING:
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services

_NAMES = {"conversations": "conversations", "messages": "messages",
          "sales_threads": "threads", "sales_thread": "threads"}  # fmt: skip
"""Name of the list in the output, by kind."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Number of elements to print, and whether the list is bought again."""

    limit: int | None = None
    """None for what is stored, or else one page."""
    everything: bool = False
    refresh: bool = False

    def needs_page(self, session: SearchSession) -> bool:
        """Return True if another page has to be bought."""
        if not (session.can_load() or session.waiting):
            return False
        if self.everything:
            return True
        if self.limit is not None:
            return len(session.elements) < self.limit
        return not session.state.pages


def print_inbox(
    what: str,
    value: str,
    viewer: str | None,
    wanted: Wanted,
    *,
    raw: bool,
    limits: SendLimits,
    demo: bool,
) -> None:
    """Print a list of an inbox as one JSON object, or each page's ``raw`` body on a line.

    ``value`` is a viewer, or for messages a conversation. Exits with the status of a failure after
    printing what arrived.
    """

    async def work(services: Services) -> tuple[SearchSession, list[bytes], int]:
        query = _query(what, value, viewer_in(services.settings, viewer))
        from lix_tui.services.search.inbox import inbox_kind

        kind = inbox_kind(query)
        if kind is None:
            raise Failure("This isn't a list of an inbox.", 1)
        session = await services.searches.answer(kind, query)
        if wanted.refresh:
            session.restart()
        status = await _load(session, wanted, f"lix-tui get {what}")
        return session, await session.stored_bodies() if raw else [], status

    session, bodies, status = run_with_services(demo, work, limits=limits)
    if raw:
        print_raw(body.rstrip(b"\n") + b"\n" for body in bodies)
    elif session.elements or not status:
        _print(session, wanted)
    if session.loaded.from_store and session.loaded.fetched_at is not None:
        from lix_tui.durations import age

        old = age(time() - session.loaded.fetched_at)
        progress(f"Stored {old}; --refresh fetches it again and pays again.", stays=True)
    sys.exit(status)


def _query(what: str, value: str, viewer: str | None) -> Query:
    from lix_tui.services.queries.query import QueryError
    from lix_tui.services.search.inbox import inbox_query, messages_query

    try:
        if what != "messages":
            return inbox_query(value, sales=what == "sales-threads")
        query = messages_query(value, viewer)
    except QueryError as error:
        raise Failure(str(error), 2) from None
    if query is None:
        message = (
            "This isn't a conversation. Give its id, which begins with 2-, its urn, or the link of "
            "its page on LinkedIn or in Sales Navigator."
        )
        raise Failure(message, 2)
    return query


async def _load(session: SearchSession, wanted: Wanted, place: str) -> int:
    """Load the missing pages; return the exit status."""
    from lix_tui.api.errors import LixError
    from lix_tui.services.budget.cost_words import page_cost_words

    price = page_cost_words(session.kind.endpoint)
    if wanted.needs_page(session) and (wanted.everything or wanted.limit is not None):
        print_message(f"{price[:1].upper()}{price[1:]}; the number of pages isn't known.", 0)
    while wanted.needs_page(session):
        progress(f"{len(session.elements):,} {session.kind.plural}…")
        await session.load_next(place=place, max_wait=math.inf)
        if (problem := session.problem) is not None:
            progress("")
            words = explanation(problem) if isinstance(problem, LixError) else str(problem)
            return print_message(words, getattr(problem, "exit_status", 1))
    progress("")
    if session.loaded.strange:
        words = f"{UNKNOWN_FORM} --raw prints the page, --refresh fetches it again."
        return print_message(words, 7)
    return 0


def _print(session: SearchSession, wanted: Wanted) -> None:
    query, kind = session.query, session.kind.name
    found: dict[str, object] = {"viewer_id": query.viewer_id}
    if kind == "messages":
        found["conversation_id"] = query.target
    found[_NAMES[kind]] = [element.value for element in session.elements[: wanted.limit]]
    # as ASCII, so that no control character of an answer reaches a terminal
    click.echo(json.dumps(found, indent=2))
