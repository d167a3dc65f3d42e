"""Views of the kinds of search: what their records hold and how their cells read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.services.kinds import KindName
    from lix_tui.services.records.record_view import RecordView


def view_of(kind: KindName) -> RecordView:
    """Return the view of a kind's records; this imports the models of its answers."""
    match kind:
        case "people":
            from lix_tui.services.records.people import PeopleView

            return PeopleView()
        case "sales":
            from lix_tui.services.records.people import LeadsView

            return LeadsView()
        case "recruiter":
            from lix_tui.services.records.people import CandidatesView

            return CandidatesView()
        case "connections":
            from lix_tui.services.records.connections import ConnectionsView

            return ConnectionsView()
        case "jobs":
            from lix_tui.services.records.jobs import JobsView

            return JobsView()
        case "posts":
            from lix_tui.services.records.posts import PostsView

            return PostsView()
        case "orgs":
            from lix_tui.services.records.organisations import OrganisationsView

            return OrganisationsView()
