"""Rows of the ledger: stories, each open or folded, with their requests below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lix_tui.counts import counted
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.store.ledger_stories import Story, StoryCounts

FOLDED, OPEN = "▸", "▾"
_MARKS = {"ok": "✓", "kept": "○"}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row: a story, a request of an open story, or the line that reads more of these."""

    story: Story
    """The story; of a line that reads more, the last request that was read."""
    parent: str = ""
    """Name of the open story that the row belongs to; empty for a story."""
    is_more: bool = False

    @property
    def id(self) -> str:
        """Id that stays the same while rows move."""
        if self.is_more:
            return f"more of {self.parent}"
        return self.story.story or str(self.story.line.id)


class LedgerRows:
    """Rows of the stories that were read so far."""

    def __init__(self, stories: list[Story]) -> None:
        self.stories = stories
        self._opened: dict[str, tuple[list[Story], bool]] = {}
        """Requests of each open story that were read, and True if there are more."""
        self._rows: list[LedgerRow] = []
        self._index: dict[str, int] = {}
        self.arrange()

    def arrange(self) -> None:
        """Put the rows together again after stories were read, opened or folded."""
        self._rows = []
        for story in self.stories:
            self._rows.append(LedgerRow(story))
            requests, has_more = self._opened.get(story.story, ([], False))
            if requests and story.is_folded:
                self._rows += [LedgerRow(one, story.story) for one in requests]
                if has_more:
                    self._rows.append(LedgerRow(requests[-1], story.story, is_more=True))
        self._index = {row.id: place for place, row in enumerate(self._rows)}

    def requests_of(self, story: str) -> Sequence[Story]:
        """Return the requests of a story that were read; none while it is folded."""
        return self._opened.get(story, ([], False))[0]

    def open(self, story: str, requests: Sequence[Story], *, has_more: bool) -> None:
        """Show requests of a story below those that are shown already."""
        self._opened[story] = ([*self.requests_of(story), *requests], has_more)
        self.arrange()

    def fold(self, story: str) -> None:
        """Hide the requests of a story."""
        self._opened.pop(story, None)
        self.arrange()

    def row(self, index: int) -> LedgerRow | None:
        """Return a row; None beyond the last one."""
        return self._rows[index] if index < len(self._rows) else None

    def __len__(self) -> int:
        return len(self._rows)

    def row_id(self, index: int) -> str:
        """Return the id of a row."""
        return self._rows[index].id

    def index_of(self, row_id: str) -> int | None:
        """Return the index of a row; None if it isn't shown."""
        return self._index.get(row_id)

    def cells(self, index: int) -> Sequence[str]:
        """Return the cells of one row."""
        row = self._rows[index]
        story, indent = row.story, "  " if row.parent else ""
        if row.is_more:
            return ("", f"{indent}enter: older requests of this run", "", "", "", "", "")
        line, counts = story.line, story.counts
        elapsed = counts.elapsed
        return (
            when(line.sent_at),
            f"{indent}{title_of(story)}",
            cost_words(counts),
            line.pool,
            outcome_words(story),
            f"{elapsed * 1000:,.0f} ms" if elapsed is not None else "",
            clean_line(line.origin),
        )

    def mark(self, index: int) -> str:
        """Return '▸' for a folded run, '▾' for an open one, or the sign of a request's outcome.

        '✓' stands for an answer, '○' for a stored one, '!' for any other outcome.
        """
        row = self._rows[index]
        if row.is_more:
            return "↓"
        if row.story.is_folded:
            return OPEN if self.requests_of(row.story.story) else FOLDED
        return _MARKS.get(row.story.line.outcome, "!")


def when(at: float) -> str:
    """Return a moment in local time: '23 Nov 14:05:09'."""
    return f"{datetime.fromtimestamp(at).astimezone():%d %b %H:%M:%S}"


def cost_words(counts: StoryCounts) -> str:
    """Return the credits that were spent; those that the store saved are in brackets."""
    saved = f"({counts.saved:,})" if counts.saved or not counts.sent else ""
    return " ".join(part for part in (f"{counts.spent:,}" if counts.sent else "", saved) if part)


def title_of(story: Story) -> str:
    """Return the request with its search or record, or the run with its size and price."""
    endpoint = clean_line(story.line.endpoint.replace("_", " "))
    name = clean_line(story.title or (story.record.name if story.record else ""))
    if not story.is_folded:
        return f"{endpoint}: {name}" if name else endpoint
    counts, is_search = story.counts, story.line.search_id is not None
    what = "load all" if story.line.origin.endswith("load all") else clean_line(story.line.origin)
    if not is_search:
        lookups = (story.lookups or story.line.endpoint).replace(",", ", ").replace("_", " ")
        what = f"{what} {clean_line(lookups)}"
    requests = counted(counts.sent + counts.stored, "page" if is_search else "lookup")
    head = f"{what}: {name}" if name else what
    return f"{head} · {requests} · {counted(counts.spent, 'credit')}"


def outcome_words(story: Story) -> str:
    """Return the outcome of a request, or the outcomes of a run's requests that aren't answers."""
    if not story.is_folded:
        return clean_line(story.line.outcome.replace("_", " "))
    return count_words(story.counts) or "ok"


def count_words(counts: StoryCounts) -> str:
    """Return what isn't a new answer, in words: '3 stored · 2 not found · 1 failed'."""
    parts = ((counts.stored, "stored"), (counts.not_found, "not found"), (counts.failed, "failed"))
    return " · ".join(f"{number:,} {words}" for number, words in parts if number)


def total_words(counts: StoryCounts) -> str:
    """Return the totals of the ledger in words."""
    spent, saved = counted(counts.spent, "credit"), f"{counts.saved:,} saved"
    rest = f" · {words}" if (words := count_words(counts)) else ""
    return f"{counted(counts.sent, 'request')} · {spent} · {saved}{rest}"
