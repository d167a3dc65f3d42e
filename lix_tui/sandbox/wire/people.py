"""People as the API writes them: whole profiles, search results, hirers and raw results."""

from __future__ import annotations

from urllib.parse import quote

from lix_tui.sandbox.search.leads import degree
from lix_tui.sandbox.wire.person_details import (
    certificate_details,
    network,
    profile_details,
    study_details,
    viewer_details,
)
from lix_tui.sandbox.wire.positions import current_experience, experience
from lix_tui.sandbox.wire.values import JsonObject, compact, long
from lix_tui.sandbox.world import profiles
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.profiles import Study
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

ANONYMOUS = "LinkedIn Member"
_DEGREES = {1: "• 1st", 2: "• 2nd", 3: "• 3rd+"}


def profile_link(world: World, person: WorldPerson) -> str:
    """Return the address of the public profile."""
    return f"https://www.linkedin.com/in/{quote(world.slug(person), safe='-')}"


def picture(person: WorldPerson) -> str:
    """Return the address of the picture; empty for one person in six."""
    return "" if person.one_in(6, 15) else f"https://media.example/people/{person.member}.jpg"


def place(person: WorldPerson) -> str:
    """Return the location; empty for one person in 40."""
    return "" if person.one_in(40, 17) else person.area.name


def profile(world: World, person: WorldPerson) -> JsonObject:
    """Return a whole profile, as in the answer of ``/v1/person``."""
    lead = token("linkedin", person.member)
    return compact(
        {
            "description": person.headline,
            "location": place(person),
            "name": person.name,
            "img": picture(person),
            "twitter": f"@{person.first.ascii}{person.index}" if person.one_in(9, 29) else "",
            "aboutSummaryText": profiles.about(world.seed, person),
            "salesNavLink": f"https://linkedin.com/sales/lead/{lead},NAME_SEARCH,undefined",
            "link": profile_link(world, person),
            "numOfConnections": long(person.bits % 500),
            "premium": person.one_in(5, 31),
            "experience": experience(world, person),
            "education": [
                {**_education(study), **study_details(world, person, place)}
                for place, study in enumerate(world.studies(person))
            ],
            "skills": [
                compact({"name": name, "numOfEndorsement": long(count)})
                for name, count in profiles.skills(person)
            ],
            "languages": [
                {"name": name, "proficiency": level} for name, level in profiles.languages(person)
            ],
            "certifications": [
                {
                    "title": title,
                    "organisation": {"name": issuer},
                    **certificate_details(world, person, number),
                }
                for number, (title, issuer) in enumerate(profiles.certificates(world.seed, person))
            ],
            **profile_details(world, person),
        }
    )


def extended_profile(person: WorldPerson) -> JsonObject:
    """Return the Top Voice status of a person; nothing for one person in six."""
    return {} if person.one_in(6, 37) else {"topVoice": person.one_in(4, 41)}


def _education(study: Study) -> JsonObject:
    return {
        "institutionName": study.school.name,
        "degree": study.degree,
        "fieldOfStudy": study.field,
        "dateStarted": str(study.start),
        "dateEnded": str(study.end),
        "timePeriod": {"startedOn": {"year": study.start}, "endedOn": {"year": study.end}},
    }


def result(world: World, person: WorldPerson) -> JsonObject:
    """Return a person in a people search; anonymous ones have neither name nor link."""
    if person.anonymous:
        return compact(
            {"name": ANONYMOUS, "description": person.headline, "location": place(person)}
        )
    lead = token("sales", person.member)
    return compact(
        {
            **_common(world, person),
            "link": profile_link(world, person),
            "salesNavLink": f"https://www.linkedin.com/sales/lead/{lead},NAME_SEARCH,{lead[-4:]}",
        }
    )


def lead(world: World, person: WorldPerson) -> JsonObject:
    """Return a person in a Sales Navigator lead search, known by the Sales Navigator token."""
    if person.anonymous:
        return compact({**_common(world, person), "name": ANONYMOUS, "img": ""})
    id_ = token("sales", person.member)
    return compact(
        {
            **_common(world, person),
            "firstName": person.first_name,
            "lastName": person.last_name,
            "salesNavId": id_,
            "salesNavLink": f"https://www.linkedin.com/sales/lead/{id_},NAME_SEARCH,{id_[-4:]}",
            "link": f"https://www.linkedin.com/in/{id_}",
            **network(world, person),
            "viewerConnection": {"connectionDegree": degree(person), **viewer_details(person)},
        }
    )


def candidate(world: World, person: WorldPerson) -> JsonObject:
    """Return a person in a Recruiter search, known by the Recruiter token."""
    id_ = token("recruiter", person.member)
    return compact(
        {
            **_common(world, person),
            "link": f"https://www.linkedin.com/talent/profile/{id_}",
            "skills": [{"name": name} for name, _ in profiles.skills(person)[:5]],
        }
    )


def _common(world: World, person: WorldPerson) -> JsonObject:
    return {
        "name": person.name,
        "description": person.headline,
        "location": place(person),
        "img": picture(person),
        "numSharedConnections": person.bits % 7,
        "premium": person.one_in(5, 31),
        "experience": current_experience(world, person),
        "viewerConnection": {"connectionDegree": degree(person)},
    }


def hirer(world: World, person: WorldPerson) -> JsonObject:
    """Return a person behind a job posting."""
    return compact(
        {
            "name": person.name,
            "img": picture(person),
            "headline": person.headline,
            "link": profile_link(world, person),
        }
    )


def connection(world: World, person: WorldPerson, *, has_picture: bool = True) -> JsonObject:
    """Return a connection of a viewer.

    Lix documents the name of the picture alone; the other fields are those of a follower.
    """
    return compact(
        {
            "publicIdentifier": world.slug(person),
            "firstName": person.first_name,
            "lastName": person.last_name,
            "headline": person.headline,
            "profile_picture": picture(person) if has_picture else None,
            "entityUrn": f"urn:li:fsd_profile:{token('linkedin', person.member)}",
        }
    )


def raw_result(world: World, person: WorldPerson) -> JsonObject:
    """Return a person as LinkedIn's own result object.

    Lix passed it through in people searches.
    """
    member = token("linkedin", person.member)
    link = (
        "https://www.linkedin.com/search/results/people/headless"
        if person.anonymous
        else f"{profile_link(world, person)}?miniProfileUrn=urn%3Ali%3Afs_miniProfile%3A{member}"
    )
    entity: JsonObject = {
        "title": {"text": ANONYMOUS if person.anonymous else person.name},
        "primarySubtitle": compact({"text": person.headline}),
        "secondarySubtitle": compact({"text": place(person)}),
        "badgeText": {"text": _DEGREES[degree(person)]},
        "navigationUrl": link,
    }
    if person.organisation is not None:
        entity["summary"] = {"text": f"Current: {person.title} at {person.organisation.name}"}
    return {"itemUnion": {"entityResult": compact(entity)}}
