"""``lix-tui get viewers``, ``viewer`` and ``viewer-allowance``: accounts connected to Lix."""

from __future__ import annotations

import json
import math
import sys
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import explanation, print_message
from lix_tui.cli.options import SendLimits, run_with_services
from lix_tui.cli.streams import print_raw

if TYPE_CHECKING:
    from lix_tui.services.services import Services


def print_viewers(*, raw: bool, limits: SendLimits, demo: bool) -> None:
    """Print the connected accounts as one JSON array, or each page's ``raw`` body on a line.

    Exits with the status of a failure after printing the accounts that arrived.
    """

    async def work(services: Services) -> tuple[list[bytes], int]:
        from lix_tui.api.errors import LixError
        from lix_tui.services.budget.connected_accounts import ConnectedAccounts

        accounts, bodies = ConnectedAccounts(services.requests, services.store), []
        try:
            async for _page, body in accounts.pages("lix-tui get viewers", max_wait=math.inf):
                bodies.append(body)
        except LixError as error:
            return bodies, print_message(explanation(error), error.exit_status)
        return bodies, 0

    bodies, status = run_with_services(demo, work, limits=limits)
    if raw:
        print_raw(body.rstrip(b"\n") + b"\n" for body in bodies)
    elif bodies or not status:
        found = [entry for body in bodies for entry in _entries(json.loads(body))]
        click.echo(json.dumps(found, indent=2))
    sys.exit(status)


def _entries(page: object) -> list[object]:
    if isinstance(page, dict):
        page = page.get("accounts")
    return page if isinstance(page, list) else []


def print_viewer(viewer: str, *, raw: bool, limits: SendLimits, demo: bool) -> None:
    """Print one account as JSON, with the connection requests that it has left this week.

    An account whose connection requests Lix doesn't tell is printed without them.
    """

    async def work(services: Services) -> tuple[list[bytes], int]:
        from lix_tui.api.errors import LixError, UnknownRoute
        from lix_tui.services.budget.connected_accounts import ConnectedAccounts

        accounts, place = ConnectedAccounts(services.requests, services.store), "lix-tui get viewer"
        _account, body = await accounts.account(viewer, place, max_wait=math.inf)
        try:
            _left, rest = await accounts.remaining_connections(viewer, place, max_wait=math.inf)
        except LixError as error:
            status = 0 if isinstance(error, UnknownRoute) else error.exit_status
            return [body], print_message(explanation(error), status)
        return [body, rest], 0

    bodies, status = run_with_services(demo, work, limits=limits)
    if raw:
        print_raw(body.rstrip(b"\n") + b"\n" for body in bodies)
    else:
        answer: dict[str, object] = json.loads(bodies[0])
        if len(bodies) > 1:
            answer["connectionsRemaining"] = json.loads(bodies[1])
        click.echo(json.dumps(answer, indent=2))
    sys.exit(status)


def print_allowance(viewer: str, *, raw: bool, limits: SendLimits, demo: bool) -> None:
    """Print the connection requests that an account has left this week, as JSON."""

    async def work(services: Services) -> bytes:
        from lix_tui.services.budget.connected_accounts import ConnectedAccounts

        accounts = ConnectedAccounts(services.requests, services.store)
        place = "lix-tui get viewer-allowance"
        _left, body = await accounts.remaining_connections(viewer, place, max_wait=math.inf)
        return body

    body = run_with_services(demo, work, limits=limits)
    if raw:
        print_raw((body.rstrip(b"\n") + b"\n",))
    else:
        click.echo(json.dumps(json.loads(body), indent=2))
    sys.exit(0)
