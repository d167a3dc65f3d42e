"""Fields of the data dictionary that few profiles have: works, contact, network, related people."""

from __future__ import annotations

from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world.careers import WorldPosition
from lix_tui.sandbox.world.dice import Roll, between, dice, pick, sample
from lix_tui.sandbox.world.functions import SENIORITIES
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

_PRONOUNS = ("she/her", "he/him", "they/them")
_PUBLISHERS = ("Journal of Small Teams", "Practice Quarterly", "Notes from the Field")
_OFFICES = ("EP", "US", "GB", "JP")
_GRADES = ("First class honours", "1.7", "cum laude", "With distinction")
_CLUBS = ("Rowing club, student newspaper", "Chess team, debating society", "Choir")


def has_details(person: WorldPerson) -> bool:
    """Return True for the one person in eight whose profile has every field."""
    return person.one_in(8, 34)


def profile_details(world: World, person: WorldPerson) -> JsonObject:
    """Return the further fields of a profile; empty for most people."""
    if not has_details(person):
        return {}
    roll = dice(world.seed, 21, person.index)
    member = token("linkedin", person.member)
    year, month, day = between(roll, 1958, 1999), between(roll, 1, 12), between(roll, 1, 28)
    at, site = person.organisation, f"https://{world.slug(person)}.example"
    return compact(
        {
            "firstName": person.first_name,
            "lastName": person.last_name,
            "pronoun": pick(roll, _PRONOUNS),
            "headline": person.headline,
            "industry": at.industry.name if at else "",
            "organisation": at.name if at else "",
            "companyUrl": at.link if at else "",
            "current": f"{person.title} at {at.name}" if at else "",
            "currentJobs": "; ".join(_jobs(world.current(person))),
            "pastJobs": "; ".join(_jobs(world.career(person)[len(world.current(person)) :])),
            "email": f"{person.first.ascii.lower()}{person.index}@mail.example",
            "phone": f"+44 20 7946 {person.index % 10_000:04}",
            "website": site,
            "im": f"signal:{world.slug(person)}",
            "birthday": f"{day}/{month}",
            "birthDate": {"day": day, "month": month, "year": year},
            "liId": member,
            "salesNavId": token("sales", person.member),
            "articleFollowers": between(roll, 20, 9000),
            "defaultDBID": 4_000_000 + person.index,
            "autoScraped": True,
            "publications": _publications(roll, person, site, member),
            "patents": _patents(roll, person, member),
            "relatedPersons": _related(world, person),
            **network(world, person),
        }
    )


def network(world: World, person: WorldPerson) -> JsonObject:
    """Return what connects the viewer to a person with details: names, urns, TeamLink."""
    count = person.bits % 7
    if not has_details(person) or not count:
        return {}
    roll = dice(world.seed, 22, person.index)
    known = sample(roll, world.people, count)
    return {
        "numSharedConnections": count,
        "sharedConnectionNames": [one.name for one in known],
        "sharedConnectionUrns": [f"urn:li:member:{one.member}" for one in known],
        "teamLinkConnectionProfiles": [
            f"https://www.linkedin.com/in/{token('sales', one.member)}" for one in known[:2]
        ],
    }


def viewer_details(person: WorldPerson) -> JsonObject:
    """Return the viewer's own marks on a person: saved, on lists, recent posts."""
    if not has_details(person):
        return {}
    return {
        "saved": True,
        "savedListCount": 1 + person.bits % 3,
        "recentPostsCount": 1 + person.bits % 5,
    }


def position_details(world: World, person: WorldPerson, position: WorldPosition) -> JsonObject:
    """Return seniority and lengths of a position in a profile with details."""
    if not has_details(person):
        return {}
    end = world.this_month if position.end is None else position.end
    months = max(1, end - position.start)
    length = compact({"years": months // 12, "months": months % 12})
    return compact(
        {
            "seniority": SENIORITIES[position.seniority],
            "isCurrent": position.end is None,
            "tenureAtPosition": length,
            "tenureAtOrg": length,
        }
    )


def study_details(world: World, person: WorldPerson, place: int) -> JsonObject:
    """Return grade, activities and a description of a study in a profile with details."""
    if not has_details(person):
        return {}
    roll = dice(world.seed, 23, person.index, place)
    return {
        "grade": pick(roll, _GRADES),
        "activitiesAndSocieties": pick(roll, _CLUBS),
        "description": f"Thesis on {person.function.skills[0]} in {person.area.name}.",
    }


def certificate_details(world: World, person: WorldPerson, place: int) -> JsonObject:
    """Return the dates of a certificate in a profile with details."""
    if not has_details(person):
        return {}
    roll = dice(world.seed, 24, person.index, place)
    year = world.now.year - between(roll, 0, 4)
    return {"issuedDate": f"March {year}", "expirationDate": f"March {year + 3}"}


def _jobs(positions: tuple[WorldPosition, ...]) -> list[str]:
    return [f"{position.title} at {position.company}" for position in positions[:3]]


def _publications(roll: Roll, person: WorldPerson, site: str, member: str) -> list[JsonObject]:
    topic = person.function.skills[0]
    found: list[JsonObject] = []
    for number in range(between(roll, 1, 2)):
        year, month, day = between(roll, 2009, 2024), between(roll, 1, 12), between(roll, 1, 28)
        found.append(
            {
                "name": f"What we learned about {topic}, part {number + 1}",
                "publisher": pick(roll, _PUBLISHERS),
                "description": f"Ten years of {topic}, told by the people who did it.",
                "url": f"{site}/papers/{number + 1}",
                "publishedOn": {"day": day, "month": month, "year": year},
                "authors": [{"entityUrn": f"urn:li:fsd_profile:{member}"}],
            }
        )
    return found


def _patents(roll: Roll, person: WorldPerson, member: str) -> list[JsonObject]:
    office, number = pick(roll, _OFFICES), between(roll, 1_000_000, 9_999_999)
    return [
        {
            "title": f"Method for faster {person.function.skills[-1]}",
            "issuer": office,
            "url": f"https://patents.example/{office}{number}",
            "issuedOn": {
                "day": between(roll, 1, 28),
                "month": between(roll, 1, 12),
                "year": between(roll, 2008, 2023),
            },
            "inventors": [{"entityUrn": f"urn:li:fsd_profile:{member}"}],
        }
    ]


def _related(world: World, person: WorldPerson) -> list[JsonObject]:
    """Return colleagues, whom LinkedIn shows beside a profile."""
    at = person.organisation
    colleagues = world.staff.get(at.index, []) if at else []
    return [
        compact(
            {
                "name": one.name,
                "headline": one.headline,
                "location": one.area.name,
                "img": f"https://media.example/people/{one.member}.jpg",
                "link": f"https://www.linkedin.com/in/{token('linkedin', one.member)}",
                "salesNavLink": f"https://www.linkedin.com/sales/lead/{token('sales', one.member)},"
                "NAME_SEARCH,abcd",
            }
        )
        for one in colleagues[:4]
        if one is not person
    ][:3]
