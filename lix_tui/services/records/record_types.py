"""All record types, by the endpoint that they are looked up with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lix_tui.services.records.record_type import LookedUp, RecordType
from lix_tui.services.records.types.email import EMAIL
from lix_tui.services.records.types.email_owner import EMAIL_OWNER
from lix_tui.services.records.types.employment import EMPLOYMENT
from lix_tui.services.records.types.extended_profile import EXTENDED_PROFILE
from lix_tui.services.records.types.hirers import HIRERS
from lix_tui.services.records.types.ids import ORGANISATION_IDS, PERSON_IDS
from lix_tui.services.records.types.job import JOB
from lix_tui.services.records.types.organisation import ORGANISATION
from lix_tui.services.records.types.person import PERSON
from lix_tui.services.records.types.person_with_email import PERSON_WITH_EMAIL
from lix_tui.services.records.types.post import POST
from lix_tui.services.records.types.website_matches import WEBSITE_MATCHES

# Any, because no type says that an endpoint answers with the model of its record type
_TYPES: tuple[RecordType[Any], ...] = (
    PERSON, ORGANISATION, JOB, POST, HIRERS, EMAIL, EMAIL_OWNER, PERSON_IDS, ORGANISATION_IDS,
    EXTENDED_PROFILE, EMPLOYMENT, WEBSITE_MATCHES, PERSON_WITH_EMAIL,
)  # fmt: skip
RECORD_TYPES: Mapping[str, RecordType[LookedUp]] = {one.endpoint: one for one in _TYPES}
_BY_MODEL: Mapping[type, RecordType[LookedUp]] = {one.model: one for one in _TYPES}


def subjects() -> dict[str, str]:
    """Return the kind of library entry that each type of record is about, where it has one."""
    return {name: one.subject for name, one in RECORD_TYPES.items() if one.subject}


def type_of(record: LookedUp) -> RecordType[LookedUp]:
    """Return the type of a record."""
    return _BY_MODEL[type(record)]
