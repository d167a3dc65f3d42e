"""Followers and employees of an organisation as the API writes them."""

from __future__ import annotations

from base64 import b64encode
from zlib import crc32

from lix_tui.sandbox.search.leads import degree
from lix_tui.sandbox.wire.people import picture, place, profile_link
from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world.calendar import in_words, year_and_month
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

_MONTHS_BACK = 48


def follower(world: World, person: WorldPerson, item: WorldOrganisation) -> JsonObject:
    """Return a follower of an organisation; absent parts are left out."""
    months = crc32(f"{item.number}:{person.member}".encode()) % _MONTHS_BACK
    return compact(
        {
            "publicIdentifier": world.slug(person),
            "firstName": person.first_name,
            "lastName": person.last_name,
            "profilePictureUrl": picture(person),
            "entityUrn": f"urn:li:fsd_profile:{token('linkedin', person.member)}",
            "headline": person.headline,
            "followedAt": in_words(world.this_month - months),
            "memberDistance": f"DISTANCE_{degree(person)}",
        }
    )


def employee(world: World, person: WorldPerson, item: WorldOrganisation) -> JsonObject:
    """Return an employee as the vendor's Python example reads it; absent parts are null."""
    months = _tenure(world, person)
    tenure = {"years": months // 12, "months": months % 12}
    return {
        "personId": _uuid("person", person.member),
        "name": person.name,
        "title": person.title,
        "dateStarted": _first_day(world, months),
        "dateEnded": None,
        "location": place(person),
        "image": picture(person),
        "links": {"linkedin": profile_link(world, person), "salesNav": _lead_link(person)},
        "currentOrg": {"orgId": _uuid("organisation", item.lix_number), "name": item.name},
        "tenureAtOrg": tenure,
        "tenureInRole": None if person.one_in(5, 11) else tenure,
    }


def employee_snake(world: World, person: WorldPerson, item: WorldOrganisation) -> JsonObject:
    """Return an employee as the vendor's n8n example reads it."""
    months = _tenure(world, person)
    return {
        "person_id": _uuid("person", person.member),
        "name": person.name,
        "title": person.title,
        "date_started": _first_day(world, months),
        "date_ended": None,
        "location": place(person),
        "image": picture(person),
        "links": {"linkedin": profile_link(world, person), "sales_nav": _lead_link(person)},
        "current_org": {"id": _uuid("organisation", item.lix_number), "name": item.name},
        "tenure_at_org_months": months,
        "tenure_in_role_months": months,
    }


def _tenure(world: World, person: WorldPerson) -> int:
    """Return the months in the present position."""
    position = next(iter(world.current(person)), None)
    return 0 if position is None else world.this_month - position.start


def _first_day(world: World, months: int) -> str:
    year, month = year_and_month(world.this_month - months)
    return f"{year}-{month:02}-01"


def _lead_link(person: WorldPerson) -> str:
    return f"https://www.linkedin.com/sales/lead/{token('sales', person.member)}"


def _uuid(kind: str, number: int) -> str:
    return b64encode(f"{kind}:{number}".encode()).decode()
