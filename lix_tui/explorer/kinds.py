"""The kinds of search as data: endpoint, paging rule, columns, words. One screen serves all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lix_tui.explorer.columns import Column
from lix_tui.explorer.query import KindName
from lix_tui.paging.cursors import CursorRule, PagingRule

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element

Cells = Callable[["Element"], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of search."""

    name: KindName
    key: str
    """The digit that opens its screen."""
    label: str
    singular: str
    plural: str
    endpoint: str
    """The name of its endpoint in the endpoint table."""
    paging: PagingRule
    columns: tuple[Column, ...]
    cells: Cells
    """One cell a column for an element, already cleaned text."""
    placeholder: str
    empty: str
    """What to do while there is no search."""


def _people_cells(element: Element) -> tuple[str, ...]:
    from lix_tui.explorer.people import company_of, degree_of

    person = element.record
    return (
        person.full_name,
        person.headline_text,
        company_of(person),
        person.location or "",
        degree_of(person),
    )


def _sales_cells(element: Element) -> tuple[str, ...]:
    from lix_tui.explorer.people import company_of, tenure_of, title_of

    person = element.record
    return (
        person.full_name,
        title_of(person),
        company_of(person),
        person.location or "",
        tenure_of(person),
    )


PEOPLE = Kind(
    name="people",
    key="1",
    label="People",
    singular="person",
    plural="people",
    endpoint="people_search",
    paging=PagingRule(CursorRule.PAGE_IN_URL, page_size=10, ceiling=1000),
    columns=(
        Column("name", "Name", 14, 1.4, 0),
        Column("headline", "Headline", 16, 3.0, 1),
        Column("company", "Company", 12, 1.4, 3),
        Column("location", "Location", 12, 1.6, 2),
        Column("degree", "Degree", 6, 0.0, 4),
    ),
    cells=_people_cells,
    placeholder="keywords, or a LinkedIn people search URL",
    empty=(
        "Type keywords above, or paste a people search URL from LinkedIn, and press enter.\n\n"
        'Words are joined; "quotes", AND, OR, NOT and (brackets) work as on LinkedIn.\n'
        "Up in the query brings back what was asked before."
    ),
)
SALES = Kind(
    name="sales",
    key="5",
    label="Sales Nav",
    singular="lead",
    plural="leads",
    endpoint="sales_search",
    paging=PagingRule(CursorRule.PAGE_IN_URL, page_size=25, ceiling=2500),
    columns=(
        Column("name", "Name", 14, 1.4, 0),
        Column("title", "Title", 14, 2.2, 1),
        Column("company", "Company", 12, 1.6, 2),
        Column("location", "Location", 12, 1.6, 3),
        Column("tenure", "In role", 8, 0.0, 4),
    ),
    cells=_sales_cells,
    placeholder="keywords, or a Sales Navigator lead search URL",
    empty=(
        "Paste a lead search URL from Sales Navigator above, or type keywords, and press enter."
        "\n\nUp in the query brings back what was asked before."
    ),
)

KINDS: Mapping[KindName, Kind] = {kind.name: kind for kind in (PEOPLE, SALES)}
"""The kinds in the order of their keys."""

AREAS = (
    *((kind.name, kind.key, kind.label) for kind in KINDS.values()),
    ("account", "8", "Account"),
)
"""The areas of the program: name, key, label."""
