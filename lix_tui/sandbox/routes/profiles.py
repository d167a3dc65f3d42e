"""Additions to profiles: Top Voice status and employment."""

from __future__ import annotations

from lix_tui.linkedin.recognition import recognise
from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import params_invalid
from lix_tui.sandbox.routes import links
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire import people
from lix_tui.sandbox.wire.employment import employment
from lix_tui.sandbox.world.people import WorldPerson


def person_extended(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the Top Voice status of a person, by the link of a public profile."""
    return Answer(people.extended_profile(_person(sandbox, call)))


def person_employment(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the current positions of a person, by the link or the slug of a public profile."""
    return Answer(employment(sandbox.world, _person(sandbox, call)))


def _person(sandbox: Sandbox, call: Call) -> WorldPerson:
    if slug := call.params.get("profile_id"):
        return links.find_person(sandbox.world, slug)
    link = call.params["profile_link"]
    if recognise(link).kind in ("lead", "recruiter_profile"):
        message = "profile_link is not the link of a public profile"
        raise params_invalid(message)
    return links.person_of_link(sandbox.world, link, "profile_link")
