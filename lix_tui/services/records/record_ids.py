"""The ids of a person or an organisation in every product."""

from __future__ import annotations

from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.linkedin.links import organisation_keys, person_keys
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.tokens import is_token
from lix_tui.services.queries.lix_ids import lix_id_of
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import forms_of
from lix_tui.services.records.record_type import DetailKind, LookedUp, Params, of_type
from lix_tui.services.records.related import of_organisation_ids, of_person_ids
from lix_tui.services.records.summary import Section, SummaryLine

Ids = PersonIds | OrganisationIds


def id_params(link: str) -> Params:
    """The one id that a link, or an id itself, holds, under the name Lix takes it by."""
    if lix_id_of(link):
        return {"lix_id": link.strip()}
    identity = recognise(link).entity_id or link.strip()
    in_sales = is_token(identity) or identity.isdecimal()
    return {"sales_nav_id" if in_sales else "li_flagship_id": identity}


def person_id_keys(*texts: str) -> tuple[str, ...]:
    """Identity keys of a person, Lix's own id among them."""
    lix = tuple(f"lix:{text.strip()}" for text in texts if lix_id_of(text) == "person")
    return (*person_keys(*(text for text in texts if not lix_id_of(text))), *lix)


def organisation_id_keys(*texts: str) -> tuple[str, ...]:
    """Identity keys of an organisation, Lix's own id among them."""
    lix = tuple(f"lix:{text.strip()}" for text in texts if lix_id_of(text) == "organisation")
    return (*organisation_keys(*(text for text in texts if not lix_id_of(text))), *lix)


def _ids(record: LookedUp) -> Ids:
    return record if isinstance(record, OrganisationIds) else of_type(PersonIds, record)


def _pairs(ids: Ids) -> list[tuple[str, str | None]]:
    pairs: list[tuple[str, str | None]] = [
        ("LinkedIn link", ids.links.linkedin),
        ("Sales Navigator link", ids.links.sales_nav),
        ("Recruiter link", ids.links.recruiter),
        ("LinkedIn id", ids.li_id),
        ("Sales Navigator id", ids.sales_nav_id),
        ("Lix id", ids.lix_id),
    ]
    return [*pairs, ("Lix number", ids.id)] if isinstance(ids, OrganisationIds) else pairs


def _sections(record: LookedUp) -> list[Section]:
    ids = _ids(record)
    lines: dict[str, list[SummaryLine]] = {"Ids": [], "Links": []}
    for label, value in _pairs(ids):
        if value:
            is_link = label.endswith("link")
            lines["Links" if is_link else "Ids"] += [
                SummaryLine(label, "muted"),
                SummaryLine(value, "link" if is_link else "text"),
            ]
    sections = [Section(title, tuple(found)) for title, found in lines.items() if found]
    if isinstance(ids, OrganisationIds) and ids.li_profile_is_deleted:
        sections.append(Section("State", (SummaryLine("LinkedIn has deleted this page."),)))
    return sections


def _forms(record: LookedUp, raw: object) -> list[CopyForm]:
    return forms_of(_pairs(_ids(record)), raw)


def _own(record: LookedUp) -> tuple[str | None, ...]:
    ids = _ids(record)
    return (ids.li_id, ids.sales_nav_id, ids.lix_id, ids.links.linkedin, ids.links.sales_nav)


def _best(record: LookedUp) -> str | None:
    links = _ids(record).links
    return links.linkedin or links.sales_nav


PERSON_IDS = DetailKind(
    endpoint="person_ids",
    word="ids",
    keys=person_id_keys,
    own_links=_own,
    params=id_params,
    title=lambda record: of_type(PersonIds, record).li_id,
    subtitle=lambda _: ("A person's ids in every product",),
    sections=_sections,
    forms=_forms,
    best_link=_best,
    related=lambda record, link: of_person_ids(of_type(PersonIds, record), link),
    lead=frozenset({"Ids", "Links"}),
)
ORGANISATION_IDS = DetailKind(
    endpoint="organisation_ids",
    word="ids",
    keys=organisation_id_keys,
    own_links=_own,
    params=id_params,
    title=lambda record: of_type(OrganisationIds, record).name,
    subtitle=lambda _: ("An organisation's ids in every product",),
    sections=_sections,
    forms=_forms,
    best_link=_best,
    related=lambda record, link: of_organisation_ids(of_type(OrganisationIds, record), link),
    lead=frozenset({"Ids", "Links", "State"}),
)
