"""``lix-tui get`` for paged lists: comments, reactions, activity of a person, and messages."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from lix_tui.cli.failures import Failure, print_message
from lix_tui.cli.get_types import INBOX_WORDS
from lix_tui.cli.inbox import open_inbox
from lix_tui.cli.options import SendLimits, run_with_services
from lix_tui.cli.streams import print_raw

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Element
    from lix_tui.cli.search_loop import LoadGoal
    from lix_tui.services.kinds import Kind
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


class ListOptions(NamedTuple):
    """Options of a command that prints a list."""

    limit: int | None
    is_whole: bool
    viewer: str | None
    raw: bool
    refresh: bool


class _Printed(NamedTuple):
    """Elements that are printed, with what Lix says of the whole list."""

    elements: list[dict[str, object]]
    total: int | None
    breakdown: dict[str, int]
    bodies: list[bytes]
    status: int


def print_list(
    word: str, link: str, options: ListOptions, *, limits: SendLimits, demo: bool
) -> None:
    """Print elements of a list as one JSON object, or each page's unchanged body on a line.

    Exits with the status of a failure after printing the elements that arrived.
    """

    async def work(services: Services) -> tuple[dict[str, object], _Printed]:
        session = await _open(services, word, link, options)
        found = await _load(services, session, options, word)
        return _head(session), found

    head, found = run_with_services(demo, work, limits=limits)
    if options.raw:
        print_raw(body.rstrip(b"\n") + b"\n" for body in found.bodies)
    elif found.elements or not found.status:
        answer = head
        if found.total is not None:
            answer["total"] = found.total
        if found.breakdown:
            answer["breakdown"] = found.breakdown
        click.echo(json.dumps({**answer, "elements": found.elements}, indent=2))
    sys.exit(found.status)


async def _target(services: Services, kind: Kind, link: str, word: str) -> str:
    """Return the link or id that a list is requested by; an id that isn't stored is bought first.

    Raises Failure if Lix doesn't say the id.
    """
    from lix_tui.services.budget.cost_words import cost_words
    from lix_tui.services.records.lookups import LookupOptions
    from lix_tui.services.search.list_targets import fetch_target, id_lookup_of, stored_target

    if (target := await stored_target(services.merged_records, kind, link)) is not None:
        return target
    cost = cost_words(id_lookup_of(kind))
    print_message(
        f"The {kind.plural} need the organisation's Lix id, which isn't stored: {cost}.", 0
    )
    options = LookupOptions(f"lix-tui get {word}", max_wait=math.inf)
    if (target := await fetch_target(services.lookups, kind, link, options)) is None:
        message = f"Lix's answer has no id to ask for the {kind.plural}; search for people instead."
        raise Failure(message, 5)
    return target


def _head(session: SearchSession) -> dict[str, object]:
    """Return the target of a list, and its viewer if only a viewer can see the list."""
    from lix_tui.api.endpoints import ENDPOINTS

    kind, query = session.kind, session.query
    parameter = kind.target.parameter if kind.target is not None else "target"
    needs_viewer = "viewer_id" in ENDPOINTS[kind.endpoint].required
    viewer: dict[str, object] = {"viewer_id": query.viewer_id} if needs_viewer else {}
    return {**viewer, parameter: query.target}


async def _open(services: Services, word: str, link: str, options: ListOptions) -> SearchSession:
    session = await _session(services, word, link, options)
    if options.refresh:
        session.restart()
    return session


async def _session(services: Services, word: str, link: str, options: ListOptions) -> SearchSession:
    from lix_tui.api.endpoints import ENDPOINTS
    from lix_tui.cli.viewers import require_viewer, viewer_in
    from lix_tui.services.paged_lists import LISTS
    from lix_tui.services.queries.list_query import list_query
    from lix_tui.services.queries.query import QueryError
    from lix_tui.services.search.list_sessions import open_list

    viewer = viewer_in(services.settings, options.viewer)
    if word in INBOX_WORDS:
        return await open_inbox(services, word, link, viewer)
    kind = LISTS[word.replace("-", "_")]
    has_usual_viewer = kind.target is not None and kind.target.has_usual_viewer
    if not ENDPOINTS[kind.endpoint].accepts_viewer or not (options.viewer or has_usual_viewer):
        viewer = None
    require_viewer(viewer, kind.endpoint, kind.plural)
    link = await _target(services, kind, link, word)
    try:
        query = list_query(kind, link, "", viewer)
    except QueryError as error:
        raise Failure(str(error), 2) from None
    return await open_list(services.searches, services.merged_records, kind, query)


async def _load(
    services: Services, session: SearchSession, options: ListOptions, word: str
) -> _Printed:
    from lix_tui.api.endpoints import ENDPOINTS
    from lix_tui.cli.search_loop import LoadGoal, load
    from lix_tui.services.budget.cost_words import page_cost_words

    goal = LoadGoal(options.limit, options.is_whole)
    if not ENDPOINTS[session.kind.endpoint].is_price_known and session.can_load():
        cost = page_cost_words(session.kind.endpoint)
        print_message(f"New pages cost {cost}; nothing says what LookC charges for.", 0)
    await _check_price(services, session, goal)
    shown: list[Element] = []

    async def write(elements: Sequence[Element]) -> None:
        shown.extend(elements)

    status = await load(services, session, goal, write, place=f"lix-tui get {word}")
    bodies = await session.stored_bodies() if options.raw else []
    values = [element.value for element in shown]
    breakdown = dict(session.loaded.breakdown)
    return _Printed(values, session.state.total, breakdown, bodies, status)


async def _check_price(services: Services, session: SearchSession, goal: LoadGoal) -> None:
    """Print the price of a limited number of elements. Raises Failure if it can't be paid.

    The price of everything follows once the total is known.
    """
    from lix_tui.api.endpoints import ENDPOINTS
    from lix_tui.counts import counted
    from lix_tui.services.budget.cost_words import page_cost_words
    from lix_tui.services.search.load_plan import CannotPay, check_payable

    if goal.limit is None or goal.is_reached(session) or not session.can_load():
        return
    size = session.state.page_size or session.kind.paging.page_size
    missing = goal.limit - len(session.elements)
    pages = max(1, -(-missing // size))
    if session.state.pages_left is not None:
        pages = min(pages, session.state.pages_left)
    entry = ENDPOINTS[session.kind.endpoint]
    await services.account.load_stored()
    try:
        check_payable(services, entry, pages, pages * entry.cost, counted(pages, "page"))
    except CannotPay as problem:
        raise Failure(str(problem), 4) from None
    if pages > 1:
        words = f"About {counted(pages, 'page')}, {page_cost_words(entry.name)}"
        print_message(f"{words}; Ctrl+C stops and keeps what has arrived.", 0)
