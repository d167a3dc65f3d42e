"""Declaration of a record type: fields, identity, layout, copy forms and related records.

Tables, previews, detail screens, exports, the library and the command line derive from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from lix_tui.safe_cells import Cell, CellType
from lix_tui.services.columns import Column, ColumnLayout
from lix_tui.services.records.copy_form import CopyForm, forms_of
from lix_tui.services.records.record_names import NAMES
from lix_tui.services.records.summary import Section, SummaryLine, lines
from lix_tui.services.records.unplaced_fields import unplaced_lines, warning_lines
from lix_tui.store.rows import Listing
from lix_tui.text import MOST_IN_LINE, clean_line

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.records.career_timeline import Career
    from lix_tui.services.records.lookup_models import LookupModel

LookedUp: TypeAlias = "LookupModel"
"""Answer of a lookup."""
Params = dict[str, str]
R = TypeVar("R")
R_contra = TypeVar("R_contra", contravariant=True)
Group = Literal["", "career", "education"]
_LAYOUTS: Mapping[CellType, ColumnLayout] = {
    "text": ColumnLayout(14, 1.4, 3),
    "number": ColumnLayout(8, 0.0, 4, "right"),
    "flag": ColumnLayout(7, 0.0, 5),
    "link": ColumnLayout(16, 1.4, 4),
    "date": ColumnLayout(10, 0.0, 4),
}
"""Layout of a field without one of its own."""
MOST_WORDS = 1500
"""Characters of a long text that a record can be found by."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A titled chart: a career, or bars."""

    title: str
    career: Career | None = None
    bars: tuple[tuple[str, int | None], ...] = ()


class EntryText(NamedTuple):
    """Text of a record in the library.

    ``words`` are only searched, not shown; ``stand_in`` is shown while the name isn't known.
    """

    name: str
    title: str = ""
    company: str = ""
    place: str = ""
    words: str = ""
    stand_in: str = ""


@dataclass(frozen=True, slots=True)
class Field(Generic[R_contra]):
    """One field of a record type, shared by its tables, exports and copy menu."""

    id: str
    """Stable: the column id in tables and exports."""
    label: str
    value: Callable[[R_contra], Cell]
    type: CellType = "text"
    _: KW_ONLY
    cell: Callable[[R_contra], str] | None = None
    """Text in a table, where it isn't just the value."""
    received: Callable[[JsonObject], Cell] | None = None
    """Replaces ``value`` where only the JSON as received has it."""
    column: ColumnLayout | None = None
    """Layout in tables; None for the usual one of its type."""
    joined: str = ""
    """JSON key of a value that rows get from other answers or the user: tables show the column once
    a row has it. Empty for other fields."""
    exported: bool = True
    group: Group = ""
    """Group of numbered fields that the field belongs to."""
    number: int = 0
    """Number inside the group, from 1."""

    def read(self, record: R_contra, received: object) -> Cell:
        """Return the value; ``received`` is the record as JSON."""
        if self.received is None:
            return self.value(record)
        return self.received(received) if isinstance(received, dict) else None

    def text(self, record: R_contra, received: object) -> str:
        """Return the text for a table cell; ``received`` is the record as JSON."""
        if self.cell is not None:
            return self.cell(record)
        value = self.read(record, received)
        return f"{value:,}" if isinstance(value, int) else value or ""


@dataclass(frozen=True, slots=True)
class SectionSpec(Generic[R_contra]):
    """A titled part of a record; it is left out when it has no lines."""

    title: str
    """Empty for lines without a heading, in a preview."""
    lines: Callable[[R_contra], Iterable[SummaryLine]]
    wide: bool = False
    """True for the main column of the detail screen, False for the side."""
    is_late: bool = False
    """True for a section of the main column that comes after the charts."""
    received: Callable[[JsonObject], Iterable[SummaryLine]] | None = None
    """Replaces ``lines`` where only the JSON as received has them."""


