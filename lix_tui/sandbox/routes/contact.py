"""Email addresses of people, and people by email address (LookC)."""

from __future__ import annotations

import re

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import not_found, params_invalid
from lix_tui.sandbox.routes.links import person_of_link
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world import docs_samples
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

ASKS_UNTIL_VALID = 3
"""Number of the request that finds a PROBABLE address VALID (Lix recommends 5 to 10 requests)."""
_FREE_DOMAINS = frozenset(("gmail.com", "outlook.com", "yahoo.com", "hotmail.com", "gmx.de"))
_ADDRESS = re.compile(r"[^@\s]+@([^@\s]+\.[^@\s]+)")


def email_status(world: World, person: WorldPerson) -> str:
    """Return the status that the first lookup of a person's email address reports."""
    if not world.email(person):
        return "UNKNOWN"
    share = (person.bits >> 37) % 20
    if share < 11:
        return "VALID"
    if share < 15:
        return "PROBABLE"
    return "RISKY" if share < 17 else "UNKNOWN"


def email(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the address of a person. Only a VALID one costs a credit (Lix docs, Contact API)."""
    world = sandbox.world
    person = person_of_link(world, call.params["url"], "url")
    sandbox.email_requests[person.index] += 1
    status = email_status(world, person)
    if status == "PROBABLE" and sandbox.email_requests[person.index] >= ASKS_UNTIL_VALID:
        status = "VALID"
    address = world.email(person)
    body: dict[str, object] = {"status": status}
    if status == "VALID":
        body.update(email=address, alternatives=[address])
    elif status != "UNKNOWN":
        first, _, domain = address.partition("@")
        body.update(email=address, alternatives=[address, f"{first.split('.')[0]}@{domain}"])
    elif sandbox.config.empty_lists == "present":  # as in the later docs
        body.update(email="", alternatives=[])
    return Answer(body, charged=status == "VALID")


def person_by_email(sandbox: Sandbox, call: Call, account: KeyAccount) -> Answer:
    """Return the person with an email address, at once or after polling."""
    if call.params.get("request_id"):
        return lookc_request(sandbox, call, account)
    address = call.params["email"].strip().lower()
    if not _ADDRESS.fullmatch(address):
        raise params_invalid("email is not an email address")
    if sandbox.config.lookc_polls:
        request_id = str(sandbox.new_id())
        sandbox.lookups[request_id] = (address, sandbox.config.lookc_polls)
        return Answer({"request_id": request_id, "status": "pending"}, status=202)
    return Answer(_person_with_address(sandbox.world, address))


def lookc_request(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the state of a search by email. Polling is free."""
    request_id = call.params["request_id"]
    if request_id == docs_samples.REQUEST:
        return Answer(_sample_request(sandbox.world), charged=False)
    if request_id not in sandbox.lookups:
        raise not_found("request")
    address, polls = sandbox.lookups[request_id]
    if polls > 0:
        sandbox.lookups[request_id] = (address, polls - 1)
        return Answer({"request_id": request_id, "status": "pending"}, charged=False)
    return Answer(
        {"status": "complete", "data": _person_with_address(sandbox.world, address)}, charged=False
    )


def _sample_request(world: World) -> JsonObject:
    alfie = docs_samples.alfie_lambert(world.people)
    if alfie is None:
        raise not_found("request")
    return {"status": "complete", "data": _person_with_address(world, world.email(alfie))}


def _person_with_address(world: World, address: str) -> JsonObject:
    domain = address.partition("@")[2]
    person = world.people_by_email.get(address)
    employer = next((item for item in world.organisations if item.domain == domain), None)
    hits: list[JsonObject] = []
    if person is not None:
        lead = token("sales", person.member)
        hits.append(
            {
                "name": person.name,
                "liProfileUrl": world.slug(person),
                "salesNavUrl": f"https://linkedin.com/sales/{lead},NAME,undefined",
            }
        )
    organisation = employer and {
        "name": employer.name,
        "liProfileUrl": f"https://linkedin.com/company/{employer.slug}",
        "salesNavUrl": f"https://linkedin.com/sales/company/{employer.number}",
    }
    return {
        "hits": hits,
        **compact({"org": organisation}),
        "domainInfo": {"isFreeEmailDomain": domain in _FREE_DOMAINS},
    }
