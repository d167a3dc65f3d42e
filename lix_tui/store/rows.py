"""Rows that the store returns and accepts. Times are seconds since the epoch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

ANY_VIEWER = "*"
"""Viewer of what was stored before viewers were recorded: serves every one of them."""


@dataclass(frozen=True, slots=True)
class SearchRow:
    """Run of a query."""

    id: int
    kind: str
    query_key: str
    viewer_id: str | None
    generation: int
    title: str
    url: str
    state: str
    """State of the paging machine as JSON."""
    total: int | None
    loaded: int
    created_at: float
    updated_at: float


@dataclass(frozen=True, slots=True)
class StoredPage:
    """Page as received."""

    number: int
    start: int
    body: bytes
    """Body; empty if it is damaged."""
    fetched_at: float


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """Newest answer about a record."""

    id: int
    endpoint: str
    body: bytes
    fetched_at: float
    printed: str = ""
    """Facts that are printed beside it, as JSON; empty if only its model has them."""


@dataclass(frozen=True, slots=True)
class UnmergedAnswer:
    """An answer whose records aren't merged yet."""

    answer: StoredRecord
    keys: tuple[str, ...]
    """Keys of the record that it is known to be about; empty for a page, and if unknown."""
    link: str
    """Link that the record was looked up by; empty if it wasn't recorded."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """Ledger line of a request."""

    id: int
    sent_at: float
    endpoint: str
    pool: str
    cost: int
    outcome: str
    """``sent`` before the answer; then ``ok``, ``kept`` (answered from the store), ``lost`` (the
    program ended first), or an error."""
    status: int | None
    elapsed: float | None
    origin: str
    search_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class DaySpend:
    """Credits of one pool that were spent and saved on one local day."""

    day: str
    """Date in ISO format, such as '2026-11-23'."""
    pool: str
    spent: int
    saved: int


@dataclass(frozen=True, slots=True)
class KindSpend:
    """Requests to one endpoint, with the credits that were spent and saved."""

    endpoint: str
    requests: int
    spent: int
    saved: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """Value of a facet, from an answer or a pasted URL."""

    id: str
    text: str
    headline: str = ""


@dataclass(frozen=True, slots=True)
class KnownPrefix:
    """Answer to a text that was typed into a facet."""

    complete: bool
    """True if the answer has every match, so that longer texts need no request."""
    body: bytes
    fetched_at: float


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """Query with a name that the user chose."""

    id: int
    name: str
    kind: str
    definition: str
    """Search URL, or the skills of a Recruiter search as JSON."""
    viewer_id: str | None
    created_at: float
    used_at: float


@dataclass(frozen=True, slots=True)
class RunRow:
    """Long run."""

    id: int
    title: str
    search_id: int | None
    """Id of the search that the run loads; None for a list of lookups."""
    endpoint: str
    query_key: str
    """Identity of the work: the same for the same list or query."""
    status: str
    why: str
    """Result of the run, or the reason why it stopped, as a sentence."""
    result_file: str
    begun_at: float
    updated_at: float
    items: int
    completed: int
    viewer_id: str = ""
    """Viewer of its lookups; empty for none, '*' if it was not recorded."""
    source: str = ""
    """JSON that describes the file with its inputs and the columns; empty without a file."""
    left: str = ""
    """Lookups that are left, as endpoints with numbers: 'person:12 email:9'."""

    @property
    def story(self) -> str:
        """Name of the run's requests in the ledger; ids alone are used again after a deletion."""
        return f"run {self.id} {self.begun_at:.3f}"


@dataclass(frozen=True, slots=True)
class RunItem:
    """Lookup of a run."""

    number: int
    link: str
    label: str
    """Name of the record where the link came from."""
    outcome: str = ""
    """Outcome of the lookup; empty until it is done."""
    note: str = ""
    endpoint: str = ""
    """Endpoint of the lookup; empty for that of the run."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Library fields of one record in an answer."""

    kind: str
    """Kind of its library entry: 'person', 'organisation', 'job' or 'post'."""
    key: str
    """Key of the record's element in that answer."""
    keys: tuple[str, ...]
    """All keys of the record."""
    name: str
    title: str = ""
    company: str = ""
    place: str = ""
    words: str = ""
    """Further words that find the record."""
    link: str = ""
    opened: bool = False
    """True if the answer is about this record alone."""
    stand_in: str = ""
    """Name until an answer has one: the address or the id that the record was looked up by."""
    value: Mapping[str, object] = field(default_factory=dict, hash=False)
    """The record in that answer, as JSON in the shape of its type's model."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Record of the library."""

    id: int
    kind: str
    name: str
    title: str
    company: str
    place: str
    link: str
    note: str
    tags: str
    """Tags that the user wrote, with spaces between them."""
    opened: bool
    """True if the record itself was fetched, so that opening it costs nothing."""
    first_at: float
    fetched_at: float
    changed_at: float | None
    """Time of the newest change of a field; None without any."""
    owner: str = ""
    """Server and account that the entry belongs to; empty for those in use."""
    email: str = ""
    email_status: str = ""
    """Status of the address as Lix sent it, in upper case; empty if it was never looked up."""


class Source(NamedTuple):
    """Origin of a value."""

    endpoint: str
    viewer_id: str
    """Viewer of the request; empty without one, '*' if it wasn't recorded."""
    at: float
    """Time of the answer, in seconds since the epoch. Of two sources the later one counts, then the
    one whose viewer and endpoint are last in the alphabet."""


class Sourced(NamedTuple):
    """A value with its source."""

    value: object
    source: Source


@dataclass(frozen=True, slots=True)
class MergedRow:
    """The merged record of an entry."""

    entry_id: int
    kind: str
    note: str
    tags: str
    fields: Mapping[str, Sourced]
    """Values with their sources, by JSON key in alphabetical order."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Change of one field of an entry between two answers of one endpoint."""

    at: float
    field: str
    before: str
    after: str


LibraryOrder = Literal["name", "title", "company", "place", "kind", "tags", "fetched"]


@dataclass(frozen=True, slots=True)
class LibraryQuery:
    """Conditions of a library search. Empty ones match everything."""

    text: str = ""
    """Words that must be beginnings of words in the record."""
    kind: str = ""
    name: str = ""
    title: str = ""
    company: str = ""
    place: str = ""
    tag: str = ""
    without_tag: str = ""
    """Tags of which a record has none."""
    note: str = ""
    without_note: str = ""
    """Words of which the record's note has none."""
    source: str = ""
    """Part of the title of a search that found the record."""
    since: float | None = None
    """Earliest time of fetching, in seconds since the epoch."""
    until: float | None = None
    changed: bool = False
    noted: bool = False
    all_owners: bool = False
    """True to include entries of other servers and accounts."""
    order: LibraryOrder | None = None
    """Column to sort by, empty values last; None for the newest entry first."""
    descending: bool = False
    problem: str = ""
    """Sentence about an unusable part. Such a query is refused."""
