"""Record type of a viewer's connections: people with fields that Lix doesn't document."""

from __future__ import annotations

from dataclasses import replace

from lix_tui.api.models.base import JsonObject
from lix_tui.services.records.record_type import SectionSpec
from lix_tui.services.records.summary import SummaryLine, other_fields
from lix_tui.services.records.types.person import PERSON

_SHOWN = frozenset(
    {"firstName", "lastName", "name", "headline", "description", "location", "link"}
    | {"profilePictureUrl", "img", "salesNavLink", "experience"}
)


def _received(received: JsonObject) -> list[SummaryLine]:
    return other_fields(received, _SHOWN)


CONNECTION = replace(
    PERSON,
    preview=(*PERSON.preview, SectionSpec("As received", lambda _: (), received=_received)),
)
"""A person whose preview shows every other field that was received too."""
