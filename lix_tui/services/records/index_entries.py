"""What the library says of the records in an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lix_tui.api.decoding import decode
from lix_tui.api.errors import LixError
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.api.models.search import SearchPage
from lix_tui.services.records.html_text import readable
from lix_tui.services.records.people import company_of, title_of
from lix_tui.services.records.posts import author_of
from lix_tui.services.records.record_types import DETAILS
from lix_tui.store.rows import Listing
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Record
    from lix_tui.services.records.record_type import LookedUp

MOST_WORDS = 1500
"""Characters of a long text that a record can be found by."""


def of_page(page: SearchPage) -> list[Listing]:
    """The records of a page; empty ones, of which nothing can be said, are left out."""
    found = [_of_record(element.record, element.key, ()) for element in page.elements]
    return [listing for listing in found if listing is not None]


def of_lookup(record: LookedUp, link: str) -> list[Listing]:
    """The record that was asked for with ``link``, or those that it names."""
    if isinstance(record, Person | Organisation | JobPosting | Post):
        detail = DETAILS[_DETAIL[type(record)]]
        listing = _of_record(record, next(iter(detail.keys(link)), link), (link,), opened=True)
        return [] if listing is None else [listing]
    if isinstance(record, Hirers):
        found = [_of_record(person, _first_link(person), ()) for person in record.people]
        return [listing for listing in found if listing is not None]
    return _of_answer(record, link)


def of_stored(endpoint: str, body: bytes) -> list[Listing]:
    """The records of an answer that was kept before there was a library.

    A record that was looked up then is known by what it says of itself.
    """
    try:
        answer = decode(endpoint, body)
    except LixError:  # it was kept unread
        return []
    if isinstance(answer, SearchPage):
        return of_page(answer)
    if isinstance(answer, Person | Organisation | JobPosting | Post):
        return of_lookup(answer, _first_link(answer))
    return of_lookup(answer, "") if isinstance(answer, Hirers) else []


def records_in(endpoint: str, body: bytes) -> dict[str, tuple[Record, object]]:
    """The records of an answer with their JSON, by element key; one that stands alone under ''."""
    try:
        answer = decode(endpoint, body)
    except LixError:
        return {}
    if isinstance(answer, SearchPage):
        return {element.key: (element.record, element.value) for element in answer.elements}
    if isinstance(answer, Person | Organisation | JobPosting | Post):
        return {"": (answer, json.loads(body))}
    return {}


def _of_answer(record: LookedUp, link: str) -> list[Listing]:
    if isinstance(record, EmailAnswer) and record.email:
        words = " ".join((*record.alternatives, link))
        status = record.status or ""
        return [_listing("email", f"email {record.email}", record.email, status, words, link)]
    if isinstance(record, LookcAnswer):
        return [
            _listing("person", key, hit.name or "", "", link, hit.link or hit.sales_nav_link or "",
                     keys=DETAILS["person"].keys(*_present(hit.link, hit.sales_nav_link)))
            for hit in record.hits
            if (key := hit.link or hit.sales_nav_link)
        ]  # fmt: skip
    if isinstance(record, PersonIds | OrganisationIds):
        words = " ".join(_present(record.li_id, record.sales_nav_id, record.lix_id, link))
        name = (record.name if isinstance(record, OrganisationIds) else None) or record.li_id
        best = record.links.linkedin or record.links.sales_nav or link
        key = f"ids {record.lix_id or record.sales_nav_id or link}"
        return [_listing("ids", key, name or link, "ids in every product", words, best)]
    return []


def _listing(
    kind: str, key: str, name: str, title: str, words: str, link: str, *, keys: Sequence[str] = ()
) -> Listing:
    return Listing(
        kind, key, tuple(keys) or (key,), clean_line(name), title, words=words, link=link,
        opened=True,
    )  # fmt: skip


def _of_record(
    record: Record, key: str, links: tuple[str, ...], *, opened: bool = False
) -> Listing | None:
    """The listing of a record; None for one that neither says a name nor can be found again."""
    kind = _DETAIL[type(record)]
    detail = DETAILS[kind]
    keys = (key, *detail.keys(*_present(*links, *detail.own_links(record))))
    name, title, company, place, words = _facts(record)
    link = detail.best_link(record) or next(iter(links), "")
    if not name and not link:
        return None
    return Listing(
        kind=kind,
        key=key,
        keys=tuple(dict.fromkeys(keys)),
        name=clean_line(name),
        title=clean_line(title),
        company=clean_line(company),
        place=clean_line(place),
        words=clean_line(words)[:MOST_WORDS],
        link=link,
        opened=opened,
    )


Facts = tuple[str, str, str, str, str]
"""Name, title, company, place, and more words."""


def _facts(record: Record) -> Facts:
    if isinstance(record, Person):
        skills = [skill.name for skill in record.skills]
        titles = [entry.title for entry in record.experience]
        words = [record.headline_text, record.industry, *skills, *titles, record.about_summary_text]
        return (
            record.full_name,
            title_of(record),
            company_of(record),
            record.location or "",
            " ".join(_present(*words)),
        )
    if isinstance(record, Organisation):
        words = [record.size, record.specialities, record.description]
        industry, place = record.industry or "", record.headquarters or ""
        return record.name or "", industry, "", place, " ".join(_present(*words))
    if isinstance(record, JobPosting):
        words = [record.employment_type, readable(record.description or "")]
        company, place = record.company.name or "", record.formatted_location or ""
        return record.title or "", "", company, place, " ".join(_present(*words))
    text = clean_line(record.text or record.embedded_object.title or "")
    return author_of(record), text[:200], "", "", text


_DETAIL: Mapping[type, str] = {
    Person: "person", Organisation: "organisation", JobPosting: "job", Post: "post",
}  # fmt: skip


def _first_link(record: LookedUp) -> str:
    detail = DETAILS[_DETAIL[type(record)]]
    return next(iter(_present(*detail.own_links(record))), "")


def _present(*texts: str | None) -> list[str]:
    return [text for text in texts if text]
