"""Everything that can be looked up one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from lix_tui.linkedin.links import job_keys, organisation_keys, person_keys, post_keys
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.records import related
from lix_tui.services.records.copy_forms import person_forms
from lix_tui.services.records.email_owner import BY_EMAIL
from lix_tui.services.records.emails import EMAIL
from lix_tui.services.records.hirers import HIRERS, job_params
from lix_tui.services.records.jobs import as_job, job_forms, job_sections
from lix_tui.services.records.organisations import (
    as_organisation,
    organisation_forms,
    organisation_sections,
    size_pictures,
)
from lix_tui.services.records.people import as_person
from lix_tui.services.records.posts import (
    as_post,
    author_of,
    post_forms,
    post_sections,
    reaction_bars,
)
from lix_tui.services.records.profile import career_of, sections_of
from lix_tui.services.records.record_ids import ORGANISATION_IDS, PERSON_IDS
from lix_tui.services.records.record_type import Course, DetailKind, LookedUp, Params, Picture


def _person_pictures(record: LookedUp) -> list[Picture]:
    person = as_person(record)
    pictures = []
    if person.experience:
        career = career_of(person, datetime.now(UTC).date())
        pictures.append(Picture("Career", career=career))
    if person.skills:
        bars = tuple((skill.name or "?", skill.num_of_endorsement) for skill in person.skills)
        pictures.append(Picture("Skills", bars=bars))
    return pictures


def _post_pictures(record: LookedUp) -> list[Picture]:
    bars = tuple(reaction_bars(as_post(record)))
    return [Picture("Reactions", bars=bars)] if bars else []


def _person_links(record: LookedUp) -> Iterable[str | None]:
    person = as_person(record)
    return (person.link, person.sales_nav_link, person.sales_nav_id, person.li_id)


def _organisation_links(record: LookedUp) -> Iterable[str | None]:
    organisation = as_organisation(record)
    return (organisation.link, organisation.sales_nav_link)


def _post_params(link: str) -> Params:
    return {"post_urn": f"urn:li:{post_keys(link)[0]}"}


def _organisation_params(link: str) -> Params:
    target = recognise(link)
    name = "sales_nav_url" if target.kind == "account" else "linkedin_url"
    return {name: target.url or link}


PERSON = DetailKind(
    endpoint="person",
    word="profile",
    keys=person_keys,
    own_links=_person_links,
    params=lambda link: {"profile_link": link},
    title=lambda record: as_person(record).full_name,
    subtitle=lambda record: (as_person(record).headline_text, as_person(record).location),
    sections=lambda record: sections_of(as_person(record)),
    forms=lambda record, raw: person_forms(as_person(record), raw),
    pictures=_person_pictures,
    portrait=lambda record: as_person(record).img,
    best_link=lambda record: as_person(record).best_link,
    related=lambda record, link: tuple(related.of_person(as_person(record), link)),
    marks=True,
)
ORGANISATION = DetailKind(
    endpoint="organisation",
    word="organisation",
    keys=organisation_keys,
    own_links=_organisation_links,
    params=_organisation_params,
    title=lambda record: as_organisation(record).name or "An organisation",
    subtitle=lambda record: (
        as_organisation(record).industry,
        as_organisation(record).headquarters,
    ),
    sections=lambda record: organisation_sections(as_organisation(record)),
    forms=lambda record, raw: organisation_forms(as_organisation(record), raw),
    pictures=lambda record: size_pictures(as_organisation(record)),
    portrait=lambda record: as_organisation(record).logo_url,
    course=Course(
        "Employees, each time it was fetched",
        lambda record: as_organisation(record).li_employee_count,
    ),
    best_link=lambda record: as_organisation(record).best_link,
    related=lambda record, link: tuple(related.of_organisation(as_organisation(record), link)),
    marks=True,
)
JOB = DetailKind(
    endpoint="job",
    word="job",
    keys=job_keys,
    own_links=lambda record: (as_job(record).best_link,),
    params=job_params,
    title=lambda record: as_job(record).title or "A job",
    subtitle=lambda record: (as_job(record).company.name, as_job(record).formatted_location),
    sections=lambda record: job_sections(as_job(record)),
    forms=lambda record, raw: job_forms(as_job(record), raw),
    best_link=lambda record: as_job(record).best_link,
    related=lambda record, link: tuple(related.of_job(as_job(record), link)),
    marks=True,
)
POST = DetailKind(
    endpoint="post",
    word="post",
    keys=post_keys,
    own_links=lambda record: (as_post(record).best_link,),
    params=_post_params,
    title=lambda record: author_of(as_post(record)),
    subtitle=lambda record: (as_post(record).person.description,),
    sections=lambda record: post_sections(as_post(record)),
    forms=lambda record, raw: post_forms(as_post(record), raw),
    pictures=_post_pictures,
    best_link=lambda record: as_post(record).best_link,
    related=lambda record, link: tuple(related.of_post(as_post(record), link)),
    marks=True,
)

DETAILS: Mapping[str, DetailKind] = {
    kind.endpoint: kind
    for kind in (
        PERSON, ORGANISATION, JOB, POST, HIRERS, EMAIL, BY_EMAIL, PERSON_IDS, ORGANISATION_IDS
    )
}  # fmt: skip
"""By endpoint name."""
