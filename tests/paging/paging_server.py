"""A server that answers pages as badly as the real one may, and an oracle for the paging machine.

``Ledger`` is the oracle: it records requests and answers, and derives the expected state from the
whole history in the plainest way. It shares no code with the machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from lix_tui.paging.cursors import PagePosition, PageToken
from lix_tui.paging.rules import CursorRule, PagingRule

RULES = st.builds(
    PagingRule,
    cursor=st.sampled_from(CursorRule),
    page_size=st.integers(1, 5),
    ceiling=st.sampled_from([None, None, 20, 10, 6, 1]),
    ends_without_cursor=st.booleans(),
    ends_with_short_page=st.booleans(),
)
TARGET = "urn:li:activity:7"
NUMBERED = (CursorRule.PAGE_IN_URL, CursorRule.API_PAGE)
CURSORS_ALONE = (CursorRule.SEQUENCE_CURSOR, CursorRule.TIME_CURSOR, CursorRule.AFTER)
WITH_CURSOR = (CursorRule.START_AND_CURSOR, *CURSORS_ALONE)


@dataclass(frozen=True)
class Answer:
    """One page as the server sends it."""

    keys: tuple[str, ...]
    total: int | None
    count: int | None
    sequence_id: str | None
    cursor: str | None = None
    is_cursor_repeated: bool = False
    """True if the cursor is that of the request."""

    @property
    def token(self) -> PageToken | None:
        """Cursor that can be sent; its words say if it can't."""
        usable = self.cursor is not None and self.cursor.isascii() and len(self.cursor) < 99
        return PageToken(self.cursor or "", TARGET) if usable else None


@dataclass
class Server:
    """A server of ``size`` elements; its count is a page's number of elements, or its capacity.

    A cursor of this server names the target and the offset of the next page.
    """

    rule: PagingRule
    size: int
    counts_received: bool

    def offset(self, position: PagePosition) -> int:
        token = position.token
        if token is not None:
            assert token.value.startswith(TARGET), "a cursor is sent for its own target"
        if self.rule.cursor in CURSORS_ALONE:
            return 0 if token is None else int(token.value.rpartition("@")[2])
        if self.rule.cursor in NUMBERED:
            return (position.page - 1) * self.rule.page_size
        return position.start

    def elements(self, start: int) -> list[str]:
        return [f"k{n}" for n in range(start, min(start + self.rule.page_size, self.size))]

    def answer(self, position: PagePosition, spoilt: str, sequence_id: str | None) -> Answer:
        """Return the page at ``position``, with one thing wrong with it (``SPOILT``)."""
        start = self.offset(position)
        keys, size = self.elements(start), self.rule.page_size
        end = start + len(keys)
        cursor = f"{TARGET}@{end}" if end < self.size else None
        is_repeated = False
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
                keys = [*self.elements(max(0, start - 1))[:1], *keys]
            case "again":
                keys = self.elements(0)
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
            case "no cursor":
                cursor = None
            case "long cursor":
                cursor = TARGET + "x" * 4_096
            case "odd cursor":
                cursor = TARGET + "\ud800"
            case "same cursor":
                is_repeated = position.token is not None
                cursor = position.token.value if position.token is not None else cursor
            case "cursor to the end":
                cursor = f"{TARGET}@{self.size}"
        if self.counts_received and count == size:
            count = len(keys)
        if self.rule.cursor not in WITH_CURSOR:
            cursor, is_repeated = None, False
        return Answer(tuple(keys), total, count, sequence_id, cursor, is_repeated)


SPOILT = (
    *["no"] * 8,
    *["short", "double", "shift", "again", "empty", "no total", "negative total", "grown"],
    *["shrunk", "no count", "short and no count", "count nought", "says nothing"],
    *["small count"] * 3,
    *["no cursor", "long cursor", "odd cursor", "same cursor", "cursor to the end"],
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
        is_counted = self.rule.cursor not in WITH_CURSOR
        sizes = [
            a.count if is_counted and a.count is not None and a.count > 0 else len(a.keys)
            for a in self.answers
        ]
        return sum(sizes)

    @property
    def token(self) -> PageToken | None:
        """Expected cursor of the next request."""
        if self.rule.cursor in CURSORS_ALONE:
            return self.answers[-1].token if self.answers else None
        return next((a.token for a in reversed(self.answers) if a.token), None)

    @property
    def total(self) -> int | None:
        said = [a.total for a in self.answers if a.total is not None and a.total >= 0]
        return said[-1] if said else None

    def _reached(self, limit: int | None) -> bool:
        if limit is None:
            return False
        if self.rule.cursor not in NUMBERED:
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
            "no_cursor": self._lacks_cursor(last),
            "short_page": self.rule.ends_with_short_page and len(last.keys) < self.rule.page_size,
        }
        return {reason for reason, holds in reasons.items() if holds}

    def _lacks_cursor(self, last: Answer) -> bool:
        if self.rule.cursor in CURSORS_ALONE:
            return last.token is None or last.is_cursor_repeated
        is_needed = self.rule.cursor in WITH_CURSOR and self.rule.ends_without_cursor
        return is_needed and last.token is None
