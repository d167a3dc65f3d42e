"""Record type of the people who hire for a job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.person import Person, RelatedPerson
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_type import RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine, groups
from lix_tui.services.records.types.job import job_params
from lix_tui.services.records.types.person import PERSON
from lix_tui.services.records.types.person_sections import related_person
from lix_tui.services.records.unplaced_fields import field_lines
from lix_tui.store.rows import Listing

_DOCUMENTED = frozenset(RelatedPerson.model_fields)
"""Fields of a hirer that are shown without their names."""


def _people(hirers: Hirers) -> Iterable[SummaryLine]:
    if not hirers.people:
        yield SummaryLine("This posting doesn't name a hirer. Many postings don't.", "muted")
    yield from groups(tuple(_hirer(person)) for person in hirers.people)


def _hirer(person: Person) -> Iterable[SummaryLine]:
    """Yield the documented fields of a hirer, then any other field of a person."""
    yield from related_person(person)
    unknown = person.model_extra or {}
    yield from field_lines(
        person.model_dump(
            mode="json",
            by_alias=True,
            exclude_unset=True,
            warnings=False,
            exclude={*_DOCUMENTED, *unknown},
        )
    )


def _copies(hirers: Hirers) -> Iterable[tuple[str, str | None]]:
    for person in hirers.people:
        yield f"link of {person.full_name}", person.best_link
    yield "names", ", ".join(person.full_name for person in hirers.people) or None


def _count(hirers: Hirers) -> str:
    count = len(hirers.people)
    if not count:
        return "no names"
    return f"{count} {'person hires' if count == 1 else 'people hire'} for this job"


def _related(hirers: Hirers, link: str | None) -> Iterator[Destination]:
    """Yield everybody who hires, and the posting."""
    for person in hirers.people:
        yield from related_records.lookup("person", person.best_link, person.full_name)
    yield from related_records.lookup("job", link, None)


def _entries(hirers: Hirers, _: str) -> Iterable[Listing | None]:
    for person in hirers.people:
        own = next((link for link in PERSON.own_links(person) if link), "")
        yield PERSON.listing(person, own)


HIRERS: RecordType[Hirers] = RecordType(
    endpoint="hirers",
    model=Hirers,
    entry_kind="person",
    keys=IDENTITIES["hirers"].keys,
    subject=IDENTITIES["hirers"].subject,
    params=job_params,
    best_link=lambda hirers: next((p.best_link for p in hirers.people), None),
    title=lambda _: None,
    subtitle=lambda hirers: (_count(hirers),),
    more_copies=_copies,
    detail=(SectionSpec("Who hires", _people, wide=True),),
    related=_related,
    entries=_entries,
)
