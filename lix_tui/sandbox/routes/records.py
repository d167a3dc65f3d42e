"""Single records: people, organisations, jobs, posts, ids, hirers and connections."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import unquote

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import not_found, params_invalid
from lix_tui.sandbox.routes import links
from lix_tui.sandbox.search.criteria import is_one_in_eight
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire import jobs, organisations, people, posts
from lix_tui.sandbox.wire.values import JsonObject
from lix_tui.sandbox.world.jobs import Job
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World


def person(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a whole profile, by its link or by an email address."""
    world = sandbox.world
    email = call.params.get("email")
    if email and sandbox.config.person_email == "refused":
        raise params_invalid("profile_link is required")
    if email:
        found = world.people_by_email.get(email.strip().lower())
        if found is None:
            raise not_found("profile")
    else:
        found = links.person_of_link(world, call.params["profile_link"], "profile_link")
    return Answer(people.profile(world, found))


def organisation(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a whole organisation, by its link on LinkedIn or in Sales Navigator."""
    name = "linkedin_url" if call.params.get("linkedin_url") else "sales_nav_url"
    found = links.organisation_of_link(sandbox.world, call.params[name], name)
    answer = organisations.full_record(found)
    if sandbox.config.organisation == "docs":
        answer = {"liOrganisation": answer["liOrganisation"]}
    return Answer(answer)


def job(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a job posting by its number."""
    found = _job(sandbox.world, call.params["job_id"])
    return Answer({"jobPosting": jobs.full_record(sandbox.world, found)})


def hirers(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the hirers of a job posting; the list is left out if it is empty."""
    world = sandbox.world
    found = _job(world, call.params["job_id"]).hirers
    return Answer({"people": [people.hirer(world, item) for item in found]} if found else {})


def _job(world: World, number: str) -> Job:
    found = world.jobs_by_id.get(number)
    if found is None:
        raise not_found("job posting")
    return found


def post(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a post by its urn, as LinkedIn's own object (which a public client parses) or flat."""
    urn = call.params["post_urn"]
    found = sandbox.world.post(unquote(urn))
    if found is None:
        raise not_found("post")
    if sandbox.config.post == "raw":
        return Answer(posts.raw(found))
    flat = posts.result(found)
    return Answer(flat if sandbox.config.post == "flat" else {"post": flat})


def connections(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the viewer's connections: one person in eight.

    The form of the older docs page has neither totals nor pictures.
    """
    world = sandbox.world
    start, count = call.number("start", 0), call.number("count", 10)
    known = [
        item for item in world.people if is_one_in_eight(f"connections:{call.viewer}", item.member)
    ]
    page = known[start : start + count]
    is_old = sandbox.config.connections == "docs"
    totals = {} if is_old else {"start": start, "total": len(known)}
    has_pictures = not is_old and call.params.get("include_profile_pictures") != "false"
    inner: JsonObject = {"paging": {"count": len(page), **totals}}
    if page:
        inner["elements"] = [
            people.connection(world, item, has_picture=has_pictures) for item in page
        ]
    is_flat = sandbox.config.connections == "flat"
    return Answer(inner if is_flat else {"connections_response": inner})


def person_ids(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return all ids of a person, found by any one of them."""
    world = sandbox.world
    lix_id = call.params.get("lix_id")
    if lix_id:
        found = world.people_by_member.get(links.number_in(lix_id, "person") or 0)
        if found is None:
            raise not_found("profile")
    else:
        known = call.params.get("sales_nav_id") or call.params["li_flagship_id"]
        found = links.find_person(world, known)
    return Answer(_person_ids(world, found, old=sandbox.config.ids == "old"))


def _person_ids(world: World, found: WorldPerson, *, old: bool) -> JsonObject:
    sales_id = token("linkedin", found.member)
    uuid = b64encode(f"person:{found.member}".encode()).decode()
    slug = world.slug(found)
    if old:
        return {"person_ids": {"liID": slug, "salesNavID": sales_id, "lixID": uuid}}
    return {
        "personIds": {"liID": slug, "salesNavID": sales_id, "uuid": uuid},
        "links": {
            "liProfileURL": people.profile_link(world, found),
            "salesNavURL": f"https://www.linkedin.com/sales/people/{sales_id},NAME",
            "recruiterURL": f"https://www.linkedin.com/talent/profile/{sales_id}",
        },
    }


def organisation_ids(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return all ids of an organisation, found by any one of them."""
    found = _organisation(sandbox.world, call)
    ids = organisations.organisation_ids(found)
    return Answer(ids if sandbox.config.ids == "old" else {"organisationIds": ids})


def _organisation(world: World, call: Call) -> WorldOrganisation:
    lix_id = call.params.get("lix_id")
    if not lix_id:
        known = call.params.get("sales_nav_id") or call.params["li_flagship_id"]
        return links.find_organisation(world, known)
    number = links.number_in(lix_id, "organisation")
    for item in world.organisations:
        if item.lix_number == number:
            return item
    raise not_found("organisation")
