"""Organisations as the API writes them."""

from __future__ import annotations

from base64 import b64encode

from lix_tui.sandbox.wire.values import JsonObject, compact, long
from lix_tui.sandbox.world.organisations import SIZES, TYPES, WorldOrganisation


def organisation_ids(item: WorldOrganisation) -> JsonObject:
    """Return the ids of an organisation."""
    return {
        "id": str(item.lix_number),
        "name": item.name,
        "liID": item.slug,
        "salesNavID": str(item.number),
        "uuid": b64encode(f"organisation:{item.lix_number}".encode()).decode(),
    }


def description(item: WorldOrganisation) -> str:
    """Return the text about an organisation; empty for one in eight."""
    if item.attack:
        return item.attack
    if item.lix_number % 8 == 0:
        return ""
    topics = ", ".join(item.industry.words)
    return (
        f"{item.name} has worked on {topics} since {item.founded}. From {item.area.name} we serve "
        "customers who would rather talk to people than to forms."
    )


def result(item: WorldOrganisation) -> JsonObject:
    """Return an organisation in a company search."""
    return compact(
        {
            "name": item.name,
            "link": item.link,
            "industry": item.industry.name,
            "headquarters": item.area.name,
            "description": description(item),
            "followers": long(item.followers),
            "logoUrl": _logo(item),
        }
    )


def full_record(item: WorldOrganisation) -> JsonObject:
    """Return the answer of the organisation lookup: ids, old and new object, links."""
    text = description(item)
    specialities = ", ".join(item.industry.words)
    return {
        "organisationIds": organisation_ids(item),
        "liOrganisation": compact(
            {
                "name": item.name,
                "link": item.link,
                "industry": item.industry.name,
                "website": f"https://{item.domain}",
                "description": text,
                "headquarters": item.area.name,
                "companyType": TYPES[item.type],
                "liEmployeeCount": long(item.employees),
                "size": SIZES[item.size][0],
                "specialities": specialities,
                "followers": long(item.followers),
                "yearFounded": item.founded,
                "numberOfJobOpenings": long(item.openings),
                "salesNavLink": item.sales_link,
                "logoUrl": _logo(item),
            }
        ),
        "profile": compact(
            {
                "name": item.name,
                "industry": item.industry.name,
                "size": SIZES[item.size][0],
                "logoUrl": _logo(item),
                "hqCountry": item.area.country,
                "website": f"https://{item.domain}",
                "description": text,
                "orgType": TYPES[item.type],
                "specialities": specialities,
                "headquartersAddress": item.area.name,
                "salesNavUrl": item.sales_link,
                "linkedinUrl": item.link,
                "foundedYear": item.founded,
                "employeeCount": item.employees,
                "followerCount": item.followers,
                "jobOpeningsCount": item.openings,
            }
        ),
        "links": {"liProfileURL": item.link, "salesNavURL": item.sales_link},
    }


def _logo(item: WorldOrganisation) -> str:
    return f"https://media.example/organisations/{item.number}.png"
