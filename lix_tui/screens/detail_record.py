"""Record of a detail screen: its links, copy forms and related records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lix_tui.services.raw_view import RawView
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import request_forms
from lix_tui.text import MOST_IN_LINE, shortened

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.records.record_type import DetailKind
    from lix_tui.services.records.stored_records import Detail


class DetailRecord:
    """Source of the record commands of one detail screen."""

    def __init__(
        self, screen: LixScreen, kind: DetailKind, link: str, name: str, viewer_id: str | None
    ) -> None:
        """``link`` opened the record; ``name`` is its title until the record arrives."""
        self._screen, self._kind, self._link = screen, kind, link
        self._name, self._viewer = name, viewer_id
        self.detail: Detail | None = None
        """The record, once it is fetched."""

    @property
    def best_link(self) -> str | None:
        """The record's own link, else the one it was opened with."""
        return (self._kind.best_link(self.detail.record) if self.detail else None) or self._link

    def related(self) -> Sequence[Opening]:
        """Return the related records, and searches."""
        if self.detail is None:
            return ()
        record, kind = self.detail.record, self._kind
        links = [self._link, *(link for link in kind.own_links(record) if link)]
        own = {*links, *kind.keys(*links)}

        def is_here(opening: Opening) -> bool:
            """Return True if the opening leads to this record, by any of its links."""
            return (
                opening.endpoint == kind.endpoint
                and opening.link is not None
                and not own.isdisjoint((opening.link, *kind.keys(opening.link)))
            )

        return [opening for opening in kind.related(record, self._link) if not is_here(opening)]

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record."""
        detail = self.detail
        if detail is None:
            return [CopyForm("link", self._link)]
        return self._kind.forms(detail.record, json.loads(detail.body))

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return every form, and the request as code."""
        services = self._screen.host.services_now
        if self.detail is None or services is None:
            return self.copy_forms()
        request = services.request_of(self.detail.request(self._viewer))
        return [*self.copy_forms(), *request_forms(request)]

    @property
    def record_viewer(self) -> str | None:
        """The viewer that the record was opened as."""
        return self._viewer

    def raw_view(self) -> RawView | None:
        """Return the answer as received."""
        detail = self.detail
        if detail is None:
            return None
        request = detail.request(self._viewer)
        return RawView(self.title, detail.body, detail.endpoint, detail.fetched_at, request)

    @property
    def title(self) -> str:
        """The record's title, else the name that it was opened with."""
        title = self._kind.title(self.detail.record) if self.detail else None
        return shortened(title or self._name, MOST_IN_LINE)
