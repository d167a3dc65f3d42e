"""Lookups of a run by line, with the status that their outcomes give each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lix_tui.services.runs.lookup_run import FAILED, FETCHED, KEPT, NOT_FOUND, UNUSABLE
from lix_tui.services.runs.row_outcomes import STATUSES, Status

if TYPE_CHECKING:
    from lix_tui.store.rows import RunItem

_STATUSES: Mapping[str, Status] = {
    KEPT: "found",
    FETCHED: "found",
    FAILED: "failed",
    NOT_FOUND: "not_found",
    UNUSABLE: "unreadable",
}
"""Status of a lookup by its outcome; it is pending with another one."""
_MOST_CHANGES = 500
"""Changed lookups from which on all lines are built again."""


@dataclass(slots=True)
class LineGroups:
    """Lookups by line: those of one record are one line."""

    items: list[RunItem] = field(default_factory=list)
    """All lookups by their number, which begins with 1."""
    lookups: list[tuple[RunItem, ...]] = field(default_factory=list)
    """Lookups of each line."""
    statuses: list[Status] = field(default_factory=list)
    """Status of each line."""
    counts: Counter[Status] = field(default_factory=Counter)
    """Number of lines by status."""
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Number of lookups by endpoint and outcome."""
    _moved: set[int] = field(default_factory=set)
    _places: dict[str, int] = field(default_factory=dict)
    """Line of each link."""
    _at: dict[int, int] = field(default_factory=dict)
    """Index of each lookup in `items` by its number."""

    def changes(self, items: Sequence[RunItem]) -> list[RunItem] | None:
        """Return the lookups that have another outcome now.

        None if the lines have to be built again: for other lookups, and for many changes.
        """
        if len(items) != len(self.items):
            return None
        found: list[RunItem] = []
        for former, item in zip(self.items, items, strict=True):
            if former is item or former == item:
                continue
            if (former.number, former.link) != (item.number, item.link):
                return None
            found.append(item)
            if len(found) > _MOST_CHANGES:
                return None
        return found

    def replace(self, item: RunItem) -> int:
        """Replace a lookup by its present state; return the place of its line."""
        at = self._at[item.number]
        former = self.items[at]
        self.outcomes[former.endpoint, former.outcome] -= 1
        self.outcomes[item.endpoint, item.outcome] += 1
        self.items[at] = item
        place = self._places[item.link]
        line = self.lookups[place]
        self.lookups[place] = tuple(item if one.number == item.number else one for one in line)
        self.set_status(place, _status_of(self.lookups[place]))
        return place

    def set_status(self, place: int, status: Status) -> None:
        """Set the status of a line."""
        former = self.statuses[place]
        if former != status:
            self.counts[former] -= 1
            self.counts[status] += 1
            self.statuses[place] = status
            self._moved.add(place)

    def moved_lines(self) -> set[int]:
        """Return the places of the lines whose status has changed since the last call."""
        moved, self._moved = self._moved, set()
        return moved

    def place_of(self, number: int) -> int | None:
        """Return the place of the line whose first lookup has a number."""
        at = self._at.get(number)
        place = None if at is None else self._places[self.items[at].link]
        return None if place is None or self.lookups[place][0].number != number else place


def grouped(items: Sequence[RunItem]) -> LineGroups:
    """Return the lines of lookups."""
    lines: dict[str, list[RunItem]] = {}
    for item in items:
        lines.setdefault(item.link, []).append(item)
    lookups = [tuple(line) for line in lines.values()]
    statuses = [_status_of(line) for line in lookups]
    return LineGroups(
        list(items),
        lookups,
        statuses,
        Counter(statuses),
        Counter((item.endpoint, item.outcome) for item in items),
        set(),
        {link: place for place, link in enumerate(lines)},
        {item.number: at for at, item in enumerate(items)},
    )


def _status_of(line: Sequence[RunItem]) -> Status:
    statuses = [_STATUSES.get(item.outcome, "pending") for item in line]
    return min(statuses, key=STATUSES.index)
