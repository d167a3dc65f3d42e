"""Lines of a run on screen: one per record, with its status and what is stored of it."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast, overload

from lix_tui.safe_cells import line_of
from lix_tui.services.columns import Column
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.added_columns import readers_of
from lix_tui.services.runs.line_groups import LineGroups, grouped
from lix_tui.services.runs.lookup_batch import RowLookup
from lix_tui.services.runs.row_answers import BatchAnswers, Place, RowSources, read_answers
from lix_tui.services.runs.row_outcomes import STATUSES, Status, outcome_of, row_outcome
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import Detail
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
_READ_AT_ONCE = 200
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


class RunLines:
    """Lines of a run, kept up to date with its lookups; as the rows of a table, filtered.

    An update costs what has changed: all lines are built in another thread, the answers are read a
    few at a time, those on screen first.
    """

    def __init__(self, endpoints: str) -> None:
        self._endpoints = endpoints.split(",")
        self.endpoint = self._endpoints[0]
        """Endpoint of the first lookup of each line."""
        self.columns = columns_of_run(endpoints)
        self.status: Status | None = None
        """Status of the lines that are shown; None for all lines."""
        self._groups = LineGroups()
        self._cells: dict[int, tuple[str, ...]] = {}
        """Cells of the lines whose answers are read, by place."""
        self._unread: dict[int, None] = {}
        """Places of the lines whose answers are to be read."""
        self._visible: list[int] | None = None
        """Places of the lines that are shown, in order; None for all lines."""
        what = [one for one in self._endpoints if one in _ANSWERS]
        self._readers = readers_of(what) if what else {}

    @property
    def counts(self) -> dict[Status, int]:
        """Number of lines by status, in the order of the statuses."""
        counts = self._groups.counts
        return {status: counts[status] for status in STATUSES if counts[status]}

    @property
    def items(self) -> Sequence[RunItem]:
        """First lookup of each line that is shown."""
        return _FirstItems(self)

    def item(self, index: int) -> RunItem:
        """Return the first lookup of a line that is shown."""
        return self._groups.lookups[self._place(index)][0]

    def left(self, again: frozenset[str]) -> tuple[tuple[str, int], ...]:
        """Return endpoints with their numbers of lookups that are left.

        These are the lookups without an outcome, and those whose outcome is in ``again``.
        """
        found: dict[str, int] = {}
        for (endpoint, outcome), number in self._groups.outcomes.items():
            if number and (not outcome or outcome in again):
                name = endpoint or self.endpoint
                found[name] = found.get(name, 0) + number
        return tuple(found.items())

    def next_status(self) -> None:
        """Show only the lines of the next status that any line has, after the last one all."""
        present = [None, *self.counts]
        place = present.index(self.status) if self.status in present else 0
        self.status = present[(place + 1) % len(present)]
        self._filter()

    def forget(self) -> None:
        """Read every answer again from the next update on: some may have been deleted."""
        self._unread = dict.fromkeys(range(len(self._groups.lookups)))

    async def update(
        self,
        sources: RowSources,
        items: Sequence[RunItem],
        unsaved: Mapping[int, Detail],
        viewer_id: str | None,
        first: Iterable[int] = (),
    ) -> bool:
        """Bring the lines up to date; return True if there are more answers to read.

        ``first`` are the indices of the lines on screen, whose answers are read first. Raises
        StoreError.
        """
        changed = await asyncio.to_thread(self._groups.changes, items)
        if changed is None:
            self._show(await asyncio.to_thread(grouped, items))
            return True
        for item in changed:
            self._unread[self._groups.replace(item)] = None
        on_screen = [self._place(index) for index in first if index < len(self)]
        wanted = dict.fromkeys(place for place in on_screen if place in self._unread)
        for place in self._unread:
            if len(wanted) >= _READ_AT_ONCE:
                break
            wanted[place] = None
        await self._read([*wanted], unsaved, sources, viewer_id)
        self._show_moved()
        return bool(self._unread)

    def _show(self, groups: LineGroups) -> None:
        self._groups = groups
        self._cells.clear()
        self.forget()
        self._filter()

    async def _read(
        self,
        places: Sequence[int],
        unsaved: Mapping[int, Detail],
        sources: RowSources,
        viewer_id: str | None,
    ) -> None:
        """Read the answers of lines, and the stored records of those without an answer too."""
        lines = [(place, self._groups.lookups[place]) for place in places]
        by_place = {self._place_of(item): item for _, line in lines for item in line}
        answers = await read_answers(
            sources,
            by_place,
            unsaved={
                place: unsaved[item.number]
                for place, item in by_place.items()
                if item.number in unsaved
            },
            viewer_id=viewer_id,
            answered={place for place, item in by_place.items() if item.outcome},
        )
        read = await asyncio.to_thread(
            lambda: [(place, *self._line(line, answers)) for place, line in lines]
        )
        for place, status, cells in read:
            self._unread.pop(place, None)
            self._cells[place] = cells
            self._groups.set_status(place, status)

    def _line(
        self, line: tuple[RunItem, ...], answers: BatchAnswers
    ) -> tuple[Status, tuple[str, ...]]:
        """Return status and cells of a line."""
        lookups = []
        for item in line:
            endpoint = cast("LookupEndpoint", item.endpoint or self.endpoint)
            lookups.append(RowLookup(endpoint, endpoint, item.link))
        outcomes = [
            outcome_of(lookup, item, answers.details.get((lookup.endpoint, item.link)))
            for lookup, item in zip(lookups, line, strict=True)
        ]
        status, note = row_outcome(lookups, outcomes)
        row = answers.of_row(lookups)
        found = {id_: line_of(read(row)) for id_, read in self._readers.items() if row}
        for detail in row.answers.values():
            found.setdefault("title", RECORD_TYPES[detail.endpoint].title(detail.record) or "")
        for kind, record in row.records.items():
            found.setdefault("title", RECORD_TYPES[kind].title(record.record) or "")
        note = "" if status == "pending" else note
        return status, self._texts(line[0], status, found | {"note": note})

    def _texts(self, first: RunItem, status: Status, found: Mapping[str, str]) -> tuple[str, ...]:
        known = {
            "label": first.label,
            "link": first.link,
            "status": STATUS_WORDS[status],
            **found,
        }
        return tuple(clean_line(known.get(one.id, "")) for one in self.columns)

    def _place_of(self, item: RunItem) -> Place:
        return item.endpoint or self.endpoint, item.link

    def _place(self, index: int) -> int:
        return index if self._visible is None else self._visible[index]

    def _filter(self) -> None:
        if self.status is None:
            self._visible = None
        else:
            statuses = self._groups.statuses
            self._visible = [place for place, one in enumerate(statuses) if one == self.status]

    def _show_moved(self) -> None:
        """Add lines that have the filtered status now to those that are shown, remove others.

        Nothing is painted between this change and the end of an update.
        """
        moved, shown = self._groups.moved_lines(), self._visible
        if shown is None:
            return
        for place in moved:
            index = bisect_left(shown, place)
            is_shown = index < len(shown) and shown[index] == place
            is_wanted = self._groups.statuses[place] == self.status
            if is_wanted and not is_shown:
                shown.insert(index, place)
            elif is_shown and not is_wanted:
                del shown[index]

    def __len__(self) -> int:
        return len(self._groups.lookups) if self._visible is None else len(self._visible)

    def row_id(self, index: int) -> str:
        """Return the number of the line's first lookup."""
        return str(self.item(index).number)

    def cells(self, index: int) -> Sequence[str]:
        """Return the cells of one line: as last read, or without answers until they are read."""
        place = self._place(index)
        if place in self._cells:
            return self._cells[place]
        line, status = self._groups.lookups[place], self._groups.statuses[place]
        return self._texts(line[0], status, {})

    def index_of(self, row_id: str) -> int | None:
        """Return the index of a line; None while it isn't shown."""
        place = self._groups.place_of(int(row_id)) if row_id.isdecimal() else None
        if place is None or self._visible is None:
            return place
        index = bisect_left(self._visible, place)
        return index if index < len(self._visible) and self._visible[index] == place else None

    def mark(self, index: int) -> str:
        """Return '●' for a line that is done, else an empty string."""
        return "" if self._groups.statuses[self._place(index)] == "pending" else "●"


class _FirstItems(Sequence["RunItem"]):
    """First lookups of the lines that are shown, read when they are needed."""

    def __init__(self, lines: RunLines) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> RunItem: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RunItem]: ...
    def __getitem__(self, index: int | slice) -> RunItem | Sequence[RunItem]:
        if isinstance(index, slice):
            return [self._lines.item(one) for one in range(len(self))[index]]
        return self._lines.item(index)
