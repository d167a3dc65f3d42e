"""What is asked of Lix, as parameters and body: for sending it, and for showing it as code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS, Host
from lix_tui.api.http_request import Outgoing, outgoing
from lix_tui.paging.cursors import page_request

if TYPE_CHECKING:
    from lix_tui.paging.cursors import PagePosition
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.query import Query
    from lix_tui.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of an endpoint."""

    endpoint: str
    params: Mapping[str, str | int | None] = field(default_factory=dict)
    """Those that are None are not sent."""
    body: Mapping[str, object] | None = None

    @property
    def given(self) -> dict[str, str]:
        """The parameters that are sent."""
        return {name: str(value) for name, value in self.params.items() if value is not None}

    def outgoing(self, settings: Settings) -> Outgoing:
        """The request as it leaves, to the servers that the settings name."""
        entry = ENDPOINTS[self.endpoint]
        base = settings.lookc_url if entry.host is Host.LOOKC else settings.api_url
        made = outgoing(entry, base, entry.paths[0], self.given, self.body)
        return replace(made, key_header=settings.key_header or "raw")


def page_asked(kind: Kind, query: Query, position: PagePosition, sequence_id: str | None) -> Asked:
    """The request for one page of a search."""
    request = page_request(kind.paging, query.url, position)
    eyes = {"viewer_id": query.viewer_id, "sequence_id": sequence_id}
    if kind.endpoint == "recruiter_search":
        skills = [skill.to_json() for skill in query.skills]
        return Asked(kind.endpoint, eyes, {"skills": skills, "start": request.body_start or 0})
    start = request.start or 0
    if kind.endpoint == "connections":
        count = kind.paging.page_size
        viewer = query.viewer_id or ""
        return Asked(kind.endpoint, {"viewer_id": viewer, "count": count, "start": start})
    url = request.url or query.url
    if kind.endpoint == "posts_search":
        return Asked(kind.endpoint, {"url": url, "start": start, **eyes})
    return Asked(kind.endpoint, {"url": url, **eyes})


def lookup_asked(endpoint: str, params: Mapping[str, str], viewer_id: str | None) -> Asked:
    """The request for one record, with the viewer's eyes where the endpoint takes a viewer."""
    viewer = viewer_id if "viewer_id" in ENDPOINTS[endpoint].parameters else None
    return Asked(endpoint, {**params, "viewer_id": viewer})