@dataclass(frozen=True, slots=True)
class TrackedFigure(Generic[R_contra]):
    """A figure of a record whose changes over time are drawn."""

    title: str
    value: Callable[[R_contra], int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordType(Generic[R]):
    """One type of record. It is looked up by a link, an id or an email address."""

    endpoint: str
    model: type[R]
    """Model of the endpoint's answer."""
    entry_kind: str
    """Kind of its entries in the library."""
    subject: str = ""
    """Kind of entry that its links identify. The record is found by every link of the entry, and
    deleted with it."""

    # identity
    keys: Callable[..., tuple[str, ...]]
    """Identity keys of links and ids."""
    params: Callable[[str], Params]
    """Parameters of a request for a link."""
    links: Callable[[R], tuple[str | None, ...]] = lambda _: ()
    """The record's own links, the one to open and copy first."""
    ids: Callable[[R], tuple[str | None, ...]] = lambda _: ()
    """Other ids that the record says of itself."""
    best_link: Callable[[R], str | None] = lambda _: None
    """The link to open and copy; None where the link it was opened with is the best one."""

    answers_as: str = ""
    """Endpoint under which the answer is stored, because its lookup would have the same answer."""

    shape: Callable[[JsonObject], JsonObject] = lambda answer: answer
    """Returns an answer in the shape of the model, with all that the model has no field for."""

    # presentation
    title: Callable[[R], str | None]
    """Title; None where only the link says it."""
    subtitle: Callable[[R], tuple[str | None, ...]]
    """Lines under the title."""
    fields: tuple[Field[R], ...] = ()
    """Fields in the order of the export columns."""
    export_defaults: tuple[str, ...] = ()
    """Ids of the fields that an export has unless others are chosen."""
    copies: tuple[tuple[str, str], ...] = ()
    """Labels in the copy menu with the ids of their fields, in order."""
    more_copies: Callable[[R], Iterable[tuple[str, str | None]]] = lambda _: ()
    """Copies that depend on the record: label and text, after ``copies``."""
    head: Callable[[R], Iterable[SummaryLine]] = lambda _: ()
    """First lines of the preview."""
    preview: tuple[SectionSpec[R], ...] = ()
    """Parts of the preview, below its first lines."""
    detail: tuple[SectionSpec[R], ...] = ()
    """Sections of the detail screen."""
    charts: Callable[[R], list[Chart]] = lambda _: []
    portrait: Callable[[R], str | None] = lambda _: None
    """Address of the record's picture."""
    figure: TrackedFigure[R] | None = None
    related: Callable[[R, str | None], Iterable[Destination]] = lambda _record, _link: ()
    """Related records and searches, the likeliest first; the link is the one it was opened with."""

    # library
    entry: Callable[[R], EntryText] | None = None
    """Text of its entry; None for an answer about other records, which has ``entries``."""
    entries: Callable[[R, str], Iterable[Listing | None]] = lambda _record, _link: ()
    """Entries of an answer about other records; the link is the one it was opened with."""

    # lookup
    marks: bool = False
    """True if a result is marked as opened once the record is stored."""
    settled: Callable[[R], bool] = lambda _: True
    """True if another request can't change the answer."""
    poll: Callable[[R], tuple[str, Params] | None] = lambda _: None
    """Endpoint and parameters that return the state of an unfinished lookup; None when done."""
    has_result: Callable[[R], bool] = lambda _: True
    """False for an answer that nothing was found."""
    empty_is_missing: bool = False
    """True if an answer without a result means that Lix has no such record."""
    charged: Callable[[R], bool] = lambda _: True
    """True if the answer cost what its endpoint costs."""

    @property
    def noun(self) -> str:
        """Name in sentences: 'profile', 'job'."""
        return NAMES[self.endpoint].noun

    @property
    def is_exported(self) -> bool:
        """True if records of this type can be exported."""
        return bool(self.export_defaults)

    def own_links(self, record: R) -> tuple[str | None, ...]:
        """Return the links and ids that the record says of itself."""
        return (*self.links(record), *self.ids(record))

    def printed_facts(self, record: R) -> str:
        """Return facts that are printed beside a stored answer, as JSON; `StoredAnswer` reads them.

        True if it cost what its endpoint costs, then the status of an address that another lookup
        may make VALID. Empty for an unfinished lookup, which is continued instead, and for a record
        that Lix lacks.
        """
        if self.empty_is_missing and not self.has_result(record):
            return ""
        if self.settled(record):
            return json.dumps([self.charged(record), ""])
        status = getattr(record, "status", None) or "no status"
        return "" if self.poll(record) else json.dumps([self.charged(record), status])

    def field(self, field_id: str) -> Field[R]:
        """Return a field. Raises KeyError for an id that the type doesn't have."""
        for field in self.fields:
            if field.id == field_id:
                return field
        raise KeyError(field_id)

    def columns(self, ids: Sequence[str]) -> tuple[Column, ...]:
        """Return every table column: these fields in this order, then those hidden at first.

        Of the hidden ones the automatic ones are first. Numbered fields and those that no export
        has aren't columns.
        """
        usable = [one for one in self.fields if one.exported and not one.number]
        hidden = (one.id for one in sorted(usable, key=lambda one: not one.joined))
        found = []
        for field in map(self.field, dict.fromkeys((*ids, *hidden))):
            layout, is_default = field.column or _LAYOUTS[field.type], field.id in ids
            column = Column(
                field.id, field.label, *layout, is_default=is_default,
                is_automatic=bool(field.joined) and not is_default,
            )  # fmt: skip
            found.append(column)
        return tuple(found)

    def copy_forms(self, record: R, received: object) -> list[CopyForm]:
        """Return every form of the record that can be copied; ``received`` is its JSON."""
        values = [(label, self.field(id_).read(record, received)) for label, id_ in self.copies]
        pairs = [(label, None if value is None else str(value)) for label, value in values]
        return forms_of([*pairs, *self.more_copies(record)], received)

    def preview_lines(self, record: R, received: JsonObject) -> list[SummaryLine]:
        """Return the lines of the preview; ``received`` is the record's JSON."""
        shown = list(self.head(record))
        for spec in self.preview:
            found = tuple(spec.received(received) if spec.received else spec.lines(record))
            if found:
                heading = (SummaryLine(spec.title, "heading"),) if spec.title else ()
                shown += [SummaryLine(""), *heading, *found]
        return shown

    def sections(self, record: R, received: JsonObject | None = None) -> list[Section]:
        """Return the sections of the detail screen that have lines.

        ``received`` is the record's JSON in the shape of the model; what no section shows of it is
        listed in a last one. The first ones are Lix's warnings and a title that is too long for the
        head of the screen.
        """
        long = [text for text in (self.title(record), *self.subtitle(record)) if text]
        built = (
            Section("Warnings from Lix", tuple(warning_lines(record)), wide=True),
            Section("In full", lines(*(text for text in long if len(text) > MOST_IN_LINE)), True),
            *(
                Section(spec.title, tuple(spec.lines(record)), spec.wide, spec.is_late)
                for spec in self.detail
            ),
            Section("More fields", tuple(unplaced_lines(record, received or {})), True, True),
        )
        return [section for section in built if section.lines]

    def listings(self, record: R, link: str) -> list[Listing]:
        """Return the library entries of the answer to a lookup by ``link``."""
        if self.entry is None:
            return [listing for listing in self.entries(record, link) if listing is not None]
        key = next(iter(self.keys(link)), link)
        listing = self.listing(record, key, link, opened=True) if key else None
        return [] if listing is None else [listing]

    def listing(
        self, record: R, key: str, link: str = "", *, opened: bool = False
    ) -> Listing | None:
        """Return the library entry of a record; None if it has neither a name nor a link.

        ``link`` and ``opened`` are set for a record that was looked up by that link.
        """
        if self.entry is None:
            return None
        known = (link, *self.own_links(record))
        keys = (key, *self.keys(*(text for text in known if text)))
        text, best = self.entry(record), self.best_link(record) or link
        dump = getattr(record, "model_dump", None)
        if dump is None or not (text.name or text.stand_in or best):
            return None
        # an unknown field with the name of a known one needs no warning
        value: JsonObject = dump(
            by_alias=True, exclude_unset=True, exclude_none=True, warnings=False
        )
        if self.entry_kind == "person" and "description" in value:  # searches call it that
            value.setdefault("headline", value["description"])
        return Listing(
            kind=self.entry_kind,
            key=key,
            keys=tuple(dict.fromkeys(keys)),
            name=clean_line(text.name),
            title=clean_line(text.title),
            company=clean_line(text.company),
            place=clean_line(text.place),
            words=clean_line(text.words)[:MOST_WORDS],
            stand_in=clean_line(text.stand_in),
            link=best,
            opened=opened,
            value=value,
        )
