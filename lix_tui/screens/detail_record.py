"""Record of a detail screen: its links, copy forms and related records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lix_tui.services.records.code_snippets import request_forms
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.mark_fields import NOTE, TAGS
from lix_tui.text import MOST_IN_LINE, shortened

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.library.annotations import RecordRef
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.merged_record import MergedRecord
    from lix_tui.services.records.merged_records import MergedRecords
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
        self.stored: MergedRecord | None = None
        """All that is stored of the record, once it is read; None where a viewer sees it."""

    @property
    def best_link(self) -> str | None:
        """The record's own link, else the one it was opened with."""
        return (self._type.best_link(self.detail.record) if self.detail else None) or self._link

    async def settle_marks(self) -> None:
        """Do nothing: a single record has no marked rows."""

    async def marked_links(self) -> None:
        """Return None: a single record has no marked rows."""

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

    async def read_stored(self, records: MergedRecords) -> bool:
        """Read what other answers say of the record; return True if that adds a value.

        Raises StoreError.
        """
        detail = self.detail
        if detail is None or self.record_viewer or not self._type.is_exported:
            return False
        links = (self._link, *self._type.own_links(detail.record))
        keys = self._type.keys(*(link for link in links if link))
        found = await records.find(self._type.entry_kind, keys)
        if found is None or detail is not self.detail:
            return False
        before = self.whole_value(detail) if self.stored is None else self.stored.value
        self.stored = found
        return any(value and not before.get(name) for name, value in found.value.items())

    def whole_value(self, detail: Detail) -> JsonObject:
        """Return the record's JSON in the shape of its model, with all that is stored of it."""
        received = self._type.shape(json.loads(detail.body))
        if self.stored is None:
            return received
        marks = (NOTE, TAGS)
        known = {name: found for name, found in self.stored.value.items() if name not in marks}
        return {**received, **known}

    def whole_record(self, detail: Detail) -> LookedUp:
        """Return the record with all that is stored of it."""
        return detail.record if self.stored is None else self.stored.record

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record."""
        detail = self.detail
        if detail is None:
            return [CopyForm("link", self._link)]
        return self._type.copy_forms(self.whole_record(detail), json.loads(detail.body))

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record, the record as a table, and its request as code."""
        services = self._screen.host.services_now
        if self.detail is None or services is None:
            return self.copy_forms()
        request = services.request_of(self.detail.request(self.record_viewer))
        return [*self.copy_forms(), *self._table_forms(self.detail), *request_forms(request)]

    def _table_forms(self, detail: Detail) -> Sequence[CopyForm]:
        """Return the record as a table in the columns of each preset."""
        from lix_tui.services.export.export_row import ExportRow
        from lix_tui.services.export.preset_file import PresetFile
        from lix_tui.services.export.table_copy import detail_rows, table_forms

        presets = PresetFile(self._screen.host.settings.paths.config).usable()
        rows, stored = detail_rows(detail), self.stored
        if stored is not None:
            rows = [ExportRow(stored.kind, stored.record, stored.value, stored.note, stored.tags)]
        return table_forms(rows, (), f"the {self._type.noun}", presets)

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
