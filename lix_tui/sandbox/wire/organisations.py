"""Organisations as the API writes them."""

from __future__ import annotations

from base64 import b64encode

from lix_tui.sandbox.wire.values import JsonObject, compact, long
from lix_tui.sandbox.world.organisations import SIZES, TYPES, WorldOrganisation


def organisation_ids(item: WorldOrganisation) -> JsonObject:
    """Return the ids of an organisation."""
    ids = _ids(item)
    return {**ids, "liProfileIsDeleted": True} if is_deleted(item) else ids


def _ids(item: WorldOrganisation) -> JsonObject:
    return {
        "id": str(item.lix_number),
        "name": item.name,
        "liID": item.slug,
        "salesNavID": str(item.number),
        "uuid": b64encode(f"organisation:{item.lix_number}".encode()).decode(),
    }


def is_deleted(item: WorldOrganisation) -> bool:
    """Return True for the few organisations whose page LinkedIn has deleted."""
    return item.lix_number % 97 == 5


def _details(item: WorldOrganisation) -> JsonObject:
    """Return the fields of the data dictionary that one organisation in four has."""
    if item.lix_number % 4 != 1:
        return {}
    city, number = item.area.name.split(",")[0], item.number % 180 + 1
    return compact(
        {
            "locations": f"{item.area.name}; {number} Station Road, {city}",
            "stockTickerCode": item.slug[:4].upper() if item.type == "C" else "",
            "crunchbaseId": item.slug,
            "headquartersAddress": f"{number} Station Road, {item.area.name}",
            "initialRequestLiId": item.slug,
            "numberOfInvestmentRounds": long(item.number % 6),
            "pastEmployeeCount": long(item.employees * (1 + item.number % 3)),
            "autoScraped": True,
        }
    )


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


def website_match(item: WorldOrganisation) -> JsonObject:
    """Return an organisation in the answer about a website: its ids and its profile."""
    return {"org": _ids(item), "profile": full_record(item)["profile"]}


def flat_record(item: WorldOrganisation) -> JsonObject:
    """Return an organisation in the older answer about a website: the deprecated object alone."""
    found = full_record(item)["liOrganisation"]
    return dict(found) if isinstance(found, dict) else {}


def account(item: WorldOrganisation) -> JsonObject:
    """Return an organisation in a Sales Navigator account search, without a link for one in 16."""
    return compact(
        {
            "name": item.name,
            "salesNavLink": item.sales_link,
            "link": item.link if item.lix_number % 16 else "",
            "industry": item.industry.name,
            "description": description(item),
            "headquarters": item.area.name,
            "size": SIZES[item.size][0],
            "liEmployeeCount": long(item.employees),
            "logoUrl": _logo(item),
        }
    )


def raw_account(item: WorldOrganisation) -> JsonObject:
    """Return an organisation as LinkedIn's own account search writes it."""
    hiring: JsonObject = {"id": "JO1", "displayValue": "Hiring on Linkedin"}
    return {
        "entityUrn": f"urn:li:fs_salesCompany:{item.number}",
        "companyName": item.name,
        "description": description(item),
        "industry": item.industry.name,
        "employeeCountRange": SIZES[item.size][0],
        "employeeDisplayCount": f"{item.employees:,}",
        "saved": item.number % 8 == 0,
        "listCount": item.number % 3,
        "spotlightBadges": [hiring] if item.openings else [],
    }


def full_record(item: WorldOrganisation) -> JsonObject:
    """Return the answer of the organisation lookup: ids, old and new object, links."""
    text = description(item)
    specialities, details = ", ".join(item.industry.words), _details(item)
    fault = "The page is gone; this is the last known state." if is_deleted(item) else ""
    return {
        **compact({"error": fault}),
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
                **details,
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
                "headquartersAddress": details.get("headquartersAddress") or item.area.name,
                "stockTickerCode": details.get("stockTickerCode"),
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
