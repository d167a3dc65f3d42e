"""A server that answers pages as badly as the real one may, and an oracle for the paging machine.

``Ledger`` is the oracle: it records requests and answers, and derives the expected state from the
whole history in the plainest way. It shares no code with the machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from lix_tui.paging.cursors import PagePosition
from lix_tui.paging.rules import CursorRule, PagingRule

RULES = st.builds(
    PagingRule,
    cursor=st.sampled_from(CursorRule),
    page_size=st.integers(1, 5),
    ceiling=st.sampled_from([None, None, 20, 10, 6, 1]),
)


@dataclass(frozen=True)
class Answer:
    """One page as the server sends it."""

    keys: tuple[str, ...]
    total: int | None
    count: int | None
    sequence_id: str | None


@dataclass
class Server:
    """A server of ``size`` elements; its count is a page's number of elements, or its capacity."""

    rule: PagingRule
    size: int
    counts_received: bool

    def elements(self, position: PagePosition) -> list[str]:
        start = position.start
        if self.rule.cursor is CursorRule.PAGE_IN_URL:
            start = (position.page - 1) * self.rule.page_size
        return [f"k{n}" for n in range(start, min(start + self.rule.page_size, self.size))]

    def answer(self, position: PagePosition, spoilt: str, sequence_id: str | None) -> Answer:
        """Return the page at ``position``, with one thing wrong with it (``SPOILT``)."""
        keys, size = self.elements(position), self.rule.page_size
        total: int | None = self.size
        count: int | None = size
        match spoilt:
            case "short":
                keys = keys[::2]
            case "double":
                keys = [*keys, *keys[:2]]
            case (
                "shift"
            ):  # an element was inserted before this page, so that the last page's end is repeated
                before = PagePosition(max(1, position.page - 1), max(0, position.start - 1))
                keys = [*self.elements(before)[-1:], *keys]
            case "again":
                keys = self.elements(PagePosition())
            case "empty":
                keys = []
            case "no total":
                total = None
            case "negative total":
                total = -1
            case "grown":
                total = self.size + 3
            case "shrunk":
                total = self.size // 2
            case "no count":
                count = None
            case "short and no count":
                keys, count = keys[::2], None
            case "count nought":
                count = 0
            case "small count":
                count = 1
            case "says nothing":
                total = count = None
        if self.counts_received and count == size:
            count = len(keys)
        return Answer(tuple(keys), total, count, sequence_id)


SPOILT = (
    *["no"] * 8,
    *["short", "double", "shift", "again", "empty", "no total", "negative total", "grown"],
    *["shrunk", "no count", "short and no count", "count nought", "says nothing"],
    *["small count"] * 3,
)
SEQUENCE_IDS = (None, "", "theirs-1", "theirs-2")


@dataclass
class Ledger:
    """One generation of a search: its answers, and the expected state."""

    rule: PagingRule
    generated: str | None
    answers: list[Answer] = field(default_factory=list)
    paid: list[PagePosition] = field(default_factory=list)

    @property
    def sequence_id(self) -> str | None:
        """Id of the next request: the first answered one, else ours; None with a viewer."""
        if self.generated is None:
            return None
        return next((a.sequence_id for a in self.answers if a.sequence_id), self.generated)

    @property
    def listed(self) -> list[str]:
        return list(dict.fromkeys(key for answer in self.answers for key in answer.keys))

    @property
    def next_start(self) -> int:
        """Expected offset of the next page: the sum of the steps of all pages."""
        sizes = [
            a.count if a.count is not None and a.count > 0 else len(a.keys) for a in self.answers
        ]
        return sum(sizes)

    @property
    def total(self) -> int | None:
        said = [a.total for a in self.answers if a.total is not None and a.total >= 0]
        return said[-1] if said else None

    def _reached(self, limit: int | None) -> bool:
        if limit is None:
            return False
        if self.rule.cursor is not CursorRule.PAGE_IN_URL:
            return self.next_start >= limit
        largest = max(max(a.count or 0, len(a.keys)) for a in self.answers)
        return len(self.answers) * largest >= limit

    @property
    def ends(self) -> set[str]:
        """Return every reason for the end of the search."""
        if not self.answers:
            return set()
        *former, last = self.answers
        known = {key for answer in former for key in answer.keys}
        reasons = {
            "total": self._reached(self.total)
            or (self.total is not None and len(self.listed) >= self.total),
            "empty": not last.keys,
            "nothing_new": bool(last.keys) and not set(last.keys) - known,
            "ceiling": self._reached(self.rule.ceiling),
        }
        return {reason for reason, holds in reasons.items() if holds}
