"""What is loaded of a search: its elements, and the pages they came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lix_tui.paging.cursors import PagePosition

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element, SearchPage
    from lix_tui.paging.states import SearchState
    from lix_tui.store.rows import StoredPage


@dataclass(frozen=True, slots=True)
class Span:
    """One page among the elements of a session."""

    first: int
    """The index of its first element."""
    position: PagePosition
    fetched_at: float


@dataclass(slots=True)
class Loaded:
    """The elements so far, in the order of their pages."""

    elements: list[Element] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    """The pages that the elements came in, in their order."""
    fetched_at: float | None = None
    """When the oldest page was fetched (seconds since the epoch)."""
    from_store: int = 0
    """How many pages were shown again without paying."""
    unread: int = 0
    """Elements and pages that were kept but hold nothing that can be shown."""
    damaged: int = 0
    """Pages that were damaged on the disk, and are left out."""
    strange: bool = False
    """Whether a page came in a form that is not known here."""
    last_body: bytes | None = None
    """The page that came last, as received."""

    @property
    def notice(self) -> str:
        """What could not be read of the pages, empty when all could."""
        if self.damaged:
            pages = f"{self.damaged:,} page{'s' if self.damaged > 1 else ''}"
            return (
                f"{pages} in the store cannot be read and are left out; "
                "<search.refresh> pays for all again."
            )
        if self.strange:
            return (
                "A page came in a form that is not known here: it is kept, and "
                "<search.raw_page> shows it raw."
            )
        if self.unread:
            return f"{self.unread:,} elements are no records; they are kept in the page's answer."
        return ""

    def add(
        self,
        page: SearchPage,
        new: Iterable[Element],
        position: PagePosition,
        fetched_at: float,
        body: bytes,
    ) -> None:
        """A page came; ``new`` are those of its elements that were not there yet."""
        self.spans.append(Span(len(self.elements), position, fetched_at))
        self.elements.extend(new)
        self.fetched_at = min(self.fetched_at or fetched_at, fetched_at)
        self.last_body = body
        self.unread += page.unread
        if page.envelope == "unknown":
            self.unread += 1
            self.strange = True

    def add_stored(self, stored: Sequence[tuple[StoredPage, SearchPage | None]]) -> None:
        """Pages from the store; None for one that is damaged."""
        seen = {element.key for element in self.elements}
        for entry, page in stored:
            if page is None:
                self.damaged += 1
                continue
            new: dict[str, Element] = {}
            for element in page.elements:
                if element.key not in seen:
                    new.setdefault(element.key, element)
            seen.update(new)
            position = PagePosition(entry.number, entry.start)
            self.add(page, new.values(), position, entry.fetched_at, entry.body)
        if stored:
            oldest = min(entry.fetched_at for entry, _ in stored)
            self.fetched_at = min(self.fetched_at or oldest, oldest)
            self.from_store += len(stored)

    def span_of(self, element: Element | None) -> Span | None:
        """The page that an element came in; for None the last one, where there is any."""
        if element is None:
            return self.spans[-1] if self.spans else None
        place = next((i for i, one in enumerate(self.elements) if one is element), -1)
        return next((span for span in reversed(self.spans) if span.first <= place), None)


@dataclass(slots=True)
class FormerRun:
    """A run that a refresh has replaced on screen, and that comes back if the refresh fails."""

    state: SearchState
    loaded: Loaded
    search_id: int
