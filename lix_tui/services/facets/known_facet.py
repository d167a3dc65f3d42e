"""Values of one facet in memory, and the texts and pages that were requested."""

from __future__ import annotations

from dataclasses import dataclass, field

from lix_tui.services.facets.value_index import Match, ValueIndex, fold

COUNT = 100
"""Values of one page at most (the API's default); a shorter page is the last one."""


def text_key(text: str) -> str:
    """Return a typed text as the key under which its answer is stored."""
    return " ".join(fold(text).split())


def page_key(key: str, start: int) -> str:
    """Return the key under which a page of a text's answer is stored; texts have no newlines."""
    return f"{key}\n{start}" if start else key


@dataclass(slots=True)
class KnownFacet:
    """Known values of a facet, which are suggested while typing without a request."""

    facet: str
    closed: bool
    index: ValueIndex
    viewer_id: str | None = None
    requested: dict[str, bool] = field(default_factory=dict)
    """Requested pages by `page_key`; True for the last page of a text."""
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids in the answers of this process to a text, in their order."""

    def suggest(self, text: str, limit: int = COUNT) -> tuple[list[Match], int]:
        """Return the best known values for a text, and how many there are.

        Values of Lix's answer to this text that don't match locally come last.
        """
        found, count = self.index.search(text, limit)
        shown = {match.value.id for match in found}
        others = [
            Match(value, ())
            for identity in self.answers.get(text_key(text), ())
            if identity not in shown and (value := self.index.get(identity)) is not None
        ]
        return [*found, *others][:limit], count + len(others)

    def is_settled(self, text: str) -> bool:
        """Return True if a request for the first page of this text can't return new values."""
        key = text_key(text)
        return self.closed or key in self.requested or self.complete_prefix(key) is not None

    def has_more(self, text: str) -> bool:
        """Return True if this text was requested and Lix may have further values."""
        key = text_key(text)
        is_asked = not self.closed and key in self.requested
        return is_asked and self.next_start(key) is not None and self.complete_prefix(key) is None

    def next_start(self, key: str) -> int | None:
        """Return the first value of the next page of a text; None after the last page."""
        start = 0
        while (page := self.requested.get(page_key(key, start))) is not None:
            if page:
                return None
            start += COUNT
        return start

    def complete_prefix(self, key: str) -> str | None:
        """Return the shortest prefix whose answer is complete and includes that of this text."""
        starts = (key[:end] for end in range(1, len(key)))
        return next((s for s in starts if s in self.requested and self.next_start(s) is None), None)
