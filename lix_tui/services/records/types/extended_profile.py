"""Record type of an extended profile: the Top Voice status of a person."""

from __future__ import annotations

from collections.abc import Iterable

from lix_tui.api.models.extended_profile import ExtendedProfile
from lix_tui.linkedin.links import person_keys
from lix_tui.services.records import related_records
from lix_tui.services.records.person_listing import person_listing, public_profile_params
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_parts import part_of_extended_profile
from lix_tui.services.records.record_type import Field, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine
from lix_tui.store.rows import Listing

_WORDS = {
    True: "A LinkedIn Top Voice.",
    False: "Not a LinkedIn Top Voice.",
    None: "Lix's answer doesn't say if this person is a LinkedIn Top Voice.",
}


def _lines(extended: ExtendedProfile) -> Iterable[SummaryLine]:
    yield SummaryLine(_WORDS[extended.top_voice], "subtitle")


def _copies(extended: ExtendedProfile) -> Iterable[tuple[str, str | None]]:
    yield "Top Voice status", None if extended.top_voice is None else _WORDS[extended.top_voice]


def _entries(extended: ExtendedProfile, link: str) -> Iterable[Listing]:
    return person_listing(link, part_of_extended_profile(extended))


EXTENDED_PROFILE: RecordType[ExtendedProfile] = RecordType(
    endpoint="person_extended",
    model=ExtendedProfile,
    entry_kind="person",
    keys=person_keys,
    subject=IDENTITIES["person_extended"].subject,
    params=public_profile_params,
    title=lambda _: None,
    subtitle=lambda _: ("Top Voice status",),
    fields=(Field("top_voice", "Top Voice", lambda extended: extended.top_voice, "flag"),),
    more_copies=_copies,
    detail=(SectionSpec("Top Voice", _lines, wide=True),),
    related=lambda _, link: related_records.lookup("person", link, None),
    entries=_entries,
)
