"""The kinds of search as data: endpoint, paging rule, columns, words. One screen serves all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lix_tui.explorer.columns import Column
from lix_tui.explorer.kind_names import KindName
from lix_tui.paging.cursors import CursorRule, PagingRule

if TYPE_CHECKING:
    from lix_tui.explorer.views import RecordView


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
    load_view: Callable[[], RecordView]
    """How its records are shown; loading it loads the models."""
    placeholder: str
    empty: str
    """What to do while there is no search."""


def _people() -> RecordView:
    from lix_tui.explorer.people import PeopleView

    return PeopleView()


def _leads() -> RecordView:
    from lix_tui.explorer.people import LeadsView

    return LeadsView()


PEOPLE = Kind(
    name="people",
    key="1",
    label="People",
    singular="person",
    plural="people",
    endpoint="people_search",
    paging=PagingRule(CursorRule.PAGE_IN_URL, page_size=10, ceiling=1000),
    columns=(
        Column("name", "Name", 18, 1.2, 0),
        Column("headline", "Headline", 24, 3.0, 1),
        Column("company", "Company", 14, 1.4, 3),
        Column("location", "Location", 14, 1.6, 2),
        Column("degree", "Degree", 6, 0.0, 4),
    ),
    load_view=_people,
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
        Column("name", "Name", 18, 1.2, 0),
        Column("title", "Title", 20, 2.2, 1),
        Column("company", "Company", 16, 1.6, 2),
        Column("location", "Location", 14, 1.6, 3),
        Column("tenure", "In role", 8, 0.0, 4),
    ),
    load_view=_leads,
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
