"""Presentation of library entries: rows, preview, and related records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.decoders import ACCOUNT_MODELS, decode
from lix_tui.api.errors import LixError
from lix_tui.api.models.elements import KINDS, read_element
from lix_tui.api.models.facets import FacetPage
from lix_tui.api.models.search import SearchPage
from lix_tui.durations import age
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records.copy_form import CopyForm, forms_of
from lix_tui.services.records.merged_record import MergedRecord, record_of_value
from lix_tui.services.records.record_preview import titled, whole_preview
from lix_tui.services.records.record_types import RECORD_TYPES, type_of
from lix_tui.services.records.summary import SummaryLine, lines

if TYPE_CHECKING:
    from lix_tui.services.library.library import EntryDetail
    from lix_tui.services.records.record_type import LookedUp
    from lix_tui.store.rows import Entry

KIND_WORDS = {
    **{one.entry_kind: one.entry_kind.title() for one in RECORD_TYPES.values()},
    "email": "Email",
    "ids": "Ids",
}
"""Words for the kinds of entries, and for the kinds of answers that a query narrows to."""
CHANGED, NOTED = "∆", "✎"
MOST_LISTED = 8
"""Changes and searches that a preview lists."""


class EntryRows:
    """Rows of the entries that were found so far."""

    def __init__(
        self, entries: Sequence[Entry], now: float, marked: AbstractSet[str] = frozenset()
    ) -> None:
        """Show entries; ``marked`` are the ids of marked entries, and may change later."""
        self.entries, self._now, self._marked = entries, now, marked
        self._index: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def row_id(self, index: int) -> str:
        """Return the id of the entry in a row."""
        return str(self.entries[index].id)

    def cells(self, index: int) -> Sequence[str]:
        """Return name, title, company, place, kind, tags, age."""
        entry = self.entries[index]
        kind, when = KIND_WORDS.get(entry.kind, entry.kind), age(self._now - entry.fetched_at)
        return entry.name, entry.title, entry.company, entry.place, kind, entry.tags, when

    def index_of(self, row_id: str) -> int | None:
        """Return the present index of an entry, or None if it was not found. Entries never move."""
        for index in range(len(self._index), len(self.entries)):
            self._index[self.row_id(index)] = index
        return self._index.get(row_id)

    def mark(self, index: int) -> str:
        """Return '◆' for a marked entry, '∆' for one that has changed, '✎' for one with a note."""
        entry = self.entries[index]
        if str(entry.id) in self._marked:
            return "◆"
        if entry.changed_at is not None:
            return CHANGED
        return NOTED if entry.note else ("●" if entry.opened else "")


def preview_of_entry(entry: Entry, detail: EntryDetail | None) -> tuple[str, Sequence[SummaryLine]]:
    """Return title and lines of an entry's preview: the whole record once that is read."""
    now = time()
    kept = f"fetched {age(now - entry.fetched_at)}, first {age(now - entry.first_at)}"
    about = [SummaryLine(kept, "muted")]
    if entry.owner:
        about.append(SummaryLine(f"of another account: {entry.owner}", "muted"))
    if detail is not None:
        about += titled("Changed", list(_change_lines(detail, now)))
    shown = _whole_record(entry, detail, now) or _listed_parts(entry)
    head = next((at for at, line in enumerate(shown) if not line.text), len(shown))
    shown[head:head] = about
    found_by = detail.searches[:MOST_LISTED] if detail is not None else ()
    shown += titled("Found by", [SummaryLine(title) for title in found_by])
    if entry.link and all(line.text != entry.link for line in shown):
        shown += titled("Link", [SummaryLine(entry.link, "link")])
    return KIND_WORDS.get(entry.kind, entry.kind), shown


def _whole_record(entry: Entry, detail: EntryDetail | None, now: float) -> list[SummaryLine]:
    """Return every line of the stored record; none while it isn't read or merged yet."""
    record_type = RECORD_TYPES.get(entry.kind)
    if detail is None or not detail.record or record_type is None:
        return []
    marks = entry.note, entry.tags
    stored = MergedRecord(entry.id, entry.kind, detail.record, detail.sources, *marks)
    return whole_preview(record_type, stored, now)


def _listed_parts(entry: Entry) -> list[SummaryLine]:
    """Return the parts of a record that the list has."""
    address = " · ".join(text for text in (entry.email, entry.email_status) if text)
    return [
        SummaryLine(entry.name or entry.link, "title"),
        *lines(entry.title, entry.company, role="subtitle"),
        *lines(entry.place, role="muted"),
        *titled("Email", lines(address)),
        *titled("Tags", lines(entry.tags)),
        *titled("Note", lines(*entry.note.splitlines())),
    ]


def _change_lines(detail: EntryDetail, now: float) -> Iterator[SummaryLine]:
    for change in detail.changes[:MOST_LISTED]:
        was = f"was {change.before}, seen {age(now - change.at)}"
        yield SummaryLine(f"{change.field}: {change.after}, {was}")


def destination_of_entry(entry: Entry, endpoint: str) -> Destination | None:
    """Return the destination of an entry; ``endpoint`` is that of its newest answer."""
    wanted = entry.kind if entry.kind in RECORD_TYPES else endpoint
    if wanted not in RECORD_TYPES or not entry.link:
        return None
    return Destination(
        entry.name, cost_words(wanted), endpoint=wanted, link=entry.link, name=entry.name
    )


def record_of(detail: EntryDetail) -> LookedUp | None:
    """Return the merged record of an entry, else the record in its newest answer."""
    if detail.record:
        return record_of_value(detail.entry.kind, detail.record)
    endpoint, raw = detail.endpoint, detail.raw
    if endpoint in KINDS:
        return read_element(KINDS[endpoint], raw).record if isinstance(raw, dict) else None
    try:
        found = decode(endpoint, json.dumps(raw).encode())
    except LixError:
        return None
    if isinstance(found, (SearchPage, FacetPage, *ACCOUNT_MODELS)):
        return None
    return found


def related_of(detail: EntryDetail) -> Sequence[Destination]:
    """Return the records that can be opened from an entry.

    The entry itself is the first one unless it is stored whole.
    """
    record = record_of(detail)
    return () if record is None else tuple(type_of(record).related(record, detail.entry.link))


def forms_of_entry(entry: Entry, detail: EntryDetail | None) -> list[CopyForm]:
    """Return every form of an entry that can be copied."""
    if detail is None:
        return forms_of((("link", entry.link), ("name", entry.name)), None)[:-1]
    record = record_of(detail)
    if record is None:
        return forms_of((("link", entry.link), ("name", entry.name)), detail.raw)
    note = forms_of((("note", entry.note),), None)[:-1]
    return [*type_of(record).copy_forms(record, detail.record or detail.raw), *note]
