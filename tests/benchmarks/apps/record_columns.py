"""Results of a search in the product's table, with or without ten columns of their records."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from textual.app import App, ComposeResult
from textual.widgets import Footer

from lix_tui.api.models.elements import KINDS as ELEMENT_KINDS
from lix_tui.api.models.elements import read_element
from lix_tui.services.kinds import KINDS
from lix_tui.services.records.merged_record import FieldSource, MergedRecord
from lix_tui.services.records.view_registry import view_of
from lix_tui.services.search.joined_records import JoinedRecords
from lix_tui.services.search.pages import LoadedPages
from lix_tui.services.search.table_rows import SessionRows
from lix_tui.widgets.results_table import ResultsTable
from tests.benchmarks.apps.rows import row

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.kinds import Kind
    from lix_tui.services.records.element_view import ElementView
    from lix_tui.services.records.merged_records import MergedRecords
    from lix_tui.services.search.session import SearchSession

JOINED = (
    "email", "email_status", "phone", "website", "industry", "skills", "connections", "li_id",
    "note", "tags",
)  # fmt: skip
ROWS = 2_500


@dataclass
class LoadedSearch:
    """As much of a search's session as a table reads."""

    loaded: LoadedPages
    kind: Kind = field(default_factory=lambda: KINDS["people"])
    view: ElementView = field(default_factory=lambda: view_of("people"))

    @property
    def elements(self) -> list[Element]:
        """Results, in order."""
        return self.loaded.elements

    def texts_of(self, element: Element) -> Sequence[str]:
        """Return the default cells of a result."""
        return self.view.cells(element)


class StoredPeople:
    """Records of all results, each with ten values that the results lack."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._people = {element.key: _merged(at, element) for at, element in enumerate(elements)}

    async def find_many(self, _kind: str, keys: Iterable[str]) -> dict[str, MergedRecord]:
        """Return the records with these keys."""
        return {key: self._people[key] for key in keys if key in self._people}


def _element(number: int) -> Element:
    name, headline, company, location, _ = row(number)
    return read_element(
        ELEMENT_KINDS["people_search"],
        {
            "name": name,
            "description": headline,
            "location": location,
            "link": f"https://www.linkedin.com/in/person-{number}",
            "experience": [{"title": headline, "organisation": {"name": company}}],
        },
    )


def _merged(number: int, element: Element) -> MergedRecord:
    received = element.value
    more: dict[str, object] = {
        "email": f"person.{number}@company.example",
        "emailStatus": "VALID",
        "phone": "+46 70 123 45 67",
        "website": f"https://person-{number}.example",
        "industry": "Software Development",
        "skills": [{"name": "Python"}, {"name": "SQL"}, {"name": "Leadership"}],
        "numOfConnections": "223",
        "liId": f"ACoAA{number:08}",
        "note": "met in Oslo",
        "tags": "icp vip",
    }
    sources = {name: FieldSource("person", "", 0.0) for name in more}
    value = received | more
    return MergedRecord(number, "person", value, sources, "met in Oslo", "icp vip")


class Table(App[None]):
    """Table of a search's results; their records are read before they are shown."""

    def __init__(self, joined: bool) -> None:
        super().__init__()
        self._is_joined = joined

    def compose(self) -> ComposeResult:
        """Yield the table with five columns, or those and ten of the records."""
        columns = view_of("people").columns
        ids = JOINED if self._is_joined else ()
        self._places = [
            place for place, one in enumerate(columns) if one.is_default or one.id in ids
        ]
        yield ResultsTable(tuple(columns[place] for place in self._places), id="results")
        yield Footer()

    async def on_mount(self) -> None:
        """Join the results with their records."""
        elements = [_element(number) for number in range(ROWS)]
        session = cast("SearchSession", LoadedSearch(LoadedPages(elements)))
        joined = JoinedRecords(session, cast("MergedRecords", StoredPeople(elements)))
        if self._is_joined:
            await joined.read_all()
        rows = SessionRows(session, joined, frozenset())
        rows.show_columns(self._places)
        table = self.query_one(ResultsTable)
        columns = view_of("people").columns
        table.set_provider(rows)
        table.lay_out([(place, columns[place]) for place in self._places])
        table.focus()


if __name__ == "__main__":
    Table(sys.argv[1] == "10").run()
