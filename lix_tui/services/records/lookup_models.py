"""Models of the answers that lookups have, for type checkers."""

from __future__ import annotations

from typing import TypeAlias

from lix_tui.api.models.elements import Record
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.employment import Employment
from lix_tui.api.models.extended_profile import ExtendedProfile
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.api.models.website_matches import WebsiteMatches

LookupModel: TypeAlias = (
    Record
    | Hirers
    | PersonIds
    | OrganisationIds
    | EmailAnswer
    | LookcAnswer
    | ExtendedProfile
    | Employment
    | WebsiteMatches
)
"""Model of any answer of a lookup."""

__all__ = ["LookupModel"]
