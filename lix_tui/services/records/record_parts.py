"""JSON of a record in the shape of its model, from any endpoint's answer about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.api.models.email import EmailAnswer
    from lix_tui.api.models.ids import OrganisationIds, PersonIds
    from lix_tui.api.models.lookc import LookcHit


def part_of(record: object) -> JsonObject:
    """Return a record as JSON that its model reads again; unknown fields are kept.

    A headline has the name ``headline``, which searches call a description. Returns an empty
    object for what isn't a model.
    """
    from lix_tui.api.models.base import LixModel
    from lix_tui.api.models.person import Person

    if not isinstance(record, LixModel):
        return {}
    part: JsonObject = record.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)
    for name, value in part.items():
        if isinstance(value, datetime):
            part[name] = value.isoformat()
    if isinstance(record, Person) and "headline" not in part and "description" in part:
        part["headline"] = part["description"]
    return part


def part_of_email(answer: EmailAnswer) -> JsonObject:
    """Return the fields of the person that an address is of."""
    return {
        "email": answer.email,
        "emailStatus": answer.status,
        "emailAlternatives": [text for text in answer.alternatives if text != answer.email],
    }


def part_of_ids(ids: PersonIds | OrganisationIds) -> JsonObject:
    """Return the fields of the person or the organisation that the ids are of."""
    part: JsonObject = {
        "liId": ids.li_id,
        "salesNavId": ids.sales_nav_id,
        "lixId": ids.lix_id,
        "link": ids.links.linkedin,
        "salesNavLink": ids.links.sales_nav,
        "recruiterLink": ids.links.recruiter,
    }
    others = ("id", "name", "li_profile_is_deleted")
    shown = ("id", "name", "liProfileIsDeleted")
    part |= {name: getattr(ids, field, None) for field, name in zip(others, shown, strict=True)}
    return part


def part_of_hit(hit: LookcHit, address: str) -> JsonObject:
    """Return the fields of a person that LookC found, with the address if it is theirs alone."""
    return {
        "name": hit.name,
        "link": hit.link,
        "salesNavLink": hit.sales_nav_link,
        "email": address,
    }
