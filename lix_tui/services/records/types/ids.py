"""Record types of the ids that a person or an organisation has in every product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lix_tui.api.models.ids import (
    OrganisationIds,
    PersonIds,
    organisation_id_fields,
    person_id_fields,
)
from lix_tui.linkedin.handles import is_token
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.queries.destination import Destination
from lix_tui.services.queries.lix_ids import lix_id_of
from lix_tui.services.records import related_records
from lix_tui.services.records.record_keys import IDENTITIES, organisation_id_keys, person_id_keys
from lix_tui.services.records.record_parts import part_of_ids
from lix_tui.services.records.record_type import Field, Params, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine
from lix_tui.store.rows import Listing
from lix_tui.text import clean_line

Ids = PersonIds | OrganisationIds


def id_params(link: str) -> Params:
    """Return the id of a link, or an id itself, under the parameter name that Lix expects."""
    if lix_id_of(link):
        return {"lix_id": link.strip()}
    identity = recognise(link).entity_id or link.strip()
    in_sales = is_token(identity) or identity.isdecimal()
    return {"sales_nav_id" if in_sales else "li_flagship_id": identity}


FIELDS: tuple[Field[Ids], ...] = (
    Field("linkedin", "LinkedIn link", lambda ids: ids.links.linkedin),
    Field("sales_nav", "Sales Navigator link", lambda ids: ids.links.sales_nav),
    Field("recruiter", "Recruiter link", lambda ids: ids.links.recruiter),
    Field("li_id", "LinkedIn id", lambda ids: ids.li_id),
    Field("sales_nav_id", "Sales Navigator id", lambda ids: ids.sales_nav_id),
    Field("lix_id", "Lix id", lambda ids: ids.lix_id),
    Field(
        "id", "Lix number", lambda ids: ids.id if isinstance(ids, OrganisationIds) else None
    ),
)  # fmt: skip
LINKS = frozenset({"linkedin", "sales_nav", "recruiter"})


def _ids(ids: Ids) -> Iterable[SummaryLine]:
    for field in FIELDS:
        if field.id not in LINKS and (text := field.text(ids, None)):
            yield SummaryLine(field.label, "muted")
            yield SummaryLine(text)


def _links(ids: Ids) -> Iterable[SummaryLine]:
    for field in FIELDS:
        if field.id in LINKS and (text := field.text(ids, None)):
            yield SummaryLine(field.label, "muted")
            yield SummaryLine(text, "link")


def _best_link(ids: Ids) -> str | None:
    return ids.links.linkedin or ids.links.sales_nav


def _listing(
    kind: str, ids: Ids, link: str, keys_of: Callable[..., tuple[str, ...]]
) -> Iterable[Listing]:
    """Yield the entry of the person or the organisation that has the ids."""
    texts = (link, ids.links.linkedin, ids.links.sales_nav, ids.li_id, ids.sales_nav_id, ids.lix_id)
    keys = keys_of(*(text for text in texts if text))
    name = ids.name if isinstance(ids, OrganisationIds) else None
    if keys:
        yield Listing(
            kind=kind,
            key=keys[0],
            keys=keys,
            name=clean_line(name or ""),
            words=" ".join(text for text in (ids.li_id, ids.sales_nav_id, ids.lix_id) if text),
            link=_best_link(ids) or ("" if lix_id_of(link) else link),
            stand_in=clean_line(ids.li_id or keys[0].partition(":")[2]),
            value=part_of_ids(ids),
        )


def _person_entries(ids: PersonIds, link: str) -> Iterable[Listing]:
    return _listing("person", ids, link, person_id_keys)


def _organisation_entries(ids: OrganisationIds, link: str) -> Iterable[Listing]:
    return _listing("organisation", ids, link, organisation_id_keys)


def _of_person(ids: PersonIds, link: str | None) -> Iterator[Destination]:
    """Yield the profile and the email address."""
    best = _best_link(ids) or link
    yield from related_records.lookup("person", best, ids.li_id)
    yield from related_records.lookup("email", best, ids.li_id)


def _of_organisation(ids: OrganisationIds, link: str | None) -> Iterator[Destination]:
    """Yield the page, the people who work there, its jobs."""
    best = ids.links.linkedin or related_records.slug_link(ids.li_id) or link
    known = [text for text in (best, ids.sales_nav_id) if text]
    yield from related_records.lookup("organisation", best, ids.name)
    yield from related_records.people_at(ids.name, known)
    yield from related_records.jobs_at(ids.name, known)


PERSON_IDS: RecordType[PersonIds] = RecordType(
    endpoint="person_ids",
    model=PersonIds,
    entry_kind="person",
    keys=IDENTITIES["person_ids"].keys,
    subject=IDENTITIES["person_ids"].subject,
    params=id_params,
    links=lambda ids: (ids.links.linkedin, ids.links.sales_nav),
    ids=lambda ids: (ids.li_id, ids.sales_nav_id, ids.lix_id),
    best_link=_best_link,
    shape=person_id_fields,
    title=lambda ids: ids.li_id,
    subtitle=lambda _: ("A person's ids in every product",),
    fields=FIELDS,
    copies=tuple((field.label, field.id) for field in FIELDS),
    detail=(SectionSpec("Ids", _ids, wide=True), SectionSpec("Links", _links, wide=True)),
    related=_of_person,
    entries=_person_entries,
)
ORGANISATION_IDS: RecordType[OrganisationIds] = RecordType(
    endpoint="organisation_ids",
    model=OrganisationIds,
    entry_kind="organisation",
    keys=IDENTITIES["organisation_ids"].keys,
    subject=IDENTITIES["organisation_ids"].subject,
    params=id_params,
    links=lambda ids: (ids.links.linkedin, ids.links.sales_nav),
    ids=lambda ids: (ids.li_id, ids.sales_nav_id, ids.lix_id),
    best_link=_best_link,
    shape=organisation_id_fields,
    title=lambda ids: ids.name,
    subtitle=lambda _: ("An organisation's ids in every product",),
    fields=FIELDS,
    copies=tuple((field.label, field.id) for field in FIELDS),
    detail=(
        SectionSpec("Ids", _ids, wide=True),
        SectionSpec("Links", _links, wide=True),
    ),
    related=_of_organisation,
    entries=_organisation_entries,
)
