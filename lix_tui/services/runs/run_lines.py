"""Lines of a run on screen: one per record, with its status and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from lix_tui.safe_cells import line_of
from lix_tui.services.columns import Column
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.added_columns import readers_of
from lix_tui.services.runs.lookup_batch import RowLookup
from lix_tui.services.runs.row_outcomes import STATUSES, Status, answers_of, outcome_of, row_outcome
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import Detail, StoredRecords
    from lix_tui.services.runs.lookup_list import LookupEndpoint
    from lix_tui.store.rows import RunItem

STATUS_WORDS: Mapping[Status, str] = {
    "found": "found",
    "not_found": "not found",
    "unreadable": "unusable",
    "failed": "failed",
    "pending": "waiting",
}
"""Names of the statuses on screen."""
_READ_AT_ONCE = 500
"""Lines whose answers are read between two updates of the screen."""
_PERSON = (
    Column("name", "Name", 14, 1.2, 3),
    Column("title", "Title", 14, 1.6, 6),
    Column("company", "Company", 10, 1.2, 7),
)
_IDS = (Column("li_id", "LinkedIn id", 14, 1.0, 3), Column("lix_id", "Lix id", 14, 1.0, 4))
_ANSWERS: Mapping[str, tuple[Column, ...]] = {
    "person": _PERSON,
    "person_by_email": _PERSON,
    "email": (
        Column("email", "Email", 20, 2.0, 2),
        Column("email_status", "Checked", 9, 0.0, 4),
    ),
    "organisation": (
        Column("name", "Name", 14, 1.2, 3),
        Column("industry", "Industry", 14, 1.2, 6),
        Column("website", "Website", 16, 1.2, 7),
    ),
    "organisations_by_website": (
        Column("name", "Name", 14, 1.2, 3),
        Column("matches", "Matches", 8, 0.0, 4),
        Column("link", "Link", 16, 1.2, 6),
    ),
    "person_ids": _IDS,
    "organisation_ids": _IDS,
    "person_extended": (Column("top_voice", "Top Voice", 9, 0.0, 3),),
    "person_employment": (Column("employment_positions", "Positions", 20, 2.0, 3),),
    "hirers": (Column("hirers", "Hirers", 20, 2.0, 3),),
}
"""Columns with what was found, by endpoint; other lookups have the title of the record."""
_TITLE = (Column("title", "Found", 20, 2.0, 3),)


def columns_of_run(endpoints: str) -> tuple[Column, ...]:
    """Return the columns for a run with these endpoints, which have commas between them."""
    answers = {
        column.id: column
        for endpoint in endpoints.split(",")
        for column in _ANSWERS.get(endpoint, _TITLE)
    }
    return (
        Column("label", "Given as", 12, 1.0, 8),
        Column("link", "Link or address", 16, 1.4, 0),
        Column("status", "Status", 10, 0.0, 1),
        *answers.values(),
        Column("note", "Why", 12, 1.4, 5),
    )


@dataclass(frozen=True, slots=True)
class RunLine:
    """One record with its lookups."""

    items: tuple[RunItem, ...]
    status: Status
    cells: tuple[str, ...]


class RunLines:
    """Lines of a run, kept up to date with its lookups; as the rows of a table, filtered."""

    def __init__(self, endpoints: str) -> None:
        self._endpoints = endpoints.split(",")
        self.endpoint = self._endpoints[0]
        """Endpoint of the first lookup of each line."""
        self.columns = columns_of_run(endpoints)
        self.status: Status | None = None
        """Status of the lines that are shown; None for all lines."""
        self._lines: list[RunLine] = []
        self._shown: list[RunLine] = []
        self._places: dict[str, int] = {}
        what = [one for one in self._endpoints if one in _ANSWERS]
        self._readers = readers_of(what) if what else {}

    @property
    def counts(self) -> dict[Status, int]:
        """Number of lines by status, in the order of the statuses."""
        counts = Counter(line.status for line in self._lines)
        return {status: counts[status] for status in STATUSES if counts[status]}

    @property
    def first_items(self) -> list[RunItem]:
        """First lookup of each line that is shown."""
        return [line.items[0] for line in self._shown]

    def next_status(self) -> None:
        """Show only the lines of the next status that any line has, after the last one all."""
        present = [None, *self.counts]
        place = present.index(self.status) if self.status in present else 0
        self.status = present[(place + 1) % len(present)]
        self._filter()

    def forget(self) -> None:
        """Read every answer again on the next update: some may have been deleted."""
        self._lines = [RunLine(line.items, line.status, ()) for line in self._lines]

    async def update(
        self,
        records: StoredRecords,
        items: Sequence[RunItem],
        unsaved: Mapping[int, Detail],
        viewer_id: str | None,
    ) -> bool:
        """Bring the lines up to date; return True if there are more answers to read.

        Raises StoreError.
        """
        groups: dict[str, list[RunItem]] = {}
        for item in items:
            groups.setdefault(item.link, []).append(item)
        former = {line.items: line for line in self._lines if line.cells}
        current = [tuple(group) for group in groups.values()]
        new = [group for group in current if group not in former]
        read = dict(former)
        read |= await self._read(records, new[:_READ_AT_ONCE], unsaved, viewer_id)
        rest = new[_READ_AT_ONCE:]
        read |= {group: self._line(group, {}) for group in rest}
        self._lines = [read[group] for group in current]
        unread = set(rest)
        self._filter()
        self._lines = [
            RunLine(line.items, line.status, ()) if line.items in unread else line
            for line in self._lines
        ]
        return bool(rest)

    async def _read(
        self,
        records: StoredRecords,
        groups: Sequence[tuple[RunItem, ...]],
        unsaved: Mapping[int, Detail],
        viewer_id: str | None,
    ) -> dict[tuple[RunItem, ...], RunLine]:
        wanted: dict[str, list[str]] = {}
        for item in (item for group in groups for item in group if item.outcome):
            wanted.setdefault(self._endpoint(item), []).append(item.link)
        details: dict[tuple[str, str], Detail] = {}
        for endpoint, links in wanted.items():
            found = await records.stored_many(endpoint, links, viewer_id)
            details |= {(endpoint, link): detail for link, detail in found.items()}
        for item in (item for group in groups for item in group if item.number in unsaved):
            details[self._endpoint(item), item.link] = unsaved[item.number]
        return {group: self._line(group, details) for group in groups}

    def _line(
        self, group: tuple[RunItem, ...], details: Mapping[tuple[str, str], Detail]
    ) -> RunLine:
        lookups = []
        for item in group:
            endpoint = cast("LookupEndpoint", self._endpoint(item))
            lookups.append(RowLookup(endpoint, endpoint, item.link))
        outcomes = [
            outcome_of(lookup, item, details.get((lookup.endpoint, item.link)))
            for lookup, item in zip(lookups, group, strict=True)
        ]
        status, note = row_outcome(lookups, outcomes)
        answers = answers_of(lookups, details)
        cells = {id_: line_of(read(answers)) for id_, read in self._readers.items() if answers}
        for detail in answers.values():
            cells.setdefault("title", RECORD_TYPES[detail.endpoint].title(detail.record) or "")
        first = group[0]
        known = {
            "label": first.label,
            "link": first.link,
            "status": STATUS_WORDS[status],
            "note": "" if status == "pending" else note,
        }
        texts = tuple(clean_line((known | cells).get(one.id, "")) for one in self.columns)
        return RunLine(group, status, texts)

    def _endpoint(self, item: RunItem) -> str:
        return item.endpoint or self._endpoints[0]

    def _filter(self) -> None:
        self._shown = [
            line for line in self._lines if self.status is None or line.status == self.status
        ]
        self._places = {str(line.items[0].number): i for i, line in enumerate(self._shown)}

    def __len__(self) -> int:
        return len(self._shown)

    def row_id(self, index: int) -> str:
        """Return the number of the line's first lookup."""
        return str(self._shown[index].items[0].number)

    def cells(self, index: int) -> Sequence[str]:
        """Return the cells of one line."""
        return self._shown[index].cells

    def index_of(self, row_id: str) -> int | None:
        """Return the index of a line; None while it isn't shown."""
        return self._places.get(row_id)

    def mark(self, index: int) -> str:
        """Return '●' for a line that is done, else an empty string."""
        return "" if self._shown[index].status == "pending" else "●"
