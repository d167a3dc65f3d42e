"""Elements of a search as their record type and the kind of search present them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from lix_tui.services.kinds import CONNECTIONS, KINDS
from lix_tui.services.records.copy_form import CopyForm

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Element
    from lix_tui.services.columns import Column
    from lix_tui.services.kind_names import KindName
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.records.record_type import RecordType
    from lix_tui.services.records.summary import SummaryLine


class ElementView:
    """Cells, preview, links and copy forms of one kind of search's elements."""

    def __init__(self, record_type: RecordType[Any], columns: Sequence[str]) -> None:
        """``columns`` are the ids of the fields that the table shows."""
        self._type = record_type
        self._fields = tuple(map(record_type.field, columns))
        self.columns: tuple[Column, ...] = record_type.columns(columns)
        """Columns of the table."""

    def name(self, element: Element) -> str:
        """Return the name of a record in sentences."""
        return self._type.title(element.record) or ""

    def cells(self, element: Element) -> tuple[str, ...]:
        """Return one cell per column, as cleaned text."""
        record, received = element.record, element.raw
        return tuple([field.text(record, received) for field in self._fields])

    def links(self, element: Element) -> tuple[str, ...]:
        """Return the links, the one to open and copy first; empty when LinkedIn hides them."""
        return tuple(link for link in self._type.links(element.record) if link)

    def summary(self, element: Element) -> list[SummaryLine]:
        """Return the lines of the preview."""
        return self._type.preview_lines(element.record, element.raw)

    def related(self, element: Element) -> Iterator[Opening]:
        """Return related records and searches, the likeliest first."""
        return iter(self._type.related(element.record, None))

    def forms(self, element: Element) -> list[CopyForm]:
        """Return every form that can be copied."""
        return self._type.copy_forms(element.record, element.value)

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


def view_of(kind: KindName) -> ElementView:
    """Return the view of a kind's elements. Imports the models of the kind's answers."""
    columns = CONNECTIONS.columns if kind == "connections" else KINDS[kind].columns
    return ElementView(_record_type(kind), columns)


def _record_type(kind: KindName) -> RecordType[Any]:
    match kind:
        case "people" | "sales" | "recruiter":
            from lix_tui.services.records.types.person import PERSON

            return PERSON
        case "connections":
            from lix_tui.services.records.types.connection import CONNECTION

            return CONNECTION
        case "jobs":
            from lix_tui.services.records.types.job import JOB

            return JOB
        case "posts":
            from lix_tui.services.records.types.post import POST

            return POST
        case "orgs":
            from lix_tui.services.records.types.organisation import ORGANISATION

            return ORGANISATION
