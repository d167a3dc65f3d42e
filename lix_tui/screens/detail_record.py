"""Record of a detail screen: its links, copy forms and related records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lix_tui.services.records.code_snippets import request_forms
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.text import MOST_IN_LINE, shortened

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.library.annotations import RecordRef
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.record_type import LookedUp, RecordType
    from lix_tui.services.records.stored_records import Detail


class DetailRecord:
    """Source of the record commands of one detail screen."""

    def __init__(
        self,
        screen: LixScreen,
        record_type: RecordType[LookedUp],
        link: str,
        name: str,
        viewer_id: str | None,
    ) -> None:
        """``link`` opened the record; ``name`` is its title until the record arrives."""
        self._screen, self._type, self._link, self._name = screen, record_type, link, name
        self.record_viewer = viewer_id
        """Account connected to Lix on whose behalf the record was fetched."""
        self.detail: Detail | None = None
        """The record, once it is fetched."""

    @property
    def best_link(self) -> str | None:
        """The record's own link, else the one it was opened with."""
        return (self._type.best_link(self.detail.record) if self.detail else None) or self._link

    def related(self) -> Iterator[Destination]:
        """Yield related records and searches, without the record itself."""
        if self.detail is None:
            return
        record, kind = self.detail.record, self._type
        links = [self._link, *(link for link in kind.own_links(record) if link)]
        own = {*links, *kind.keys(*links)}
        for destination in kind.related(record, self._link):
            if (
                destination.endpoint != kind.endpoint
                or destination.link is None
                or own.isdisjoint((destination.link, *kind.keys(destination.link)))
            ):
                yield destination

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record."""
        detail = self.detail
        if detail is None:
            return [CopyForm("link", self._link)]
        return self._type.copy_forms(detail.record, json.loads(detail.body))

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record, the record as a table, and its request as code."""
        services = self._screen.host.services_now
        if self.detail is None or services is None:
            return self.copy_forms()
        request = services.request_of(self.detail.request(self.record_viewer))
        return [*self.copy_forms(), *self._table_forms(self.detail), *request_forms(request)]

    def _table_forms(self, detail: Detail) -> Sequence[CopyForm]:
        """Return the record as a table in the columns of each preset."""
        from lix_tui.services.export.preset_file import PresetFile
        from lix_tui.services.export.table_copy import detail_rows, table_forms

        presets = PresetFile(self._screen.host.settings.paths.config).usable()
        return table_forms(detail_rows(detail), (), f"the {self._type.noun}", presets)

    def raw_view(self) -> RawView | None:
        """Return the answer as received."""
        from lix_tui.services.raw_view import RawView

        detail = self.detail
        if detail is None:
            return None
        request = detail.request(self.record_viewer)
        return RawView(self.title, detail.body, detail.endpoint, detail.fetched_at, request)

    def annotated_refs(self) -> Sequence[RecordRef]:
        """Return the record, or the owners of an address."""
        from lix_tui.screens.annotation_actions import refs_of_detail

        return refs_of_detail(self._type, self._link, self.title, self.detail)

    def annotations_changed(self) -> None:
        """Show note and tags on the screen's line for them."""
        from lix_tui.screens.annotation_actions import show_annotations

        work = show_annotations(self._screen, self.annotated_refs())
        self._screen.run_worker(work, group="annotations", exclusive=True, exit_on_error=False)

    @property
    def title(self) -> str:
        """The record's title, else the name that it was opened with."""
        title = self._type.title(self.detail.record) if self.detail else None
        return shortened(title or self._name, MOST_IN_LINE)
