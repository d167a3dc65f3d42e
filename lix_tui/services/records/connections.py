"""The connections of a viewer, whatever fields they come with."""

from __future__ import annotations

from datetime import datetime

from lix_tui.api.models.base import JsonObject, first_present, moment_of
from lix_tui.api.models.elements import Element
from lix_tui.services.records.people import PeopleView, as_person
from lix_tui.services.records.summary import SummaryLine, other_fields

_SHOWN = frozenset(
    {"firstName", "lastName", "name", "headline", "description", "location", "link"}
    | {"profilePictureUrl", "img", "salesNavLink", "experience"}
)
_SINCE = ("connectedAt", "followedAt", "createdAt")


class ConnectionsView(PeopleView):
    """People a viewer is connected to. Lix documents no fields, so unknown ones are shown too."""

    def cells(self, element: Element) -> tuple[str, ...]:
        """Name, headline, location, day."""
        person, since = as_person(element.record), since_of(element)
        day = f"{since:%Y-%m-%d}" if since else ""
        return (person.full_name, person.headline_text, person.location or "", day)

    def summary(self, element: Element) -> list[SummaryLine]:
        """What is known of the person, then every field that has no place of its own."""
        lines, others = super().summary(element), other_fields(element.raw, _SHOWN)
        return (
            [*lines, SummaryLine(""), SummaryLine("As received", "heading"), *others]
            if others
            else lines
        )


def since_of(element: Element) -> datetime | None:
    """When they were connected, under any of the names such fields have."""
    return since_in(element.raw)


def since_in(fields: JsonObject) -> datetime | None:
    """The same from the fields of an element."""
    return moment_of(first_present(fields, *_SINCE))
