"""LinkedIn links and ids in parameters, resolved to items of the world."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error

from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.target import Target
from lix_tui.sandbox.errors import not_found, params_invalid
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

_PERSON_KINDS = ("person", "lead", "recruiter_profile")
_NUMBER = re.compile("[0-9]{1,19}")


def search_target(url: str, kind: str, product: str) -> Target:
    """Return the search of a link.

    Raises:
        ApiError: 400, the link isn't a search of this kind or can't be read.

    """
    target = recognise(url)
    if target.kind != kind:
        message = f"url is not a LinkedIn {product} URL"
        raise params_invalid(message)
    if target.problem:
        raise params_invalid(target.problem)
    return target


def person_of_link(world: World, link: str, name: str) -> WorldPerson:
    """Return the person of a profile link, lead link or token.

    Raises:
        ApiError: 400, the text isn't such a link; 404, the person doesn't exist.

    """
    target = recognise(link)
    if target.kind not in _PERSON_KINDS or target.entity_id is None:
        message = f"{name} is not a LinkedIn profile link"
        raise params_invalid(message)
    if "/profile/view" in (target.url or ""):  # LinkedIn's older link, with a member number
        if (found := world.people_by_member.get(int(target.entity_id))) is None:
            raise not_found("profile")
        return found
    return find_person(world, target.entity_id)


def find_person(world: World, slug_or_token: str) -> WorldPerson:
    """Return the person of a slug or token.

    Raises:
        ApiError: 404, the person doesn't exist.

    """
    person = world.person(slug_or_token)
    if person is None:
        raise not_found("profile")
    return person


def organisation_of_link(world: World, link: str, name: str) -> WorldOrganisation:
    """Return the organisation of a company link or account link.

    Raises:
        ApiError: 400, the text isn't such a link; 404, the organisation doesn't exist.

    """
    target = recognise(link)
    if target.kind not in ("company", "account") or target.entity_id is None:
        message = f"{name} is not a LinkedIn company link"
        raise params_invalid(message)
    return find_organisation(world, target.entity_id)


def find_organisation(world: World, slug_or_number: str) -> WorldOrganisation:
    """Return the organisation of a slug or of LinkedIn's number.

    Raises:
        ApiError: 404, the organisation doesn't exist.

    """
    organisation = world.organisations_by_key.get(slug_or_number.lower())
    if organisation is None:
        raise not_found("organisation")
    return organisation


def number_in(uuid: str, kind: str) -> int | None:
    """Return the number in one of Lix's own ids, such as the base64 of ``person:970825``."""
    try:
        text = b64decode(uuid, validate=True).decode("ascii")
    except (Error, ValueError):
        return None
    prefix, _, digits = text.partition(":")
    return int(digits) if prefix == kind and _NUMBER.fullmatch(digits) else None
