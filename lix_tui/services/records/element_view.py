"""Cells, preview, links and copy forms of the elements of one kind of search or list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from lix_tui.services.columns import Column
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.summary import SummaryLine
from lix_tui.store.rows import Listing

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.api.models.elements import Element
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.records.record_type import RecordType


class ElementView:
    """Cells, preview, links and copy forms of one kind of search's elements."""

    def __init__(
        self,
        record_type: RecordType[Any],
        columns: Sequence[str],
        companies: RecordType[Any] | None = None,
        opens: tuple[str, Callable[[JsonObject], str | None]] | None = None,
        *,
        shows_all: bool = False,
    ) -> None:
        """``columns`` are the ids of the fields that the table shows at first.

        ``companies`` is the type of companies where people and companies are in one list, and
        ``opens`` is the endpoint that a row opens, and its link in an element, where that isn't
        the record: the post of a comment. With ``shows_all`` a preview lists fields that the
        record's type lacks: Lix doesn't define the elements.
        """
        self.shows_all = shows_all
        """True if a preview lists fields that the record's type lacks."""
        self.record_type = record_type
        """Record type of the elements."""
        self._companies, self._opens = companies, opens
        self.columns: tuple[Column, ...] = record_type.columns(columns)
        """Columns of the table, the ones that are hidden at first last."""
        self._fields = tuple(record_type.field(column.id) for column in self.columns)
        automatic = [column.id for column in self.columns if column.is_automatic]
        self.default_places = range(len(columns) + len(automatic))
        """Places of the columns that the table shows unless the user decides, also of those that
        are shown once a row has a value."""
        self.joined = {id_: record_type.field(id_).joined for id_ in automatic}
        """JSON keys of the columns that are shown once a row has a value, by their ids."""

    @property
    def entry_kind(self) -> str:
        """Kind of the elements' entries in the library."""
        return self.record_type.entry_kind

    def listings(self, elements: Iterable[Element]) -> list[Listing]:
        """Return the library entries of elements that have a name or a link."""
        if self._companies is None:
            listings = (self.record_type.listing(one.record, one.record_key) for one in elements)
        else:
            listings = (self._listing(element, self._companies) for element in elements)
        return [listing for listing in listings if listing is not None]

    def _listing(self, element: Element, companies: RecordType[Any]) -> Listing | None:
        record = element.listed_record
        record_type = companies if isinstance(record, companies.model) else self.record_type
        return record_type.listing(record, element.record_key)

    def lookup_of(self, element: Element) -> tuple[str, str | None]:
        """Return the endpoint and the link that look an element up."""
        if self._opens is not None:
            endpoint, link_of = self._opens
            return endpoint, link_of(element.raw)
        companies, links = self._companies, self.links(element)
        link = next(iter(links), None)
        if companies is not None and link and "/" in link and companies.keys(link):
            return companies.endpoint, link
        return self.record_type.endpoint, link

    def name(self, element: Element) -> str:
        """Return the name of a record in sentences."""
        return self.record_type.title(element.record) or ""

    def cells(self, element: Element, places: Iterable[int] | None = None) -> tuple[str, ...]:
        """Return one cell per column, as cleaned text.

        Cells of columns that aren't in ``places`` are empty; None stands for the default columns.
        """
        record, received = element.record, element.raw
        found = [""] * len(self._fields)
        for place in self.default_places if places is None else places:
            found[place] = self._fields[place].text(record, received)
        return tuple(found)

    def links(self, element: Element) -> tuple[str, ...]:
        """Return the links, the one to open and copy first; empty when LinkedIn hides them."""
        return tuple(link for link in self.record_type.links(element.record) if link)

    def summary(self, element: Element) -> list[SummaryLine]:
        """Return the lines of the preview."""
        return self.record_type.preview_lines(element.record, element.raw)

    def related(self, element: Element) -> Iterator[Destination]:
        """Return related records and searches, the likeliest first."""
        return iter(self.record_type.related(element.record, None))

    def forms(self, element: Element) -> list[CopyForm]:
        """Return every form that can be copied."""
        return self.record_type.copy_forms(element.record, element.value)

    def link_forms(self, elements: Sequence[Element], words: str) -> list[CopyForm]:
        """Return each form of link of all elements, one link a line; ``words`` describe them."""
        labels = [form.label for form in self.forms(elements[0]) if form.group == "Links"]
        return [
            CopyForm(f"{label}s", words, "Links", partial(self.link_lines, tuple(elements), label))
            for label in labels
        ]

    def link_lines(self, elements: Sequence[Element], label: str | None = None) -> str:
        """Return the links of one form, or the best link of each element without a label.

        Elements without such a link are left out.
        """
        if label is None:
            return "\n".join(links[0] for element in elements if (links := self.links(element)))
        forms = [form for element in elements for form in self.forms(element)]
        return "\n".join(form.text for form in forms if form.label == label)
