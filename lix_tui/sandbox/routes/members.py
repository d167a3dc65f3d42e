"""People of an organisation's page: its followers, and its employees by LookC."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from urllib.parse import quote
from zlib import crc32

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import not_found, params_invalid, viewer_invalid
from lix_tui.sandbox.routes.links import number_in, organisation_of_link
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire import members
from lix_tui.sandbox.wire.values import JsonObject
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

MOST = 100
"""Followers or employees of a page at most."""
EMPLOYEES_A_PAGE = 20
_FOLLOWS = 12
"""One person in so many follows an organisation."""


def followers(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of an organisation's followers, to a viewer who is an admin of the page.

    LinkedIn shows followers to admins only: here to every account that was connected by hand, and
    to the others if they work there.
    """
    world = sandbox.world
    item = organisation_of_link(world, call.params["profile_link"], "profile_link")
    if not _is_admin(sandbox, call.params["viewer_id"], item):
        raise viewer_invalid()
    found = _followers(world, item)
    start, count = call.number("start", 0), min(call.number("count", MOST), MOST)
    page = found[start : start + count]
    elements = [members.follower(world, person, item) for person in page]
    paging: JsonObject = {"total": len(found), "count": len(page), "start": start}
    if not elements and sandbox.config.empty_lists == "omitted":
        return Answer({"paging": paging})
    return Answer({"followers": elements, "paging": paging})


def employees(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of an organisation's employees, in one of the forms of two examples."""
    world, number = sandbox.world, number_in(call.params["org_id"], "organisation")
    item = next((one for one in world.organisations if one.lix_number == number), None)
    if number is None or item is None:
        raise not_found("organisation")
    size = min(call.number("page_size", EMPLOYEES_A_PAGE) or EMPLOYEES_A_PAGE, MOST)
    start = _offset_in(call.params.get("after", ""), item)
    staff = world.staff.get(item.index, [])
    page, end = staff[start : start + size], start + size
    after = _cursor(item, end) if end < len(staff) else None
    if sandbox.config.employees == "n8n":
        pagination: JsonObject = {"has_more": after is not None}
        if after is not None:
            pagination["after"] = after
        rows = [members.employee_snake(world, person, item) for person in page]
        return Answer({"data": rows, "pagination": pagination})
    links: JsonObject = {}
    if after is not None:
        path = f"/org/{quote(call.params['org_id'], safe='')}/employees"
        links["next"] = f"https://api.lookc.io{path}?after={quote(after, safe='')}&page_size={size}"
    rows = [members.employee(world, person, item) for person in page]
    return Answer({"employees": rows, "paging": {"_links": links}})


def _is_admin(sandbox: Sandbox, viewer: str, item: WorldOrganisation) -> bool:
    if viewer == "alfie-lambert" or viewer in sandbox.config.viewers:
        return True
    person = sandbox.world.person(viewer)
    return person is not None and person.organisation is item


@lru_cache(maxsize=8)
def _followers(world: World, item: WorldOrganisation) -> tuple[WorldPerson, ...]:
    """Return the people who follow an organisation, fixed by their numbers."""
    return tuple(
        person
        for person in world.people
        if not person.anonymous and crc32(f"{item.number}:{person.member}".encode()) % _FOLLOWS == 0
    )


def _cursor(item: WorldOrganisation, offset: int) -> str:
    return b64encode(f"{item.lix_number}:{offset}".encode()).decode()


def _offset_in(after: str, item: WorldOrganisation) -> int:
    """Return the offset in a cursor of this organisation; 0 for an empty one."""
    offset = number_in(after, str(item.lix_number)) if after else 0
    if offset is None:
        raise params_invalid("after is not a cursor of this organisation")
    return offset
