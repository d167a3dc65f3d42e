"""Saved lists of Sales Navigator, a page at a time, for the account that owns them."""

from __future__ import annotations

from lix_tui.sandbox import errors
from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.routes.connected_accounts import connected_viewers
from lix_tui.sandbox.routes.searches import SALES, page_answer, page_json, start_of
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire import organisations as organisation_wire
from lix_tui.sandbox.wire import people as people_wire
from lix_tui.sandbox.world.saved_lists import Of, SavedList, accounts_in, leads_in, saved_lists


def lead_list(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return leads on a list; the page is the parameter ``page``."""
    world, found = sandbox.world, _list_of(sandbox, call, "people")
    start = start_of(call.number("page", 1), SALES[0])
    page = page_json(
        leads_in(world, found), start, SALES, lambda person: people_wire.lead(world, person)
    )
    return page_answer(sandbox, call, "sales", page)


def account_list(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return accounts on a list; the page is the parameter ``page``."""
    found = _list_of(sandbox, call, "orgs")
    raw = sandbox.config.envelope == "raw"
    write = organisation_wire.raw_account if raw else organisation_wire.account
    start = start_of(call.number("page", 1), SALES[0])
    page = page_json(accounts_in(sandbox.world, found), start, SALES, write)
    return page_answer(sandbox, call, "accounts", page)


def _list_of(sandbox: Sandbox, call: Call, of: Of) -> SavedList:
    """Return the list of a request.

    Raises:
        ApiError: 404 for an unknown list; 407 for a viewer who doesn't own it.

    """
    found = saved_lists(connected_viewers(sandbox)).get(call.params["list_id"])
    if found is None or found.of != of:
        raise errors.not_found("List")
    if not _is_same(sandbox, found.owner, call.params["viewer_id"]):
        raise errors.viewer_invalid()
    return found


def _is_same(sandbox: Sandbox, owner: str, viewer: str) -> bool:
    """Return True if two ids, slugs or tokens, are those of one connected account."""
    if owner == viewer:
        return True
    person = sandbox.world.person(viewer)
    return person is not None and sandbox.world.slug(person) == owner
