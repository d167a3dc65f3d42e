"""Fields of a person or an organisation in answers about an address or about ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.api.models.email import EmailAnswer
    from lix_tui.api.models.employment import Employment
    from lix_tui.api.models.extended_profile import ExtendedProfile
    from lix_tui.api.models.ids import OrganisationIds, PersonIds
    from lix_tui.api.models.lookc import LookcHit


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


def part_of_extended_profile(extended: ExtendedProfile) -> JsonObject:
    """Return the fields of the person that an extended profile is of."""
    return {"topVoice": extended.top_voice}


def part_of_employment(employment: Employment) -> JsonObject:
    """Return the fields of the person whose positions Lix has verified."""
    positions = [
        position.model_dump(
            mode="json", by_alias=True, exclude_unset=True, exclude_none=True, warnings=False
        )
        for position in employment.experiences
    ]
    return {"verifiedPositions": positions}


def part_of_hit(hit: LookcHit, address: str) -> JsonObject:
    """Return the fields of what LookC found; a person alone has the address."""
    return {
        "name": hit.name,
        "link": hit.link,
        "salesNavLink": hit.sales_nav_link,
        "email": address,
    }
