"""Head of a record's screen: name, lines about it, and where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from lix_tui.durations import stored_age
from lix_tui.text import MOST_IN_LINE, shortened
from lix_tui.widgets.key_hints import spelled

if TYPE_CHECKING:
    from lix_tui.services.records.record_type import LookedUp, RecordType
    from lix_tui.services.records.stored_records import Detail

UNKNOWN_FORM = (
    "This answer has an unknown format. <record.raw> shows the stored answer as received."
)


class RecordHead(Static):
    """Name of a record in bold, with lines below."""

    def __init__(self, name: str) -> None:
        """Show ``name`` until the record arrives."""
        super().__init__(Content(name), id="detail-head", markup=False)
        self._name_before = name

    def show(self, name: str, *lines: str) -> None:
        """Show a name and the lines that aren't empty."""
        rest = "".join(f"\n{line}" for line in lines if line)
        self.update(Content.assemble((name, "bold $foreground"), (rest, "$text-muted")))

    def describe(
        self,
        record_type: RecordType[LookedUp],
        detail: Detail,
        title: str,
        stale_days: Mapping[str, int],
        *,
        offline: bool,
    ) -> None:
        """Show a record's title and lines, with its age, or that its form is unknown."""
        record = detail.record
        if not record_type.sections(record) and not record_type.charts(record):
            self.show(self._name_before, spelled(self, UNKNOWN_FORM))
            return
        kept = f"fetched now · {detail.unsaved}" if detail.unsaved else "fetched now"
        if detail.from_store:
            kept = stored_age(detail.fetched_at, stale_days, record_type.endpoint)
            if "stale" in kept and not offline:
                kept += spelled(self, " · <record.refresh>: refresh (paid again)")
        subtitle = record_type.subtitle(record)
        *first, last = (shortened(text or "", MOST_IN_LINE) for text in subtitle)
        self.show(title, *first, " · ".join(part for part in (last, kept) if part))
