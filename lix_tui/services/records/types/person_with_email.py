"""Record type of the profile of somebody whose email address is known, as Lix answers it.

Lix looks a person up by an address as LookC does, for another price. An address alone identifies
nobody: the answer is stored under the address, and its person under the links that the profile has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lix_tui.api.models.person import Person, PersonWithEmail
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.types.person import PERSON
from lix_tui.store.rows import Listing


def _own_link(person: Person) -> str:
    return next((text for text in PERSON.own_links(person) if text), "")


def _entries(person: Person, address: str) -> Iterable[Listing | None]:
    """Yield the person if the profile has a link, with the address unless it has another one."""
    if link := _own_link(person):
        known = person if person.email else person.model_copy(update={"email": address})
        yield PERSON.listing(known, link, link, opened=True)


def _related(person: Person, link: str | None) -> Iterator[Destination]:
    """Yield what a profile leads to, and the same lookup through LookC."""
    yield from PERSON.related(person, _own_link(person) or None)
    yield from related_records.lookup("person_by_email", link, None)


PERSON_WITH_EMAIL = replace(
    PERSON,
    endpoint="person_with_email",
    model=PersonWithEmail,
    answers_as="person",
    keys=IDENTITIES["person_with_email"].keys,
    subject=IDENTITIES["person_with_email"].subject,
    params=lambda address: {"email": (recognise(address).entity_id or address).strip()},
    title=lambda person: person.full_name if person.known_name or _own_link(person) else None,
    export_defaults=(),
    related=_related,
    entry=None,
    entries=_entries,
    marks=False,
    has_result=lambda person: bool(person.known_name or _own_link(person)),
    empty_is_missing=True,
)
