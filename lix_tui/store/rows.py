"""What the store gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One run of a query."""

    id: int
    kind: str
    query_key: str
    viewer_id: str | None
    generation: int
    title: str
    url: str
    state: str
    """The paging state, as the paging machine wrote it."""
    total: int | None
    loaded: int
    created_at: float
    updated_at: float


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page as it was received."""

    number: int
    start: int
    body: bytes
    """Empty when it was damaged on the disk."""
    fetched_at: float


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """The newest answer about one record."""

    id: int
    endpoint: str
    body: bytes
    fetched_at: float


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One request."""

    id: int
    sent_at: float
    endpoint: str
    pool: str
    cost: int
    outcome: str
    """``sent`` until an answer came; ``ok``, ``kept`` (answered from the store), ``lost`` (the
    program ended first), or an error."""
    status: int | None
    elapsed: float | None
    origin: str
    search_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class DaySpend:
    """What one local day has cost and saved of one pool, in credits."""

    day: str
    """'2026-11-23'."""
    pool: str
    spent: int
    saved: int


@dataclass(frozen=True, slots=True)
class KindSpend:
    """What one endpoint was asked, and what that has cost and saved, in credits."""

    endpoint: str
    requests: int
    spent: int
    saved: int


@dataclass(frozen=True, slots=True)
class StoredValue:
    """A facet value that was seen."""

    id: str
    text: str
    headline: str = ""


@dataclass(frozen=True, slots=True)
class KnownPrefix:
    """The answer to a text that was typed into a facet."""

    complete: bool
    """Whether it held every value there is, so that longer texts need no answer of their own."""
    body: bytes
    fetched_at: float


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query under a name of the user's own."""

    id: int
    name: str
    kind: str
    asked: str
    """The search URL, or the skills of a Recruiter search as JSON."""
    viewer_id: str | None
    created_at: float
    used_at: float


@dataclass(frozen=True, slots=True)
class RunRow:
    """One long run."""

    id: int
    title: str
    search_id: int | None
    """The search that it loads, None for a list of lookups."""
    endpoint: str
    query_key: str
    """The same for the same work asked for again."""
    status: str
    why: str
    """What came of it, or why it stopped, as a sentence."""
    result_file: str
    begun_at: float
    updated_at: float
    items: int
    done: int
    viewer_id: str = ""
    """Viewer of its lookups; empty for none, '*' if it was not recorded."""


@dataclass(frozen=True, slots=True)
class RunItem:
    """One lookup of a run."""

    number: int
    link: str
    label: str
    """What it was called where it came from."""
    outcome: str = ""
    """Empty until it was done."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the library says of one record that an answer holds."""

    kind: str
    """'person', 'organisation', 'job', 'post', 'email' or 'ids'."""
    key: str
    """What the record is called in that answer: the element's key."""
    keys: tuple[str, ...]
    """Everything that it is known by."""
    name: str
    title: str = ""
    company: str = ""
    place: str = ""
    words: str = ""
    """More that it can be found by."""
    link: str = ""
    opened: bool = False
    """Whether the answer is about this record alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the library."""

    id: int
    kind: str
    name: str
    title: str
    company: str
    place: str
    link: str
    note: str
    tags: str
    """The user's own, with spaces between them."""
    opened: bool
    """Whether it was fetched by itself, so that opening it costs nothing."""
    first_at: float
    fetched_at: float
    changed_at: float | None
    """When an answer last said something else than before."""
    owner: str = ""
    """Server and account it belongs to; empty for those in use."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was said differently than before."""

    at: float
    field: str
    before: str
    after: str


LibraryOrder = Literal["name", "title", "company", "place", "kind", "tags", "fetched"]


@dataclass(frozen=True, slots=True)
class LibraryQuery:
    """What is looked for in the library; empty parts ask for nothing."""

    text: str = ""
    """Words, each the beginning of one in the record."""
    kind: str = ""
    name: str = ""
    title: str = ""
    company: str = ""
    place: str = ""
    tag: str = ""
    source: str = ""
    """Part of the title of a search that found it."""
    since: float | None = None
    """Fetched then or later, in seconds since the epoch."""
    until: float | None = None
    changed: bool = False
    noted: bool = False
    everybody: bool = False
    """Whether entries of other servers and accounts are listed too."""
    order: LibraryOrder | None = None
    """What entries are sorted by, empty ones last; None for the newest entry first."""
    descending: bool = False
    problem: str = ""
    """A sentence about a part that can't be used; such a query finds nothing and is refused."""
